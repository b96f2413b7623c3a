// The frame: menus that close, folded text, the theme without a reload.

function closeMenus(except) {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (menu !== except) menu.open = false;
  });
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]");
  closeMenus();
  menu?.querySelector("summary").focus();
});

// Text is sent folded where scripts run (media query "scripting"); the button opens and closes it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-fold]");
  if (!button) return;
  const folded = button.closest(".fold").classList.toggle("is-folded");
  button.setAttribute("aria-expanded", String(!folded));
  button.textContent = folded ? button.dataset.more : button.dataset.less;
});

// On a phone, rows of tabs or steps scroll sideways: bring the current one into sight.
document.querySelectorAll(":is(.tabs, .stepper, .side-nav) [aria-current]").forEach((current) => {
  const row = current.closest(".tabs, .stepper, .side-nav");
  const offset = current.getBoundingClientRect().left - row.getBoundingClientRect().left;
  row.scrollLeft += offset - (row.clientWidth - current.offsetWidth) / 2;
});

const YEAR_S = 31536000;

function setTheme(theme) {
  const chosen = theme === "light" || theme === "dark";
  if (chosen) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  const age = chosen ? YEAR_S : 0;
  document.cookie = `theme=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}

document.addEventListener("submit", (event) => {
  const theme = event.target.matches("[data-theme-form]") && event.submitter?.value;
  if (!theme) return;
  event.preventDefault();
  setTheme(theme);
  document.querySelectorAll("[data-theme-form] button").forEach((button) => {
    button.setAttribute("aria-pressed", String(button.value === theme));
  });
}, { capture: true });

// Sections of a form become tabs. Without scripts they stay one under the other, all in reach.

function select(box, wanted) {
  box.querySelectorAll("[role=tab]").forEach((tab) => {
    const chosen = tab === wanted;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
  });
}

function makeTab(section, number) {
  section.id ||= `tab-panel-${number}`;
  section.setAttribute("role", "tabpanel");
  const tab = document.createElement("button");
  Object.assign(tab, { type: "button", id: `${section.id}-tab`, className: "lang-tab", lang: section.dataset.lang });
  tab.setAttribute("role", "tab");
  tab.setAttribute("aria-controls", section.id);
  tab.textContent = section.dataset.tab;
  if ("written" in section.dataset) tab.classList.add("is-written");
  if ("errors" in section.dataset) tab.classList.add("has-errors");
  section.setAttribute("aria-labelledby", tab.id);
  section.querySelector(".form__title")?.classList.add("visually-hidden");
  return tab;
}

function first(sections) {
  const here = document.documentElement.lang;
  return sections.find((section) => "errors" in section.dataset)
    || sections.find((section) => section.dataset.lang === here && "written" in section.dataset)
    || sections.find((section) => "written" in section.dataset)
    || sections.find((section) => section.dataset.lang === here)
    || sections[0];
}

function move(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const tab = event.target.closest("[role=tab]");
  if (!step || !tab) return;
  const tabs = [...tab.parentElement.children];
  const turn = document.documentElement.dir === "rtl" ? -step : step;
  const next = tabs[(tabs.indexOf(tab) + turn + tabs.length) % tabs.length];
  select(tab.closest("[data-tabs]"), next);
  next.focus();
  event.preventDefault();
}

document.querySelectorAll("[data-tabs]").forEach((box) => {
  const sections = [...box.querySelectorAll(":scope > [data-tab]")];
  const list = document.createElement("div");
  list.className = "lang-tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", box.dataset.label);
  const tabs = sections.map(makeTab);
  list.append(...tabs);
  box.prepend(list);
  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) select(box, tab);
  });
  list.addEventListener("keydown", move);
  select(box, tabs[sections.indexOf(first(sections))]);
});

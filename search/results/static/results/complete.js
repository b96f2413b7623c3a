// Proposals while typing in a search box: a combobox after the ARIA Authoring Practices.
// Boxes say where to ask with data-complete; without this script they are plain search fields.

const WAIT_MS = 120;

function setUp(box) {
  const input = box.querySelector("input[type=search]");
  const list = document.createElement("div");
  list.className = "complete";
  list.id = `${input.id}-list`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  box.append(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let timer = 0;
  let asked = null;
  let current = -1;

  const options = () => [...list.querySelectorAll("[role=option]")];

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.replaceChildren();
    current = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function select(index) {
    const rows = options();
    rows[current]?.setAttribute("aria-selected", "false");
    current = (index + rows.length) % rows.length;
    rows[current].setAttribute("aria-selected", "true");
    rows[current].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", rows[current].id);
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const address = `${box.dataset.complete}?${new URLSearchParams({ q: input.value })}`;
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text();
    } catch (error) {
      if (error.name !== "AbortError") close();
      return;
    }
    options().forEach((row, index) => { row.id = `${list.id}-${index}`; });
    current = -1;
    input.setAttribute("aria-expanded", String(options().length > 0));
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (input.value.trim().length < 2) return close();
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", (event) => {
    const rows = options();
    if (event.key === "Escape" && rows.length) {
      event.preventDefault();
      close();
    } else if (rows.length && event.key === "ArrowDown") {
      event.preventDefault();
      select(current + 1);
    } else if (rows.length && event.key === "ArrowUp") {
      event.preventDefault();
      select(current < 0 ? rows.length - 1 : current - 1);
    } else if (event.key === "Enter" && current >= 0) {
      event.preventDefault();
      rows[current].click();
    } else if (event.key === "Enter") {
      close();
    }
  });
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) close();
  });
}

document.querySelectorAll("[data-complete]").forEach(setUp);

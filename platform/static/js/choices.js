// A long list of checkboxes gets a filter and a count. Without scripts the sheet hides both and the
// whole list stays, ready to use.

const folded = (text) =>
  text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0640]/g, "")
    .replace(/[أإآ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").toLowerCase();

function filter(box, text) {
  const wanted = folded(text.trim());
  let shown = 0;
  box.querySelectorAll("[data-choice]").forEach((item) => {
    item.hidden = !folded(item.textContent).includes(wanted);
    shown += item.hidden ? 0 : 1;
  });
  box.querySelector("[data-choices-none]").hidden = shown > 0;
}

function count(box) {
  const checked = box.querySelectorAll("[data-choice] input:checked").length;
  box.querySelector("[data-choices-count]").textContent = checked || "";
}

function enhance(root) {
  root.querySelectorAll("[data-choices]:not([data-ready])").forEach((box) => {
    box.dataset.ready = "1";
    count(box);
  });
}

document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-choices]");
  if (!box) return;
  if (event.target.matches("[data-choices-filter]")) filter(box, event.target.value);
  else count(box);
});

// Enter in the filter would send the form; it is there to look, not to send.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-choices-filter]")) event.preventDefault();
});

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.target));

// The search page: facets stay open over a swap, and the drawer closes when its button is pressed.

const opened = new Set();

document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("#facets details.facet")) return;
  opened[event.target.open ? "add" : "delete"](event.target.id);
}, { capture: true });

document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (event.detail.target.id !== "facets-body") return;
  event.detail.fragment.querySelectorAll("details.facet").forEach((facet) => {
    facet.open = facet.open || opened.has(facet.id);
  });
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-closes]");
  if (button) document.getElementById(button.dataset.closes)?.hidePopover?.();
});

// The search starts anew at page 1, and what is not chosen stays out of the shared address.
document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "facets") return;
  const { parameters } = event.detail;
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
});

// Forms: a press counts once, the first error gets the focus, a failed request says so.

const BUSY = "submitting";
const LONGEST_MS = 15000;

function buttonsOf(form) {
  return [...form.elements].filter((element) => element.type === "submit");
}

function release(form) {
  delete form.dataset[BUSY];
  buttonsOf(form).forEach((button) => button.removeAttribute("aria-busy"));
}

function hold(form, submitter) {
  form.dataset[BUSY] = "1";
  (submitter || buttonsOf(form)[0])?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), LONGEST_MS);
}

// A form that may be sent again at once (a download, a composer) carries data-many.
function countsOnce(form) {
  return form instanceof HTMLFormElement && form.method === "post" && !("many" in form.dataset);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!countsOnce(form) || event.defaultPrevented) return;
  if (form.dataset[BUSY]) event.preventDefault();
  else hold(form, event.submitter);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.target.closest?.("form");
  if (!form || !countsOnce(form)) return;
  if (form.dataset[BUSY]) event.preventDefault();
  else hold(form, event.detail.requestConfig.triggeringEvent?.submitter);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form && countsOnce(form)) release(form);
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form").forEach((form) => form.dataset[BUSY] && release(form));
});

function focusFirstError(root) {
  root.querySelector?.("[aria-invalid='true'], [role='alert'][tabindex]")?.focus();
}

focusFirstError(document);
document.addEventListener("htmx:afterSwap", (event) => focusFirstError(event.target));

// The words of a toast come from the page, in the reader's language.
export function showToast(text) {
  const region = document.querySelector("[data-toasts]");
  if (!region || !text) return;
  const toast = Object.assign(document.createElement("p"), { className: "toast", textContent: text });
  region.append(toast);
  setTimeout(() => toast.remove(), 8000);
}

const said = (key) => document.querySelector("[data-toasts]")?.dataset[key];
document.addEventListener("htmx:sendError", () => showToast(said("offline")));
document.addEventListener("htmx:responseError", (event) => {
  showToast(said(event.detail.xhr.status === 401 ? "signedOut" : "failed"));
});
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  showToast(said("passkey"));
});
document.addEventListener("wasl:toast", (event) => showToast(event.detail.value ?? event.detail));

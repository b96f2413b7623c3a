// Writing: Enter sends at a desk, the button everywhere; a draft survives a reload.

const isDesk = matchMedia("(pointer: fine)");

export class Composer {
  constructor(form, { key, onSend, onTyping }) {
    this.form = form;
    this.text = form.elements.body;
    this.errors = form.parentElement.querySelector("[data-errors]");
    this.key = key;
    this.onSend = onSend;
    this.restore();
    form.addEventListener("submit", (event) => this.submit(event));
    this.text.addEventListener("keydown", (event) => this.press(event));
    this.text.addEventListener("input", () => this.change(onTyping));
  }

  restore() {
    if (!this.text.value) this.text.value = sessionStorage.getItem(this.key) || "";
  }

  change(onTyping) {
    sessionStorage.setItem(this.key, this.text.value);
    this.say("");
    if (this.text.value.trim()) onTyping();
  }

  // While a letter is being composed (an Arabic or Asian keyboard), Enter ends the composing.
  press(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !isDesk.matches) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const body = this.text.value.replaceAll("\r\n", "\n").trim();
    if (!body) {
      this.say(this.errors.dataset.empty);
      return void this.text.focus();
    }
    if ([...body].length > Number(this.form.dataset.max)) return void this.say(this.errors.dataset.toolong);
    this.fill("");
    this.onSend(body);
  }

  fill(text) {
    this.text.value = text;
    sessionStorage.setItem(this.key, text);
    this.say("");
    this.text.focus();
  }

  say(sentence) {
    this.errors.textContent = sentence;
    this.errors.hidden = !sentence;
    if (sentence) {
      this.text.setAttribute("aria-invalid", "true");
      this.text.setAttribute("aria-describedby", this.errors.id);
    } else {
      this.text.removeAttribute("aria-invalid");
      this.text.removeAttribute("aria-describedby");
    }
    document.getElementById("composer-errors")?.remove();
  }
}

/* Wagtail's admin: searches a code list as one types and adds what is chosen. */
(() => {
  class CodesController extends window.StimulusModule.Controller {
    static targets = ["chosen", "search", "found"];

    static values = { url: String, name: String, none: String };

    find() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), 200);
    }

    keep(event) {
      if (event.key === "Enter") event.preventDefault();
      if (event.key === "Escape") this.foundTarget.replaceChildren();
    }

    async ask() {
      const text = this.searchTarget.value.trim();
      const response = await fetch(`${this.urlValue}?q=${encodeURIComponent(text)}`);
      if (!response.ok || text !== this.searchTarget.value.trim()) return;
      const { results } = await response.json();
      const taken = new Set(
        [...this.chosenTarget.querySelectorAll("input")].map((box) => box.value),
      );
      const free = results.filter(({ code }) => !taken.has(code));
      this.foundTarget.replaceChildren(
        ...(free.length ? free.map((row) => this.choice(row)) : [this.nothing()]),
      );
    }

    nothing() {
      const row = document.createElement("li");
      row.textContent = this.noneValue;
      return row;
    }

    choice({ code, label }) {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.append(...this.words(code, label));
      button.addEventListener("click", () => this.add(code, label, row));
      row.append(button);
      return row;
    }

    words(code, label) {
      const text = document.createElement("span");
      text.dir = "auto";
      text.textContent = label;
      const mark = document.createElement("bdi");
      mark.className = "wasl-codes__code";
      mark.textContent = code;
      return [text, " ", mark];
    }

    add(code, label, row) {
      const box = document.createElement("input");
      Object.assign(box, { type: "checkbox", name: this.nameValue, value: code, checked: true });
      const wrap = document.createElement("label");
      wrap.append(box, " ", ...this.words(code, label));
      const item = document.createElement("li");
      item.append(wrap);
      this.chosenTarget.append(item);
      box.dispatchEvent(new Event("change", { bubbles: true }));
      row.remove();
      this.searchTarget.focus();
    }
  }

  window.wagtail.app.register("wasl-codes", CodesController);
})();

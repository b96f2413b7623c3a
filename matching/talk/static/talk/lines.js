// The list of messages: numbered ones in order, those on their way at the end.

const NEAR_PX = 120;

export class Lines {
  constructor(section) {
    this.list = section.querySelector("[data-lines]");
    this.scroller = section.querySelector("[data-scroller]");
    this.pendingTemplate = section.querySelector("[data-pending]");
    this.ruleTemplate = section.querySelector("[data-rule]");
    this.jump = section.querySelector("[data-jump]");
    this.scroller.addEventListener("scroll", () => this.isNearEnd() && (this.jump.hidden = true));
    this.jump.addEventListener("click", () => this.toEnd());
  }

  isNearEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_PX;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  // Where reading goes on: the first unread, else the end.
  toStart() {
    const rule = this.list.querySelector(".unread-rule");
    if (rule) rule.scrollIntoView({ block: "center" });
    else this.toEnd();
  }

  find(clientId) {
    return this.list.querySelector(`[data-client="${CSS.escape(clientId)}"]`);
  }

  has(sequence) {
    return Boolean(this.list.querySelector(`[data-sequence="${sequence}"]`));
  }

  firstPending() {
    return this.list.querySelector(".message--pending, .message--failed");
  }

  // A numbered message takes the place of the same one on its way.
  add(message) {
    if (this.has(message.sequence)) return null;
    this.find(message.client_id)?.remove();
    this.list.querySelector("[data-first-words]")?.remove();
    const holder = document.createElement("template");
    holder.innerHTML = message.html;
    const added = holder.content.querySelector(".message");
    this.list.insertBefore(holder.content, this.firstPending());
    return added;
  }

  // A line that follows another of the same person does not repeat the name.
  writerOf(line) {
    let named = line;
    while (named && !named.querySelector(".message__who")) named = named.previousElementSibling;
    return named?.querySelector(".message__who bdi").textContent || "";
  }

  // One rule a page: before the first message that came while nobody looked.
  divideBefore(line) {
    this.list.querySelector(".unread-rule")?.remove();
    line.before(this.ruleTemplate.content.cloneNode(true));
  }

  addBefore(messages) {
    const height = this.scroller.scrollHeight;
    const holder = document.createElement("template");
    holder.innerHTML = messages.map((message) => message.html).join("");
    this.list.insertBefore(holder.content, this.list.querySelector(".talk__more").nextSibling);
    this.scroller.scrollTop += this.scroller.scrollHeight - height;
  }

  addPending(message) {
    const line = this.pendingTemplate.content.firstElementChild.cloneNode(true);
    line.dataset.client = message.client_id;
    line.querySelector(".message__body").textContent = message.body;
    this.list.querySelector("[data-first-words]")?.remove();
    this.list.append(line);
    return line;
  }

  // state: "sending", "waiting" (no network) or "failed".
  setState(clientId, state, why = "") {
    const line = this.find(clientId);
    if (!line || line.dataset.sequence) return;
    line.classList.toggle("message--failed", state === "failed");
    line.classList.toggle("message--pending", state !== "failed");
    line.querySelector("[data-sending]").hidden = state !== "sending";
    line.querySelector("[data-waiting]").hidden = state !== "waiting";
    line.querySelector("[data-unsent]").hidden = state !== "failed";
    line.querySelector("[data-again]").hidden = state !== "failed";
    line.querySelector("[data-edit]").hidden = state !== "failed";
    if (why) line.querySelector("[data-why]").textContent = why;
  }

  markSeen(sequence) {
    this.list.querySelectorAll(".message--mine[data-sequence]").forEach((line) => {
      if (Number(line.dataset.sequence) > sequence) return;
      line.querySelector("[data-sent]").hidden = true;
      line.querySelector("[data-seen]").hidden = false;
    });
  }
}

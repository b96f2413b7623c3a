// Who else looks at the conversation, and who is writing.

import { on, send } from "./socket.js";

const TYPING_EVERY_MS = 2500;
const TYPING_LASTS_MS = 5000;

export class Presence {
  constructor(section) {
    this.conversation = Number(section.dataset.thread);
    this.own = section.dataset.own.split(" ").map(Number);
    this.here = new Map();
    this.text = section.querySelector("[data-presence]");
    this.dot = section.querySelector("[data-presence-dot]");
    this.typing = section.querySelector("[data-typing]");
    this.saidAt = 0;
    on("presence", (frame) => this.isOurs(frame) && this.show(frame));
    on("typing", (frame) => this.isOurs(frame) && this.showTyping(frame.name));
    on("closed", () => this.clear());
  }

  isOurs(frame) {
    return frame.conversation === this.conversation;
  }

  isOther(frame) {
    return !frame.sides.some((side) => this.own.includes(side));
  }

  show(frame) {
    if (!this.isOther(frame)) return;
    if (frame.here) this.here.set(frame.user, frame.name);
    else this.here.delete(frame.user);
    this.draw();
  }

  draw() {
    const names = [...this.here.values()];
    const { one, more, away } = this.text.dataset;
    this.dot.classList.toggle("presence--here", names.length > 0);
    if (!names.length) return void (this.text.textContent = away);
    const name = Object.assign(document.createElement("bdi"), { textContent: names.join(", ") });
    this.text.replaceChildren(name, ` ${names.length > 1 ? more : one}`);
  }

  clear() {
    this.here.clear();
    this.draw();
    this.typing.hidden = true;
  }

  showTyping(name) {
    this.typing.querySelector("[data-typing-name]").textContent = name;
    this.typing.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.hideTyping(), TYPING_LASTS_MS);
  }

  hideTyping() {
    this.typing.hidden = true;
  }

  sayTyping() {
    if (Date.now() - this.saidAt < TYPING_EVERY_MS) return;
    this.saidAt = Date.now();
    send({ type: "typing", conversation: this.conversation });
  }

  stopTyping() {
    this.saidAt = 0;
  }
}

// One conversation: draws what the server says, sends what is written, asks for what it lacks.

import { Gone, SignedOut, markRead, messagesAfter, messagesBefore } from "./api.js";
import { Composer } from "./composer.js";
import { Courier } from "./courier.js";
import { Lines } from "./lines.js";
import { newId, Outbox } from "./outbox.js";
import { Presence } from "./presence.js";
import { isOpen, isSignedOut, on, send } from "./socket.js";

const POLL_MS = 4000;
const PATIENCE_MS = 5000;

class Thread {
  constructor(section) {
    this.section = section;
    this.pk = Number(section.dataset.thread);
    this.own = section.dataset.own.split(" ").map(Number);
    this.shown = Number(section.dataset.shown);
    this.read = Number(section.dataset.read);
    this.isPast = "past" in section.dataset;
    this.lines = new Lines(section);
    this.presence = new Presence(section);
    this.said = section.querySelector("[data-said]");
    this.state = section.querySelector("[data-state]");
    this.lostAt = Date.now();
    this.compose();
    this.listen();
  }

  compose() {
    const form = this.section.querySelector("[data-composer]");
    if (!form) return;
    this.outbox = new Outbox(this.section.dataset.me, this.pk);
    this.courier = new Courier(this.outbox, {
      url: form.action,
      onState: (id, state, why) => this.lines.setState(id, state, why),
      onSent: () => this.catchUp(),
      onLost: (error) => this.giveUp(error),
    });
    this.composer = new Composer(form, {
      key: `wasl.draft.${this.section.dataset.me}.${this.pk}`,
      onSend: (body) => this.write(body),
      onTyping: () => this.presence.sayTyping(),
    });
    this.outbox.all().forEach((message) => this.restore(message));
    this.courier.carry();
  }

  restore(message) {
    if (this.lines.find(message.client_id)) return this.outbox.remove(message.client_id);
    this.lines.addPending(message);
    if (message.why) this.lines.setState(message.client_id, "failed", message.why);
  }

  write(body) {
    const message = { client_id: newId(), body };
    this.outbox.add(message);
    this.lines.addPending(message);
    this.lines.toEnd();
    this.presence.stopTyping();
    this.courier.carry();
  }

  listen() {
    on("ready", () => this.resume());
    on("subscribed", (frame) => frame.conversation === this.pk && this.hearOf(frame.sequence));
    on("message", (frame) => frame.conversation === this.pk && this.hearOf(frame.sequence));
    on("read", (frame) => frame.conversation === this.pk && this.hearRead(frame));
    on("closed", () => this.lose());
    window.addEventListener("offline", () => this.say("offline"));
    window.addEventListener("online", () => this.catchUp());
    document.addEventListener("visibilitychange", () => this.markSeen());
    window.addEventListener("focus", () => this.markSeen());
    this.lines.scroller.addEventListener("scroll", () => this.markSeen(), { passive: true });
    this.section.addEventListener("click", (event) => this.click(event));
    setInterval(() => this.poll(), POLL_MS);
  }

  resume() {
    this.say("");
    send({ type: "subscribe", conversation: this.pk });
    this.courier?.hurry();
  }

  lose() {
    this.lostAt = Date.now();
    if (isSignedOut()) this.say("out");
    else if (!navigator.onLine) this.say("offline");
  }

  // Without a socket the page asks by itself.
  poll() {
    if (isOpen() || isSignedOut() || document.hidden || Date.now() - this.lostAt < PATIENCE_MS) return;
    this.say(navigator.onLine ? "poll" : "offline");
    this.catchUp();
  }

  say(key) {
    this.state.textContent = key ? this.state.dataset[key] : "";
  }

  hearOf(sequence) {
    if (sequence > this.shown) this.catchUp();
  }

  // One question at a time; what is asked meanwhile is asked once more after it.
  async catchUp() {
    if (this.asking) return void (this.askAgain = true);
    this.asking = true;
    do {
      this.askAgain = false;
      await this.ask().catch((error) => this.giveUp(error));
    } while (this.askAgain);
    this.asking = false;
  }

  async ask() {
    const answer = await messagesAfter(this.section.dataset.messagesUrl, this.shown);
    const wasNear = this.lines.isNearEnd();
    if (isOpen()) this.say("");
    if (this.isPast) return void (this.lines.jump.hidden = !answer.messages.length);
    this.wasLookedAt = this.isLookedAt();
    answer.messages.forEach((message) => this.take(message));
    if (answer.messages.length) this.follow(wasNear);
    this.lines.markSeen(answer.others_read);
    this.read = Math.max(this.read, answer.read);
    if (this.shown < answer.last) this.askAgain = true;
    this.markSeen();
  }

  take(message) {
    const line = this.lines.add(message);
    this.shown = Math.max(this.shown, message.sequence);
    this.outbox?.remove(message.client_id);
    if (!line || line.classList.contains("message--mine")) return;
    if (!this.wasLookedAt && !this.isDivided) this.lines.divideBefore(line);
    this.isDivided ||= !this.wasLookedAt;
    this.presence.hideTyping();
    this.said.textContent = `${this.said.dataset.new} ${this.lines.writerOf(line)}: ${line.querySelector(".message__body").textContent}`;
  }

  follow(wasNear) {
    if (wasNear) this.lines.toEnd();
    else this.lines.jump.hidden = false;
  }

  // Looked at: the page has the focus and its end is in sight. What comes meanwhile is not new.
  isLookedAt() {
    return !document.hidden && document.hasFocus() && this.lines.isNearEnd();
  }

  async markSeen() {
    if (this.isLookedAt()) this.isDivided = false;
    if (!this.isLookedAt() || this.isPast || this.shown <= this.read) return;
    this.read = this.shown;
    try {
      const answer = await markRead(this.section.dataset.readUrl, this.shown);
      this.tellUnread(answer.unread);
    } catch (error) {
      this.read = 0;
      this.giveUp(error);
    }
  }

  tellUnread(unread) {
    document.dispatchEvent(new CustomEvent("talk:unread", { detail: unread }));
  }

  hearRead(frame) {
    if (frame.mine) this.read = Math.max(this.read, frame.sequence);
    else if (!frame.sides.some((side) => this.own.includes(side))) this.lines.markSeen(frame.sequence);
  }

  // True where trying again makes no sense.
  giveUp(error) {
    if (error instanceof Gone) this.say("gone");
    else if (error instanceof SignedOut) this.say("out");
    else return void (navigator.onLine || this.say("offline"));
    return true;
  }

  click(event) {
    if (event.target.closest("[data-older]")) return this.showOlder(event);
    const line = event.target.closest(".message--failed");
    if (event.target.closest("[data-again]")) this.sendAgain(line.dataset.client);
    if (event.target.closest("[data-edit]")) this.takeBack(line);
    return undefined;
  }

  sendAgain(clientId) {
    this.outbox.fail(clientId, "");
    this.courier.hurry();
  }

  takeBack(line) {
    const message = this.outbox.all().find((m) => m.client_id === line.dataset.client);
    this.outbox.remove(line.dataset.client);
    line.remove();
    this.composer.fill(message?.body || "");
  }

  async showOlder(event) {
    event.preventDefault();
    const first = Number(this.section.dataset.first);
    const answer = await messagesBefore(this.section.dataset.messagesUrl, first).catch((error) => this.giveUp(error));
    if (!answer?.messages?.length) return;
    this.lines.addBefore(answer.messages);
    this.section.dataset.first = answer.messages[0].sequence;
    this.lines.list.querySelector("[data-older]").parentElement.hidden = answer.messages[0].sequence === 1;
  }
}

const section = document.querySelector("[data-thread]");
const thread = new Thread(section);
thread.lines.toStart();
thread.markSeen();
if (isOpen()) thread.resume();

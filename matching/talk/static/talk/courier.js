// Carries the outbox to the server, one message after another, so that they keep their order.

import { Refused, sendMessage } from "./api.js";
import { isOpen } from "./socket.js";

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30000;

export class Courier {
  // onState(clientId, state, why) and onSent() tell the page.
  constructor(outbox, { url, onState, onSent, onLost }) {
    Object.assign(this, { outbox, url, onState, onSent, onLost });
    this.isBusy = false;
    this.failures = 0;
    window.addEventListener("online", () => this.hurry());
  }

  hurry() {
    this.failures = 0;
    clearTimeout(this.timer);
    this.carry();
  }

  next() {
    return this.outbox.all().find((message) => !message.why);
  }

  async carry() {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      for (let message = this.next(); message; message = this.next()) await this.deliver(message);
      this.failures = 0;
    } catch (error) {
      this.wait(error);
    }
    this.isBusy = false;
  }

  async deliver(message) {
    this.onState(message.client_id, "sending");
    try {
      await sendMessage(this.url, { body: message.body, client_id: message.client_id });
      this.outbox.remove(message.client_id);
      this.onSent();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.outbox.fail(message.client_id, error.message);
      this.onState(message.client_id, "failed", error.message);
    }
  }

  // No network, or a server that does not answer: all wait, and go out later by themselves.
  wait(error) {
    this.outbox.all().filter((m) => !m.why).forEach((m) => this.onState(m.client_id, "waiting"));
    if (this.onLost(error)) return;
    const wait = isOpen() ? FIRST_WAIT_MS : Math.min(FIRST_WAIT_MS * 2 ** this.failures, LONGEST_WAIT_MS);
    this.failures += 1;
    this.timer = setTimeout(() => this.carry(), wait);
  }
}

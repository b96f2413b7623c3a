// Messages on their way: kept on the device until the server has numbered them.

const PREFIX = "wasl.outbox.";

export class Outbox {
  constructor(person, conversation) {
    this.key = `${PREFIX}${person}.${conversation}`;
    forgetOthers(person);
  }

  all() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || [];
    } catch {
      return [];
    }
  }

  keep(messages) {
    try {
      if (messages.length) localStorage.setItem(this.key, JSON.stringify(messages));
      else localStorage.removeItem(this.key);
    } catch {
      // A full or forbidden store costs the survival of a reload, not the message.
    }
  }

  add(message) {
    this.keep([...this.all(), message]);
  }

  remove(clientId) {
    this.keep(this.all().filter((message) => message.client_id !== clientId));
  }

  fail(clientId, why) {
    this.keep(this.all().map((m) => (m.client_id === clientId ? { ...m, why } : m)));
  }
}

// Another person on the same device does not find what was left.
function forgetOthers(person) {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX) && !key.startsWith(`${PREFIX}${person}.`))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // Without a store there is nothing to forget.
  }
}

// crypto.randomUUID exists on secure pages only; the demo on a phone in the same room is not one.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

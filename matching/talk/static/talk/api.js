// What a conversation asks of the server by HTTP.

export class Refused extends Error {
  constructor(sentences) {
    super(sentences.join(" "));
    this.sentences = sentences;
  }
}

export class Gone extends Error {}
export class SignedOut extends Error {}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
}

async function ask(url, options = {}) {
  const headers = { Accept: "application/json", ...options.headers };
  const answer = await fetch(url, { ...options, headers, redirect: "manual" });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  if (answer.status === 404) throw new Gone();
  if (answer.status === 422) throw new Refused((await answer.json()).errors);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.json();
}

function post(url, fields) {
  const body = new URLSearchParams(fields);
  return ask(url, { method: "POST", body, headers: { "X-CSRFToken": token() } });
}

export const messagesAfter = (url, sequence) => ask(`${url}?after=${sequence}`);
export const messagesBefore = (url, sequence) => ask(`${url}?before=${sequence}`);
export const sendMessage = (url, message) => post(url, message);
export const markRead = (url, sequence) => post(url, { sequence });

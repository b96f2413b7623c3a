// On every page of a member: the counters of the frame stay true without a reload.

import { connect, on } from "./socket.js";

function setCount(key, count) {
  document.querySelectorAll(`[data-count="${key}"]`).forEach((element) => {
    element.textContent = count || "";
  });
}

const language = document.documentElement.lang;
let asked = null;

async function countUnread() {
  const answer = await fetch(`/${language}/conversations/unread/`, {
    headers: { Accept: "application/json" }, redirect: "manual",
  });
  if (answer.ok) setCount("conversations", (await answer.json()).unread);
}

// Several nudges at once are one question.
function countSoon() {
  clearTimeout(asked);
  asked = setTimeout(() => countUnread().catch(() => {}), 300);
}

on("message", countSoon);
on("read", (frame) => frame.mine && countSoon());
on("notifications", (frame) => setCount("notifications", frame.unread));
let isFirst = true;
on("ready", () => {
  if (!isFirst) countSoon();
  isFirst = false;
});

document.addEventListener("talk:unread", (event) => setCount("conversations", event.detail));
connect();

// The list of conversations follows what happens: order, last words, what is unread.

import { on } from "./socket.js";

const box = document.querySelector("[data-entries]");
let timer = 0;

async function refresh() {
  const answer = await fetch(box.dataset.url, { redirect: "manual" });
  if (answer.ok) box.innerHTML = await answer.text();
}

// Several nudges at once are one question.
function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => refresh().catch(() => {}), 400);
}

let isFirst = true;
on("message", refreshSoon);
on("read", (frame) => frame.mine && refreshSoon());
on("ready", () => {
  if (!isFirst) refreshSoon();
  isFirst = false;
});

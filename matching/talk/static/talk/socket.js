// The one socket of a page. It only nudges: whoever listens asks the server for what is true.

const PING_MS = 25000;
const SILENT_MS = 60000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30000;
// 4401: signed out, see matching/talk/announcements.py.
const SIGNED_OUT = 4401;

const listeners = new Map();
let socket = null;
let failures = 0;
let heardAt = 0;
let timer = 0;
let isOut = false;

export function on(type, act) {
  listeners.set(type, [...(listeners.get(type) || []), act]);
}

function emit(type, frame) {
  (listeners.get(type) || []).forEach((act) => act(frame));
}

export const isOpen = () => socket?.readyState === WebSocket.OPEN;
export const isSignedOut = () => isOut;

// True where the frame was handed to an open socket; whoever needs it sent asks again on "ready".
export function send(frame) {
  if (!isOpen()) return false;
  socket.send(JSON.stringify(frame));
  return true;
}

function hear(event) {
  heardAt = Date.now();
  const frame = JSON.parse(event.data);
  if (frame.type === "ready") failures = 0;
  emit(frame.type, frame);
}

function lose(event) {
  socket = null;
  isOut = event.code === SIGNED_OUT;
  emit("closed", event);
  if (!isOut) retry();
}

// Longer after each failure, and never all pages at the same moment.
function retry() {
  clearTimeout(timer);
  const wait = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
  failures += 1;
  timer = setTimeout(connect, wait * (0.5 + Math.random() / 2));
}

export function connect() {
  clearTimeout(timer);
  if (socket || isOut) return;
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  socket = new WebSocket(`${scheme}//${location.host}/ws/`);
  heardAt = Date.now();
  socket.addEventListener("message", hear);
  socket.addEventListener("close", lose);
}

// A phone's network can vanish without a close: what stays silent is given up.
function keepAlive() {
  if (!isOpen()) return;
  if (Date.now() - heardAt > SILENT_MS) socket.close();
  else send({ type: "ping" });
}

function hurry() {
  if (socket || isOut) return;
  failures = 0;
  connect();
}

setInterval(keepAlive, PING_MS);
window.addEventListener("online", hurry);
window.addEventListener("pageshow", hurry);
document.addEventListener("visibilitychange", () => document.hidden || hurry());

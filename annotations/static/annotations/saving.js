// Verdicts on their way: each is kept in this browser until the server has confirmed it, and sent again until then.
// The next card is shown only after that, so what is on the screen is what is stored.

import { dropDraft, keepDraft } from "./drafts.js";
import { markClaim } from "./marks.js";
import { byId, hush, say, shownClaim, user } from "./page.js";
import { forgetTime, secondsOn } from "./time.js";

const PATIENCE = 20_000;
const SLOWEST = 60_000;
const prefix = `unsent:${user}:`;
const underway = new Set();
const unwanted = new Map();
let pause = 2000;
let timer = null;

const unsent = () => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
export const hasUnsaved = () => unsent().length > 0;

// As crypto.randomUUID, which browsers have over TLS only.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// The one line that says how things stand: on the way, kept here, or saved.
export function showStatus() {
  const status = byId("saving");
  if (!status) return;
  const kept = unsent().length;
  const words = status.dataset;
  const saved = byId("card")?.dataset.saved ?? "";
  status.textContent = underway.size ? words.saving : kept ? words.kept.replace("{number}", kept) : saved;
  status.className = underway.size ? "" : kept ? "kept" : "saved";
}

export function submit(form, button) {
  const claim = shownClaim();
  const name = prefix + claim;
  if (underway.has(name)) return;
  const body = new FormData(form, button);
  body.delete("csrfmiddlewaretoken");
  body.set("seconds", secondsOn(claim));
  const word = button.value;
  const former = JSON.parse(localStorage.getItem(name));
  // The same press again is the same review; another word is another, since the first may have arrived.
  if (former) body.set("key", former.word === word ? former.key : newKey());
  const { article } = byId("desk").dataset;
  keep(name, { action: form.getAttribute("action"), article, at: Date.now(), word, key: body.get("key"), body });
}

function keep(name, entry) {
  localStorage.setItem(name, JSON.stringify({ ...entry, body: new URLSearchParams(entry.body).toString() }));
  send(name);
}

// Takes back the article's latest verdict that still waits here, and tells whether there was one. It may have
// arrived with its answer lost, so the server is told, too: that very press, and no other, is to be undone.
export function cancelUnsent(action) {
  const { article } = byId("desk").dataset;
  const waiting = unsent()
    .map((name) => ({ name, ...JSON.parse(localStorage.getItem(name)) }))
    .filter((entry) => entry.article === article)
    .sort((one, other) => one.at - other.at);
  if (!waiting.length) return false;
  const { name, ...entry } = waiting.at(-1);
  // What is on its way at this moment is answered first.
  if (underway.has(name)) unwanted.set(name, action);
  else cancel(name, entry, action);
  return true;
}

function cancel(name, entry, action) {
  const body = new URLSearchParams(entry.body);
  body.set("unsent", "1");
  keep(name, { ...entry, action, word: "undo", body });
}

const token = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

async function send(name) {
  const sent = localStorage.getItem(name);
  const { action, body } = JSON.parse(sent);
  let answer = null;
  let html = "";
  underway.add(name);
  showStatus();
  try {
    answer = await fetch(action, {
      method: "POST",
      body,
      headers: { "HX-Request": "true", "X-CSRFToken": token(), "Content-Type": "application/x-www-form-urlencoded" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    html = await answer.text();
  } catch (error) {
    if (!["TypeError", "TimeoutError", "AbortError"].includes(error.name)) throw error;
    answer = null;
    say("unsaved");
    sendLater();
  } finally {
    underway.delete(name);
  }
  if (answer) take(name, sent, answer, html);
  showStatus();
  const undo = unwanted.get(name);
  unwanted.delete(name);
  if (undo) cancel(name, { ...JSON.parse(sent), isShown: true }, undo);
}

function take(name, sent, answer, html) {
  const claim = name.slice(prefix.length);
  const entry = JSON.parse(sent);
  const isShown = claim === shownClaim() || Boolean(entry.isShown);
  const isUndo = entry.word === "undo";
  const isSettled = answer.status < 500 && answer.status !== 403;
  if (new URL(answer.url).pathname === byId("desk").dataset.signIn) {
    say("session", claim);
    return;
  }
  // In another window of the same person a later word may have taken its place.
  if (isSettled && localStorage.getItem(name) === sent) localStorage.removeItem(name);
  if (answer.status === 403) say("stale", claim);
  else if (answer.status >= 500) {
    say("failed");
    sendLater();
  } else if (answer.status >= 300) {
    if (answer.status === 422 && isShown) showHtml(html, answer);
    else say("refused", claim);
  } else {
    if (!isUndo) dropDraft(claim);
    forgetTime(claim);
    pause = 2000;
    if (!hasUnsaved()) hush();
    if (isShown) showHtml(html, answer);
    else markJudged(html);
    if (isShown && isUndo) keepDraft();
  }
}

// A verdict on a claim that is not shown any more was saved.
function markJudged(html) {
  const card = new DOMParser().parseFromString(html, "text/html").getElementById("card");
  const shown = byId("card");
  if (!card?.dataset.judged || !shown) return;
  markClaim(...JSON.parse(card.dataset.judged));
  shown.dataset.saved = byId("announcement").textContent = card.dataset.saved;
}

// What htmx does with an answer: another page, another part of it, or the next card.
function showHtml(html, answer) {
  const goal = answer.headers.get("HX-Redirect");
  const part = answer.headers.get("HX-Location");
  if (goal) {
    location.assign(goal);
  } else if (part) {
    const { path, ...how } = JSON.parse(part);
    htmx.ajax("GET", path, how).then(() => history.pushState({ htmx: true }, "", path));
  } else {
    showCardHtml(html, answer.headers.get("HX-Push-Url"));
  }
}

export function showCardHtml(html, address) {
  htmx.swap("#card", html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
  if (address) history.pushState({ htmx: true }, "", address);
  document.dispatchEvent(new CustomEvent("card-shown"));
}

function sendLater() {
  clearTimeout(timer);
  timer = setTimeout(sendAll, pause);
  pause = Math.min(pause * 2, SLOWEST);
}

export function sendAll() {
  clearTimeout(timer);
  for (const name of unsent()) if (!underway.has(name)) send(name);
}

addEventListener("online", sendAll);

// Verdicts on their way: each is kept in this browser until the server has confirmed it, and sent again until then.
// The next card is shown only after that, so what is on the screen is what is stored.

import { dropDraft } from "./drafts.js";
import { markClaim } from "./marks.js";
import { byId, hush, say, shownClaim, user } from "./page.js";
import { forgetTime, secondsOn } from "./time.js";

const PATIENCE = 20_000;
const SLOWEST = 60_000;
const prefix = `unsent:${user}:`;
const underway = new Set();
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

function showStatus() {
  const status = byId("saving");
  if (!status) return;
  const kept = unsent().length;
  const words = status.dataset;
  status.textContent = underway.size ? words.saving : kept ? words.kept.replace("{number}", kept) : "";
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
  const entry = { action: form.getAttribute("action"), word, key: body.get("key"), body: new URLSearchParams(body).toString() };
  localStorage.setItem(name, JSON.stringify(entry));
  send(name);
}

const token = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

async function send(name) {
  const { action, body } = JSON.parse(localStorage.getItem(name));
  underway.add(name);
  showStatus();
  try {
    const answer = await fetch(action, {
      method: "POST",
      body,
      headers: { "HX-Request": "true", "X-CSRFToken": token(), "Content-Type": "application/x-www-form-urlencoded" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    await take(name, answer, await answer.text());
  } catch (error) {
    if (!["TypeError", "TimeoutError", "AbortError"].includes(error.name)) throw error;
    say("unsaved");
    sendLater();
  } finally {
    underway.delete(name);
    showStatus();
  }
}

async function take(name, answer, html) {
  const claim = name.slice(prefix.length);
  const isShown = claim === shownClaim();
  if (new URL(answer.url).pathname === byId("desk").dataset.signIn) say("session", claim);
  else if (answer.status === 403) say("stale", claim);
  else if (answer.status >= 500) {
    say("failed");
    sendLater();
  } else if (answer.status >= 300) {
    localStorage.removeItem(name);
    if (answer.status === 422 && isShown) showHtml(html, answer);
    else say("refused", claim);
  } else {
    localStorage.removeItem(name);
    dropDraft(claim);
    forgetTime(claim);
    pause = 2000;
    if (!hasUnsaved()) hush();
    if (isShown) showHtml(html, answer);
    else markJudged(html);
  }
}

function markJudged(html) {
  const card = new DOMParser().parseFromString(html, "text/html").getElementById("card");
  if (card?.dataset.judged) markClaim(...JSON.parse(card.dataset.judged));
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

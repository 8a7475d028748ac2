// What stands beside the card: its comments, and the guidelines. Both are links that lead there without this, too.

import { byId, shownClaim, user } from "./page.js";

// ---- guidelines: beside the article on a wide screen, over it on a narrow one

let opener = null;
const inForce = () => byId("card")?.dataset.guidelines ?? "";
const nameOf = (pane) => `place:${pane.dataset.address}:${pane.dataset.version}`;

function keepPlace() {
  const pane = byId("guidelines");
  if (pane && !pane.hidden) sessionStorage.setItem(nameOf(pane), pane.scrollTop);
}

export async function openGuidelines() {
  const pane = byId("guidelines");
  if (pane.dataset.version !== inForce()) {
    pane.dataset.version = inForce();
    await htmx.ajax("GET", pane.dataset.address, { target: pane, swap: "innerHTML" });
  }
  if (!pane.firstElementChild) {
    delete pane.dataset.version;
    return;
  }
  opener = document.activeElement;
  pane.hidden = false;
  pane.scrollTop = sessionStorage.getItem(nameOf(pane)) ?? 0;
  pane.focus({ preventScroll: true });
  byId("news").hidden = true;
  byId("news").dataset.judgedUnder = inForce();
}

export function closeGuidelines() {
  const pane = byId("guidelines");
  if (!pane || pane.hidden) return false;
  keepPlace();
  pane.hidden = true;
  (opener?.isConnected ? opener : byId("card")).focus({ preventScroll: true });
  return true;
}

export const toggleGuidelines = () => closeGuidelines() || openGuidelines();

// A version that came after the last verdict is told of until it is opened.
export function tellOfNewGuidelines() {
  const { judgedUnder } = byId("news").dataset;
  byId("news").hidden = !judgedUnder || judgedUnder === inForce();
}

addEventListener("pagehide", keepPlace);

// ---- comments

const draftOf = (claim) => `draft:${user}:${claim}:comment`;

export const hasUnsentComment = () => Boolean(byId("comment")) && byId("comment").value !== byId("comment").defaultValue;

export function openComments() {
  if (byId("comment")) byId("comment").focus();
  else byId("open-comments").click();
}

export function keepComment() {
  const text = byId("comment").value;
  if (text.trim()) localStorage.setItem(draftOf(shownClaim()), JSON.stringify({ at: Date.now(), text }));
  else localStorage.removeItem(draftOf(shownClaim()));
}

export function showCommentDraft() {
  const kept = localStorage.getItem(draftOf(shownClaim()));
  byId("open-comments").classList.toggle("unsent", Boolean(kept));
  if (kept && byId("comment")) byId("comment").value = JSON.parse(kept).text;
}

// The comments were opened, or one was sent: after that the keys work again.
export function takeComments({ verb, status }) {
  const isSaved = verb === "post" && status < 300;
  if (isSaved) localStorage.removeItem(draftOf(shownClaim()));
  const number = document.querySelectorAll("#comments li").length;
  byId("open-comments").querySelector("b").textContent = number || "";
  showCommentDraft();
  (isSaved ? byId("comments") : (byId("comment") ?? byId("comments"))).focus();
}

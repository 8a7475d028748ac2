// The reviewing workspace. Everything here adds to links and forms that work without it.

import { closeGuidelines, hasUnsentComment, keepComment, openGuidelines, showCommentDraft, takeComments, tellOfNewGuidelines } from "./beside.js";
import { addRow, carryDraft, dropOldDrafts, hasUnsent, keepDraft, restoreDraft, takeAddress, warnOfYounger } from "./drafts.js";
import { isTyped } from "./keys.js";
import { bringIntoView, paint } from "./marks.js";
import { byId, hush, say, shownClaim } from "./page.js";
import { forgetPrefetched, openCard, prefetch } from "./prefetching.js";
import { cancelUnsent, hasUnsaved, sendAll, showStatus, submit } from "./saving.js";
import { startClock } from "./time.js";

let leaving = false;
let shown = null;

addEventListener("beforeunload", (event) => {
  if (!leaving && (hasUnsent() || hasUnsentComment() || hasUnsaved())) event.preventDefault();
});

function showCard() {
  const card = byId("card");
  if (!card?.dataset.claim || card === shown) return;
  // Of a very long article only the part around a claim is on the page.
  if (shown && !byId(`c${card.dataset.claim}`)) {
    leaving = true;
    location.assign(`?claim=${card.dataset.claim}`);
    return;
  }
  shown = card;
  startClock(card.dataset.claim);
  if (byId("review")) {
    byId("add-evidence").hidden = false;
    restoreDraft();
    warnOfYounger();
  }
  showStatus();
  showCommentDraft();
  tellOfNewGuidelines();
  paint();
  bringIntoView();
  forgetPrefetched();
  // Not when the browser is idle: one that draws nothing may never say so.
  if (byId("review")) setTimeout(prefetch);
  // The button pressed has gone with its card; without this the next Tab would begin at the page's top.
  if (document.activeElement === document.body) card.focus({ preventScroll: true });
}

document.addEventListener("card-shown", showCard);

for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
  document.addEventListener(name, ({ detail }) => say(detail.requestConfig.verb === "post" && isOfComments(detail) ? "comment" : "unreached"));
}

const isOfComments = ({ requestConfig }) => Boolean(requestConfig?.path.endsWith("/comments/"));

// A verdict that is still on its way is taken back here, and not the one that was saved before it.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.path.endsWith("/undo/") && cancelUnsent(event.detail.requestConfig.path)) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (new URL(detail.xhr.responseURL).pathname === byId("desk").dataset.signIn) {
    detail.shouldSwap = false;
    say("away");
  } else if (detail.xhr.status === 422) {
    // A refusal is the same card again, with the reason on it.
    detail.shouldSwap = true;
    detail.isError = false;
  } else if (detail.xhr.status < 300) hush();
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  showCard();
  if (isOfComments(detail)) takeComments({ verb: detail.requestConfig.verb, status: detail.xhr.status });
  // The page that follows the last claim has a heading of its own to read out.
  if (!byId("card")) {
    byId("announcement").replaceChildren();
    byId("finished-title")?.focus();
  }
  // What an undo brings back is not in force any more, so it is a draft.
  if (detail.requestConfig?.path.endsWith("/undo/") && byId("review")) keepDraft();
});

// ---- mouse and fields

// The second half of a double click would land on the next card, which stands where this one stood.
document.addEventListener("click", (event) => {
  if (event.detail < 2 || !event.target.closest("#review button.press")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

document.addEventListener("submit", (event) => {
  if (event.target.id !== "review" || !event.submitter?.value) return;
  event.preventDefault();
  submit(event.target, event.submitter);
});

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { target } = event;
  if (target.closest("[data-act=guidelines], [data-open-guidelines]")) {
    event.preventDefault();
    openGuidelines();
    return;
  }
  if (target.closest("[data-close-guidelines]")) closeGuidelines();
  const link = target.closest("[data-claim]:is(a), [data-move]");
  if (link) {
    event.preventDefault();
    openCard(link.dataset.move ?? link.dataset.claim);
  } else if (target.closest("[data-retry]")) {
    sendAll();
  } else if (target.closest("[data-leave]")) {
    leaving = true;
  } else if (target.closest("#add-evidence")) {
    addRow().querySelector("input").focus();
  } else if (target.closest("#show-keys")) {
    byId("keys").showModal();
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id === "comment") keepComment();
  if (!event.target.closest("#review .note")) return;
  keepDraft();
  warnOfYounger();
});

document.addEventListener("paste", (event) => {
  if (!isTyped(event.target) && takeAddress(event.clipboardData.getData("text/plain").trim())) event.preventDefault();
});

document.addEventListener("toggle", ({ target, newState }) => {
  if (newState === "open" && target.matches(".skip")) target.querySelector("button").focus();
}, { capture: true });

// The page is asked for again when somebody goes back: a copy kept by the browser could show an old state,
// and would outlive the session.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
// A card is ready the moment it is seen: with a delay a fast key would meet a form that htmx does not know yet.
htmx.config.defaultSettleDelay = 0;
byId("show-keys").hidden = false;
dropOldDrafts();
const replaced = new URLSearchParams(location.search).get("replaces");
if (replaced && shownClaim()) carryDraft(replaced, shownClaim());
if (shownClaim()) showCard();
sendAll();

// The reviewing workspace: keys, drafts, and what happens when saving fails.
// Everything here adds to links and forms that work without it.

const byId = (id) => document.getElementById(id);
const user = byId("desk").dataset.user;
let leaving = false;
let retry = null;

// ---- drafts: what was typed and not yet sent, kept in this tab, for this person, by claim

const draftKey = (claim) => `draft:${user}:${claim}`;
const noteFields = (form) => [...form.querySelectorAll("textarea, #evidence input, #evidence select")];

function keepDraft() {
  const form = byId("review");
  const rows = [...form.querySelectorAll("#evidence .row")].map((row) =>
    [...row.querySelectorAll("input, select")].map((field) => field.value),
  );
  const draft = { why: byId("justification").value, rows };
  sessionStorage.setItem(draftKey(byId("card").dataset.claim), JSON.stringify(draft));
}

function restoreDraft() {
  const kept = sessionStorage.getItem(draftKey(byId("card").dataset.claim));
  if (!byId("review") || !kept) return;
  const { why, rows } = JSON.parse(kept);
  byId("justification").value = why;
  rows.forEach((values, place) => {
    const fields = (place < evidenceRows().length ? evidenceRows()[place] : addRow()).querySelectorAll("input, select");
    fields.forEach((field, at) => (field.value = values[at]));
  });
}

const initial = (field) =>
  field.options ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value : field.defaultValue;
const isChanged = (field) => field.value !== initial(field);

const hasUnsent = () => Boolean(byId("review")) && noteFields(byId("review")).some(isChanged);

addEventListener("beforeunload", (event) => {
  if (!leaving && hasUnsent()) event.preventDefault();
});

// ---- evidence rows

const evidenceRows = () => [...document.querySelectorAll("#evidence .row")];

function addRow() {
  const last = evidenceRows().at(-1);
  const row = last.cloneNode(true);
  for (const field of row.querySelectorAll("input, select")) field.value = "";
  last.after(row);
  return row;
}

// ---- marks in the text follow the card and the strip

function paint() {
  const card = byId("card");
  const marks = new Map([...document.querySelectorAll("#strip [data-step]")].map((step) => [step.dataset.step, step.dataset.mark]));
  const sources = JSON.parse(card.dataset.sources);
  const cues = JSON.parse(card.dataset.cues);
  const over = (spans, at) => spans.find(([start, end]) => start <= at && at < end);
  for (const run of document.querySelectorAll("#article .run")) {
    const at = Number(run.dataset.start);
    const classes = ["run"];
    if (run.dataset.claim) {
      const isCurrent = run.dataset.claims.split(" ").includes(card.dataset.claim);
      classes.push("claim", marks.get(run.dataset.claim));
      if (isCurrent) classes.push("current");
      if (isCurrent && run.id) run.setAttribute("aria-current", "true");
      else run.removeAttribute("aria-current");
    }
    const source = over(sources, at);
    if (source) classes.push("source", ...(["anonymous", "unspecified"].includes(source[2]) ? ["unnamed"] : []));
    else if (over(cues, at)) classes.push("cue");
    run.className = classes.join(" ");
  }
}

function bringIntoView() {
  const run = byId(`c${byId("card").dataset.claim}`);
  if (!run) return;
  const side = document.querySelector(".side").getBoundingClientRect();
  const isSheet = side.left < run.getBoundingClientRect().right;
  const { top, bottom } = run.getBoundingClientRect();
  if (top < 80 || bottom > (isSheet ? side.top : innerHeight) - 40) run.scrollIntoView({ block: isSheet ? "start" : "center" });
}

function showCard() {
  if (!byId("card")?.dataset.claim) return;
  if (byId("review")) {
    byId("add-evidence").hidden = false;
    restoreDraft();
  }
  paint();
  bringIntoView();
}

function openCard(claim) {
  htmx.ajax("GET", byId("desk").dataset.cardAddress.replace("/0/", `/${claim}/`), { target: "#card", swap: "outerHTML" });
}

// ---- what goes wrong is said where the person looks, and nothing typed is lost

function say(trouble) {
  byId("trouble").replaceChildren(byId(`trouble-${trouble}`).content.cloneNode(true));
  const link = byId("trouble").querySelector("a");
  if (link) {
    const here = `${location.pathname}?claim=${byId("card").dataset.claim}`;
    link.href = "signIn" in link.dataset ? `${byId("desk").dataset.signIn}?next=${encodeURIComponent(here)}` : here;
  }
}

const isPost = (detail) => detail.requestConfig.verb === "post";

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => say(isPost(detail) ? "unsaved" : "unreached"));
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  if (!isPost(detail)) say("unreached");
  else say(detail.xhr.status === 403 ? "stale" : "failed");
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (new URL(detail.xhr.responseURL).pathname === byId("desk").dataset.signIn) {
    detail.shouldSwap = false;
    say("session");
  } else if (detail.xhr.status === 422) {
    // A refusal is the same card again, with the reason on it.
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (!isPost(detail)) return;
  const pressed = detail.requestConfig.triggeringEvent?.submitter ?? detail.elt;
  retry = () => pressed.click();
});

document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  if (detail.xhr.status >= 300 || new URL(detail.xhr.responseURL).pathname === byId("desk").dataset.signIn) return;
  retry = null;
  byId("trouble")?.replaceChildren();
  if (isPost(detail) && detail.pathInfo.requestPath === byId("review")?.getAttribute("action")) {
    sessionStorage.removeItem(draftKey(byId("card").dataset.claim));
    leaving = Boolean(detail.xhr.getResponseHeader("HX-Redirect"));
  }
});

addEventListener("online", () => {
  if (byId("trouble")?.querySelector("[data-retry]")) retry?.();
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id === "card") showCard();
  // The page that follows the last claim has a heading of its own to read out.
  if (!byId("card")) byId("announcement").replaceChildren();
  // What an undo brings back is not in force any more, so it is a draft.
  if (detail.requestConfig?.path.endsWith("/undo/") && byId("review")) keepDraft();
  // The button pressed has gone with its card; without this the next Tab would begin at the page's top.
  if (document.activeElement === document.body) {
    (byId("card") ?? byId("finished-title")).focus({ preventScroll: Boolean(byId("card")) });
  }
});

// ---- mouse and keys

// The second half of a double click would land on the next card, which stands where this one stood.
document.addEventListener("click", (event) => {
  if (event.detail < 2 || !event.target.closest("#review button.press")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, { capture: true });

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const { target } = event;
  const link = target.closest("[data-claim]:is(a), [data-move]");
  if (link) {
    event.preventDefault();
    openCard(link.dataset.move ?? link.dataset.claim);
  } else if (target.closest("[data-retry]")) {
    retry?.();
  } else if (target.closest("[data-leave]")) {
    leaving = true;
  } else if (target.closest("#add-evidence")) {
    addRow().querySelector("input").focus();
  } else if (target.closest("#show-keys")) {
    byId("keys").showModal();
  }
});

document.addEventListener("input", (event) => {
  if (event.target.closest("#review .note")) keepDraft();
});

document.addEventListener("toggle", ({ target, newState }) => {
  if (newState === "open" && target.matches(".skip")) target.querySelector("button").focus();
}, { capture: true });

function chooseReason(skip, event) {
  const reasons = [...skip.querySelectorAll("button")];
  const place = reasons.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) reasons.at((place + step) % reasons.length).focus();
  else if (reasons[Number(event.key) - 1]) reasons[Number(event.key) - 1].click();
  else if (event.key === "Escape") {
    skip.open = false;
    skip.querySelector("summary").focus();
  } else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") (byId("card") ?? document.body).focus();
    return;
  }
  const skip = document.querySelector(".skip[open]");
  if (skip && /^([1-9]|Escape|Arrow(Up|Down))$/.test(event.key)) {
    chooseReason(skip, event);
    return;
  }
  const bound = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (bound) {
    event.preventDefault();
    bound.click();
  }
});

// The page is asked for again when somebody goes back: a copy kept by the browser could show an old state,
// and would outlive the session.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
// A card is ready the moment it is seen: with a delay a fast key would meet a form that htmx does not know yet.
htmx.config.defaultSettleDelay = 0;
byId("show-keys").hidden = false;
showCard();

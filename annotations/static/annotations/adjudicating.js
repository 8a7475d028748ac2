// The adjudicator's desk. Everything here adds to links and forms that work without it.

const byId = (id) => document.getElementById(id);
const desk = byId("desk");
const LASTS = 30 * 24 * 3600 * 1000;

// ---- what goes wrong is said, and what was written stays

function say(trouble) {
  const box = byId("trouble");
  box.replaceChildren(byId(`trouble-${trouble}`).content.cloneNode(true));
  const link = box.querySelector("a[data-sign-in]");
  if (link) link.href = `${desk.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.search)}`;
  box.scrollIntoView({ block: "nearest" });
}

// ---- drafts: kept in this browser, for this person, by claim, round and kind

const draftName = () => {
  const { claim, round, kind } = byId("difference").dataset;
  return `decision:${desk.dataset.user}:${claim}:${round}:${kind}`;
};
const written = () => document.querySelectorAll("#card :is(textarea, input[type=radio], input[type=checkbox])");

function keepDraft() {
  const values = [...written()].map((field) => (field.type === "textarea" ? field.value : field.checked));
  localStorage.setItem(draftName(), JSON.stringify({ at: Date.now(), values }));
}

function restoreDraft() {
  const kept = localStorage.getItem(draftName());
  if (!kept || byId("card").querySelector("[role=alert]")) return;
  const { values } = JSON.parse(kept);
  const fields = [...written()];
  if (values.length !== fields.length) return;
  fields.forEach((field, place) => {
    if (field.type === "textarea") field.value = values[place];
    else field.checked = values[place];
  });
  const request = byId("request");
  if (request?.value) request.closest("details").open = true;
}

function dropOldDrafts() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith("decision:"))) {
    if (!(JSON.parse(localStorage.getItem(name)).at > Date.now() - LASTS)) localStorage.removeItem(name);
  }
}

document.addEventListener("input", (event) => {
  if (event.target.closest("#card")) keepDraft();
});

// ---- keys: those of the page's buttons, links and choices, never while somebody types

const isTyped = (field) => field.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");

function press(target) {
  target.click();
  // A verdict needs its justification, so that is where the hands go.
  if (target.matches("label")) byId("justification").focus();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.isComposing || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target.closest("#card form") ?? byId("decide");
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isTyped(event.target)) {
    if (event.key === "Escape") byId("card").focus();
    return;
  }
  const key = event.key.toLowerCase();
  const keys = JSON.parse(desk.dataset.keys);
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (key === keys.why && byId("justification")) byId("justification").focus();
  else if (target) press(target);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#show-keys")) byId("keys").showModal();
});

document.addEventListener("toggle", ({ target, newState }) => {
  if (newState === "open" && target.matches(".ask")) target.querySelector("textarea").focus();
}, { capture: true });

// ---- one request decides and brings the next

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { status, responseURL } = detail.xhr;
  if (new URL(responseURL).pathname === desk.dataset.signIn) {
    detail.shouldSwap = false;
    say("session");
  } else if (status === 422) {
    // A refusal is the same desk again, with the reason and what was written on it.
    detail.shouldSwap = true;
    detail.isError = false;
  } else if (status === 403) say("stale");
  else if (status >= 500) say("failed");
  else byId("trouble").replaceChildren();
});

// Before anything else is made of the answer: it may also send the browser to another page.
document.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
  const isStored = detail.xhr.status < 300 && new URL(detail.xhr.responseURL).pathname !== desk.dataset.signIn;
  if (isStored && detail.requestConfig.verb === "post") localStorage.removeItem(draftName());
});

for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, () => say("unsaved"));

function show() {
  byId("show-keys").hidden = false;
  restoreDraft();
}

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target.id !== "difference") return;
  show();
  const refused = byId("card").querySelector("[role=alert]");
  (refused ? byId("card") : byId("difference-title")).focus();
  if (!refused) scrollTo(0, 0);
});

// Asked for again when somebody goes back: a copy kept by the browser could show what was decided since.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.defaultSettleDelay = 0;
htmx.config.reportValidityOfForms = true;
htmx.config.timeout = 20_000;
dropOldDrafts();
show();

// What a change would make is shown on the card; Enter does it, Escape leaves everything as it was.

import { byId, shownClaim } from "../page.js";
import { begin as beginEdges, end as endEdges, moveByKey } from "./edges.js";
import { ask, send } from "./sending.js";
import { watchWording } from "./wording.js";

const typed = new Map();
let early = null;
const panel = () => byId("cutting");
const form = () => panel()?.querySelector("form");
export const openedAct = () => form()?.dataset.panelOf;
const isField = (element) => element.matches("textarea, select, input:not([type=hidden], [type=radio])");
const nameOf = (act) => `${act}:${shownClaim()}`;

export async function openPanel(act) {
  const claim = shownClaim();
  const address = document.querySelector("#card .edits")?.dataset.address;
  if (!address) return false;
  if (openedAct() === act) return true;
  const steps = (early = []);
  const answer = await ask(`${address}?act=${act}`);
  if (early !== steps) return false;
  early = null;
  if (!answer || shownClaim() !== claim || !panel()) return false;
  fill(answer.html);
  for (const step of steps) moveByKey(step);
  return openedAct() === act;
}

function fill(html) {
  endEdges();
  panel().innerHTML = html;
  panel().hidden = false;
  byId("card").classList.add("changing");
  for (const [name, value] of typed.get(nameOf(openedAct())) ?? []) {
    const field = form().elements[name];
    if (field && !(field instanceof RadioNodeList)) field.value = value;
  }
  if (form().dataset.edges) beginEdges(form());
  if (openedAct() === "wording") watchWording(form());
  const first = [...form().elements].find((field) => isField(field) && field.type !== "hidden");
  (first ?? form().querySelector("[data-confirm]") ?? form().querySelector("[data-cancel]")).focus({ preventScroll: true });
  panel().scrollIntoView({ block: "nearest" });
}

export function closePanel() {
  if (!form()) return;
  endEdges();
  panel().replaceChildren();
  panel().hidden = true;
  byId("card").classList.remove("changing");
  byId("card").focus({ preventScroll: true });
}

async function confirm(asked) {
  const button = asked.querySelector("[data-confirm]");
  const name = nameOf(openedAct());
  if (asked.elements.start && asked.elements.start.value === asked.dataset.start && asked.elements.end.value === asked.dataset.end && openedAct() === "edges") {
    closePanel();
    return;
  }
  const done = await send(asked.getAttribute("action"), new URLSearchParams(new FormData(asked, button)));
  if (typeof done === "string") fill(done);
  else if (done) {
    typed.delete(name);
    endEdges();
  }
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-edit]")) return;
  event.preventDefault();
  if (event.target === form()) confirm(event.target);
  else send(event.target.getAttribute("action"), new URLSearchParams(new FormData(event.target)));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#cutting [data-cancel]")) {
    typed.delete(nameOf(openedAct()));
    closePanel();
  }
});

document.addEventListener("input", ({ target }) => {
  if (target.form && target.form === form()) typed.set(nameOf(openedAct()), [...new FormData(form())].filter(([name]) => !["csrfmiddlewaretoken", "start", "end", "claim"].includes(name)));
});

// Before the workspace's own keys: while a change is open they rest, but for those that open another.
document.addEventListener("keydown", (event) => {
  // Steps that come before the words they go by are taken when those are there.
  if (early && /^Arrow/.test(event.key) && !isField(event.target)) {
    early.push(event);
    event.preventDefault();
  } else if (early && event.key === "Escape") early = null;
  if (!form() || event.isComposing || document.querySelector("dialog[open]")) return;
  const { key, target } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey) && form().contains(target)) {
    event.preventDefault();
    form().requestSubmit(form().querySelector("[data-confirm]"));
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = isField(target);
  if (key === "Escape") {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (isTyping && form().contains(target)) panel().focus();
    else closePanel();
  } else if (isTyping) return;
  else if (moveByKey(event)) event.preventDefault();
  else if (key === "Enter" && !target.closest("button, a, summary, [type=radio]")) {
    event.preventDefault();
    form().requestSubmit(form().querySelector("[data-confirm]"));
  } else if (key.length === 1 && key !== " ") {
    const bound = document.querySelector(`#card [data-panel][data-key="${CSS.escape(key.toLowerCase())}"]`);
    if (!bound) event.stopImmediatePropagation();
  }
}, { capture: true });

// A card brought by another way than a change closes what was open on the former.
document.addEventListener("card-shown", () => panel()?.hidden !== false && endEdges());
document.addEventListener("htmx:afterSettle", () => panel()?.hidden !== false && endEdges());

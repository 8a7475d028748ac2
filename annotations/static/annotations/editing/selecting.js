// Words selected in the article, and what can be done with them.

import { byId, shownClaim } from "../page.js";
import { setTo } from "./edges.js";
import { openedAct, openPanel } from "./panel.js";
import { stretchOf, wordsOf } from "./points.js";
import { send } from "./sending.js";

let tools = null;
let isPressed = false;
let chosen = null;

function selectedRange() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(byId("article")) && range.toString().trim() ? range : null;
}

function hide() {
  tools?.remove();
  tools = chosen = null;
}

function show() {
  const range = selectedRange();
  hide();
  if (!range || isPressed) return;
  const apart = byId("article").querySelector(".set-apart");
  chosen = stretchOf(range);
  const isApart = !chosen && apart && range.intersectsNode(apart);
  if (!chosen && !isApart) return;
  tools = byId(isApart ? "selection-apart" : "selection-tools").content.cloneNode(true).firstElementChild;
  if (!isApart && !shownClaim()) for (const button of tools.querySelectorAll("[data-selected]:not([data-selected=add])")) button.remove();
  document.querySelector("main").append(tools);
  const rects = [...range.getClientRects()].filter((rect) => rect.width);
  const last = rects.at(-1) ?? range.getBoundingClientRect();
  const isTouch = matchMedia("(pointer: coarse)").matches;
  const below = last.bottom + (isTouch ? 28 : 8);
  const left = Math.max(8, Math.min(last.left, innerWidth - tools.offsetWidth - 8));
  tools.style.left = `${left + scrollX}px`;
  tools.style.top = `${Math.min(below, innerHeight - tools.offsetHeight - 8) + scrollY}px`;
}

// The words selected, null where there are none: for the keys, which do without the tools.
export const selected = () => chosen ?? (selectedRange() ? stretchOf(selectedRange()) : null);

export function addSelected({ start, end }) {
  const body = new URLSearchParams({ start, end, claim: shownClaim() ?? "" });
  hide();
  return send(byId("selection-tools").dataset.add, body);
}

export async function setEdges({ start, end }) {
  hide();
  getSelection().removeAllRanges();
  if (await openPanel("edges")) setTo(start, end);
}

// The words become the source or cue of the link that was written in last, else of the first without one.
async function fillPart(part, { start, end }) {
  hide();
  const words = wordsOf(start, end).trim().split(/\s+/).join(" ");
  const skipped = [...wordsOf(start, end)].findIndex((sign) => sign.trim());
  const row = openedAct() === "chain" ? lastRow : null;
  if (!(await openPanel("chain"))) return;
  const rows = [...document.querySelectorAll("#cutting .link-row")];
  const fieldIn = (one) => one.querySelector(`input[name$="-${part}"]`);
  const goal = (row?.isConnected && row) || rows.find((one) => !fieldIn(one).value) || rows.at(-1);
  const field = fieldIn(goal);
  for (const radio of field.closest(".link-part").querySelectorAll(".places")) radio.remove();
  field.value = words;
  atOf(field).value = start + skipped;
  getSelection().removeAllRanges();
  field.dispatchEvent(new Event("change", { bubbles: true }));
  goal.querySelector("select").focus();
}

function atOf(field) {
  const name = `${field.name}_at`;
  let at = field.form.elements[name];
  if (!at) {
    at = Object.assign(document.createElement("input"), { type: "hidden", name });
    field.after(at);
  }
  return at;
}

let lastRow = null;
document.addEventListener("focusin", ({ target }) => {
  const row = target.closest?.("#cutting .link-row");
  if (row) lastRow = row;
});

document.addEventListener("pointerdown", (event) => {
  isPressed = !event.target.closest?.(".selection-tools");
  if (isPressed && tools) hide();
  const link = event.target.closest?.("#article a.run");
  if (link && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) loosen(link);
});

// Browsers select no words from inside a link, so while it is pressed it is none.
function loosen(link) {
  const address = link.getAttribute("href");
  link.removeAttribute("href");
  const restore = () => setTimeout(() => link.setAttribute("href", address));
  for (const name of ["pointerup", "pointercancel"]) addEventListener(name, restore, { once: true });
}

for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => {
    isPressed = false;
    // The selection of a click that ends it is given up only after the event.
    setTimeout(show);
  });
}
document.addEventListener("selectionchange", () => {
  if (!isPressed && (selectedRange() || !tools?.contains(document.activeElement))) show();
});

// A press on the tools leaves the selection alone.
document.addEventListener("mousedown", (event) => event.target.closest?.(".selection-tools") && event.preventDefault());

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-selected]");
  if (button && chosen) {
    const act = button.dataset.selected;
    const words = chosen;
    if (act === "add") addSelected(words);
    else if (act === "edges") setEdges(words);
    else fillPart(act, words);
  } else if (event.target.closest?.("#article .run") && selectedRange()) {
    // The end of a selection by mouse is no press on the claim under it.
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, { capture: true });

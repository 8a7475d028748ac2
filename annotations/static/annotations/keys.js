// The keys of the workspace: those of the page's buttons and links, never while somebody types.

import { closeGuidelines, openComments, toggleGuidelines } from "./beside.js";
import { byId } from "./page.js";

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

// Each press one step surer, and from the last step back to nothing said.
function stepSureness() {
  const levels = [...document.querySelectorAll("#review [name=confidence]")];
  const next = levels[levels.findIndex((level) => level.checked) + 1];
  for (const level of levels) level.checked = level === next;
  levels[0]?.dispatchEvent(new Event("input", { bubbles: true }));
}

const acts = {
  sure: stepSureness,
  evidence: () => document.querySelector("#evidence input")?.focus(),
  why: () => byId("justification")?.focus(),
  comments: () => byId("open-comments") && openComments(),
  guidelines: () => byId("guidelines") && toggleGuidelines(),
};

export const isTyped = (field) => field.matches("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])");

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  if (isTyped(event.target)) {
    if (event.key === "Escape") (byId("card") ?? document.body).focus();
    return;
  }
  const skip = document.querySelector(".skip[open]");
  if (skip && /^([1-9]|Escape|Arrow(Up|Down))$/.test(event.key)) {
    chooseReason(skip, event);
    return;
  }
  if (event.key === "Escape" && closeGuidelines()) return;
  const key = event.key.toLowerCase();
  const act = Object.entries(JSON.parse(byId("desk").dataset.keys ?? "{}")).find(([, bound]) => bound === key)?.[0];
  const bound = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!acts[act] && !bound) return;
  event.preventDefault();
  if (acts[act]) acts[act]();
  else bound.click();
});

// The marks in the text and the strip follow the card.

import { byId } from "./page.js";

const over = (spans, at) => spans.find(([start, end]) => start <= at && at < end);

// A claim was judged or its word taken back: its step, its words and the count of those done.
export function markClaim(claim, mark) {
  const step = document.querySelector(`#strip [data-step="${claim}"]`);
  const former = step?.dataset.mark;
  if (!step || former === mark) return;
  step.dataset.mark = mark;
  step.classList.replace(former, mark);
  for (const run of document.querySelectorAll(`#article [data-upper="${claim}"]`)) run.classList.replace(former, mark);
  for (const run of document.querySelectorAll(`#article [data-lower="${claim}"]`)) run.classList.replace(`below-${former}`, `below-${mark}`);
  const isOpen = (word) => ["todo", "complete"].includes(word);
  const done = byId("done");
  done.textContent = Number(done.textContent) + isOpen(former) - isOpen(mark);
}

export function paint() {
  const card = byId("card");
  if (card.dataset.judged) markClaim(...JSON.parse(card.dataset.judged));
  for (const step of document.querySelectorAll("#strip .current")) step.classList.remove("current");
  document.querySelector(`#strip [data-step="${card.dataset.claim}"]`)?.classList.add("current");
  const sources = JSON.parse(card.dataset.sources);
  const cues = JSON.parse(card.dataset.cues);
  for (const run of document.querySelectorAll("#article :is(.run, .around)")) {
    const at = Number(run.dataset.start);
    const isCurrent = (run.dataset.claims ?? "").split(" ").includes(card.dataset.claim);
    const source = over(sources, at);
    run.classList.toggle("current", isCurrent);
    run.classList.toggle("source", Boolean(source));
    run.classList.toggle("unnamed", Boolean(source) && ["anonymous", "unspecified"].includes(source[2]));
    run.classList.toggle("cue", !source && Boolean(over(cues, at)));
    if (isCurrent && run.id) run.setAttribute("aria-current", "true");
    else run.removeAttribute("aria-current");
  }
}

export function bringIntoView() {
  const run = byId(`c${byId("card").dataset.claim}`);
  if (!run) return;
  const side = document.querySelector(".side").getBoundingClientRect();
  const isSheet = side.left < run.getBoundingClientRect().right;
  const { top, bottom } = run.getBoundingClientRect();
  if (top < 80 || bottom > (isSheet ? side.top : innerHeight) - 40) run.scrollIntoView({ block: isSheet ? "start" : "center" });
}

// Moving a claim's edges: the words they can stand at came with the panel, so no step asks the server.

import { pointAt, rangeOf, wordsOf } from "./points.js";

let form = null;
let starts = [];
let ends = [];
let gaps = [];
let handles = [];

const value = (name) => Number(form.elements[name].value);
const sorted = (points) => [...new Set(points)].sort((one, other) => one - other);
const nearest = (points, to) => points.reduce((best, point) => (Math.abs(point - to) < Math.abs(best - to) ? point : best));

export function begin(asked) {
  form = asked;
  const edges = JSON.parse(form.dataset.edges);
  gaps = JSON.parse(form.dataset.gaps);
  starts = sorted([...edges.filter((_, at) => at % 2 === 0), value("start")]).filter((point) => !gaps.some(([from, to]) => from <= point && point < to));
  ends = sorted([...edges.filter((_, at) => at % 2 === 1), value("end")]).filter((point) => !gaps.some(([from, to]) => from < point && point <= to));
  const article = document.getElementById("article");
  article.classList.add("cutting-edges");
  article.append(document.getElementById("edge-handles").content.cloneNode(true));
  handles = [...article.querySelectorAll(".handle")];
  draw();
  rangeOf(value("start"), value("end"))?.startContainer.parentElement.scrollIntoView({ block: "nearest" });
}

export function end() {
  form = null;
  CSS.highlights?.delete("chosen");
  for (const handle of document.querySelectorAll("#article .handle")) handle.remove();
  document.getElementById("article")?.classList.remove("cutting-edges");
}

// A new claim may stand anywhere, so one of its edges takes the other along; a claim keeps its last word.
function put(edge, point) {
  const [own, other, otherName] = edge === "start" ? [starts, ends, "end"] : [ends, starts, "start"];
  const isRight = (start, end) => start < end;
  let chosen = nearest(own, point);
  const meets = (at) => (edge === "start" ? isRight(at, value("end")) : isRight(value("start"), at));
  if (!meets(chosen)) {
    if (form.dataset.panelOf === "add") {
      const along = edge === "start" ? other.find((at) => at > chosen) : other.findLast((at) => at < chosen);
      if (along === undefined) return;
      form.elements[otherName].value = along;
    } else {
      const kept = edge === "start" ? own.findLast(meets) : own.find(meets);
      if (kept === undefined) return;
      chosen = kept;
    }
  }
  form.elements[edge].value = chosen;
  draw();
}

export function setTo(start, end) {
  form.elements.start.value = nearest(starts, start);
  form.elements.end.value = nearest(ends.filter((point) => point > value("start")), end);
  draw();
}

const isRightToLeft = (range) => getComputedStyle(range.startContainer.parentElement.closest(".line")).direction === "rtl";

export function moveByKey({ key, shiftKey }) {
  if (!form?.isConnected || !/^Arrow/.test(key)) return false;
  const edge = shiftKey ? "start" : "end";
  const points = edge === "start" ? starts : ends;
  const range = rangeOf(value("start"), value("end"));
  const sideways = (key === "ArrowRight") !== Boolean(range && isRightToLeft(range)) ? 1 : -1;
  const step = { ArrowUp: -10, ArrowDown: 10 }[key] ?? sideways;
  const at = points.indexOf(value(edge));
  put(edge, points[Math.max(0, Math.min(points.length - 1, at + step))]);
  return true;
}

function stretches() {
  const [start, end] = [value("start"), value("end")];
  const inside = gaps.filter(([from, to]) => start < from && to < end);
  const points = [start, ...inside.flat(), end];
  return points.filter((_, at) => at % 2 === 0).map((from, at) => [from, points[2 * at + 1]]);
}

function draw() {
  const shown = stretches();
  const ranges = shown.map(([from, to]) => rangeOf(from, to)).filter(Boolean);
  if (CSS.highlights) CSS.highlights.set("chosen", new Highlight(...ranges));
  form.querySelector("[data-chosen]").textContent = shown.map(([from, to]) => wordsOf(from, to)).join(" … ");
  if (!ranges.length) return;
  const article = document.getElementById("article");
  const frame = article.getBoundingClientRect();
  const isBackwards = isRightToLeft(ranges[0]);
  for (const handle of handles) {
    const isStart = handle.dataset.edge === "start";
    const rects = [...(isStart ? ranges[0] : ranges.at(-1)).getClientRects()].filter((rect) => rect.width);
    const rect = isStart ? rects[0] : rects.at(-1);
    if (!rect) continue;
    const side = isStart !== isBackwards ? rect.left : rect.right;
    handle.style.left = `${side - frame.left - article.clientLeft + article.scrollLeft}px`;
    handle.style.top = `${rect.top - frame.top - article.clientTop}px`;
    handle.style.height = `${rect.height}px`;
  }
}

// ---- dragging a handle, with a mouse, a pen or a finger

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest?.("#article .handle");
  if (!handle || !form || event.button) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  const { left, top, width, height } = handle.getBoundingClientRect();
  // The finger holds the handle somewhere; what counts is where its line stands.
  const [dx, dy] = [left + width / 2 - event.clientX, top + height / 2 - event.clientY];
  const follow = ({ clientX, clientY }) => {
    for (const one of handles) one.classList.add("dragged");
    const point = pointAt(clientX + dx, clientY + dy);
    for (const one of handles) one.classList.remove("dragged");
    if (point !== null) put(handle.dataset.edge, point);
  };
  const stop = () => {
    handle.removeEventListener("pointermove", follow);
    form?.querySelector("[data-confirm]").focus({ preventScroll: true });
  };
  handle.addEventListener("pointermove", follow);
  for (const name of ["pointerup", "pointercancel"]) handle.addEventListener(name, stop, { once: true });
});

addEventListener("resize", () => form?.isConnected && draw());

// Places in the article: the server counts code points, the page UTF-16, and a line end of two characters is one
// here. Each run says where it begins, and only a run's last character can be a line end, so counting inside of it
// is exact.

const count = (text) => [...text].length;
const startOf = (run) => Number(run.dataset.start);
const endOf = (run) => startOf(run) + count(run.textContent);

export const allRuns = () => [...document.querySelectorAll("#article .run")];

// How many code points lie before a place of the page inside the run.
function inside(run, node, offset) {
  const range = document.createRange();
  range.setStart(run, 0);
  range.setEnd(node, offset);
  return count(range.toString());
}

// The stretch that a range of the page covers of the article, null where it covers none.
export function stretchOf(range) {
  const runs = allRuns().filter((run) => range.intersectsNode(run));
  if (!runs.length) return null;
  const [first, last] = [runs[0], runs.at(-1)];
  const start = first.contains(range.startContainer) ? inside(first, range.startContainer, range.startOffset) : 0;
  const end = last.contains(range.endContainer) ? inside(last, range.endContainer, range.endOffset) : count(last.textContent);
  const stretch = { start: startOf(first) + start, end: startOf(last) + end };
  return stretch.start < stretch.end ? stretch : null;
}

// Where a pointer stands, null outside of the text.
export function pointAt(x, y) {
  const place = document.caretPositionFromPoint?.(x, y);
  const old = place ? null : document.caretRangeFromPoint?.(x, y);
  const [node, offset] = place ? [place.offsetNode, place.offset] : [old?.startContainer, old?.startOffset];
  const run = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("#article .run");
  return run ? startOf(run) + inside(run, node, offset) : null;
}

function placeOf(run, point) {
  const text = [...run.textContent].slice(0, point - startOf(run)).join("");
  return [run.firstChild, text.length];
}

// The stretch as a range of the page, null where none of it is shown.
export function rangeOf(start, end) {
  const runs = allRuns();
  const first = runs.find((run) => endOf(run) > start);
  const last = runs.findLast((run) => startOf(run) < end);
  if (!first || !last || startOf(first) >= end || endOf(last) <= start) return null;
  const range = document.createRange();
  range.setStart(...placeOf(first, Math.max(start, startOf(first))));
  range.setEnd(...placeOf(last, Math.min(end, endOf(last))));
  return range;
}

export const wordsOf = (start, end) => rangeOf(start, end)?.toString() ?? "";

// Time on task: how long a card was visible, in a window with the focus, and in use.

const IDLE = 60_000;
const spent = new Map();
let claim = null;
let since = null;

const isHere = () => document.visibilityState === "visible" && document.hasFocus();

// Count up to now; of a pause, a minute at most.
function count() {
  const now = performance.now();
  if (claim !== null && since !== null) spent.set(claim, (spent.get(claim) ?? 0) + Math.min(now - since, IDLE));
  since = isHere() ? now : null;
}

export function startClock(shown) {
  count();
  claim = shown;
}

export function secondsOn(shown) {
  count();
  return Math.round((spent.get(shown) ?? 0) / 1000);
}

export const forgetTime = (shown) => spent.delete(shown);

for (const name of ["keydown", "pointerdown", "pointermove", "input"]) addEventListener(name, count, { passive: true });
addEventListener("scroll", count, { passive: true, capture: true });
for (const name of ["focus", "blur"]) addEventListener(name, count);
document.addEventListener("visibilitychange", count);

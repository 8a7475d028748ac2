// The list of differences by keyboard: down and up from one to the next; Enter opens, as it does with any link.

const list = document.getElementById("differences");
const isTyped = (field) => field.matches("textarea, select, input, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (!list || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyped(event.target)) return;
  const step = { [list.dataset.next]: 1, [list.dataset.previous]: -1, ArrowDown: 1, ArrowUp: -1 }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!step) return;
  const links = [...list.querySelectorAll("a.words")];
  const at = links.indexOf(document.activeElement?.closest("li")?.querySelector("a.words"));
  // The arrows scroll as everywhere, until somebody is in the list.
  if (at < 0 && event.key.startsWith("Arrow")) return;
  event.preventDefault();
  links.at(Math.min(Math.max(at + step, 0), links.length - 1)).focus();
});

// Editing claims in the article. Everything here adds to the claim's own page, which works without it.

import { byId } from "../page.js";
import { openedAct, openPanel } from "./panel.js";
import { addSelected, selected, setEdges } from "./selecting.js";

document.addEventListener("click", (event) => {
  const link = event.target.closest("#card [data-panel]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const act = link.dataset.panel;
  const words = ["add", "edges"].includes(act) ? selected() : null;
  if (words && act === "add") addSelected(words);
  else if (words) setEdges(words);
  else openPanel(act);
});

// Who opened the tools once has them open on every card.
let isOpen = false;
document.addEventListener("toggle", ({ target }) => {
  if (target.matches("#card .edits")) isOpen = target.open;
}, { capture: true });
for (const name of ["card-shown", "htmx:afterSettle"]) {
  document.addEventListener(name, () => {
    const tools = document.querySelector("#card .edits");
    if (tools) tools.open = isOpen;
  });
}

// The Delete key, and without a claim on the card the key that adds one.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  if (event.key === "Delete" && openedAct() !== "retire") openPanel("retire");
  const words = !document.querySelector("#card [data-panel=add]") && selected();
  if (words && event.key.toLowerCase() === JSON.parse(byId("desk").dataset.keys).add) addSelected(words);
});

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

// The Delete key, and without a claim on the card the key that adds one.
document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]")) return;
  if (event.key === "Delete" && openedAct() !== "retire") openPanel("retire");
  const words = !document.querySelector("#card [data-panel=add]") && selected();
  if (words && event.key.toLowerCase() === JSON.parse(byId("desk").dataset.keys).add) addSelected(words);
});

// Which words of a wording the article lacks is told while it is written, a moment after the last key.

import { ask } from "./sending.js";

const PAUSE = 350;

export function watchWording(form) {
  const field = form.elements.wording;
  let timer = null;
  const tell = async () => {
    const asked = field.value;
    const answer = await ask(field.dataset.newWords, new URLSearchParams({ wording: asked }));
    if (answer && field.isConnected && field.value === asked) form.querySelector("#new-words").innerHTML = answer.html;
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(tell, PAUSE);
  });
  tell();
}

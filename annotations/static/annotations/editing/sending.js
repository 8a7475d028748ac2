// A change on its way: one request, and its answer is the card, the article and the strip as they are then.

import { carryDraft } from "../drafts.js";
import { byId, hush, say, shownClaim } from "../page.js";

const PATIENCE = 20_000;
let isUnderway = false;

const token = () =>
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";

// The answer's text where it is one to show: done (below 300) or refused in words (422); else null, and it was said.
export async function ask(address, body) {
  try {
    const answer = await fetch(address, {
      method: body ? "POST" : "GET",
      body,
      headers: { "HX-Request": "true", "X-CSRFToken": token() },
      signal: AbortSignal.timeout(PATIENCE),
    });
    const html = await answer.text();
    if (new URL(answer.url).pathname === byId("desk").dataset.signIn) say("session");
    else if (answer.status === 403 || answer.status === 404) say("stale");
    else if (answer.status !== 422 && !answer.ok) say("unchanged");
    else return { html, isRefused: answer.status === 422, address: answer.headers.get("HX-Push-Url"), goal: answer.headers.get("HX-Redirect") };
  } catch (error) {
    if (!["TypeError", "TimeoutError", "AbortError"].includes(error.name)) throw error;
    say("unchanged");
  }
  return null;
}

function refuse(html) {
  const line = document.querySelector("#cutting .refusal");
  if (line) {
    line.innerHTML = html;
    line.hidden = false;
  } else {
    const notice = document.createElement("p");
    notice.className = "notice error";
    notice.innerHTML = html;
    byId("trouble").replaceChildren(notice);
  }
}

// True once the change was made or proposed; a refusal is shown, and everything stays as it was.
export async function send(address, body) {
  if (isUnderway) return false;
  isUnderway = true;
  byId("article").setAttribute("aria-busy", "true");
  try {
    const answer = await ask(address, body);
    if (!answer) return false;
    if (answer.goal) location.assign(answer.goal);
    else if (answer.isRefused && answer.html.includes("data-panel-of")) return answer.html;
    else if (answer.isRefused) refuse(answer.html);
    else show(answer);
    return !answer.isRefused;
  } finally {
    isUnderway = false;
    byId("article").removeAttribute("aria-busy");
  }
}

function show({ html, address }) {
  const claim = address?.split("#c")[1];
  if (claim && !html.includes(`id="c${shownClaim()}"`)) carryDraft(shownClaim(), claim);
  getSelection().removeAllRanges();
  hush();
  htmx.swap("#card", html, { swapStyle: "outerHTML", swapDelay: 0, settleDelay: 0 });
  if (address) history.replaceState({ htmx: true }, "", address);
  document.dispatchEvent(new CustomEvent("card-shown"));
  if (!byId("card").contains(document.activeElement)) byId("card").focus({ preventScroll: true });
}

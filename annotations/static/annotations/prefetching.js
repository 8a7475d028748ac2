// The card after the one shown is fetched in the background, which reserves nothing.

import { byId, shownClaim } from "./page.js";
import { showCardHtml } from "./saving.js";

const FRESH = 60_000;
let ready = null;

const addressOf = (claim) => byId("desk").dataset.cardAddress.replace("/0/", `/${claim}/`);

export async function prefetch() {
  const after = shownClaim();
  try {
    const answer = await fetch(`${addressOf(after)}?next`, { headers: { "HX-Request": "true" } });
    const address = answer.headers.get("HX-Push-Url");
    if (answer.status !== 200 || !address || shownClaim() !== after) return;
    ready = { claim: address.split("#c")[1], address, html: await answer.text(), at: Date.now() };
  } catch (error) {
    // Without a network there is nothing in reserve; the card is asked for when it is wanted.
    if (error.name !== "TypeError") throw error;
  }
}

export function openCard(claim) {
  const card = ready;
  ready = null;
  if (card?.claim === claim && Date.now() - card.at < FRESH) showCardHtml(card.html, card.address);
  else if (byId(`c${claim}`)) htmx.ajax("GET", addressOf(claim), { target: "#card", swap: "outerHTML" });
  else location.assign(`?claim=${claim}#c${claim}`);
}

export const forgetPrefetched = () => (ready = null);

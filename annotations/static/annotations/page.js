// What every module of the workspace asks of the page.

export const byId = (id) => document.getElementById(id);
export const user = byId("desk").dataset.user;
export const shownClaim = () => byId("card")?.dataset.claim;

// ---- what goes wrong is said where the person looks

export function say(trouble, claim = shownClaim()) {
  const box = byId("trouble");
  if (!box) return;
  box.replaceChildren(byId(`trouble-${trouble}`).content.cloneNode(true));
  const link = box.querySelector("a");
  if (!link) return;
  const here = `${location.pathname}?claim=${claim}`;
  link.href = "signIn" in link.dataset ? `${byId("desk").dataset.signIn}?next=${encodeURIComponent(here)}` : here;
}

export const hush = () => byId("trouble")?.replaceChildren();

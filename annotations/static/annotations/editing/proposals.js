// Proposals decided in place: each by one request, and the next is at hand. The forms work without this, too.

const list = document.getElementById("proposals");
const announcement = document.getElementById("announcement");
const rows = () => [...list.querySelectorAll("[data-proposal]")];
const isWaiting = (row) => row.dataset.proposal === "proposed";
let isUnderway = false;

function current() {
  return document.activeElement.closest("[data-proposal]") ?? rows().find(isWaiting);
}

function show(row) {
  row?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: "nearest" });
}

function goFrom(row, step) {
  const all = rows();
  show(document.activeElement.closest("[data-proposal]") ? all[all.indexOf(row) + step] : row);
}

async function decide(form, button) {
  if (isUnderway) return;
  isUnderway = true;
  try {
    const body = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (answer.redirected || (answer.status !== 422 && !answer.ok)) location.reload();
    else take(form.closest("[data-proposal]"), await answer.text());
  } catch (error) {
    if (error.name !== "TypeError") throw error;
    announcement.textContent = list.dataset.failed;
    announcement.classList.replace("visually-hidden", "notice");
  } finally {
    isUnderway = false;
  }
}

function take(row, html) {
  const place = rows().indexOf(row);
  row.outerHTML = html;
  const all = rows();
  announcement.classList.replace("notice", "visually-hidden");
  announcement.textContent = all[place].querySelector("[data-outcome]")?.textContent ?? "";
  show(isWaiting(all[place]) ? all[place] : (all.slice(place + 1).find(isWaiting) ?? all[place]));
}

function press({ key }) {
  const row = current();
  const name = key.toLowerCase();
  const { next, previous, accept, reject } = list.dataset;
  if (!row) return false;
  if (name === next) goFrom(row, 1);
  else if (name === previous) goFrom(row, -1);
  else if (name === accept) row.querySelector("[data-decide=accept]")?.click();
  else if (name === reject) row.querySelector("[data-decide=reject]")?.click();
  else return false;
  return true;
}

if (list) {
  list.addEventListener("submit", (event) => {
    event.preventDefault();
    decide(event.target, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    if (event.repeat || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select, [contenteditable]")) return;
    if (press(event)) event.preventDefault();
  });
  for (const line of document.querySelectorAll(".decide-keys")) line.hidden = false;
}

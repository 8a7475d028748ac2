// Drafts: what was typed and not yet saved, kept in this browser, for this person, by claim.

import { byId, shownClaim, user } from "./page.js";

const LASTS = 30 * 24 * 3600 * 1000;
const nameOf = (claim) => `draft:${user}:${claim}`;
const fieldsOf = (row) => [...row.querySelectorAll("input, select")];

export const evidenceRows = () => [...document.querySelectorAll("#evidence .row")];

export function addRow() {
  const last = evidenceRows().at(-1);
  const row = last.cloneNode(true);
  for (const field of fieldsOf(row)) field.value = "";
  row.querySelector(".younger").hidden = true;
  last.after(row);
  return row;
}

export function keepDraft() {
  const draft = {
    at: Date.now(),
    why: byId("justification").value,
    rows: evidenceRows().map((row) => fieldsOf(row).map((field) => field.value)),
    sure: byId("review").querySelector("[name=confidence]:checked")?.value,
  };
  localStorage.setItem(nameOf(shownClaim()), JSON.stringify(draft));
}

export const dropDraft = (claim) => localStorage.removeItem(nameOf(claim));

export function restoreDraft() {
  const kept = localStorage.getItem(nameOf(shownClaim()));
  if (!kept) return;
  const { why, rows, sure } = JSON.parse(kept);
  byId("justification").value = why;
  rows.forEach((values, place) => {
    const fields = fieldsOf(evidenceRows()[place] ?? addRow());
    fields.forEach((field, at) => (field.value = values[at] ?? ""));
  });
  const level = byId("review").querySelector(`[name=confidence][value="${sure}"]`);
  if (level) level.checked = true;
}

// What was typed for a claim that is gone goes on with the one in its place.
export function carryDraft(former, claim) {
  const draft = localStorage.getItem(nameOf(former));
  if (!draft || former === claim || localStorage.getItem(nameOf(claim))) return;
  localStorage.setItem(nameOf(claim), draft);
  dropDraft(former);
}

export function dropOldDrafts() {
  for (const name of Object.keys(localStorage).filter((one) => one.startsWith("draft:"))) {
    if (!(JSON.parse(localStorage.getItem(name)).at > Date.now() - LASTS)) localStorage.removeItem(name);
  }
}

// ---- an address pasted anywhere on the page is evidence

export function takeAddress(text) {
  if (!byId("review") || !/^https?:\/\/\S+$/.test(text)) return false;
  const isEmpty = (row) => fieldsOf(row).slice(0, 2).every((field) => !field.value);
  const [address] = fieldsOf(evidenceRows().find(isEmpty) ?? addRow());
  address.value = text;
  address.scrollIntoView({ block: "nearest" });
  keepDraft();
  return true;
}

// ---- evidence that is younger than the article

export function warnOfYounger() {
  const article = byId("card").dataset.published;
  for (const row of evidenceRows()) {
    const published = row.querySelector("[name=evidence_published]").value;
    row.querySelector(".younger").hidden = !(article && published > article);
  }
}

const initial = (field) =>
  field.options ? ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value : field.defaultValue;

export const hasUnsent = () =>
  Boolean(byId("review")) && [byId("justification"), ...evidenceRows().flatMap(fieldsOf)].some((field) => field.value !== initial(field));

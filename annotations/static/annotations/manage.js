// A box to search in is named after the value chosen in it, or not at all; here it bears its field's label.

function nameBox(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const box = select.nextElementSibling?.querySelector("[role=combobox]");
  if (!label || !box) return;
  label.id = `${select.id}-label`;
  const chosen = box.querySelector("[role=textbox]");
  box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
  chosen.setAttribute("aria-labelledby", label.id);
}

// Django's jQuery makes the boxes once the page is ready, and does what it was asked for earlier first.
window.django?.jQuery?.(() => document.querySelectorAll("select.admin-autocomplete").forEach(nameBox));

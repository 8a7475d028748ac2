"""Which key does what in the workspace, and a person's own choice of keys."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from annotations.models import User
from annotations.workflow.refusals import Refused

ACTS = {
    "verified": ("1", gettext_lazy("Verified")),
    "disputed": ("2", gettext_lazy("Disputed")),
    "unsourced": ("3", gettext_lazy("Unsourced")),
    "refuted": ("r", gettext_lazy("Disputed: refuted")),
    "conflicting": ("c", gettext_lazy("Disputed: conflicting")),
    "skip": ("s", gettext_lazy("Skip; then a number or the arrows choose why")),
    "undo": ("u", gettext_lazy("Undo your last verdict")),
    "next": ("j", gettext_lazy("Next claim")),
    "previous": ("k", gettext_lazy("Previous claim")),
    "sure": ("f", gettext_lazy("How sure you are: each press one step further")),
    "evidence": ("v", gettext_lazy("Write the evidence")),
    "why": ("w", gettext_lazy("Write why")),
    "comments": ("l", gettext_lazy("Comments: read them, write one")),
    "split": ("x", gettext_lazy("Split the claim into its statements")),
    "merge": ("m", gettext_lazy("Merge the claim with the next one")),
    "edges": ("b", gettext_lazy("Move the claim's edges; with words selected, give the claim those")),
    "wording": ("t", gettext_lazy("Word the claim so that it stands alone")),
    "chain": ("h", gettext_lazy("Change who is said to have said it")),
    "retire": ("d", gettext_lazy("Take the claim out; the Delete key does it, too")),
    "add": ("a", gettext_lazy("Make a claim of the words selected, or choose them by the arrows")),
    "undo_edit": ("z", gettext_lazy("Undo your last change of the claim")),
    "edit": ("e", gettext_lazy("The claim's own page: every change, and its history")),
    "accept": ("y", gettext_lazy("Accept a proposal, on the page of proposals")),
    "reject": ("n", gettext_lazy("Reject a proposal there")),
    "guidelines": ("g", gettext_lazy("Guidelines")),
    "keys": ("?", pgettext_lazy("of keys", "This list")),
}
"""Each act with its usual key and what it is called."""


class KeysInvalid(Refused):
    """A key that is none, or one key for two acts."""

    code = "keys_invalid"


def keys_of(user: User) -> dict[str, str]:
    """Return the key of each act for the person; none for an act whose usual key is their own for another."""
    own = user.key_bindings
    taken = set(own.values())
    return {act: own.get(act, "" if usual in taken else usual) for act, (usual, _name) in ACTS.items()}


def set_keys(*, user: User, keys: Mapping[str, str]) -> dict[str, str]:
    """Return the person's keys, changed; acts that are not named get their usual key back.

    Raises `KeysInvalid` for a key that is not one character to be typed, for an act that is none, and where
    two acts would have the same key, naming both.
    """
    chosen = {act: usual for act, (usual, _name) in ACTS.items()}
    for act, key in keys.items():
        if act not in ACTS:
            raise KeysInvalid(_("There is no act of that name."))
        key = key.strip().lower()
        if len(key) != 1 or unicodedata.category(key)[0] in "CZ":
            raise KeysInvalid(
                _("“%(act)s” needs one key: a letter, a digit or another sign.") % {"act": ACTS[act][1]}
            )
        chosen[act] = key
    acts_by_key: dict[str, str] = {}
    for act, key in chosen.items():
        if key in acts_by_key:
            raise KeysInvalid(
                _(
                    "“%(key)s” cannot do both: “%(first)s” and “%(second)s”. "
                    "Choose another key for one of them."
                )
                % {"key": key, "first": ACTS[acts_by_key[key]][1], "second": ACTS[act][1]}
            )
        acts_by_key[key] = act
    own = {act: key for act, key in chosen.items() if key != ACTS[act][0]}
    User.objects.filter(pk=user.pk).update(key_bindings=own)
    user.key_bindings = own
    return chosen

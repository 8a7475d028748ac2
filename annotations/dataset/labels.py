"""The label of a claim from its verdicts, and the name that a rater has in a dataset."""

import hmac
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Majority:
    """`label` is None on a tie and without verdicts; `is_tie` tells the two apart."""

    label: str | None
    is_tie: bool


def majority(verdicts: Sequence[str]) -> Majority:
    """Return the verdict given most often, which need not be by more than half.

    >>> majority(["verified", "disputed", "verified"])
    Majority(label='verified', is_tie=False)
    >>> majority(["verified", "disputed"])
    Majority(label=None, is_tie=True)
    """
    ranked = Counter(verdicts).most_common(2)
    if not ranked:
        return Majority(label=None, is_tie=False)
    if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
        return Majority(label=None, is_tie=True)
    return Majority(label=ranked[0][0], is_tie=False)


def pseudonym(identity: str, *, key: str) -> str:
    """Return a name such as "rater-1a2b3c4d5e", always the same for one identity and key.

    HMAC-SHA-256 under a secret key: without it, nobody can try a list of user names against the result. Forty
    bits: among 1,000 raters, two share a name once in two million datasets.
    """
    if not key:
        raise ValueError("A pseudonym needs a secret key that is not empty.")
    return "rater-" + hmac.new(key.encode(), identity.encode(), "sha256").hexdigest()[:10]

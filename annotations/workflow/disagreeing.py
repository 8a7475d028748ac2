"""How far the reviewers of a complete claim differ: measured once, when it becomes complete."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count

from annotations.models import ClaimProgress, Purpose, Review

BATCH = 500


def measure_entropy(counts: Iterable[int]) -> float:
    """Return the entropy of the verdicts in bits: 0 where all are the same, at most log2 of how many differ.

    Shannon 1948; `counts` says how often each verdict was given.
    """
    given = [count for count in counts if count]
    total = sum(given)
    return max(0.0, -sum(count / total * math.log2(count / total) for count in given))


def measure_disagreement(progress: Iterable[ClaimProgress]) -> None:
    """Store the entropy of each claim's independent verdicts in the round; skips are none."""
    counts: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = list(progress)
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        given = (
            Review.objects.independent()
            .filter(claim__in=[row.claim_id for row in batch], round__in={row.round_id for row in batch})
            .filter(purpose=Purpose.NORMAL)
            .exclude(verdict="")
            .order_by()
            .values_list("claim", "round", "verdict")
            .annotate(number=Count("pk"))
        )
        for claim, round, _verdict, number in given:
            counts[claim, round].append(number)
    for row in rows:
        row.disagreement = measure_entropy(counts[row.claim_id, row.round_id])
    ClaimProgress.objects.bulk_update(rows, ["disagreement"], batch_size=BATCH)

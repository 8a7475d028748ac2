"""The counts of a round, kept: an article is counted again when one of its claims changed, and no other is.

Whatever changes a claim's verdicts marks the claim's progress, in the same transaction. Counting takes the
mark away under a lock of the progress, so no change is missed, whoever is stopped when.
"""

from __future__ import annotations

import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast
from uuid import UUID

import numpy as np
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef

from annotations.models import ArticleProgress, ArticleTally, ClaimProgress, Round, RoundTally
from annotations.workflow.agreement.cells import Cells, Reordered
from annotations.workflow.agreement.counting import count_cells
from annotations.workflow.agreement.statement import COLUMNS, ArticleCells, Section

ARTICLES_AT_ONCE = 1000
CLAIMS_AT_ONCE = 10_000
ROUNDS_IN_MEMORY = 8


@dataclass
class Tally:
    """The counts of a round as a process keeps them."""

    token: UUID
    version: int
    cells: Cells
    results: dict[Hashable, object] = field(default_factory=dict)
    """What was made of these counts."""

    kept: dict[Hashable, object] = field(default_factory=dict)
    """What was made of these counts or of former ones and serves to make the next."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    """Held by who makes something of them."""

    @classmethod
    def of(cls, cells: Cells) -> Tally:
        """Return counts that are kept nowhere."""
        return cls(UUID(int=0), 0, cells)

    def keep(self, name: Hashable, make: Callable[[Cells], Made]) -> Made:
        """Return what `make` makes of the counts; it is made once."""
        with self.lock:
            if name not in self.results:
                self.results[name] = make(self.cells)
            return cast(Made, self.results[name])


Made = TypeVar("Made")

_kept: OrderedDict[int, Tally] = OrderedDict()
_kept_lock = threading.Lock()


def tally_round(round: Round) -> Tally:
    """Return the round's counts as they are now: what changed since is counted first."""
    while _count_changed(round):
        pass  # more changed than is counted at once
    return _read(round)


def _count_changed(round: Round) -> bool:
    """Count the articles that changed, as many as go at once; return whether there may be more."""
    touched = ClaimProgress.objects.filter(round=round, is_touched=True)
    counted = ArticleTally.objects.filter(round=round, article=OuterRef("article"))
    uncounted = ArticleProgress.objects.filter(~Exists(counted), round=round)
    if not touched.exists() and not uncounted.exists():
        return False
    RoundTally.objects.get_or_create(round=round)
    with transaction.atomic():
        tally = RoundTally.objects.select_for_update().get(round=round)
        # A claim that somebody works on right now keeps its mark and is counted the next time.
        locked = touched.select_for_update(of=("self",), skip_locked=True).order_by("claim")
        claims = list(locked.values_list("pk", "claim__article")[:CLAIMS_AT_ONCE])
        articles = {article for _claim, article in claims}
        new = uncounted.order_by("article").values_list("article", flat=True)[:ARTICLES_AT_ONCE]
        articles |= set(new)
        if not articles:
            return False
        found = count_cells(round=round.pk, articles=articles)
        tally.version += 1
        tally.save()
        ArticleTally.objects.bulk_create(
            (
                ArticleTally(
                    round=round,
                    article_id=article,
                    version=tally.version,
                    cells=pack(found.get(article, {})),
                )
                for article in sorted(articles)
            ),
            batch_size=500,
            update_conflicts=True,
            unique_fields=["round", "article"],
            update_fields=["version", "cells"],
        )
        ClaimProgress.objects.filter(pk__in=[claim for claim, _article in claims]).update(is_touched=False)
    return len(claims) == CLAIMS_AT_ONCE or len(new) == ARTICLES_AT_ONCE


def _read(round: Round) -> Tally:
    """Return the counts that are stored, from memory where they are there."""
    if connection.in_atomic_block:
        # What is not yet committed may never be, so nobody else may be given it.
        return _catch_up(round, None)
    with _kept_lock:
        kept = _kept.get(round.pk)
    tally = _catch_up(round, kept)
    with _kept_lock:
        newer = _kept.get(round.pk)
        if newer is not None and newer.token == tally.token and newer.version > tally.version:
            return newer
        _kept[round.pk] = tally
        _kept.move_to_end(round.pk)
        while len(_kept) > ROUNDS_IN_MEMORY:
            _kept.popitem(last=False)
    return tally


def _catch_up(round: Round, kept: Tally | None) -> Tally:
    """Return the counts with all that was stored since `kept`; itself where that is nothing."""
    stored = RoundTally.objects.filter(round=round).annotate(articles=Count("round__article_tallies")).first()
    if stored is None:
        return Tally.of(Cells.empty())
    rows = ArticleTally.objects.filter(round=round).order_by("article")
    if kept is not None and kept.token == stored.token and len(kept.cells.articles) <= stored.articles:
        if kept.version == stored.version:
            return kept
        newer = list(rows.filter(version__gt=kept.version).values_list("article", "version", "cells"))
        try:
            cells = kept.cells.updated({article: unpack(packed) for article, _version, packed in newer})
        except Reordered:
            pass  # a reviewer with an older account has begun: everything is numbered anew below
        else:
            version = max((version for _article, version, _packed in newer), default=kept.version)
            return Tally(stored.token, version, cells, kept=dict(kept.kept))
    found = list(rows.values_list("article", "version", "cells"))
    cells = Cells.empty().updated({article: unpack(packed) for article, _version, packed in found})
    version = max((version for _article, version, _packed in found), default=0)
    return Tally(stored.token, version, cells)


def pack(cells: ArticleCells) -> bytes:
    """Return an article's counts as they are stored: how many rows each section has, then their numbers."""
    rows = [cells.get(section) for section in Section]
    lengths = np.array([0 if one is None else len(one) for one in rows], dtype="<i4")
    numbers = [one.astype("<i4").tobytes() for one in rows if one is not None]
    return zlib.compress(lengths.tobytes() + b"".join(numbers), level=1)


def unpack(packed: bytes | memoryview) -> ArticleCells:
    """Return the counts that `pack` packed."""
    numbers = np.frombuffer(zlib.decompress(packed), dtype="<i4")
    cells: ArticleCells = {}
    start = len(Section)
    for section, length in zip(Section, numbers[:start].tolist(), strict=True):
        width = len(COLUMNS[section]) + 1
        if length:
            cells[section] = numbers[start : start + length * width].reshape(length, width)
        start += length * width
    return cells

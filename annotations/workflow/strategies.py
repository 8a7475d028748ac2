"""Which article is handed out next: a rank for each, the lowest first. Pure: no database is asked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from annotations.models import QueueStrategy


@dataclass(frozen=True)
class ArticleFacts:
    """What a strategy may look at; `worthiness` is that of the claim most worth checking, from 0 to 1."""

    pk: int
    published_on: date | None
    worthiness: float | None


def rank_article(facts: ArticleFacts, *, strategy: str, seed: int) -> float:
    """Return the article's rank under the strategy.

    Under `fewest_left` all ranks are 0: the queue sorts by the claims left, which change all the time.
    Articles that lack what the strategy looks at come last, those of one rank in the order of their keys.
    """
    match QueueStrategy(strategy):
        case QueueStrategy.FEWEST_LEFT:
            return 0.0
        case QueueStrategy.RANDOM:
            digest = hashlib.sha256(f"{seed}:{facts.pk}".encode()).digest()
            return int.from_bytes(digest[:6]) / 2**48
        case QueueStrategy.CHECK_WORTHINESS:
            return -(facts.worthiness or 0.0)
        case QueueStrategy.ARTICLE_DATE:
            return -float(facts.published_on.toordinal()) if facts.published_on else 0.0

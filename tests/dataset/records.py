"""Plain makers of dataset records."""

from datetime import UTC, date, datetime
from typing import Any

from annotations.dataset import ArticleRecord, ClaimRecord, EvidenceRecord, LinkRecord, ReviewRecord

TEXT = "🕊 谈判\r\nThe talks, aides said, failed on Monday.\r\nقال مصدر إنها فشلت."
START, END = TEXT.index("The talks"), TEXT.index(".\r\n")


def make_article(text: str = TEXT, **changes: Any) -> ArticleRecord:
    fields: dict[str, Any] = {
        "id": 7,
        "title": "Talks fail",
        "outlet": "The Daily",
        "url": "https://daily.example/talks",
        "language": "en",
        "published_on": date(2026, 3, 2),
    }
    return ArticleRecord(text=text, **fields | changes)


def make_review(rater: str = "rater-a", verdict: str | None = "unsourced", **changes: Any) -> ReviewRecord:
    fields: dict[str, Any] = {
        "skip_reason": None,
        "reason": "",
        "justification": "",
        "evidence": (EvidenceRecord("https://daily.example/minutes", "failed", "", "refutes"),),
        "lacks_support": False,
        "is_simulated": False,
        "made_after_reveal": False,
        "guideline_version": 1,
        "reviewed_at": datetime(2026, 3, 3, 9, 30, tzinfo=UTC),
    }
    return ReviewRecord(rater=rater, verdict=verdict, **fields | changes)


def make_claim(claim_id: int = 1, article: ArticleRecord | None = None, **changes: Any) -> ClaimRecord:
    article = article or make_article()
    source, cue = article.text.index("aides"), article.text.index("said")
    fields: dict[str, Any] = {
        "project": "talks",
        "round": 1,
        "text": article.text[START:END],
        "start": START,
        "end": END,
        "fragments": ((START, source - 2), (cue + 6, END)),
        "quote_kind": "indirect",
        "source_kind": "anonymous",
        "chain": (
            LinkRecord(
                source=article.cut(source, source + 5),
                cue=article.cut(cue, cue + 4),
                content=article.cut(START, END),
                kind="anonymous",
                polarity="asserts",
                flags=("group",),
            ),
        ),
        "suggestion": "unsourced",
        "reviews": (make_review(),),
        "withheld_reviews": 0,
        "is_complete": True,
        "label": "unsourced",
        "label_method": "majority",
        "label_is_tie": False,
        "is_simulated": False,
    }
    return ClaimRecord(claim_id=claim_id, article=article, **fields | changes)

"""What a reviewer sends from a card, read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from annotations.models import Review
from annotations.workflow.reviewing import EvidenceDraft

EVIDENCE_FIELDS = {
    "url": "url",
    "passage": "quoted_passage",
    "archived": "archived_url",
    "published": "published_on",
    "stance": "stance",
}
"""The fields of a row on the page, without "evidence_", and what each is called in the tables."""


class ReviewForm(forms.Form):
    """What comes with a press of a button; which words are allowed is the workflow's to say."""

    key = forms.UUIDField()
    verdict = forms.CharField(required=False, max_length=40)
    skip_reason = forms.CharField(required=False, max_length=40)
    justification = forms.CharField(required=False, max_length=20_000, label=gettext_lazy("Why"))
    confidence = forms.IntegerField(required=False, label=gettext_lazy("How sure"))
    seconds = forms.IntegerField(
        required=False, min_value=0, max_value=2_000_000_000, label=gettext_lazy("Time on task")
    )


class EvidenceForm(forms.Form):
    """One row of evidence."""

    url = forms.CharField(required=False, max_length=2000, label=gettext_lazy("Address"))
    quoted_passage = forms.CharField(required=False, max_length=20_000, label=gettext_lazy("Quoted passage"))
    archived_url = forms.CharField(required=False, max_length=2000, label=gettext_lazy("Archived copy"))
    published_on = forms.DateField(required=False, label=gettext_lazy("Published"))
    stance = forms.CharField(required=False, max_length=20, label=gettext_lazy("Stance"))


@dataclass(frozen=True)
class Answer:
    """A press of a button on a card, read."""

    key: UUID | None
    verdict: str
    reason: str
    skip_reason: str
    seconds: int | None
    note: Note
    problems: tuple[str, ...]
    """What cannot be stored, in words for the person; empty where all is well."""

    @classmethod
    def read(cls, posted: QueryDict) -> Answer:
        """Return the answer; rows of evidence in which only the stance is chosen are left out."""
        form = ReviewForm(posted)
        rows = [EvidenceForm(row) for row in _given_rows(posted)]
        problems = [
            f"{one[name].label}: {' '.join(map(str, errors))}"
            for one in (form, *rows)
            for name, errors in one.errors.items()
        ]
        verdict, _colon, reason = form.cleaned_data.get("verdict", "").partition(":")
        # What cannot be stored is still given back to be mended.
        why = posted.get("justification", "") if problems else form.cleaned_data["justification"]
        evidence = (
            [row.data for row in rows] if problems else [EvidenceDraft(**row.cleaned_data) for row in rows]
        )
        return cls(
            key=form.cleaned_data.get("key"),
            verdict=verdict,
            reason=reason,
            skip_reason=form.cleaned_data.get("skip_reason", ""),
            seconds=form.cleaned_data.get("seconds"),
            note=Note(justification=why, evidence=evidence, confidence=form.cleaned_data.get("confidence")),
            problems=tuple(problems),
        )


@dataclass(frozen=True)
class Note:
    """What the fields of a card hold."""

    justification: str = ""
    evidence: Sequence[Any] = ()
    """Rows with the fields of `EvidenceDraft`."""

    confidence: int | None = None

    @classmethod
    def of(cls, review: Review) -> Note:
        """Return what the review rests on."""
        return cls(
            justification=review.justification,
            evidence=list(review.evidence.all()),
            confidence=review.confidence,
        )


def _given_rows(posted: QueryDict) -> list[dict[str, str]]:
    columns = {field: posted.getlist(f"evidence_{name}") for name, field in EVIDENCE_FIELDS.items()}
    number = max(len(column) for column in columns.values())
    rows = [
        {field: column[at] if at < len(column) else "" for field, column in columns.items()}
        for at in range(number)
    ]
    return [row for row in rows if any(value.strip() for field, value in row.items() if field != "stance")]

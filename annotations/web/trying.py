"""Try the splitter on an article of one's own: its claims and chains at once, and nothing is saved."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from annotations.models import SOURCE_KINDS
from annotations.presenting.languages import CHOICES, language_name
from annotations.reading import ReadingError, read_text
from annotations.splitting import Link, Span, SplitArticle, SplitClaim, split_article, suggest_verdict
from annotations.web.cards import QUOTED
from annotations.web.marking import Mark, Paragraph, mark_text
from annotations.workflow.overview import strip_words
from annotations.workflow.wording import say

# A page that anybody may open must not be made to work for long.
LIMIT_FOR_STRANGERS = 20_000
LIMIT_FOR_MEMBERS = 200_000


@dataclass(frozen=True)
class TriedLink:
    """One link of a chain, as a chip."""

    source_text: str
    cue_text: str
    source_kind: str
    kind_label: str
    polarity: str
    flags: list[str]


@dataclass(frozen=True)
class TriedClaim:
    """A claim beside the text."""

    number: int
    words: str
    quoted: str
    """How far it is in quotation marks, in words; empty without a source."""

    chain: list[TriedLink]
    suggestion: str | None


@dataclass(frozen=True)
class Trial:
    """What the splitter found."""

    language: str
    language_name: str
    words: str
    claims: list[TriedClaim]
    paragraphs: list[Paragraph]
    set_apart: list[str]


class TryForm(forms.Form):
    """A text and perhaps its language."""

    text = forms.CharField(
        label=gettext_lazy("Your article"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "dir": "auto", "class": "serif"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=CHOICES)

    def __init__(self, *args: object, limit: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        self.fields["text"].validators.append(MaxLengthValidator(limit))


@require_http_methods(["GET", "HEAD", "POST"])
def try_splitter(request: HttpRequest) -> HttpResponse:
    """A form, and after it the text with its claims marked; open to everybody, within a limit of length."""
    limit = LIMIT_FOR_MEMBERS if request.user.is_authenticated else LIMIT_FOR_STRANGERS
    form = TryForm(request.POST or None, limit=limit)
    trial = None
    if request.method == "POST" and form.is_valid():
        try:
            trial = _try(form.cleaned_data["text"], form.cleaned_data["language"])
        except ReadingError as error:
            form.add_error("text", say(error))
    return render(request, "annotations/try.html", {"form": form, "trial": trial, "limit": limit})


def _try(text: str, language: str) -> Trial:
    text = read_text(text).text
    split = split_article(text, language=language or None)
    marks = [Mark(number, claim.fragments) for number, claim in enumerate(split.claims, start=1)]
    paragraphs = mark_text(text, split.segments, marks)
    return Trial(
        language=split.language,
        language_name=language_name(split.language),
        words=strip_words(_count(split)),
        claims=[_claim(text, claim, number) for number, claim in enumerate(split.claims, start=1)],
        paragraphs=[part for part in paragraphs if not (part.is_set_apart or part.is_blank)],
        set_apart=[
            "".join(run.text for run in part.runs).strip()
            for part in paragraphs
            if part.is_set_apart and not part.is_blank
        ],
    )


def _count(split: SplitArticle) -> dict[str, int]:
    counts = {kind: 0 for kind, _label in SOURCE_KINDS}
    for claim in split.claims:
        counts[claim.source_kind] += 1
    return counts


def _claim(text: str, claim: SplitClaim, number: int) -> TriedClaim:
    return TriedClaim(
        number=number,
        words=" … ".join(text[start:end] for start, end in claim.fragments),
        quoted=str(QUOTED.get(claim.quote_kind.value, "")),
        chain=[_link(text, link) for link in claim.chain],
        suggestion=suggest_verdict(claim.source_kind),
    )


def _link(text: str, link: Link) -> TriedLink:
    return TriedLink(
        source_text=_words(text, link.source),
        cue_text=_words(text, link.cue),
        source_kind=link.kind.value,
        kind_label=str(dict(SOURCE_KINDS)[link.kind.value]),
        polarity=link.polarity.value,
        flags=sorted(flag.value for flag in link.flags),
    )


def _words(text: str, span: Span | None) -> str:
    return text[span.start : span.end] if span else ""

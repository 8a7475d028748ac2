"""The form of a claim's chain: each link's words as printed, and which place of the article is meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from annotations.models import POLARITIES, SOURCE_KINDS, Article, Claim
from annotations.web.finding import ManyPlaces, Place, find_words
from annotations.workflow.cutting import LinkDraft
from annotations.workflow.editing import EditInvalid

SPARE_LINKS = 2
KINDS = [(kind, label) for kind, label in SOURCE_KINDS if kind != "none"]
PARTS = ("source", "cue")


@dataclass(frozen=True)
class Part:
    """A link's source or cue in the form, with the places to choose from where there are more."""

    field: BoundField
    at: BoundField
    places: Sequence[Place]


class LinkForm(forms.Form):
    """One link of a chain."""

    source = forms.CharField(label=gettext_lazy("Source, as printed"), max_length=2000, required=False)
    source_at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    cue = forms.CharField(label=gettext_lazy("Cue, as printed"), max_length=500, required=False)
    cue_at = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[("", gettext_lazy("no link")), *KINDS], required=False
    )
    polarity = forms.ChoiceField(label=gettext_lazy("Polarity"), choices=POLARITIES, required=False)

    def __init__(self, *args: Any, article: Article, near: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article, self.near = article, near
        self.places: dict[str, Sequence[Place]] = {}

    def clean(self) -> None:
        """Find the words; an offset that came from a selection says which of equal words are meant."""
        if not self.cleaned_data.get("kind"):
            return
        for part in PARTS:
            words = self.cleaned_data.get(part, "")
            try:
                span = self._find(part, words) if words else None
            except EditInvalid as refusal:
                self.places[part] = refusal.places if isinstance(refusal, ManyPlaces) else ()
                self.add_error(part, str(refusal))
            else:
                self.cleaned_data[f"{part}_span"] = span

    def _find(self, part: str, words: str) -> tuple[int, int]:
        at = self.cleaned_data.get(f"{part}_at")
        source = self.cleaned_data.get("source_span")
        return find_words(self.article, words, at=at, near=source[0] if source else self.near)

    @property
    def parts(self) -> list[Part]:
        """Return source and cue as the page shows them."""
        return [Part(self[part], self[f"{part}_at"], self.places.get(part, ())) for part in PARTS]

    @property
    def draft(self) -> LinkDraft:
        """Return the link."""
        given = self.cleaned_data
        return LinkDraft(
            source=given.get("source_span"),
            cue=given.get("cue_span"),
            kind=given["kind"],
            polarity=given["polarity"] or "asserts",
        )


LinkForms: TypeAlias = "forms.BaseFormSet[LinkForm]"


def link_forms(claim: Claim, posted: QueryDict | None = None) -> LinkForms:
    """Return the form of the claim's chain, with what was posted where something was."""
    make = forms.formset_factory(LinkForm, extra=SPARE_LINKS, max_num=6)
    initial = [
        {
            "source": " ".join(link.source_text.split()),
            "source_at": link.source_start,
            "cue": " ".join(link.cue_text.split()),
            "cue_at": link.cue_start,
            "kind": link.source_kind,
            "polarity": link.polarity,
        }
        for link in claim.chain.order_by("depth")
    ]
    return make(posted, initial=initial, form_kwargs={"article": claim.article, "near": claim.start})


def read_chain(links: LinkForms) -> list[LinkDraft]:
    """Return the links that have a kind; raises `EditInvalid` where the form shows what is wrong."""
    if not links.is_valid():
        told = [str(error) for form in links.forms for lines in form.errors.values() for error in lines]
        raise EditInvalid(" ".join([*told, *map(str, links.non_form_errors())]))
    return [form.draft for form in links.forms if form.cleaned_data.get("kind")]

"""Shapes of edits: what is asked for, and what became of it. Spans are half-open `[start, end)`."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from annotations.api.serializers import WordField
from annotations.models import POLARITIES, SOURCE_KINDS, Claim, ClaimEdit
from annotations.workflow.editing import MAX_LINKS, MAX_STEPS

MAX_OFFSET = 2**31 - 1
MAX_LENGTH = 20_000
Kind = ClaimEdit.Kind


class PlaceField(serializers.IntegerField):
    """An offset in the article, in code points."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=MAX_OFFSET, **kwargs)


class NewLinkSerializer(serializers.Serializer[Any]):
    """A link of a chain as a person gives it."""

    source_start = PlaceField(required=False)
    source_end = PlaceField(required=False)
    cue_start = PlaceField(required=False)
    cue_end = PlaceField(required=False)
    kind = WordField(choices=[(kind, label) for kind, label in SOURCE_KINDS if kind != "none"])
    polarity = WordField(choices=POLARITIES, default="asserts")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        source, cue = (self._stretch(attrs, name) for name in ("source", "cue"))
        return {"source": source, "cue": cue, "kind": attrs["kind"], "polarity": attrs["polarity"]}

    def _stretch(self, attrs: dict[str, Any], name: str) -> tuple[int, int] | None:
        start, end = attrs.get(f"{name}_start"), attrs.get(f"{name}_end")
        if (start is None) != (end is None):
            raise serializers.ValidationError({f"{name}_end": _("Give both start and end, or neither.")})
        return None if start is None or end is None else (start, end)


class NewEditSerializer(serializers.Serializer[Any]):
    """A change of one claim.

    `split`, `merge` (with the article's next claim) and `retire` need nothing more; `move` takes `edge` and
    `steps`, or `start` and `end`; `attribution` takes `chain`; `wording` takes `normalized_text`.
    """

    kind = WordField(choices=[(kind.value, kind.label) for kind in Kind if kind != Kind.ADD])
    edge = WordField(choices=["start", "end"], required=False)
    steps = serializers.IntegerField(min_value=-MAX_STEPS, max_value=MAX_STEPS, required=False)
    start = PlaceField(required=False)
    end = PlaceField(required=False)
    chain = serializers.ListField(child=NewLinkSerializer(), max_length=MAX_LINKS, required=False)
    normalized_text = serializers.CharField(required=False, allow_blank=True, max_length=MAX_LENGTH)
    note = serializers.CharField(required=False, allow_blank=True, max_length=MAX_LENGTH)


class NewClaimSerializer(serializers.Serializer[Any]):
    """A stretch of the article that is to be a claim."""

    start = PlaceField()
    end = PlaceField()
    note = serializers.CharField(required=False, allow_blank=True, max_length=MAX_LENGTH)


class ClaimWordsSerializer(serializers.ModelSerializer[Claim]):
    """A claim by its place and words."""

    class Meta:
        model = Claim
        fields = ["id", "start", "end", "words", "retired_at"]
        read_only_fields = fields


class LinkDraftSerializer(serializers.Serializer[Any]):
    """A link as it was proposed."""

    source = serializers.ListField(child=serializers.IntegerField(), allow_null=True)  # type: ignore[assignment]  # a field may be called so
    cue = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    kind = serializers.ChoiceField(choices=SOURCE_KINDS)
    polarity = serializers.ChoiceField(choices=POLARITIES)


class ClaimDraftSerializer(serializers.Serializer[Any]):
    """A claim as the edit makes it; a chain or wording of null stays what it was."""

    fragments = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    chain = LinkDraftSerializer(many=True, allow_null=True)
    normalized_text = serializers.CharField(allow_null=True)


class EditSerializer(serializers.ModelSerializer[ClaimEdit]):
    """An edit: the claims it changes, those it makes, and what became of it."""

    before = ClaimWordsSerializer(many=True, read_only=True)
    after = ClaimWordsSerializer(many=True, read_only=True)
    drafts = ClaimDraftSerializer(many=True, read_only=True)
    proposed_by = serializers.CharField(source="proposed_by.username", read_only=True)
    decided_by = serializers.CharField(source="decided_by.username", default=None, read_only=True)
    undone_by = serializers.CharField(source="undone_by.username", default=None, read_only=True)

    class Meta:
        model = ClaimEdit
        fields = [
            "id",
            "article",
            "kind",
            "state",
            "note",
            "before",
            "after",
            "drafts",
            "proposed_by",
            "proposed_at",
            "decided_by",
            "decided_at",
            "undone_by",
            "undone_at",
        ]
        read_only_fields = fields


class StateFilter(serializers.Serializer[Any]):
    """Which edits are asked for."""

    state = WordField(choices=ClaimEdit.State.choices, required=False)

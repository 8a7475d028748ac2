"""Shapes of what the API takes and gives. Spans are half-open `[start, end)`, in code points."""

from typing import Any

from django.contrib.auth import authenticate
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.validators import ProhibitSurrogateCharactersValidator

from annotations.models import (
    LINK_FLAGS,
    POLARITIES,
    SOURCE_KINDS,
    Article,
    Attribution,
    Claim,
    Confidence,
    Evidence,
    Project,
    Reason,
    Review,
    Segment,
    SkipReason,
    Stance,
    User,
    Verdict,
)
from annotations.splitting import WorthinessReason


class WordField(serializers.ChoiceField):
    """One of some words; half a character is refused before the message repeats it, as no answer can."""

    def to_internal_value(self, data: Any) -> Any:
        ProhibitSurrogateCharactersValidator()(data)
        return super().to_internal_value(data)


class SignInSerializer(serializers.Serializer[Any]):
    """A username and password; validated data hold the `user`."""

    # A failed attempt is noted with its name, which PostgreSQL refuses where it is too long.
    username = serializers.CharField(write_only=True, max_length=User._meta.get_field("username").max_length)
    password = serializers.CharField(write_only=True, trim_whitespace=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        user = authenticate(self.context["request"], **attrs)
        if user is None:
            raise serializers.ValidationError(_("This username and password do not fit."), code="sign_in")
        return {"user": user}


class TokenSerializer(serializers.Serializer[Any]):
    """A token for the header `Authorization: Token …`; it is shown this once."""

    token = serializers.CharField(read_only=True)
    expiry = serializers.DateTimeField(read_only=True)


class ProjectSerializer(serializers.ModelSerializer[Project]):
    """A project with one's own role in it."""

    role = serializers.CharField(read_only=True, allow_null=True)
    open_round = serializers.IntegerField(read_only=True, allow_null=True, help_text="Its number.")

    class Meta:
        model = Project
        fields = [
            "slug",
            "name",
            "description",
            "overlap",
            "is_blind",
            "evidence_policy",
            "edit_policy",
            "skip_reasons",
            "open_round",
            "role",
            "created_at",
            "archived_at",
        ]


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """An article without its text."""

    project = serializers.SlugRelatedField[Project](slug_field="slug", read_only=True)
    claim_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Article
        fields = [
            "id",
            "project",
            "title",
            "outlet",
            "byline",
            "url",
            "language",
            "published_on",
            "content_hash",
            "splitter_version",
            "imported_at",
            "claim_count",
        ]


class SegmentSerializer(serializers.ModelSerializer[Segment]):
    """A stretch of the article."""

    class Meta:
        model = Segment
        fields = ["start", "end", "kind", "subkind"]


class ArticleDetailSerializer(ArticleSerializer):
    """An article with its text and segments."""

    segments = SegmentSerializer(many=True, read_only=True)

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "text", "segments"]


class ArticleTextField(serializers.CharField):
    """A text as it is; the reading room refuses what is none, and says where and what to do."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=True, **kwargs)
        self.validators = []


class NewArticleSerializer(serializers.Serializer[Any]):
    """An article to split; without a title the text's first line is it, without a language it is detected."""

    text = ArticleTextField()
    title = serializers.CharField(required=False, max_length=300)
    outlet = serializers.CharField(required=False, max_length=200)
    byline = serializers.CharField(required=False, max_length=300)
    url = serializers.URLField(required=False, max_length=2000)
    language = serializers.RegexField(r"\A[A-Za-z]{2,3}(-[A-Za-z0-9]+)*\Z", required=False, max_length=20)
    published_on = serializers.DateField(required=False, allow_null=True)


class NewArticleAnswerSerializer(ArticleSerializer):
    """The article, and whether it is new: the same content twice is one article."""

    is_new = serializers.BooleanField(read_only=True)

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "is_new"]


class SpanSerializer(serializers.Serializer[Any]):
    """A span with the text that stands there."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    text = serializers.CharField()


class LinkSerializer(serializers.Serializer[Attribution]):
    """One link of the chain."""

    source = serializers.SerializerMethodField()  # type: ignore[assignment]  # a field may be called so
    cue = serializers.SerializerMethodField()
    content = serializers.SerializerMethodField()
    fragments = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    kind = serializers.ChoiceField(choices=SOURCE_KINDS, source="source_kind")
    polarity = serializers.ChoiceField(
        choices=POLARITIES, help_text="Whether the source holds the content, denies it or only asks."
    )
    rule = serializers.CharField(help_text="The splitter's rule that made the link.")
    flags = serializers.ListField(child=serializers.ChoiceField(choices=LINK_FLAGS))

    def get_source(self, link: Attribution) -> dict[str, Any] | None:
        if link.source_start is None:
            return None
        return {"start": link.source_start, "end": link.source_end, "text": link.source_text}

    def get_cue(self, link: Attribution) -> dict[str, Any] | None:
        if link.cue_start is None:
            return None
        return {"start": link.cue_start, "end": link.cue_end, "text": link.cue_text}

    def get_content(self, link: Attribution) -> dict[str, int]:
        return {"start": link.content_start, "end": link.content_end}


class ClaimSerializer(serializers.ModelSerializer[Claim]):
    """A claim with its chain, outermost link first, and how far it has come in the open round."""

    chain = LinkSerializer(many=True, read_only=True)
    suggestion = serializers.SerializerMethodField(
        help_text="“unsourced” or null; a reviewer gets it only after their own verdict: before, it steers."
    )
    normalized_text = serializers.CharField(
        read_only=True,
        help_text="A proposal that stands alone, in the article's own words; empty where nothing is certain.",
    )
    check_worthiness = serializers.FloatField(
        read_only=True,
        allow_null=True,
        help_text="How worth checking it is, from 0 to 1, by the splitter's rules.",
    )
    check_reasons = serializers.ListField(
        child=serializers.CharField(),
        read_only=True,
        help_text=f"What the score was made from, of: {', '.join(WorthinessReason)}.",
    )
    ratings = serializers.IntegerField(read_only=True, help_text="Verdicts given; never which.")
    skips = serializers.IntegerField(read_only=True)
    is_complete = serializers.BooleanField(read_only=True)
    request = serializers.CharField(read_only=True, allow_null=True)
    has_simulated = serializers.BooleanField(
        read_only=True, help_text="Whether any of the verdicts and skips counted is simulated."
    )

    class Meta:
        model = Claim
        fields = [
            "id",
            "article",
            "start",
            "end",
            "text",
            "words",
            "fragments",
            "atoms",
            "sentence_start",
            "sentence_end",
            "quote_kind",
            "source_kind",
            "normalized_text",
            "check_worthiness",
            "check_reasons",
            "chain",
            "suggestion",
            "ratings",
            "skips",
            "is_complete",
            "request",
            "has_simulated",
        ]
        read_only_fields = fields

    def get_suggestion(self, claim: Claim) -> str | None:
        return claim.suggestion if claim.is_suggestion_shown else None  # type: ignore[attr-defined]  # annotated


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """What a review rests on: an address or a quoted passage."""

    stance = WordField(choices=Stance.choices, required=False, allow_blank=True)

    class Meta:
        model = Evidence
        fields = ["url", "quoted_passage", "archived_url", "published_on", "accessed_on", "stance"]


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """A review as it stands."""

    reviewer = serializers.CharField(source="reviewer.username", read_only=True)
    round = serializers.IntegerField(source="round.number", read_only=True)
    guideline_version = serializers.IntegerField(
        source="guideline_version.number", default=None, read_only=True
    )
    evidence = EvidenceSerializer(many=True, read_only=True)

    class Meta:
        model = Review
        fields = [
            "id",
            "claim",
            "round",
            "reviewer",
            "verdict",
            "reason",
            "skip_reason",
            "justification",
            "evidence",
            "confidence",
            "lacks_support",
            "guideline_version",
            "is_simulated",
            "made_after_reveal",
            "is_current",
            "created_at",
        ]
        read_only_fields = fields


class NewReviewSerializer(serializers.Serializer[Any]):
    """A verdict, or a skip with its reason; the same `idempotency_key` again is the same review."""

    verdict = WordField(choices=Verdict.choices, required=False)
    reason = WordField(choices=Reason.choices, required=False)
    skip_reason = WordField(choices=SkipReason.choices, required=False)
    justification = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    evidence = serializers.ListField(child=EvidenceSerializer(), required=False, max_length=50)
    confidence = serializers.ChoiceField(choices=Confidence.choices, required=False, allow_null=True)
    seconds_on_task = serializers.IntegerField(min_value=0, max_value=86_400, required=False, allow_null=True)
    idempotency_key = serializers.UUIDField(required=False)


class UndoneSerializer(serializers.Serializer[Any]):
    """What stands after an undo: the former review, or nothing."""

    current = ReviewSerializer(allow_null=True)

"""How the words of the pure cores read to a person: each value beside its translated label; and words that
several tables use."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from annotations.splitting import LinkFlag, Polarity, QuoteKind, SegmentKind, SourceKind

SEGMENT_KINDS = [
    (SegmentKind.BODY.value, _("body")),
    (SegmentKind.HEADING.value, _("heading")),
    (SegmentKind.BYLINE.value, _("byline")),
    (SegmentKind.BOILERPLATE.value, _("boilerplate")),
]
SOURCE_KINDS = [
    (SourceKind.NAMED_PERSON.value, _("named person")),
    (SourceKind.NAMED_ORGANISATION.value, _("named organisation")),
    (SourceKind.DOCUMENT.value, _("document")),
    (SourceKind.ANONYMOUS.value, _("anonymous")),
    (SourceKind.UNSPECIFIED.value, _("unspecified")),
    (SourceKind.NONE.value, pgettext_lazy("source kind", "none")),
]
POLARITIES = [
    (Polarity.ASSERTS.value, pgettext_lazy("polarity", "asserts")),
    (Polarity.DENIES.value, pgettext_lazy("polarity", "denies")),
    (Polarity.ASKS.value, pgettext_lazy("polarity", "asks")),
]
LINK_FLAGS = [
    (LinkFlag.DISCLOSED_ANONYMITY.value, _("asked not to be named")),
    (LinkFlag.GROUP.value, _("more than one")),
    (LinkFlag.COLLECTIVE.value, _("people at large")),
]
QUOTE_KINDS = [
    (QuoteKind.DIRECT.value, _("direct")),
    (QuoteKind.MIXED.value, _("mixed")),
    (QuoteKind.INDIRECT.value, _("indirect")),
    (QuoteKind.NONE.value, pgettext_lazy("quote kind", "none")),
]


class Verdict(models.TextChoices):
    """The three labels; they judge the content, not whether the source said it."""

    VERIFIED = "verified", _("verified")
    DISPUTED = "disputed", _("disputed")
    UNSOURCED = "unsourced", _("unsourced")


class SkipReason(models.TextChoices):
    """Why no verdict fits; a skip is never a category in agreement."""

    NO_EVIDENCE = "no_evidence", _("named origin, nothing found")
    OPINION = "opinion", _("opinion")
    FORECAST = "forecast", _("forecast")
    TOO_VAGUE = "too_vague", _("too vague")
    NOT_A_CLAIM = "not_a_claim", _("not a claim")
    CANNOT_TELL = "cannot_tell", _("cannot tell")

"""Kinds of sources, given where they stand."""

import pytest

from annotations.splitting import SourceKind, Span, classify_source

PERSON, BODY = SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION
PAPER, NOBODY = SourceKind.DOCUMENT, SourceKind.ANONYMOUS

SOURCES = [
    ("en", "Mayor Alice Marsh", PERSON),
    ("en", "the mayor", PERSON),
    ("en", "The Callow Sentinel", BODY),
    ("en", "The operator, Ember Lines", BODY),
    ("en", "her campaign", BODY),
    ("en", "a spokesman for the port", BODY),
    ("en", "a ministry spokesman who spoke on condition of anonymity", NOBODY),
    ("en", "a federal judge", NOBODY),
    ("en", "a small group of wealthy donors", NOBODY),
    ("en", "two people briefed on the talks", NOBODY),
    ("en", "court records", PAPER),
    ("en", "a leaked memo", PAPER),
    ("en", "Media reports", SourceKind.UNSPECIFIED),
    ("de", "Angaben der Polizei", BODY),
    ("de", "Ratskreisen", NOBODY),
    ("de", "einem Prüfbericht", PAPER),
    ("de", "eine Sängerin", NOBODY),
    ("fr", "Le boulanger Marc Tissier", PERSON),
    ("fr", "Le Courrier de la Vaubrine", BODY),
    ("fr", "une source proche du chantier", NOBODY),
    ("es", "El Valdeoria", BODY),
    ("es", "El vecino Bruno Alcaraz", PERSON),
    ("ru", "источник в мэрии", NOBODY),
    ("ru", "отчёте комиссии", PAPER),
    ("ar", "التاجر سليم حداد", PERSON),
    ("ar", "مصدر مطلع", NOBODY),
    ("zh", "知情人士", NOBODY),
    ("zh", "《岚溪晚报》", BODY),
]


@pytest.mark.parametrize(("language", "printed", "kind"), SOURCES)
def test_a_source_is_judged_by_its_head_and_names(language: str, printed: str, kind: SourceKind) -> None:
    assert classify_source(printed, Span(0, len(printed)), language=language) is kind


def test_a_pronoun_takes_the_kind_of_the_last_source() -> None:
    text = "Two aides said the vote was off. They said it twice."
    at = text.index("They")
    assert classify_source(text, Span(at, at + 4), language="en") is NOBODY


@pytest.mark.parametrize("span", [Span(0, 0), Span(3, 2), Span(0, 99), Span(-1, 2)])
def test_a_span_outside_the_text_is_refused(span: Span) -> None:
    with pytest.raises(ValueError, match="empty or outside"):
        classify_source("Alice", span)

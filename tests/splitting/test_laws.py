"""What holds for any text: exact spans, full cover, no claim in clutter, the same answer twice."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.splitting import SegmentKind, SplitArticle, split_article, split_sentences
from annotations.splitting.lexicon import list_languages

SCRAPS = st.sampled_from(
    [
        "Carol said ",
        "according to aides, ",
        "“The plan failed,” ",
        "Bob told reporters that ",
        "reportedly ",
        "知情人士透露，",
        "据报道，",
        "他说：“好。”",
        "по словам Боба, ",
        "laut Polizei ",
        "selon une source, ",
        "según Alice, ",
        "قال مصدر إن ",
        "\n",
        "\r\n\r\n",
        ". ",
        "! ",
        "“",
        "”",
        '"',
        "«",
        "(",
        "[",
        ", adding that ",
        ", citing officials",
        "U.S. ",
        "😀",
        "\u200b",
        "By Alice\n",
        "Share this:\n",
        "LONDON (AP) — ",
        "as",
        "that ",
        "X zufolge ",
        "It was reported that",
        "e.g.",
        "1.",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(SCRAPS, st.text(max_size=6)), max_size=30).map("".join))
LANGUAGES = st.sampled_from([None, *list_languages(), "it"])


def check_claims(text: str, article: SplitArticle) -> None:
    for claim in article.claims:
        home = next(part for part in article.segments if part.start <= claim.start < part.end)
        assert home.kind in (SegmentKind.BODY, SegmentKind.HEADING)
        assert claim.end <= home.end
        assert claim.sentence in article.sentences
        assert claim.fragments[0].start == claim.start < claim.end == claim.fragments[-1].end
        assert all(first.end <= second.start for first, second in pairwise(claim.fragments))
        assert claim.atoms
        assert all(claim.start <= atom.start < atom.end <= claim.end for atom in claim.atoms)
        assert all(first.end <= second.start for first, second in pairwise(claim.atoms))
        for link in claim.chain:
            spans = [span for span in (link.source, link.cue, link.content, *link.fragments) if span]
            assert all(0 <= start < end <= len(text) for start, end in spans)


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGUAGES)
def test_segments_cover_the_text_in_order(text: str, language: str | None) -> None:
    segments = split_article(text, language=language).segments
    assert "".join(text[part.start : part.end] for part in segments) == text
    assert all(part.start < part.end for part in segments)


LINES = st.lists(
    st.sampled_from(
        [
            "LÜNOW — Alice spoke.",
            "LONDON (AP) — Bob spoke.",
            "LONDON (AP) — " + "The council of the harbour met for hours. " * 4,
            "Berlin. Das Theater schließt.",
            "Lünow. " + "Das Theater am Hafen schließt im Herbst. " * 5,
            "القدس — قالت أليس إن الجسر مغلق.",
            "本报澜汀8月27日讯（记者 闻砚秋）汐垣动力披露半年报。",
            "[Special Correspondent Bob Stone] The gates opened.",
            "The council met for hours on end and parted. " * 4,
            "Alice Reed is a reporter at the Harbour Post.",
            "Read more:",
            "PORT CALLOW — Gates to open",
            "Bob Stone, Carol Reed",
            "May 4, 2031",
            "NEWSLETTER 📬",
            "Sign up for our newsletter",
            "Share this:",
            "",
        ]
    ),
    max_size=9,
).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(TEXTS, LINES), LANGUAGES)
def test_sentences_alone_are_those_of_the_article(text: str, language: str | None) -> None:
    assert tuple(split_sentences(text, language=language)) == split_article(text, language=language).sentences


@settings(max_examples=300, deadline=None)
@given(TEXTS, LANGUAGES)
def test_sentences_cover_every_character_that_is_not_blank(text: str, language: str | None) -> None:
    sentences = split_sentences(text, language=language)
    covered = {at for start, end in sentences for at in range(start, end)}
    assert all(at in covered for at, character in enumerate(text) if not character.isspace())
    assert all(first.end <= second.start for first, second in pairwise(sentences))
    assert all(text[start:end].strip() for start, end in sentences)


@settings(max_examples=600, deadline=None)
@given(TEXTS, LANGUAGES)
def test_claims_stay_in_their_place(text: str, language: str | None) -> None:
    check_claims(text, split_article(text, language=language))


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_the_same_text_splits_the_same(text: str) -> None:
    assert split_article(text) == split_article(text)


def test_a_lone_surrogate_is_a_character_like_any_other() -> None:
    text = "Carol said that \ud800 the plan had failed."
    article = split_article(text)
    check_claims(text, article)
    assert len(article.claims) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "وروي غرقت الثلاثاء شارك: "),
        ("fr", "Reed regretta n’\n"),
        (
            "en",
            "In the words of“expected (doubled – journalists earlier reports projection chose«grammar: modal",
        ),
    ],
)
def test_a_cue_that_nothing_follows_ends_well(language: str, text: str) -> None:
    assert split_article(text, language=language).sentences

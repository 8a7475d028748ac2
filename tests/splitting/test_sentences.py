"""Where sentences end on pages and in letters, where stops and blanks are used loosely."""

import pytest

from annotations.splitting import split_sentences


@pytest.mark.parametrize(
    "sentences",
    [
        ["See https://harbour.example/a.html", "https://harbour.example/b.html"],
        ["The gates open at noon. :-)", "Bring a coat."],
        ["We waited . . .", "Then the lock opened."],
        ["Call them at 303-555-0160.", "they have not heard from you."],
        ["Ask Alice (3-3264).", "she knows the key."],
        ["The dam holds. [...]", "The council meets on Friday."],
        ["Forwarded by Bob Lind on 02/13/2001 08:02 PM", "All of you know the plan."],
        ["Printed without warranty ========", "Attached please find the map."],
    ],
)
def test_a_loose_end_is_an_end(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text, language="en")] == sentences


@pytest.mark.parametrize(
    "text",
    [
        "The meeting at 10 a.m. (local time) is off.",
        'The shop of Reed Inc. (the "Seller") closed.',
        "Go to https://harbour.example/plan.html and read it.",
    ],
)
def test_an_abbreviation_or_address_within_is_none(text: str) -> None:
    assert len(split_sentences(text, language="en")) == 1


@pytest.mark.parametrize("unit", ["https://", "=", ". ", "1/1/2001 1:01 PM", ". :", "[1]", "a.", "-1."])
def test_any_run_is_split_with_exact_spans(unit: str) -> None:
    text = unit * 2000
    spans = split_sentences(text, language="en")
    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())

"""One sentence a rule: who says what, in Arabic."""

import pytest

from tests.splitting.rules import describe_claims

CASES = {
    "verb, subject, content": (
        "وقالت الوزيرة سلمى حداد إن الجسر آمن.",
        ["الوزيرة سلمى حداد | وقالت | named_person :: الجسر آمن"],
    ),
    "vowel marks": (
        "ويُقال إن الجسر مغلق.",
        ["- | ويُقال | unspecified :: الجسر مغلق"],
    ),
    "a topic before its verb": (
        "أما الوزير سليم حداد فأكد أن الجسر آمن.",
        ["الوزير سليم حداد | فأكد | named_person :: الجسر آمن"],
    ),
    "a paper and its origin": (
        "وذكرت صحيفة «الغد»، نقلًا عن مصدر مطلع، أن الجسر مغلق.",
        ["صحيفة «الغد» | وذكرت | named_organisation > مصدر مطلع | نقلًا عن | anonymous :: الجسر مغلق"],
    ),
    "an apposition and a preposition before the content": (
        "وأشار عضو في اللجنة، فضّل عدم ذكر اسمه، إلى أن الجسر مغلق.",
        ["عضو في اللجنة، فضّل عدم ذكر اسمه | وأشار | anonymous :: الجسر مغلق"],
    ),
    "what a document holds": (
        "وجاء في التقرير أن الجسر متهالك.",
        ["التقرير | وجاء في | document :: الجسر متهالك"],
    ),
    "hearsay": (
        "وتردّد أيضًا أن الجسر مغلق.",
        ["- | وتردّد أيضًا | unspecified :: الجسر مغلق"],
    ),
    "a conjunction glued to its verb": (
        "وأوردت صحيفة الميناء أن الجسر مغلق.",
        ["صحيفة الميناء | وأوردت | named_organisation :: الجسر مغلق"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "ar") == expected

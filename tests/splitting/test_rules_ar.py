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
    "one learns from another": (
        "وعلمت «الغد» من مصادر خاصة أن الوفد غادر.",
        ["«الغد» | وعلمت | named_organisation > مصادر خاصة | من | anonymous :: الوفد غادر"],
    ),
    "two reports with a contrast": (
        "وقال البنك المركزي إنه سيخفض الفائدة، لكنه حذر من أن التضخم مرتفع.",
        [
            "البنك المركزي | وقال | named_organisation :: إنه سيخفض الفائدة",
            "البنك المركزي | حذر | named_organisation :: التضخم مرتفع",
        ],
    ),
    "a participle behind another clause": (
        "وأشاد الوزير بجهود الفرق، مؤكدًا أن العمل سيستمر.",
        ["الوزير | مؤكدًا | named_person :: العمل سيستمر"],
    ),
    "a noun for what is held": (
        "وأوصى التقرير بإغلاق المنجم.",
        ["التقرير | وأوصى | document :: بإغلاق المنجم"],
    ),
    "a clause set into the content": (
        "ارتفعت الأسعار، كما قال المدير، بنسبة خمسة في المئة.",
        ["المدير | قال | named_person :: ارتفعت الأسعار … بنسبة خمسة في المئة"],
    ),
    "print without hamzas": (
        "واكد مصدر في الوزارة طلب عدم الكشف عن اسمه ان العقد ألغي.",
        ["مصدر في الوزارة طلب عدم الكشف عن اسمه | واكد | anonymous :: العقد ألغي"],
    ),
    "a refusal": ("ورفض المتحدث باسم الشركة التعليق على الخبر.", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "ar") == expected

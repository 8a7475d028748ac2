"""One sentence a rule: who says what, in Russian."""

import pytest

from tests.splitting.rules import describe_claims

CASES = {
    "complementiser": (
        "Алиса Морозова заявила, что мост выдержит.",
        ["Алиса Морозова | заявила | named_person :: мост выдержит"],
    ),
    "inverted": (
        "«Мост выдержит», — сказала Алиса Морозова.",
        ["Алиса Морозова | сказала | named_person :: «Мост выдержит»"],
    ),
    "the speaker inside the preposition": (
        "Борис Лапин заявил, что мост цел. По его словам, он выдержит.",
        ["Борис Лапин | заявил | named_person :: мост цел", "его | словам | named_person :: он выдержит"],
    ),
    "a paper and its origin": (
        "Как пишет газета «Край» со ссылкой на источник в мэрии, мост закроют.",
        [
            "газета «Край» | пишет | named_organisation "
            "> источник в мэрии | со ссылкой на | anonymous :: мост закроют"
        ],
    ),
    "a body in the locative": (
        "Пострадали трое, уточнили в больнице.",
        ["больнице | уточнили | named_organisation :: Пострадали трое"],
    ),
    "a document says": (
        "В отчёте комиссии говорится, что мост изношен.",
        ["отчёте комиссии | говорится | document :: мост изношен"],
    ),
    "an addressed paper": (
        "Источник в мэрии рассказал «Вестнику», что мост закроют.",
        ["Источник в мэрии | рассказал | anonymous :: мост закроют"],
    ),
    "impersonal": (
        "Сообщается о закрытии моста на месяц.",
        ["- | Сообщается | unspecified :: о закрытии моста на месяц"],
    ),
    "a refusal": (
        "В компании от комментариев отказались.",
        [],
    ),
    "a cue inside the quotation": (
        "«Мост закрыт, — сказала Анна Лебедева. — Объезда нет».",
        [
            "Анна Лебедева | сказала | named_person :: «Мост закрыт",
            "Анна Лебедева | сказала | named_person :: Объезда нет»",
        ],
    ),
    "a cue inside the quotation, resumed": (
        "«Мост закрыт, — сказала Анна Лебедева, — объезда нет».",
        ["Анна Лебедева | сказала | named_person :: «Мост закрыт … объезда нет»"],
    ),
    "an inserted phrase before the verb": (
        "Мэр, в свою очередь, заявил, что мост открыт.",
        ["Мэр | заявил | named_person :: мост открыт"],
    ),
    "a second speaker": (
        "Рабочие говорят, что мост закрыт, а некоторые утверждают, будто он упал.",
        ["Рабочие | говорят | anonymous :: мост закрыт", "некоторые | утверждают | anonymous :: он упал"],
    ),
    "a document named behind its verb": (
        "Мост закрыт, следует из приказа мэра.",
        ["приказа мэра | следует | document :: Мост закрыт"],
    ),
    "a document set in": (
        "Мост, говорится в отчёте, построили в мае.",
        ["отчёте | говорится | document :: Мост … построили в мае"],
    ),
    "what is told of stands behind о": (
        "Мэр опроверг, что мост закрыт, но сообщил о ремонте.",
        ["Мэр | опроверг | named_person :: мост закрыт", "Мэр | сообщил | named_person :: о ремонте"],
    ),
    "an adjunct before the subject": (
        "«Мост закрыт», — сказал после встречи мэр Борис Котов.",
        ["мэр Борис Котов | сказал | named_person :: «Мост закрыт»"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "ru") == expected

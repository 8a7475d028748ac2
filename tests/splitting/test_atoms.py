"""Which clauses of a claim can be checked apart."""

import pytest

from annotations.splitting import split_article

GOLDEN = [
    (
        "en",
        "Two people died and about 600 lost their homes.",
        ["Two people died", "and about 600 lost their homes"],
    ),
    ("en", "The bridge, aides said, leaks.", ["The bridge, aides said, leaks"]),
    ("en", "His team had been impeded, but the referee disagreed.", None),
    ("en", "The plan covers boats, radar, weapons, and possible air defence.", []),
    (
        "en",
        "Carol Reed said the plan was safe and that it would cost nothing.",
        ["the plan was safe", "and that it would cost nothing"],
    ),
    ("en", "It met the mayor and the council.", []),
    ("en", "The aid could come in many forms, such as boats; using planes; and moving troops.", []),
    (
        "en",
        "“We got this wrong, and we are sorry,” Carol Reed said.",
        ["“We got this wrong", "and we are sorry,”"],
    ),
    (
        "de",
        "Der Fang, sagte Bob Stein, sei um ein Viertel gefallen.",
        ["Der Fang, sagte Bob Stein, sei um ein Viertel gefallen"],
    ),
    ("de", "Der Klub habe verdient, während der Schatzmeister von Verlusten sprach.", None),
    ("de", "„Wir bauen fertig, und zwar für alle.“", []),
    (
        "fr",
        "Les commerçants, dit-elle, ont perdu un tiers de leurs ventes.",
        ["Les commerçants, dit-elle, ont perdu un tiers de leurs ventes"],
    ),
    (
        "es",
        "Ana Ruiz dijo que el precio bajará y que habrá más riego.",
        ["el precio bajará", "y que habrá más riego"],
    ),
    ("ru", "Верфь, сообщил Пётр Лужин, могут продать.", ["Верфь, сообщил Пётр Лужин, могут продать"]),
    (
        "zh",
        "公司实现收入58亿元，同比增长4%，其中海外占两成。",
        ["公司实现收入58亿元", "同比增长4%", "其中海外占两成"],
    ),
    ("zh", "“这不是移植，”王伟说，“这是截肢。”", ["“这不是移植，”", "“这是截肢。”"]),
]


@pytest.mark.parametrize(("language", "text", "atoms"), GOLDEN)
def test_each_clause_is_an_atom(language: str, text: str, atoms: list[str] | None) -> None:
    claim = split_article(text, language=language).claims[0]
    printed = [text[start:end] for start, end in claim.atoms]
    if atoms is None:
        assert len(printed) == 2
    else:
        assert printed == (atoms or [text[claim.start : claim.end]])

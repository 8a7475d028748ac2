"""One sentence a rule: who says what, in Chinese."""

import pytest

from tests.splitting.rules import describe_claims

CASES = {
    "verb and comma": (
        "县长苏望舒表示，大桥很安全。",
        ["县长苏望舒 | 表示 | named_person :: 大桥很安全"],
    ),
    "behind a quotation": (
        "“大桥很安全。”公司发言人回复本报时说。",
        ["公司发言人 | 说 | named_organisation :: “大桥很安全。”"],
    ),
    "according to a report": (
        "据路透社报道，大桥已经关闭。",
        ["路透社 | 报道 | named_organisation :: 大桥已经关闭"],
    ),
    "impersonal": (
        "有消息称，大桥即将关闭。",
        ["- | 有消息称 | unspecified :: 大桥即将关闭"],
    ),
    "an agency quotes the informed": (
        "海槎社援引知情人士的话称，大桥即将关闭。",
        ["海槎社 | 援引 | named_organisation > 知情人士 | 称 | anonymous :: 大桥即将关闭"],
    ),
    "adverbs are no part of a source": (
        "业内人士普遍预计，大桥即将关闭。",
        ["业内人士 | 预计 | anonymous :: 大桥即将关闭"],
    ),
    "a refusal": (
        "截至发稿，该公司未予回应。",
        [],
    ),
    "a counter-question": (
        "市长周明反问：“桥为什么关闭了三个月？”",
        ["市长周明 | 反问 | named_person :: “桥为什么关闭了三个月？”"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "zh") == expected

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
    "manner and occasion are no part of a source": (
        "队长周明昨日在赛后的记者会上激动地说，球队会留在大桥镇。",
        ["队长周明 | 说 | named_person :: 球队会留在大桥镇"],
    ),
    "who speaks stands behind the relative clause": (
        "住在河边的陈太太笑着告诉记者，桥上的灯没有亮。",
        ["住在河边的陈太太 | 告诉 | named_person :: 桥上的灯没有亮"],
    ),
    "the same speaker goes on": (
        "周明表示，大桥很安全，并承诺下月公布数据，但否认曾收到举报。",
        [
            "周明 | 表示 | named_person :: 大桥很安全",
            "周明 | 承诺 | named_person :: 下月公布数据",
            "周明 | 否认 | named_person :: 曾收到举报",
        ],
    ),
    "a second speaker": (
        "县长苏望舒说，大桥很安全；而律师高远则认为，桥墩已经开裂。",
        [
            "县长苏望舒 | 说 | named_person :: 大桥很安全",
            "律师高远 | 认为 | named_person :: 桥墩已经开裂",
        ],
    ),
    "a paper cites another's words": (
        "据《晨报》援引内部人士的消息，大桥即将关闭。",
        ["《晨报》 | 据 | named_organisation > 内部人士 | 援引 | anonymous :: 大桥即将关闭"],
    ),
    "the verb of reporting is the paper's own": (
        "《晨報》週三引述消息人士報導，大橋即將關閉。",
        ["《晨報》 | 報導 | named_organisation > 消息人士 | 引述 | anonymous :: 大橋即將關閉"],
    ),
    "a rumour": (
        "网上盛传大桥即将关闭。",
        ["- | 网上盛传 | unspecified :: 大桥即将关闭"],
    ),
    "a relative clause reports nothing": (
        "县长公布的计划引起了居民的批评。",
        [":: 县长公布的计划引起了居民的批评"],
    ),
    "a plain thing": (
        "公司否认上述指控。市长批评这种做法。",
        ["公司 | 否认 | named_organisation :: 上述指控", ":: 市长批评这种做法"],
    ),
    "a refusal behind a denial": (
        "公司发言人否认大桥有裂缝，并拒绝透露维修费用。",
        ["公司发言人 | 否认 | named_organisation :: 大桥有裂缝"],
    ),
    "a document finds": (
        "县里的调查发现，桥墩早已开裂。警方发现了一辆旧车。",
        ["县里的调查 | 发现 | document :: 桥墩早已开裂", ":: 警方发现了一辆旧车"],
    ),
    "in somebody's view": (
        "在周明看来，大桥应当拆除。",
        ["周明 | 看来 | named_person :: 大桥应当拆除"],
    ),
    "a stance is no report": (
        "发言人陈立说，中方对此表示强烈不满。",
        ["发言人陈立 | 说 | named_person :: 中方对此表示强烈不满"],
    ),
    "words that straddle two others": (
        "总统称，警方向北京大学说的话有误。",
        ["总统 | 称 | named_person :: 警方向北京大学说的话有误"],
    ),
    "insiders are no cue": (
        "据知情人士透露，大桥即将关闭。",
        ["知情人士 | 透露 | anonymous :: 大桥即将关闭"],
    ),
    "where the reporter has it from": (
        "记者从青石县公安局获悉，大桥即将关闭。",
        ["青石县公安局 | 获悉 | named_organisation :: 大桥即将关闭"],
    ),
    "a speaker before a colon": (
        "外媒：大桥即将在明年关闭。",
        ["外媒 | - | unspecified :: 大桥即将在明年关闭"],
    ),
    "whom the question goes to": (
        "“桥为什么关闭？”一位家长质问校长。",
        ["一位家长 | 质问 | anonymous :: “桥为什么关闭？”"],
    ),
    "a clip that goes round shows": (
        "网传视频显示，大桥已经关闭。",
        ["网传视频 | 显示 | document :: 大桥已经关闭"],
    ),
    "a wire with its town and date": (
        "据海槎社青石3月2日电，大桥已经关闭。",
        ["海槎社 | 电 | named_organisation :: 大桥已经关闭"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_who_said_what(text: str, expected: list[str]) -> None:
    assert describe_claims(text, "zh") == expected

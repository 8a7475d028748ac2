"""Chinese words that decide by their letters alone: no blank parts a word from its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from annotations.splitting.lexicon import read_language_file


@dataclass(frozen=True)
class ChineseWords:
    """The sections of the Chinese data file that no other language has."""

    compounds: frozenset[str]
    """Words that hold a reporting verb and report nothing: 名称, 小说."""
    inside_words: frozenset[str]
    """Words that hold what elsewhere opens a phrase of time, place or addressee: 反对党."""
    tail_nouns: frozenset[str]
    """What a phrase of time, place or topic ends in, where 的 stands inside it; a name or a body does not."""
    manner_words: frozenset[str]
    """Words of manner before 地; one of four letters that is none of these is an idiom."""
    opening_words: frozenset[str]
    """What may open a clause right before its subject, with no comma."""
    telling_again: frozenset[str]
    """Verbs that need neither a subject nor 并 to go on with the same speaker behind a comma."""
    need_sign: frozenset[str]
    """Verbs that report only where a comma, a colon or a quotation follows them."""
    surnames: frozenset[str]
    """The most common surnames of one letter."""
    document_only: frozenset[str]
    """Verbs that report only where a document is their subject: 研究发现; 警方发现 tells an event."""


@cache
def load_chinese_words() -> ChineseWords:
    """Return the sections `chinese_…` of the Chinese data file; KeyError where one is missing."""
    data = read_language_file("zh")
    sections = {
        name: frozenset(word for group in data[f"chinese_{name}"] for word in group["words"])
        for name in ChineseWords.__dataclass_fields__
    }
    return ChineseWords(**sections)


NOT_BEHIND = {
    "学说": "大同科文小中医",
    "學說": "大同科文小中醫",
    "统称": "总",
    "統稱": "總",
    "所说": "究出务",
    "所說": "究出務",
    "来说": "后",
    "來說": "後",
    "再说": "一",
    "再說": "一",
    "话说": "电的",
    "話說": "電的",
    "方向": "警校院官军军資资劳店园园廠厂检檢该該",
}
"""What parts a word at its beginning: in 大学说 and 总统称 the first letter belongs to the noun before."""

NOT_BEFORE = {
    "说法": "院官律国庭",
    "說法": "院官律國庭",
    "称为": "了此期保防避",
    "稱為": "了此期保防避",
    "对方": "案式法向面便",
    "對方": "案式法向面便",
    "对手": "下机术",
    "對手": "下機術",
    "在场": "边上馆",
    "在場": "邊上館",
    "在校": "内园门",
    "在线": "上",
    "在線": "上",
    "就业": "务绩界",
    "就業": "務績界",
    "就医": "保院疗药",
    "就醫": "保院療藥",
    "从事": "故件实",
    "從事": "故件實",
}
"""What parts a word at its end: in 他说法院 and 就业务问题 the last letter belongs to the noun behind."""


def compile_whole(words: Iterable[str]) -> str:
    """Return a pattern of the words, longest first, where their first and last letters belong to them."""
    made = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        before, after = NOT_BEHIND.get(word), NOT_BEFORE.get(word, "出" if word.endswith("指") else "")
        head = f"(?<![{before}])" if before else ""
        made.append(head + re.escape(word) + (f"(?![{after}])" if after else ""))
    return "|".join(made)


SUFFIX = "[称稱说說道]"
"""What makes any of the verbs one of saying: 回应称, 补充说, 感叹道."""

PASSED_ON = re.compile(
    r"(?P<head>的(?:[话話]|消息|[报報][道導]|[说說]法|分析|[观觀][点點]|言[论論]|表态))?"
    r"(?P<cue>(?:[报報][道導]|消息)?(?:[称稱说說]|指出|指(?![控责責标標数數导導])|表示|透露|[认認][为為])|[报報][道導])"
    r"[，,：:]?"
)
"""Behind the one passed on: 援引某人的话称, 引述某人指, 引述某人報導."""

_COMMENT = r"置[评評]|[评評][论論]|回[应應复覆復答]|答[复覆]|表[态態]"
_GAP = r"[^，。；！？“”「」]{0,22}?"
REFUSAL = re.compile(
    r"(?:拒[绝絕]|婉拒|[谢謝][绝絕]|不[愿願]|不便)"
    + _GAP
    + rf"(?:{_COMMENT}|作答|透露|[说說]明|受[访訪]|[采採][访訪])(?!姓名|身[份分]|名字)"
    + r"|(?:[不未]予|[未不][作做]|未[就对對]|[没沒]有|尚未|[暂暫]未|[并並]未|未能|仍未|[無无]法|未)"
    + _GAP
    + rf"(?:{_COMMENT}|接受.{{0,8}}[采採][访訪])"
    + r"|不(?:置[评評]|[评評][论論]|回[应應])|不[就对對][^，。；]{1,22}?(?:置[评評]|[评評][论論])"
)
"""Somebody says nothing: 未就此置评, 没有立即回复置评请求, 拒绝透露."""

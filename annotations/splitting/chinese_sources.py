"""What sort of origin a Chinese source names: no words are parted, so the phrases at its end decide."""

from __future__ import annotations

import re

from annotations.splitting.lexicon import Lexicon
from annotations.splitting.types import SourceKind

LONG_BODY = 12
"""Longer than this, a known body's name only tells whom a person belongs to."""
BODIES = (
    "厂商",
    "廠商",
    "公司",
    "企业",
    "企業",
    "机构",
    "機構",
    "集团",
    "集團",
    "媒体",
    "媒體",
    "球会",
    "球隊",
    "球队",
)
_ONE_MEASURED = re.compile("[一两兩二三四五六七八九十多数數几幾](?:名|位|个|個)|其中|一人$|[两兩多数數]人$")
_NAME_BEHIND = re.compile("[、，][^、，]{2,4}$|[··]")
_COUNTED_AGENT = re.compile(
    r"(?:[一两兩二三四五六七八九十多数數几幾]|\d{1,3})[名位](?:(?!·).)*(?:代表|[家者])$"
)
_NAME_DOT = re.compile(r"[\u3400-\u9fff][·・][\u3400-\u9fff]{1,8}$")
"""A foreign name in Han letters: 约翰·史密斯."""
_ABBREVIATED = re.compile(r"[（(][A-Za-z&. ]{2,12}[）)]$")
_SHEET = re.compile(r"[一两兩二三四五六七八九十这這该該某][份封][^，]{1,16}$|[备備][注註][栏欄]$")
"""一份内部日报: the measure word of papers."""
VAGUE_ENDS = (
    "媒体",
    "媒體",
    "外媒",
    "俄媒",
    "美媒",
    "英媒",
    "日媒",
    "韩媒",
    "韓媒",
    "港媒",
    "台媒",
    "舆论",
    "輿論",
)
"""Media without a name hint at a report that nobody can look up."""
ONE_OF_MANY = "一某该該多数數几幾各两兩"


def classify_chinese_source(printed: str, lexicon: Lexicon) -> SourceKind:
    """Judge a Chinese source by the phrases in it; the last noun decides, so the ends are looked at first."""
    bare = _ABBREVIATED.sub("", printed.strip())
    for name in ("disclosed_anonymity", "anonymous_phrases"):
        if any(phrase in bare for phrase in lexicon[name].words):
            return SourceKind.ANONYMOUS
    if bare in lexicon["unspecified_phrases"].words:
        return SourceKind.UNSPECIFIED
    if bare in lexicon["known_organisations"].words or bare.endswith("》"):
        return SourceKind.NAMED_ORGANISATION
    if _SHEET.search(bare):
        return SourceKind.DOCUMENT
    if bare.endswith(VAGUE_ENDS):
        return SourceKind.UNSPECIFIED
    if _COUNTED_AGENT.search(bare):
        # "一名工会代表" speaks for nobody but himself.
        return SourceKind.ANONYMOUS
    if _NAME_DOT.search(bare):
        return SourceKind.NAMED_PERSON
    for name, kind in (
        ("document_nouns", SourceKind.DOCUMENT),
        ("spokesperson_nouns", SourceKind.NAMED_ORGANISATION),
        ("anonymous_nouns", SourceKind.ANONYMOUS),
        ("organisation_nouns", SourceKind.NAMED_ORGANISATION),
    ):
        if bare.endswith(tuple(lexicon[name].words)):
            return kind
    counted = _ONE_MEASURED.search(bare)
    if counted and not _NAME_BEHIND.search(bare, counted.end()):
        # "公司一名经理": one of them, whom no name follows.
        return SourceKind.ANONYMOUS
    titles = tuple(lexicon["titles"].words)
    if bare.endswith(titles) and bare[0] in ONE_OF_MANY:
        return SourceKind.ANONYMOUS
    if any(title in bare for title in titles):
        return SourceKind.NAMED_PERSON
    if bare.startswith(BODIES) and len(bare) > 4:
        # "厂商蓝湾": the noun of a body stands before its name.
        return SourceKind.NAMED_ORGANISATION
    if any(name in bare for name in lexicon["known_organisations"].words) and len(bare) <= LONG_BODY:
        return SourceKind.NAMED_ORGANISATION
    return SourceKind.NAMED_PERSON

"""Where a Chinese report comes from: 据某报报道, 某报援引某人的话称, 据某报援引某人的消息."""

from __future__ import annotations

import re
from abc import abstractmethod

from annotations.splitting.chinese_cues import CLAUSE_SIGN, Cue
from annotations.splitting.chinese_phrases import ChinesePhrases
from annotations.splitting.chinese_words import PASSED_ON
from annotations.splitting.types import Link, SourceKind, Span

MAX_ORIGIN = 60
"""How far behind 据 or 援引 the clause's sign is looked for."""
_PREPOSITION = re.compile(
    r"(?:另|又|但|而|不过|不過|再)?(?:(?:据|據|根据|根據|依据|依據|按照)"
    r"(?!说|說|称|稱|悉|了解|瞭解|传|傳|闻|聞|理|此|守|点|點|报[，,]|報[，,])|按(?=[^，。]{2,20}的(?:说法|說法)[，,]))"
)
_IN_VIEW = re.compile(r"在(?P<source>[^，。；：]{1,24}?)(?P<cue>看来|看來|眼中)[，,]")
_LEARNT = re.compile(
    r"[^，。；：从從]{0,12}[从從](?P<source>[^，。；：]{2,24}?)(?P<cue>[获獲][悉知]|[了瞭]解到|得知)[，,：:]?(?![的])"
)
"""记者从某局获悉: whom the reporter has it from."""
_TAIL = re.compile(
    r"(?:的)?(?:最新|独家|此前|早前|今日|昨日|当天|週[一-日]|周[一-日])?"
    r"(?:报道|報道|報導|消息|说法|說法|介绍|介紹|透露|披露|统计|統計|通报|通報|公告|称|稱|说|說|显示|顯示|分析|发布|發布|预测|預測|估算|估计|估計|测算"
    r"|爆料|反映|描述|回忆|指出|表示|指)+(?:称|稱|说|說|显示|顯示|指出|，)?$"
)
_OF_DOCUMENT = re.compile(r"(?:的|[一两兩这這该該此]?[份项項篇条條]|最新|初步|内部|內部|相关|官方)$")
_NOUN_TAILS = frozenset(
    [
        "数据",
        "數據",
        "统计",
        "統計",
        "报道",
        "報道",
        "報導",
        "公告",
        "通报",
        "通報",
        "分析",
        "预测",
        "預測",
        "消息",
    ]
)
_DOCUMENT_VERB = re.compile(r"(?:显示|顯示|称|稱|指出|说|說)$")
_WIRE = re.compile(
    r"(?P<source>[^，。；：\d]{2,12}?[社网網报報台])[^，。；：\d社]{0,6}(?:\d{1,2}月)?\d{1,2}日(?:综合)?(?P<cue>[电電讯訊])$"
)
"""据新华社北京3月2日电: the town and the date belong to the wire."""
_RELAY = re.compile(r"援引|引述|引用|转引|轉引|转述|轉述")


class ChineseChains(ChinesePhrases):
    """Finds reports that name the origin they rest on."""

    @abstractmethod
    def wrap(
        self, source: Span | None, cue: Span | None, parts: list[Span], depth: int, rule: str
    ) -> list[list[Link]]:
        """Return the chains of the content: those found inside it, or the link alone."""

    @abstractmethod
    def take_content(
        self, source: Span | None, cue: Span, start: int, end: int, depth: int, rule: str
    ) -> list[list[Link]]:
        """Return the chains of what begins at `start`, and of the reports behind it."""

    def match_preposition(self, start: int, end: int, depth: int) -> list[list[Link]]:
        """Match 据X报道，… and 根据X，… and 在X看来，…, also behind an opening date."""
        start = self.skip_opening(start, end)
        view = _IN_VIEW.match(self.text, start, end)
        if view:
            source = self.cut_source(*view.span("source"))
            rule = "chinese_according_to"
            return (
                self.take_content(source, Span(*view.span("cue")), view.end(), end, depth, rule)
                if source
                else []
            )
        learnt = _LEARNT.match(self.text, start, end)
        if learnt:
            source, cue = self.cut_source(*learnt.span("source")), Span(*learnt.span("cue"))
            rule = "chinese_according_to"
            return self.take_content(source, cue, learnt.end(), end, depth, rule) if source else []
        found = _PREPOSITION.match(self.text, start, end)
        if not found:
            return []
        sign = self.find_sign(found.end(), min(end, found.end() + MAX_ORIGIN))
        if sign < 0:
            return []
        relayed = self._match_relayed_origin(found, sign, end, depth)
        if relayed:
            return relayed
        source, cue = self.read_origin(found, sign)
        if not source:
            return []
        return self.take_content(source, cue, sign + 1, end, depth, "chinese_according_to")

    def find_sign(self, start: int, end: int) -> int:
        """Return the sign that ends the clause, signs inside quotations left aside; -1 without one."""
        for match in CLAUSE_SIGN.finditer(self.text, start, end):
            if not self.quotes.find(match.start()):
                return match.start()
        return -1

    def read_origin(self, found: re.Match[str], sign: int) -> tuple[Span | None, Span]:
        """Return the source of 据X报道 and its cue: the noun behind X, or the preposition where X itself is
        the document.
        """
        text, start = self.text, found.end()
        wire = _WIRE.match(text, start, sign)
        if wire:
            return self.cut_source(*wire.span("source")), Span(*wire.span("cue"))
        tail = _TAIL.search(text, start, sign)
        preposition = Span(*found.span())
        if not tail or tail.start() == start:
            return self.cut_source(start, sign), preposition
        verb = _DOCUMENT_VERB.search(text, tail.start(), tail.end())
        noun_end = verb.start() if verb else tail.end()
        noun = text[tail.start() : noun_end].removeprefix("的").removeprefix("最新")
        is_document = noun in _NOUN_TAILS and (
            text[tail.start()] == "的" or _OF_DOCUMENT.search(text[start : tail.start()]) is not None
        )
        if is_document and noun not in ("消息", "报道", "報道", "報導"):
            cue = Span(verb.start(), sign) if verb else preposition
            return self.cut_source(start, noun_end), cue
        cue_start = tail.start() + (text[tail.start()] == "的")
        return self.cut_source(start, tail.start()), self.trim(cue_start, sign) or preposition

    def _match_relayed_origin(
        self, found: re.Match[str], sign: int, end: int, depth: int
    ) -> list[list[Link]]:
        """Match 据X援引Y的消息，…: two links."""
        relay = _RELAY.search(self.text, found.end() + 1, sign)
        if not relay:
            return []
        passed = PASSED_ON.search(self.text, relay.end() + 1, sign)
        has_head = re.compile(r"的(?:话|話|消息|说法|說法|报道|報道|分析)?$").search(
            self.text, relay.end(), sign
        )
        source_end = min(m.start() for m in (passed, has_head) if m) if passed or has_head else sign
        outer = self.cut_source(found.end(), relay.start())
        inner = self.cut_source(relay.end(), source_end)
        if not outer or not inner:
            return []
        chains = self.take_content(
            inner, Span(*relay.span()), sign + 1, end, depth + 1, "chinese_relayed_speaker"
        )
        return self.put_before(outer, Span(*found.span()), chains)

    def put_before(self, source: Span, cue: Span, chains: list[list[Link]]) -> list[list[Link]]:
        """Return the chains with the one who passes them on as their outermost link."""
        made = []
        for chain in chains:
            content = chain[0].content
            begin = chain[0].source.start if chain[0].source else content.start
            whole = Span(min(begin, content.start), content.end)
            made.append([Link(source, cue, whole, (whole,), SourceKind.NONE, rule="chinese_relay"), *chain])
        return made

    def match_relay(self, source: Span | None, cue: Cue, end: int, depth: int) -> list[list[Link]]:
        """Match X援引Y的话报道称，… and X引述Y指，…: two links, or Y alone where X stands further ahead."""
        limit = self.find_sign(cue.end, min(end, cue.end + MAX_ORIGIN))
        stop = limit + 1 if limit >= 0 else min(end, cue.end + MAX_ORIGIN)
        passed = PASSED_ON.search(self.text, cue.end + 1, stop)
        if not passed:
            return []
        inner = self.cut_source(cue.end, passed.start())
        if not inner:
            return []
        relay, verb = Span(cue.start, cue.end), Span(*passed.span("cue"))
        head = passed.group("head") or ""
        is_own = passed.group("cue")[:2] in ("报道", "報道", "報導", "消息") or head not in (
            "",
            "的话",
            "的話",
        )
        # "引述某人报道": the verb is the medium's; "援引某人的话称": it is the speaker's.
        outer_cue, inner_cue = (verb, relay) if is_own else (relay, verb)
        if source is None:
            inner_cue = relay if is_own else verb
        rule = "chinese_relayed_speaker"
        chains = self.take_content(inner, inner_cue, passed.end(), end, depth + 1, rule)
        return self.put_before(source, outer_cue, chains) if source else chains

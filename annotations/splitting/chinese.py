"""Who said what inside one Chinese sentence.

The forms are 据X报道, X表示, "…"X说 and X援引Y的话称; all spans are over the text as it is.
"""

from __future__ import annotations

import re
from functools import cache

from annotations.splitting.chinese_words import NEED_CLAUSE, NOT_CUES
from annotations.splitting.lexicon import Lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import Link, SourceKind, Span

MAX_DEPTH = 4
EDGE = "，,：:；;。.、 \t\n\u3000"
_CLAUSE_SIGN = re.compile(r"[，,；;：:。！？!?\n]")
_PREPOSITION = re.compile(
    r"(?:另|又)?(?:据|據|根据|根據|按照|依据)(?!说|說|称|稱|悉|了解|传|傳|闻|理|此|守|点)"
)
_DATE = re.compile(
    r"(?:当地时间|北京时间|當地時間)?(?:于|於|在)?(?:(?:\d{2,4}年)?(?:\d{1,2}月)?\d{1,2}(?:日|号|號)|(?:本|上|这|下)?(?:周|星期|礼拜)[一二三四五六日天末]|今[天日]|昨[天日晚]|当[天日晚]|近日|日前|\d{1,2}月)"
    r"(?:凌晨|早间|清晨|上午|中午|下午|晚间|晚上|晚|早|深夜)?"
)
_ADJUNCT = re.compile(
    r"(?:在|对|對|向|就|于|於|通过|通過|接受|面对|当|经|出席|针对|致函|从|发文|回应|回應|答复|回复|告诉|告訴|以(?!色列|后|前|来|上|下|及))"
)
_PASSED_ON = re.compile(
    r"(?:的(?:话|話|消息|报道|報道|说法|分析))?(?:报道)?(?:称|稱|说|說|指出|表示|报道|透露)[，,：:]?"
)
_NO_SOURCE = re.compile(
    r"^(?:可以|简称|名|又|所|被|人|统|俗|号|自|堪|对|職|职|不|没有|并|的|是|再|来|听|小|传|解|据|也|还|并未|没|未)$"
)
_REPORT_TAIL = re.compile(
    r"(?:的)?(?:最新|独家)?(?:报道|報道|報導|消息|说法|說法|介绍|介紹|透露|披露|统计|數據|数据|通报|公告|称|稱|说|說|显示|分析)+(?:称|稱|说|說|显示|顯示|指出)?$"
)


@cache
def _cue_pattern(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


class ChineseAnalyser:
    """Finds the attributions of one Chinese sentence."""

    def __init__(self, text: str, sentence: Span, quotes: QuoteMap, lexicon: Lexicon) -> None:
        """Take the sentence and its language's words."""
        self.text = text
        self.sentence = sentence
        self.quotes = quotes
        self.lexicon = lexicon
        self.cues = _cue_pattern(frozenset(lexicon.verbs))
        self.impersonal = _cue_pattern(frozenset(lexicon["impersonal_cues"].words))
        self.relays = _cue_pattern(
            frozenset(word for word, classes in lexicon.verbs.items() if "relay" in classes)
        )

    def trim(self, start: int, end: int) -> Span | None:
        """Return the stretch without signs and blanks at its edges, None when nothing is left."""
        text = self.text
        while start < end and (text[start] in EDGE or text[start].isspace()):
            start += 1
        while end > start and (text[end - 1] in EDGE or text[end - 1].isspace()):
            end -= 1
        return Span(start, end) if start < end else None

    def in_quote(self, at: int) -> Span | None:
        """Return the quotation around the character, if any."""
        return self.quotes.find(at)

    def analyse(self, start: int, end: int, depth: int = 0) -> list[list[Link]]:
        """Return the chains of the claims attributed in the stretch."""
        if depth > MAX_DEPTH or end - start < 4:
            return []
        start = self.skip_connective(start, end)
        return (
            self.match_impersonal(start, end, depth)
            or self.match_preposition(start, end, depth)
            or self.match_trailing(start, end, depth)
            or self.match_verb(start, end, depth)
        )

    def skip_connective(self, start: int, end: int) -> int:
        """Return where the stretch begins behind 但, 此外， and their like."""
        for word in sorted(self.lexicon["connectives"].words, key=len, reverse=True):
            if self.text.startswith(word, start) and start + len(word) < end:
                after = start + len(word)
                if self.text[after] in "，,":
                    return after + 1
                return start
        return start

    def wrap(
        self,
        source: Span | None,
        cue: Span | None,
        parts: list[Span],
        kind: SourceKind,
        depth: int,
        rule: str,
    ) -> list[list[Link]]:
        """Return the chains of the content: those found inside it, or the link alone."""
        if not parts:
            return []
        link = Link(source, cue, Span(parts[0].start, parts[-1].end), tuple(parts), kind, rule=rule)
        if len(parts) == 1 and not self.is_all_quoted(parts[0]):
            inner = self.analyse(*parts[0], depth + 1)
            if inner:
                return [[link, *chain] for chain in inner]
        return [[link]]

    def is_all_quoted(self, part: Span) -> bool:
        """Tell whether one quotation holds the whole stretch."""
        quote = self.in_quote(part.start)
        return quote is not None and quote.end >= part.end

    def match_impersonal(self, start: int, end: int, depth: int) -> list[list[Link]]:
        """Match 据悉，… and 有消息称，…: a cue without a source."""
        found = self.impersonal.match(self.text, start, end)
        if not found:
            return []
        content = self.trim(found.end(), end)
        cue, parts = Span(start, found.end()), [content] if content else []
        return self.wrap(None, cue, parts, SourceKind.UNSPECIFIED, depth, "chinese_impersonal")

    def match_preposition(self, start: int, end: int, depth: int) -> list[list[Link]]:
        """Match 据X报道，… and 根据X，…, also behind an opening date."""
        date = _DATE.match(self.text, start, end)
        if date:
            start = date.end() + (self.text[date.end() : date.end() + 1] in ("，", ","))
        found = _PREPOSITION.match(self.text, start, end)
        if not found:
            return []
        sign = _CLAUSE_SIGN.search(self.text, found.end(), min(end, found.end() + 60))
        if not sign:
            return []
        middle = self.text[found.end() : sign.start()]
        tail = _REPORT_TAIL.search(middle)
        source_end = found.end() + (tail.start() if tail else len(middle))
        cue = Span(found.end() + tail.start(), sign.start()) if tail else Span(found.start(), found.end())
        if (
            tail
            and tail.group() in ("数据", "统计", "报道")
            and tail.start()
            and middle[tail.start() - 1] == "的"
        ):
            source_end = sign.start()
        source = self.cut_source(found.end(), source_end)
        content = self.trim(sign.end(), end)
        if not source or not content:
            return []
        return self.wrap(source, cue, [content], SourceKind.NONE, depth, "chinese_according_to")

    def list_cues(self, start: int, end: int) -> list[re.Match[str]]:
        """Return the reporting verbs outside quotations, words that only contain one left out."""
        found = []
        for match in self.cues.finditer(self.text, start, end):
            around = self.text[max(match.start() - 2, 0) : match.end() + 2]
            if self.in_quote(match.start()) or any(
                word in around for word in NOT_CUES if match.group() in word
            ):
                continue
            before = self.text[max(match.start() - 4, start) : match.start()]
            if before.endswith(tuple(self.lexicon["negations"].words)) or (
                before[-1:] in "的被所" and before[-1:]
            ):
                continue
            found.append(match)
        return found

    def match_trailing(self, start: int, end: int, depth: int) -> list[list[Link]]:
        """Match “…”X说。 and …，X说。 where nothing follows the verb, and “…”X说，“…”。"""
        for match in self.list_cues(start, end):
            rest = self.trim(match.end(), end)
            before = self.clause_start(start, match.start())
            quoted = before > start and self.quotes.find(self.last_ink(before, start)) is not None
            if not quoted and not (rest is None and before > start):
                continue
            source = self.cut_source(before, match.start())
            head = self.trim(start, before)
            if not source or not head or source.start < head.end:
                continue
            quote = self.quotes.find(head.end - 1)
            if quoted and quote and quote.start > start and self.is_announced(start, quote.start):
                continue
            if (
                rest
                and match.group() in ("告诉", "告訴")
                and not _CLAUSE_SIGN.search(self.text, rest.start, rest.end)
            ):
                rest = None
            parts = [head]
            if rest and self.quotes.find(rest.start):
                parts.append(rest)
            elif (rest and quoted and not self.quotes.find(head.end - 1)) or (
                rest and self.text[match.end()] not in "。！？，,；;"
            ):
                continue
            later = [] if len(parts) > 1 or not rest else self.analyse(rest.start, rest.end, depth + 1)
            cue = Span(*match.span())
            return self.wrap(source, cue, parts, SourceKind.NONE, depth, "chinese_verb_behind") + later
        return []

    def is_announced(self, floor: int, at: int) -> bool:
        """Tell whether a reporting verb with its colon stands right before a quotation."""
        before = self.text[max(floor, at - 8) : at].rstrip("：:，, ")
        return before.endswith(tuple(self.lexicon.verbs))

    def last_ink(self, at: int, floor: int) -> int:
        """Return the last character before `at` that is no blank or comma."""
        at -= 1
        while at > floor and (self.text[at] in EDGE or self.text[at].isspace()):
            at -= 1
        return at

    def clause_start(self, floor: int, at: int) -> int:
        """Return where the clause that ends at `at` begins: behind a sign or a closed quotation that
        is no name.
        """
        text = self.text
        index = at
        while index > floor:
            quote = self.in_quote(index - 1)
            if quote:
                if quote.end - quote.start > 14 or text[quote.end - 2] in "。！？，,!?.":
                    return index
                index = max(quote.start, floor)
                continue
            if _CLAUSE_SIGN.match(text[index - 1]):
                return index
            index -= 1
        return floor

    def cut_source(self, start: int, end: int) -> Span | None:
        """Return the noun phrase in the stretch: without date, adverbs, and the phrases of place and
        addressee.
        """
        text = self.text
        span = self.trim(start, end)
        if not span:
            return None
        start, end = span
        changed = True
        while changed and start < end:
            changed = False
            for word in (*self.lexicon["connectives"].words, "另", "而"):
                if text.startswith(word, start) and start + len(word) < end and len(word) > 1:
                    start, changed = start + len(word), True
            date = _DATE.match(text, start, end)
            if date and date.end() < end:
                start, changed = date.end(), True
            if start < end and text[start] in EDGE:
                start, changed = start + 1, True
        adjunct = next(
            (m for m in _ADJUNCT.finditer(text, start + 2, end) if not self.in_quote(m.start())), None
        )
        if adjunct and adjunct.start() - start >= 1 and not self.is_part_of_name(start, adjunct.start(), end):
            end = adjunct.start()
        changed = True
        while changed and start < end:
            changed = False
            for word in self.lexicon["preverb_adverbs"].words:
                if text.endswith(word, start, end) and end - len(word) > start:
                    end, changed = end - len(word), True
            dates = [m for m in _DATE.finditer(text, start, end) if m.end() == end and m.start() > start]
            if dates:
                end, changed = dates[0].start(), True
        found = self.trim(start, end)
        if not found or _NO_SOURCE.match(text[found.start : found.end]) or found.end - found.start > 60:
            return None
        return found

    def is_part_of_name(self, start: int, at: int, end: int) -> bool:
        """Tell 接近…的人士: a phrase that itself holds a preposition ends in a noun of people."""
        tail = self.text[at:end]
        return "的" in tail and tail.endswith(("人士", "官员", "者", "人", "专家"))

    def match_verb(self, start: int, end: int, depth: int) -> list[list[Link]]:
        """Match X表示，… and X援引Y的话称，…"""
        cues = self.list_cues(start, end)
        for index, match in enumerate(cues):
            verb = match.group()
            if depth and self.lexicon.verbs[verb] == {"mental"}:
                continue
            clause = self.clause_start(start, match.start())
            source = self.cut_source(clause, match.start())
            if not source:
                source = self.reach_back(start, clause)
                if not source:
                    continue
            if self.relays.fullmatch(verb):
                relayed = self.match_relay(source, match, end, depth)
                if relayed:
                    return relayed
            after = match.end()
            follow = self.text[after : after + 1]
            joined = re.compile(r"(?:称|稱|说|說|道|，|,)").match(self.text, after, end)
            if verb in NEED_CLAUSE and not (follow in '，,：:“「"称稱说說' or end - after >= 7):
                continue
            cue_end = joined.end() if joined and self.text[joined.start()] not in "，," else after
            told = (
                re.compile(r"[^，,：:“。]{2,14}[，,：:]").match(self.text, after, end)
                if verb in ("告诉", "告訴")
                else None
            )
            content_start = told.end() if told else cue_end
            stop = self.find_next_report(cues[index + 1 :], content_start, end)
            content = self.trim(content_start, stop)
            if not content or content.end - content.start < 3:
                continue
            cue = Span(match.start(), cue_end)
            chains = self.wrap(source, cue, [content], SourceKind.NONE, depth, "chinese_verb")
            if stop < end:
                chains += self.continue_report(stop, end, source, depth)
            return chains
        return []

    def reach_back(self, floor: int, clause: int) -> Span | None:
        """Return the subject of "X在…时，表示": the phrase that opens the clause before, when the verb's
        own has none.
        """
        if clause <= floor:
            return None
        before = self.clause_start(floor, clause - 1)
        span = self.cut_source(before, clause - 1)
        if not span or span.end - span.start > 24 or self.quotes.find(span.start):
            return None
        return span if _ADJUNCT.match(self.text, span.end) else None

    def match_relay(self, source: Span, match: re.Match[str], end: int, depth: int) -> list[list[Link]]:
        """Match X援引Y的话报道称，…: two links."""
        passed = _PASSED_ON.search(self.text, match.end() + 1, min(end, match.end() + 50))
        if not passed:
            return []
        inner_source = self.trim(match.end(), passed.start())
        content = self.trim(passed.end(), end)
        if not inner_source or not content:
            return []
        cue_start = next(
            (at for at in range(passed.start(), passed.end()) if self.text[at] in "称稱说說指表报透"),
            passed.start(),
        )
        inner_cue = self.trim(cue_start, passed.end())
        outer_content = Span(inner_source.start, content.end)
        outer = Link(
            source,
            Span(*match.span()),
            outer_content,
            (outer_content,),
            SourceKind.NONE,
            rule="chinese_relay",
        )
        return [
            [outer, *chain]
            for chain in self.wrap(
                inner_source, inner_cue, [content], SourceKind.NONE, depth + 1, "chinese_relayed_speaker"
            )
        ]

    def find_next_report(self, cues: list[re.Match[str]], floor: int, end: int) -> int:
        """Return where a further report by a speaker of its own begins behind a sign, `end` when none
        does.
        """
        for match in cues:
            clause = self.clause_start(floor, match.start())
            if clause <= floor or clause - floor < 4 or match.group() in NEED_CLAUSE:
                continue
            before = self.text[clause : match.start()]
            source = self.cut_source(clause, match.start())
            is_behind_quote = self.quotes.find(clause - 1) is not None
            is_again = is_behind_quote or before.strip() in (
                "并",
                "並",
                "还",
                "還",
                "他还",
                "她还",
                "但他",
                "但她",
                "他",
                "她",
                "同时",
                "他同时",
                "他也",
                "她也",
                "并且",
            )
            is_other = self.text[clause - 1] in "；;" or (source and before.startswith(("而", "但")))
            if is_again or (is_other and source):
                return clause
        return end

    def continue_report(self, start: int, end: int, source: Span, depth: int) -> list[list[Link]]:
        """Return the claims of what follows a first report; a verb without a subject keeps the speaker."""
        own = self.analyse(start, end, depth + 1)
        if own:
            return own
        match = next(iter(self.list_cues(start, end)), None)
        content = self.trim(match.end(), end) if match else None
        if not match or not content:
            return []
        cue = Span(*match.span())
        return self.wrap(source, cue, [content], SourceKind.NONE, depth + 1, "chinese_continued_report")


def analyse_chinese(text: str, sentence: Span, quotes: QuoteMap, lexicon: Lexicon) -> list[list[Link]]:
    """Return a chain for each attributed claim of the sentence; links whose kind is `none` are still
    to be judged.
    """
    analyser = ChineseAnalyser(text, sentence, quotes, lexicon)
    whole = analyser.trim(sentence.start, sentence.end)
    return analyser.analyse(whole.start, sentence.end) if whole else []


def find_chinese_subject(text: str, sentence: Span, quotes: QuoteMap, lexicon: Lexicon) -> Span | None:
    """Return the phrase a Chinese sentence opens with, up to its first preposition; None without one."""
    analyser = ChineseAnalyser(text, sentence, quotes, lexicon)
    start = analyser.skip_connective(sentence.start, sentence.end)
    sign = _CLAUSE_SIGN.search(text, start, sentence.end)
    end = sign.start() if sign else sentence.end
    return analyser.cut_source(start, end) if _ADJUNCT.search(text, start + 2, end) else None

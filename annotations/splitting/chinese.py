"""Who said what inside one Chinese sentence.

The forms are 据X报道, X表示, "…"X说 and X援引Y的话称; all spans are over the text as it is.
"""

from __future__ import annotations

import re
from functools import cache

from annotations.splitting.chinese_chains import MAX_ORIGIN
from annotations.splitting.chinese_cues import CLAUSE_SIGN, ChineseCues, Cue
from annotations.splitting.chinese_openings import SHORTEST_REPORT, ChineseOpenings
from annotations.splitting.chinese_phrases import EDGE
from annotations.splitting.chinese_words import REFUSAL
from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import Link, SourceKind, Span

MAX_DEPTH = 4
MAX_REPORTS = 60
"""So many contents are looked through for a further report in one sentence: its cost stays bounded."""
MAX_LISTENER = 14
TELLING = ("告诉", "告訴")
COMMENTS = ("评论", "評論", "置评", "置評")
_LISTENER_AHEAD = re.compile(r"[^，,：:“「。]{1,12}[：:](?=[“「])")
_LISTENER = re.compile(
    r"[^，,：:“「。]{2,14}[，,：:]|(?:记者|記者|本报|本報|法庭|法官|警方|媒体|媒體|我们|他们|她们|他|她|我)(?=[^的，,：:“「])"
)
_AGAIN = re.compile(
    r"(?:但|而|同时|同時|此外|另外|随后|隨後|不过|不過)?(?:并|並|并且|並且|还|還|也|亦|又|同时|同時|再次|进而|且|但|一并)"
)
_ADVERBIAL = re.compile(r"(?:[时時后後前上中里裡内內下]|期间|之际|看来|看來|如果|虽然|因为|由于)$")
_DOING = re.compile(r"拒[绝絕]|[没沒]有|[将將把已曾正]|[发發][布佈表出]|[上下][调調]|[召][开開]|[举舉]行")
_SAYS = re.compile(r"[^，]{1,40}(?:[说說称稱]|表示|回[应應复覆]|指出?)")
_ASIDE = re.compile(
    r"\s*(?:截至|截稿|至截稿|到截稿|对此|對此|对于|對於|就|关于|關於|针对|針對|不过|不過|但|记者|記者|本报|本報|其中|目前)"
)
_NO_ANSWER = re.compile(
    r"[，,](?=[^，。；：]{1,10}?(?:[没沒]有|[并並]?未|拒[绝絕]|不[愿願])[^，。；：]{0,8}?(?:回[答应應复覆]|表[态態]|置[评評])[。！]?$)"
)
_RUMOUR_NOUN = re.compile(r"的(?:消息|[传傳][闻聞言]|[说說]法)(?=[，。；]|$)")
_THEN_REFUSES = re.compile(
    rf"(?:[；;][^，。；：]{{0,14}}|[，,])(?:但|并|並|也|亦|且|而|同时|同時|对此|對此)*[他她它]?[们們]?(?={REFUSAL.pattern})"
    r"|[，,][^，。；：]{2,14}?(?=(?:对此|對此|暂未|暫未|尚未|不予|未予|[拒][绝絕])[^，。；：]{0,10}?"
    r"(?:置评|置評|[评評][论論]|回[应應复覆]|答[复覆])[。！]?$)"
)


@cache
def _list_verbs() -> tuple[str, ...]:
    return tuple(load_lexicon("zh").verbs)


class ChineseAnalyser(ChineseOpenings):
    """Finds the attributions of one Chinese sentence."""

    def __init__(self, text: str, sentence: Span, quotes: QuoteMap, lexicon: Lexicon) -> None:
        """Take the sentence and its language's words."""
        super().__init__(text, quotes, lexicon)
        self.reports = 0
        self.cues = ChineseCues(text, sentence, quotes, lexicon)

    def analyse(self, start: int, end: int, depth: int = 0) -> list[list[Link]]:
        """Return the chains of the claims attributed in the stretch."""
        if depth > MAX_DEPTH or end - start < SHORTEST_REPORT:
            return []
        return (
            self.match_impersonal(start, end, depth)
            or self.match_preposition(start, end, depth)
            or self.match_trailing(start, end, depth)
            or self.match_verb(start, end, depth)
            or (self.match_colon(start, end) if not depth else [])
        )

    def wrap(
        self, source: Span | None, cue: Span | None, parts: list[Span], depth: int, rule: str
    ) -> list[list[Link]]:
        """Return the chains of the content: those found inside it, or the link alone."""
        if not parts or self.is_refusal(parts):
            return []
        kind = SourceKind.NONE if source else SourceKind.UNSPECIFIED
        link = Link(source, cue, Span(parts[0].start, parts[-1].end), tuple(parts), kind, rule=rule)
        if len(parts) == 1 and not self.is_all_quoted(parts[0]):
            inner = self.analyse(*parts[0], depth + 1)
            if inner:
                return [[link, *chain] for chain in inner]
        return [[link]]

    def is_refusal(self, parts: list[Span]) -> bool:
        """Tell 表示不予置评: what is said is that nothing is said."""
        if len(parts) > 1:
            return False
        refusal = REFUSAL.search(self.text, parts[0].start, min(parts[0].end, parts[0].start + MAX_ORIGIN))
        if not refusal or self.find_sign(*parts[0]) >= 0:
            return False
        is_comment = self.text.endswith(COMMENTS, *parts[0])
        return refusal.start() == parts[0].start or (is_comment and refusal.end() == parts[0].end)

    def is_all_quoted(self, part: Span) -> bool:
        """Tell whether one quotation holds the whole stretch."""
        quote = self.quotes.find(part.start)
        return quote is not None and quote.end >= part.end

    def take_content(
        self, source: Span | None, cue: Span, start: int, end: int, depth: int, rule: str
    ) -> list[list[Link]]:
        """Return the chains of what begins at `start`, and of the reports that stand behind it in the
        sentence.
        """
        stop, following, speaker = self.find_next_report(start, end, source)
        content = self.trim(start, self.find_content_end(source, cue, start, stop))
        if not content or content.end - content.start < 2:
            return []
        chains = self.wrap(source, cue, [content], depth, rule)
        if following:
            rule = "chinese_verb" if speaker else "chinese_continued_report"
            chains += self.take_verb(speaker or source, following, end, depth, rule)
        return chains

    def find_content_end(self, source: Span | None, cue: Span, start: int, stop: int) -> int:
        """Return where the content ends: before a refusal or an unanswered question's end, and a rumour
        before its noun.
        """
        refused = _THEN_REFUSES.search(self.text, start, stop)
        if not refused and self.text[cue.start : cue.end] in self.lexicon["asking_verbs"]:
            refused = _NO_ANSWER.search(self.text, start, stop)
        end = refused.start() if refused else stop
        noun = _RUMOUR_NOUN.search(self.text, start, end) if source is None else None
        return noun.start() if noun and noun.start() > start else end

    def find_next_report(
        self, start: int, end: int, source: Span | None
    ) -> tuple[int, Cue | None, Span | None]:
        """Return where a further report begins behind a sign, its verb, and its speaker where he is named;
        `end` and None without one.

        The same speaker goes on (并称, 强调), or another one speaks up (而X则认为, ；X说).
        """
        text = self.text
        self.reports += 1
        cues = self.cues.list_cues(start, end) if self.reports <= MAX_REPORTS else []
        for cue in cues:
            clause = self.clause_start(start, cue.start)
            if clause <= start or ("mental" in cue.classes and text[clause - 1] not in "；;"):
                continue
            if any(other.end == clause - 1 for other in cues):
                # "透露，某人曾说，": the verb right before the sign reports this report.
                continue
            first = self.trim(start, clause)
            if not first or first.end - first.start < SHORTEST_REPORT or cue.verb in self.words.document_only:
                continue
            own = self.cut_source(clause, cue.start)
            if own and self.is_flat_denial(cue, end):
                return clause, None, None
            if not self.cues.takes(cue, self.find_end(cue.end, end)):
                continue
            begin = self.trim(clause, cue.start)
            again = _AGAIN.match(text, begin.start, cue.start) if begin else None
            if own is None:
                is_same = bool(again) or cue.verb in self.words.telling_again
                if not self.is_bare(clause, cue.start):
                    continue
                back = self.reach_back(start, clause)
                other = self.clause_start(start, back.start) if back else start
                if back and self.trim(start, other) and self.is_speaker(back):
                    return other, cue, back
                if is_same and source:
                    return clause, cue, None
                continue
            if text[own.start : own.end] in self.lexicon["pronouns"]:
                if source or text[clause - 1] in "；;":
                    return clause, cue, own
                continue
            is_parted = text[clause - 1] in "；;" or self.opens_contrast(clause, own, cue)
            is_first = CLAUSE_SIGN.search(text, *first) is None and _ADVERBIAL.search(
                text[first.start : first.end]
            )
            if is_parted or (cue.is_plain and not is_first and self.is_speaker(own)):
                return clause, cue, own
        return end, None, None

    def is_flat_denial(self, cue: Cue, end: int) -> bool:
        """Tell 某公司予以否认, which ends a sentence and says nothing more."""
        return cue.verb in self.lexicon["denying_verbs"] and self.trim(cue.end, end) is None

    def is_flat_before_other(self, cue: Cue, end: int) -> bool:
        """Tell 某公司矢口否认，其经理说：……, where what follows the denial is another's report."""
        if cue.verb not in self.lexicon["denying_verbs"] or self.text[cue.end] not in "，,":
            return False
        later = next(iter(self.cues.list_cues(cue.end, end)), None)
        return (
            later is not None
            and self.clause_start(cue.end, later.start) == cue.end + 1
            and self.cut_source(cue.end + 1, later.start) is not None
        )

    def find_end(self, start: int, end: int) -> int:
        """Return where the clause that begins at `start` ends."""
        sign = self.find_sign(start + 1, end)
        return sign if sign >= 0 else end

    def opens_contrast(self, clause: int, own: Span, cue: Cue) -> bool:
        """Tell 而X则认为 from a clause that belongs to what is said."""
        before, between = self.text[clause : own.start], self.text[own.end : cue.start]
        return "而" in before or "但" in before or "则" in between or "則" in between

    def take_verb(self, source: Span | None, cue: Cue, end: int, depth: int, rule: str) -> list[list[Link]]:
        """Return the chains of the verb's content, its listener left out."""
        at = cue.end
        if self.names_listener(cue):
            listener = (_LISTENER if cue.verb in TELLING else _LISTENER_AHEAD).match(self.text, at, end)
            at = listener.end() if listener else at
        return self.take_content(source, Span(cue.start, cue.end), at, end, depth, rule)

    def names_listener(self, cue: Cue) -> bool:
        """Tell a verb that may name whom it speaks to right behind it: 告诉记者, 质问校长."""
        return cue.verb in TELLING or cue.verb in self.lexicon["asking_verbs"] or not cue.is_plain

    def match_trailing(self, start: int, end: int, depth: int) -> list[list[Link]]:
        """Match “…”X说。 and …，X说。 where nothing follows the verb, and “…”X说，“…”."""
        cues = self.cues.list_cues(start, end)
        for at, cue in enumerate(cues):
            rest = self.trim(cue.end, end)
            if at + 1 < len(cues) and not cue.is_plain and cues[at + 1].start < self.find_end(cue.end, end):
                # "回复本报时说": the last verb of the clause reports.
                continue
            clause = self.clause_start(start, cue.start)
            quote = self.quotes.find(self.last_ink(clause, start)) if clause > start else None
            if not quote and not (rest is None and clause > start and cue.is_plain):
                continue
            source = self.cut_source(clause, cue.start)
            head = self.trim(start, clause)
            if not source or not head or source.start < head.end:
                continue
            if quote and quote.start > start and self.is_announced(start, quote.start):
                continue
            if quote and any(start < other.start < quote.start for other in cues[:at]):
                continue
            is_listener = rest and rest.end - rest.start <= MAX_LISTENER and self.names_listener(cue)
            if rest and is_listener and self.find_sign(rest.start, rest.end) < 0:
                rest = None
            parts = [head]
            if rest and self.quotes.find(rest.start):
                parts.append(rest)
            elif rest and self.text[cue.end] not in "。！？，,；;":
                continue
            later = [] if len(parts) > 1 or not rest else self.analyse(rest.start, rest.end, depth + 1)
            return self.wrap(source, Span(cue.start, cue.end), parts, depth, "chinese_verb_behind") + later
        return []

    def is_announced(self, floor: int, at: int) -> bool:
        """Tell whether a reporting verb with its colon stands right before a quotation."""
        before = self.text[max(floor, at - 8) : at].rstrip("：:，, ")
        return before.endswith(_list_verbs())

    def match_verb(self, start: int, end: int, depth: int) -> list[list[Link]]:
        """Match X表示，… and X援引Y的话称，…"""
        for cue in self.cues.list_cues(start, end):
            if depth and not self.reports_inside(cue, end):
                continue
            clause = self.clause_start(start, cue.start)
            source = self.cut_source(clause, cue.start)
            if "relay" in cue.classes:
                relayed = self.match_relay(source or self.reach_back(start, clause), cue, end, depth)
                if relayed:
                    return relayed
            if not source:
                source = self.reach_back(start, clause) if self.is_bare(clause, cue.start) else None
            if not source or not self.cues.takes(cue, self.find_end(cue.end, end)):
                continue
            if self.is_flat_before_other(cue, end):
                continue
            if cue.verb in self.words.document_only and not self.text.endswith(self.documents, *source):
                continue
            chains = self.take_verb(source, cue, end, depth, "chinese_verb")
            if chains:
                return chains
        return []

    def reports_inside(self, cue: Cue, end: int) -> bool:
        """Tell a report within a report from an event it tells of: 要求 and 批评 need a sign behind them."""
        if cue.classes == {"mental"}:
            return False
        return (
            cue.is_plain
            or "relay" in cue.classes
            or self.cues.is_announced(cue, end)
            or cue.classes == {"that"}
        )

    def find_acting(self, start: int, end: int) -> Span | None:
        """Return the person or body that opens a clause of doing: 某团队将目标价上调."""
        for match in _DOING.finditer(self.text, start + 2, min(end, start + MAX_ORIGIN)):
            if self.quotes.find(match.start()):
                continue
            span = self.cut_source(start, match.start())
            if span and not self.quotes.find(span.start) and self.is_speaker(span):
                return span
        return None

    def reach_back(self, floor: int, clause: int) -> Span | None:
        """Return the subject of "X在…时，表示" and "X出面辟谣，表示": what opens one of the two clauses
        before, when the verb's own has none.
        """
        for _ in range(2):
            if clause <= floor:
                return None
            before = self.clause_start(floor, clause - 1)
            span = self.cut_source(before, clause - 1)
            acting = self.find_acting(before, clause - 1) if span else None
            if acting:
                return acting
            if span:
                closing = self.skip_closing(span.start, clause - 1)
                is_cut = span.end < closing or self.text[span.end : clause - 1].strip(EDGE) != ""
                return span if is_cut and not self.quotes.find(span.start) else None
            clause = before
        return None


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
    sign = CLAUSE_SIGN.search(text, sentence.start, sentence.end)
    end = sign.start() if sign else sentence.end
    start = analyser.skip_opening(sentence.start, end)
    return analyser.cut_source(start, end) if analyser.find_adjunct(start, end) < end else None


def is_chinese_refusal(printed: str) -> bool:
    """Tell a sentence that only says that somebody says nothing, 截至发稿 and 对此 aside."""
    refusal = REFUSAL.search(printed)
    if not refusal:
        return False
    clauses = [clause for clause in CLAUSE_SIGN.split(printed) if clause.strip("”」』 ")]
    return all(
        REFUSAL.search(clause) or _ASIDE.match(clause) or _SAYS.fullmatch(clause) for clause in clauses
    )

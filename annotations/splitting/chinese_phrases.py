"""Noun phrases of a Chinese sentence: who stands before a verb, once time, place and manner are cut away."""

from __future__ import annotations

import re
from functools import cache

from annotations.splitting.chinese_words import compile_whole, load_chinese_words
from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.sentences import HAN
from annotations.splitting.types import Span

EDGE = "，,：:；;。.、 \t\n\u3000"
MAX_SOURCE = 60
"""A longer stretch before a verb is a clause and names nobody."""
MAX_NAME_QUOTE = 14
"""A quotation up to this length may be a name: “山鹰”号船长."""
PRONOUNS = "他她它其我您你"
GIVEN = "向从從在就"
"""Prepositions that stand in given names, too."""
SURNAMES = "向于從从"
"""Prepositions that are surnames, too: a stretch of up to MAX_NAME letters that one opens is a name."""
MAX_NAME = 3
_DATE = re.compile(
    r"(?:当地时间|當地時間|北京时间|北京時間|美东时间)?(?:(?:于|於|在)(?=[\d昨今前本上去当當周週]))?(?:"
    r"(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}[日号號])?(?:初|底|中旬|上旬|下旬)?|\d{2,4}年(?:初|底|末)?|\d{1,2}[日号號]|\d{1,2}/\d{1,2}"
    r"|(?:本|上|这|這|下)?个?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天末](?![名位个])"
    r"|(?:昨|今|前|本)[（(]\d{1,2}[）)][日天]?|[今昨前][日天晚早]|当[日天晚]|當[日天晚]"
    r"|(?:本|上|去|今|前)(?:年|月|周|週|季度)(?:初|底|末)?(?![度内])|近日|日前|不久前|早些时候|早些時候|稍早|早前)"
    r"(?:（[^）]{1,8}）)?(?:凌晨|早间|清晨|早上|上午|中午|下午|午后|晚间|晚間|晚上|傍晚|深夜|晚|早)?"
    r"(?:\d{1,2}[时時点點](?:\d{1,2}分)?许?)?"
)
_CLOCK = ("凌晨", "清晨", "早上", "上午", "中午", "下午", "晚间", "晚間", "晚上", "傍晚", "深夜")
_PLACE_AHEAD = re.compile(
    r"(?:在|于)[^，。；：]{2,24}?(?:会上|會上|[上中时時后後里裡内內下]|期间|期間)(?=[^的，。；：])"
)
_MANNER = re.compile(r"[^，。；：、的“”《》]{2,7}地$")
_HOLDING = re.compile(
    r"(?:[笑哭流指拍看望捧拿抹含红忍叹喊噙握拉抱摇低皱面陪][着著]|含泪|含淚|哽咽|苦笑|微笑)[^，。；：、的]{0,5}$"
)
_MEETING = re.compile(
    r"接受[^，。；：]{0,24}?(?:采访|採訪|专访|專訪|访问|訪問|询问|质询|訪談|访谈)(?:时|時|后|後|中)?"
)
_AS = re.compile(
    r"以[^，。；：在对對向]{1,12}?(?:[为為](?:[条條]件|由|名|例|代价)|身[份分]|名[义義]|口吻|方式|形式|[语語][气氣])"
)
"""以记者身份, 以匿名为条件: 以 alone may be part of a name."""
_NOBODY = re.compile(
    r"(?:(?:没有|並無|并无|尚无|毫无|沒有).*|可以|简称|名|又|所|被|人|统|俗|号|自|堪|对|職|职|不|没有|并|的|是|再|来|听|小|传|解|据|也|还|并未|没|未|只|中|法|第|有|或|等|以|与|和)$"
)
_MODIFIES = re.compile(r"[\d的]")
"""What makes the date before it part of the noun phrase: 今年71岁的."""
_BRACKET = re.compile(r"[【〔\[][^】〕\]\n]{1,40}[】〕\]]\s*")


@cache
def compile_section(name: str) -> re.Pattern[str]:
    """Return a pattern of a section's words, longer ones first."""
    words = load_lexicon("zh")[name]
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))))


@cache
def compile_openers() -> re.Pattern[str]:
    """Return a pattern of what opens a phrase, in the group `opener`, beside the words that hold it."""
    inside = compile_whole(load_chinese_words().inside_words)
    words = load_lexicon("zh")["adjunct_prepositions"]
    openers = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(f"{_MEETING.pattern}|{_AS.pattern}|{inside}|(?P<opener>{openers})")


def _opens_phrase(match: re.Match[str]) -> bool:
    """Tell an opener, 接受…采访 or 以…身份 from a word that only holds one."""
    if match.group("opener") is not None:
        return True
    return match.group()[0] in "接以" and len(match.group()) > MAX_NAME


class ChinesePhrases:
    """Cuts noun phrases out of one text."""

    def __init__(self, text: str, quotes: QuoteMap, lexicon: Lexicon) -> None:
        """Take the text and its language's words."""
        self.text = text
        self.quotes = quotes
        self.lexicon = lexicon
        self.words = load_chinese_words()
        self.tails = list_endings("tails")
        self.openers = compile_openers()
        self.documents = list_endings("document_nouns")
        self.adverbs = _sort_by_end()
        self.heads = _compile_heads()

    def trim(self, start: int, end: int) -> Span | None:
        """Return the stretch without signs and blanks at its edges, None when nothing is left; a stop
        inside a quotation stays.
        """
        text = self.text
        while start < end and (text[start] in EDGE or text[start].isspace()):
            start += 1
        while (
            end > start
            and (text[end - 1] in EDGE or text[end - 1].isspace())
            and not (text[end - 1] in "。." and self.quotes.find(end - 1))
        ):
            end -= 1
        return Span(start, end) if start < end else None

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
            quote = self.quotes.find(index - 1)
            if quote:
                if quote.end - quote.start > MAX_NAME_QUOTE or text[quote.end - 2] in "。！？，,!?.":
                    return index
                index = max(quote.start, floor)
                continue
            if text[index - 1] in "，,；;：:。！？!?\n" or (
                text[index - 1] in " \u3000" and self.parts_han(index - 1)
            ):
                return index
            index -= 1
        return floor

    def parts_han(self, at: int) -> bool:
        """Tell a blank that parts two clauses of a headline: Chinese has none within a clause."""
        return (
            at > 0
            and at + 1 < len(self.text)
            and HAN.match(self.text, at - 1) is not None
            and HAN.match(self.text, at + 1) is not None
        )

    def skip_opening(self, start: int, end: int) -> int:
        """Return where the clause begins behind bracketed notes, 但, 昨天 and 在发布会上."""
        text = self.text
        while start < end:
            before = start
            while start < end and (text[start] in EDGE or text[start].isspace()):
                start += 1
            for pattern in (_BRACKET, _DATE, _PLACE_AHEAD):
                match = pattern.match(text, start, end)
                if match and match.end() < end and not _MODIFIES.match(text, match.end()):
                    start = match.end()
            head = self.heads.match(text, start, end)
            if head and head.end() < end:
                start = head.end()
            if start == before:
                break
        return start

    def skip_closing(self, start: int, end: int) -> int:
        """Return where the phrase ends before adverbs, dates and words of manner."""
        text = self.text
        while end > start:
            before = end
            while end > start and (text[end - 1] in EDGE or text[end - 1].isspace()):
                end -= 1
            for word in self.adverbs.get(text[end - 1 : end], ()):
                if text.endswith(word, start, end) and end - len(word) > start:
                    end -= len(word)
                    break
            else:
                end = self._skip_date(start, end)
            end = self._skip_manner(start, end)
            if end == before:
                break
        return end

    def _skip_date(self, start: int, end: int) -> int:
        if (
            self.text[end - 1]
            not in "日号號天晚早午间間夜晨上年月季度初底旬一二三四五六末前候時时）)0123456789分点點许"
        ):
            return end
        for match in _DATE.finditer(self.text, max(start, end - 24), end):
            if match.end() == end and match.start() > start:
                return match.start()
        if self.text.endswith(_CLOCK, start, end) and end - 2 > start:
            return end - 2
        return end

    def _skip_manner(self, start: int, end: int) -> int:
        """Return where the phrase ends before 激动地 and 笑着: the word of manner has two letters or four."""
        text = self.text
        if text[end - 1] == "地":
            manner = _MANNER.search(text, max(start, end - 8), end)
            if not manner or text.endswith(("当地", "當地", "工地", "基地", "产地", "属地"), start, end):
                return end
            size = 3 if text[end - 3 : end - 1] in self.words.manner_words else 5
            if size == 3 and text[end - 5 : end - 3] in self.words.manner_words:
                size = 5
            return max(end - size, start + 1)
        if not any(mark in text[max(start, end - 8) : end] for mark in "着著泪淚咽笑"):
            return end
        holding = _HOLDING.search(text, max(start + 1, end - 8), end)
        return holding.start() if holding else end

    def find_adjunct(self, start: int, end: int) -> int:
        """Return where the first phrase of time, place or addressee behind the subject begins, `end`
        without one.
        """
        for match in self.openers.finditer(self.text, start, end):
            at = match.start()
            if at <= start or self.quotes.find(at):
                continue
            if not _opens_phrase(match) or self.is_in_name(start, at, end):
                continue
            if at == start + 1 and self.text[start] not in PRONOUNS:
                continue
            if not self._holds_head(match.end(), end):
                return at
        return end

    def is_in_name(self, start: int, at: int, end: int) -> bool:
        """Tell 主任陈向东 from 警方向记者: a title and a surname stand right before it."""
        text = self.text
        if text[at] not in GIVEN or at - 1 <= start or text[at - 1] not in self.words.surnames:
            return False
        head = text[start : at - 1]
        titles = (*self.lexicon["titles"], *self.lexicon["office_nouns"], *self.lexicon["anonymous_nouns"])
        follows = self.openers.search(text, at + 1, end)
        behind = (follows.start() if follows else self.skip_closing(at, end)) - at
        return head.endswith(titles) and behind <= 2

    def _holds_head(self, start: int, end: int) -> bool:
        """Tell 接近谈判的人士 from 对记者的提问: who speaks stands behind 的, not when, where or of what."""
        text = self.text
        of = text.rfind("的", start, end)
        if of < 0:
            return False
        if of == start:
            return True
        if text.endswith(self.tails, of + 1, end):
            return False
        head_end = self.skip_closing(of + 1, end)
        return not text.endswith(self.tails, of + 1, head_end) and not self.openers.match(text, of + 1, end)

    def cut_source(self, start: int, end: int) -> Span | None:
        """Return the noun phrase in the stretch: without date, adverbs, and the phrases of place and
        addressee.
        """
        span = self.trim(start, end)
        if not span:
            return None
        start = self.skip_opening(*span)
        end = self.skip_closing(start, self.find_adjunct(start, span.end))
        found = self.trim(start, end)
        if not found or found.end - found.start > MAX_SOURCE:
            return None
        if self.text[found.end - 1] in "中里裡裏内內" and self.text.endswith(
            self.documents, found.start, found.end - 1
        ):
            # "报告中指出": the report says it.
            found = Span(found.start, found.end - 1)
        printed = self.text[found.start : found.end]
        if _NOBODY.fullmatch(printed) or printed[-1] in "的是把将被" or self.heads.fullmatch(printed):
            return None
        if printed in self.lexicon["preverb_adverbs"] or _DATE.fullmatch(printed):
            return None
        return None if self._is_adjunct(printed) else found

    def _is_adjunct(self, printed: str) -> bool:
        """Tell 在记者会上 from 在场的陈太太, whose head stands behind 的, and from 向华强."""
        match = self.openers.match(printed)
        if not match or not _opens_phrase(match):
            return False
        if len(printed) <= MAX_NAME and match.group() in SURNAMES:
            return False
        return "的" not in printed or printed.endswith(self.tails)

    def is_bare(self, start: int, end: int) -> bool:
        """Tell whether nothing but connectives, adverbs and phrases of time and place stands there."""
        span = self.trim(start, end)
        if not span or self.text[span.start : span.end] in self.lexicon["preverb_adverbs"]:
            return True
        return self.skip_closing(span.start, span.end) <= span.start + 1 and not self.cut_source(*span)


@cache
def list_endings(name: str) -> tuple[str, ...]:
    """Return the words of a section, to be looked for at the end of a stretch; `tails` are the tail nouns."""
    return tuple(load_chinese_words().tail_nouns if name == "tails" else load_lexicon("zh")[name])


@cache
def _sort_by_end() -> dict[str, tuple[str, ...]]:
    """Return the adverbs by their last letter, longest first."""
    ends: dict[str, list[str]] = {}
    for word in sorted(load_lexicon("zh")["preverb_adverbs"], key=lambda w: (-len(w), w)):
        ends.setdefault(word[-1], []).append(word)
    return {end: tuple(group) for end, group in ends.items()}


@cache
def _compile_heads() -> re.Pattern[str]:
    """Return a pattern of what may open a clause before its subject; single letters only where sure."""
    connectives = load_lexicon("zh")["connectives"]
    words = {word for word in connectives if len(word) > 1 and word != "其中"}
    words |= load_chinese_words().opening_words
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))))

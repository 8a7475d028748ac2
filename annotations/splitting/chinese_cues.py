"""Which words of a Chinese stretch report something, and what each of them needs behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from annotations.splitting.chinese_words import SUFFIX, compile_whole, load_chinese_words
from annotations.splitting.lexicon import Lexicon, load_lexicon
from annotations.splitting.quotes import QuoteMap
from annotations.splitting.types import Span

MAX_CUES = 60
"""A sentence with more reporting verbs is a list of words; the rest of them is not tried."""
ANNOUNCING = '，,：:“「『"‘'
"""What stands between a verb and a content that it announces."""
SHORTEST_CLAUSE = 7
"""So many letters behind a verb are a clause; fewer are one where a word of a predicate stands in them."""
SHORTEST_WISH = 4
"""So many letters behind 要求 and 承诺 tell what is wanted."""
_PREDICATE = re.compile(
    r"缺乏|[无無]视|[违違]反|拖延|[隐隱][瞒瞞]|收受|造成|[损損]害|侵犯|故意|擅自|涉嫌|[滥濫]用|破[坏壞]|[纵縱]容|[误誤][导導]|忽[视視]"
    r"|[是有会會将將已曾不没沒未過过了被应應须須要可能在让讓使获獲]|为|為|存在|导致|涉及|超"
)
_PLAIN_HEAD = re.compile(
    r"(?:这一|這一|这些|該|该|上述|此|相关|有关|有關|所有|一切|这种|這種|这样的|其)?[^，。是有会將将已曾不没沒未过過了被应應]{0,12}"
    r"(?:说法|說法|指控|指责|指責|报道|報道|報導|传闻|傳聞|传言|傳言|消息|罪名|罪行|责任|責任|错误|錯誤|局限|猜测|猜測|说辞|質疑|质疑|计划|計劃"
    r"|决定|決定|做法|行为|行為|政策|态度|態度|问题|問題|指認|关联|關聯|建议|建議|要求|请求|不足|失误|失誤)$"
)
_STANCE = re.compile(
    r"(?:[强強]烈|[极極]大|[严嚴]重|高度|深切|深深|十分|非常|由衷|衷心|[诚誠][挚摯]|最深切|的)*"
    r"(?:不[满滿]|[欢歡]迎|感[谢謝]|[赞贊][赏賞同成]|支持|反[对對]|[谴譴][责責]|[关關][切注]|[担擔][忧憂心]|[遗遺]憾|歉意|理解|[满滿]意|敬意|祝[贺賀]"
    r"|慰[问問]|哀悼|同情|肯定|同意|愤怒|[愤憤]慨|抗[议議]|失望|[乐樂][观觀])(?:和|与|及|、|$)"
)
"""What 表示 shows rather than says: 表示强烈不满."""
MAX_RELATIVE = 30
CLAUSE_SIGN = re.compile(r"[，,；;：:。！？!?\n]")
_TO_COME = re.compile(
    r"(?:[将將]|可能|有望|[拟擬]|必[须須]|[应應][该該当]|需要|想要|打算|[计計][划劃]|[准準][备備]|(?:^|[，,但也并並且又还還他她它们們])[会會])$"
)
"""What is still to be said is no report: 但会要求, 将宣布."""
_AS_NOUN = re.compile(
    r"(?:相[关關]|有[关關]|上述|不[实實]|[虚虛]假|最新|独家|提出|提交|公布|发表|發表|发布|發布|發佈|刊登|出具|作出|做出|发出|發出|收到|接获|接獲|接到|遭到|遭|受到|引发|引發|给予|予以|按照|按|根据|根據|符合|满足|達到|存在"
    r"|面对|面對|面临|面臨|[的这這些此该該被所份项項篇条條个個受]|(?<![数數证證])[据據])$"
)
_TAIL_OF_NOUN = re.compile(r"[的之了过過者率书書函会會]|出(?!席|示)|到(?!底)|他们的")


@cache
def compile_cues() -> re.Pattern[str]:
    """Return a pattern of the verbs in the group `cue`, words that only hold one beside it."""
    words, forms = load_chinese_words(), load_lexicon("zh").verbs
    verbs = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    first = "".join(sorted({word[0] for word in (*words.compounds, *forms)}))
    pattern = f"{compile_whole(words.compounds)}|(?P<cue>(?P<verb>{verbs})(?P<suffix>{SUFFIX})?)"
    # Most letters open none of the words: they are passed over without trying each.
    return re.compile(f"(?=[{first}])(?:{pattern})")


@cache
def _list_negations() -> tuple[str, ...]:
    return tuple(load_lexicon("zh")["negations"])


@dataclass(frozen=True)
class Cue:
    """A reporting verb where it stands, with the particle that belongs to it."""

    start: int
    end: int
    verb: str
    classes: frozenset[str]
    """Its classes in the language file; `any` alone where 称 or 说 follows it."""

    @property
    def is_plain(self) -> bool:
        """Whether it is a verb of saying: it needs no clause behind it."""
        return "any" in self.classes


class ChineseCues:
    """Finds the reporting verbs of one sentence."""

    def __init__(self, text: str, sentence: Span, quotes: QuoteMap, lexicon: Lexicon) -> None:
        """Take the sentence and its language's verbs."""
        self.text = text
        self.sentence = sentence
        self.quotes = quotes
        self.lexicon = lexicon
        self.words = load_chinese_words()
        self.pattern = compile_cues()

    def list_cues(self, start: int, end: int) -> list[Cue]:
        """Return the stretch's reporting verbs outside quotations, those denied or used as nouns left out."""
        return [cue for cue in self.found if start <= cue.start and cue.end <= end]

    @cached_property
    def found(self) -> list[Cue]:
        """The sentence's reporting verbs."""
        start, end = self.sentence
        negations = _list_negations()
        found: list[Cue] = []
        for match in self.pattern.finditer(self.text, start, end):
            if match.group("cue") is None or self.quotes.find(match.start()):
                continue
            before = self.text[max(match.start() - 4, start) : match.start()]
            cue = self._read(match, before)
            if cue.start > match.start():
                before = ""
            is_relative = self.text.startswith("的", cue.end) or before[-1:] in ("的", "被", "所")
            if before.endswith(negations) or (before and is_relative):
                continue
            if not cue.is_plain and self._is_noun(cue, before, end):
                continue
            if _TO_COME.search(before) or (not cue.is_plain and self._is_relative(cue, end)):
                continue
            if self._is_passive(start, cue.start):
                continue
            if found and not found[-1].is_plain and self.text[found[-1].end : cue.start] in ("，", ","):
                # "出面辟谣，表示": the second verb brings what is said.
                found.pop()
            found.append(cue)
            if len(found) >= MAX_CUES:
                break
        return found

    def _read(self, match: re.Match[str], before: str) -> Cue:
        """Return the verb with its particle; behind 发布 and 的 only the particle reports."""
        verb = match.group("verb")
        if match.group("suffix") and len(verb) > 1 and _AS_NOUN.search(before):
            at = match.start("suffix")
            return Cue(at, match.end(), self.text[at], frozenset({"any"}))
        end = match.end()
        classes = self.lexicon.verbs[verb]
        if match.group("suffix") and len(verb) > 1:
            classes = frozenset({"any"}) | (classes & {"relay"})
            return Cue(match.start(), end, verb, classes)
        return Cue(match.start(), match.end("verb"), verb, classes)

    def _is_noun(self, cue: Cue, before: str, end: int) -> bool:
        after = self.text[cue.end : min(cue.end + 3, end)]
        if cue.verb in self.lexicon["denying_verbs"] and before.endswith("予以"):
            return False
        return bool(_AS_NOUN.search(before) or _TAIL_OF_NOUN.match(after))

    def _is_relative(self, cue: Cue, end: int) -> bool:
        """Tell 一位要求匿名的技术员表示: the verb stands in what describes the speaker of the next one."""
        if self.is_announced(cue, end) or "relay" in cue.classes:
            return False
        limit = min(end, cue.end + MAX_RELATIVE)
        sign = CLAUSE_SIGN.search(self.text, cue.end, limit)
        stop = sign.start() if sign else limit
        of = self.text.find("的", cue.end, stop)
        if of < 0:
            return False
        later = (match for match in self.pattern.finditer(self.text, of + 1, stop) if match.group("cue"))
        return any("any" in self.lexicon.verbs[match.group("verb")] for match in later)

    def _is_passive(self, floor: int, at: int) -> bool:
        """Tell 被记者问及 and 被要求 from a report: 被 opens the clause's predicate, 被告 is a noun."""
        found = self.text.rfind("被", max(floor, at - 6), at)
        return (
            found >= 0
            and self.text[found + 1 : found + 2] not in ("告", "害", "访", "訪", "捕", "问", "問")
            and not re.search(r"[，,。；;：:的]", self.text[found:at])
        )

    def is_announced(self, cue: Cue, end: int) -> bool:
        """Tell whether a sign or an opening mark stands right behind the verb."""
        return cue.end < end and self.text[cue.end] in ANNOUNCING

    def takes(self, cue: Cue, end: int) -> bool:
        """Tell whether what stands behind the verb, up to `end`, is something reported: a plain noun
        behind 否认 or 批评 is none.
        """
        if cue.end >= end:
            return False
        if self.is_announced(cue, end):
            return True
        if cue.verb == "指":
            return end - cue.end >= SHORTEST_WISH
        if cue.verb == "表示":
            return not _STANCE.match(self.text, cue.end, end)
        if cue.is_plain:
            return True
        if cue.verb in self.words.need_sign and cue.verb not in self.words.document_only:
            return False
        printed = self.text[cue.end : end].rstrip("。！？!?.，； ”」\n")
        if cue.classes & {"object"}:
            if self.quotes.has_any(cue.end, end):
                return True
            is_denial = cue.verb in self.lexicon["denying_verbs"]
            if not is_denial and _PLAIN_HEAD.fullmatch(printed):
                return False
            is_clause = len(printed) > SHORTEST_CLAUSE and "的" not in printed
            return is_denial or is_clause or _PREDICATE.search(printed) is not None
        shortest = SHORTEST_WISH if cue.classes & {"infinitive", "mental"} else SHORTEST_CLAUSE
        return len(printed) >= shortest or (len(printed) >= 3 and bool(_PREDICATE.search(printed)))

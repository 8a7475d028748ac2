"""How worth checking a claim is, by rules that a reader can follow.

Each rule looks at one word or one sign and gives a reason for or against; the words are language data. The
score is a bounded sum: `BASE` and the weights of all reasons met, each counted once, in hundredths, cut to
0..100 and divided by 100.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from annotations.splitting.elements import strip_marks
from annotations.splitting.lexicon import Lexicon, list_languages, load_lexicon
from annotations.splitting.types import QuoteKind, SourceKind, SplitClaim, Worthiness, WorthinessReason

BASE = 30
"""What a sentence is worth of which nothing is known."""
WEIGHTS = {
    WorthinessReason.NUMBER: 20,  # a figure can be looked up
    WorthinessReason.MONEY: 10,  # so can a sum, which is a number besides
    WorthinessReason.DATE: 5,  # says where to look
    WorthinessReason.NAME: 15,  # somebody or some place that records exist of
    WorthinessReason.COMPARISON: 10,  # "more than", "the first": true or false, and often wrong
    WorthinessReason.PAST_EVENT: 15,  # what has happened has left traces
    WorthinessReason.QUOTATION: -5,  # what reporters do not say in their own words is voice more than fact
    WorthinessReason.OPINION: -25,  # a judgement or a feeling cannot be checked
    WorthinessReason.FORECAST: -20,  # nor can what has not happened
    WorthinessReason.QUESTION: -40,  # a question claims nothing
    WorthinessReason.VAGUE: -15,  # an amount without a measure, or too little said to look for
}
"""Hundredths that a reason adds, with why."""

MAX_TOKEN = 40
"""A longer run of characters is an address or noise, no word."""
MAX_SOURCE = 100
"""So much of a source is read for names."""
MAX_REMEMBERED = 50_000
"""So many printed words are remembered a language, then all are forgotten: memory stays bounded."""
HAN_SIZES = range(1, 6)
HAN_NAME_SIZES = range(2, 5)
"""How long a Han name is that an article's own sources teach; a longer one has its own signs."""

_BITS = {reason: 1 << index for index, reason in enumerate(WorthinessReason)}
_NUMBER, _MONEY, _DATE, _NAME, _COMPARISON, _PAST, _QUOTATION, _OPINION, _FORECAST, _QUESTION, _VAGUE = (
    _BITS.values()
)
_FIRST_PERSON, _FEELING, _CAPITAL, _ASKING, _PHRASE, _BREAK, _LEANS = (1 << bit for bit in range(11, 18))
_KNOWABLE = _NUMBER | _MONEY | _DATE | _NAME
_SECTIONS = (
    ("number_words", _NUMBER),
    ("money_words", _MONEY),
    ("calendar_words", _DATE),
    ("comparison_words", _COMPARISON),
    ("past_words", _PAST),
    ("opinion_words", _OPINION),
    ("feeling_words", _FEELING),
    ("first_person_words", _FIRST_PERSON),
    ("forecast_words", _FORECAST),
    ("question_words", _ASKING),
    ("vague_words", _VAGUE),
    ("leaning_words", _LEANS),
    ("pointing_words", _LEANS),
    ("name_words", _NAME),
    ("known_organisations", _NAME),
)
_CURRENCY = frozenset("$€£¥￥₽₹₴₺₩")
_EDGES = ".,:;!?…()[]{}\"'“”‘’«»„‚‹›—–-*、。，；：！？（）【】《》「」『』؟،؛"
_QUESTION_MARKS = frozenset("?？؟")
_CLOSERS = "\"'“”‘’«»„‹›)]）」』.。 \t\u00a0\u202f"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d(?:s|er|-х|-м)?")
_FULL_DATE = re.compile(r"\d{1,4}[./\-]\d{1,2}[./\-]\d{2,4}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_DATE = re.compile(
    r"\d{2,4}年|\d{1,2}月|\d{1,2}[日号號]|[一二三四五六七八九十]{1,2}月|[零〇一二三四五六七八九]{4}年"
)
_HAN_NUMBER = re.compile(
    "[一二三四五六七八九十百千万萬亿億两兩半][多余餘几]?(?:[倍成亿億萬万]|[条條个個名位人次家艘辆輛座间間吨噸元票岁歲米]|小时|小時|公里|公斤)|百分之|分之"
)
MIN_WORDS = 4
MIN_HAN = 8
"""A claim of fewer words or Han characters that names nothing says too little to be looked for."""
_DIGIT = re.compile(r"\d")
_FALLBACK = "en"


class _Words(dict[str, int]):
    """What each printed word of a language gives reason for, judged once and then remembered."""

    def __init__(self, lexicon: Lexicon | None) -> None:
        """Take the language's words; None leaves numbers, dates in figures and capital letters."""
        self.lexicon = lexicon
        self.listed: dict[str, int] = {}
        phrases: dict[str, int] = {}
        for section, bit in _SECTIONS if lexicon else ():
            is_cased_name = section == "known_organisations"  # of several words: their capitals tell
            for phrase in lexicon[section].phrases if lexicon else ():
                if is_cased_name and " " in phrase:
                    continue
                words = phrases if " " in phrase else self.listed
                words[phrase] = words.get(phrase, 0) | bit
        for phrase in phrases:
            opener = phrase.partition(" ")[0]
            self.listed[opener] = self.listed.get(opener, 0) | _PHRASE
        self.phrases = tuple(phrases.items())

    def __missing__(self, printed: str) -> int:
        """Return and remember the bits of a word not met before."""
        if len(printed) > MAX_TOKEN:
            return _BREAK
        if len(self) >= MAX_REMEMBERED:
            self.clear()
        bits = self[printed] = self._judge(printed)
        return bits

    def _judge(self, printed: str) -> int:
        if printed.isalpha():
            return self._judge_word(printed)
        bits = 0 if printed[-1].isalnum() else _BREAK
        if not _CURRENCY.isdisjoint(printed):
            bits |= _MONEY
        if "%" in printed or "٪" in printed:
            bits |= _NUMBER
        core = printed.strip(_EDGES)
        if core.isalpha():
            return bits | self[core]
        if not core or (not core.isascii() and _HAN.search(core)):
            return bits  # Han script is judged apart, without blanks
        if _DIGIT.search(core):
            is_date = _YEAR.fullmatch(core) or _FULL_DATE.fullmatch(core)
            return bits | (_DATE if is_date else _NUMBER)
        return bits | self._judge_word(core)

    def _judge_word(self, core: str) -> int:
        if not core.isascii() and _HAN.search(core):
            return 0
        found = self._look_up(core, self.lexicon) if self.lexicon else 0
        if core[0].isupper() and len(core) > 1 and not found & ~_NAME:
            found |= _CAPITAL
            if core.isupper() or core.endswith(("'s", "’s")):
                found |= _NAME
        return found

    def _look_up(self, core: str, lexicon: Lexicon) -> int:
        lowered = strip_marks(core.lower())
        is_capital = core[0].isupper()
        if is_capital and lowered in lexicon["months"]:
            return _DATE  # "May" and "March", which are other words in small letters
        bits = self.listed.get(lowered, 0)
        forms: tuple[str, ...] = (lowered,)
        if "'" in lowered or "’" in lowered or lexicon.code == "ar":
            forms += _list_forms(lowered, lexicon.code)
            for form in forms:
                bits |= self.listed.get(form, 0)
        if len(lowered) > 3 and not is_capital and lexicon.worth_exceptions.isdisjoint(forms):
            # An empty tuple of endings fits no word.
            bits |= _PAST if lowered.endswith(lexicon.past_endings) else 0
            is_future = lowered.endswith(lexicon.forecast_endings) or (
                len(lowered) > 4
                and lexicon.forecast_prefixes
                and any(form.startswith(lexicon.forecast_prefixes) for form in forms)
            )
            bits |= _FORECAST if is_future else 0
        return bits


def _list_forms(lowered: str, code: str) -> tuple[str, ...]:
    """Return the parts of a word at its apostrophes, and an Arabic one without what is joined to it."""
    parts = lowered.replace("’", "'").split("'") if "'" in lowered or "’" in lowered else []
    return (*parts, *(_strip_arabic_prefixes(lowered) if code == "ar" else ()))


def _strip_arabic_prefixes(word: str) -> list[str]:
    """Return the word without a joined conjunction, preposition and article, as many as it has."""
    forms = []
    for letters in ("وف", "بلك"):
        if len(word) > 3 and word[0] in letters:
            word = word[1:]
            forms.append(word)
    if len(word) > 4 and word.startswith(("ال", "لل")):
        forms.append(word[2:])
    return forms


class _Han:
    """The words of Han script by their length: it prints no blanks between them."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Take the words of Chinese."""
        exceptions = sorted(map(re.escape, lexicon.worth_exceptions), key=len, reverse=True)
        self.exceptions = re.compile("|".join(exceptions))
        self.by_size: dict[int, dict[str, int]] = {size: {} for size in HAN_SIZES}
        titles = [(word, _NAME) for word in lexicon["titles"].words if len(word) > 1]
        listed = [(word, bit) for section, bit in _SECTIONS for word in lexicon[section].words]
        for word, bit in listed + titles:
            if len(word) in self.by_size:
                words = self.by_size[len(word)]
                words[word] = words.get(word, 0) | bit

    def judge(self, printed: str, names: frozenset[str]) -> int:
        """Return the bits of a stretch; cost grows with its length alone."""
        bits = _DATE if _HAN_DATE.search(printed) else 0
        left = self.exceptions.sub(" ", _HAN_DATE.sub(" ", printed))
        if _DIGIT.search(left) or _HAN_NUMBER.search(left):
            bits |= _NUMBER
        for size, words in self.by_size.items():
            grams = {left[at : at + size] for at in range(len(left) - size + 1)}
            for word in grams & words.keys():
                bits |= words[word]
            if size in HAN_NAME_SIZES and not names.isdisjoint(grams):
                bits |= _NAME
        return bits


@cache
def _load_words(language: str) -> _Words:
    if language in ("zh", "ja"):
        language = _FALLBACK  # whose words stand between Han ones
    return _Words(load_lexicon(language) if language in list_languages() else None)


@cache
def _load_han() -> _Han:
    return _Han(load_lexicon("zh"))


@cache
def _weigh(bits: int) -> Worthiness:
    settled = _settle(bits)
    if settled != bits:
        return _weigh(settled)
    reasons = tuple(reason for reason, bit in _BITS.items() if bits & bit)
    return Worthiness(max(0, min(BASE + sum(WEIGHTS[reason] for reason in reasons), 100)) / 100, reasons)


def score_claim(
    text: str, claim: SplitClaim, *, language: str, names: frozenset[str] = frozenset()
) -> Worthiness:
    """Return the claim's score in [0, 1] and its reasons, judged on its fragments alone.

    `names` are words known to be names where no capital inside the sentence tells, such as the article's own
    sources. A language without a data file is judged by numbers, dates and capitals. Cost is linear in the
    length.
    """
    words = _load_words(language)
    if len(claim.fragments) == 1:
        printed = text[claim.start : claim.end]
    else:
        printed = " ".join([text[start:end] for start, end in claim.fragments])
    tokens = printed.split()
    found = list(map(words.__getitem__, tokens))
    bits = 0
    for one in set(found):
        bits |= one
    if bits & _CAPITAL and not bits & _NAME:
        is_opening = claim.start == claim.sentence.start or not printed[0].isalnum()
        bits |= _find_names(found[1:] if is_opening else found, words.lexicon)
    if names and not bits & _NAME and not names.isdisjoint(tokens):
        bits |= _NAME
    if bits & _PHRASE:
        bits |= _find_phrases(tokens, words.phrases)
    if not printed.isascii() and _HAN.search(printed):
        bits |= _load_han().judge(printed, names)
        if bits & _ASKING:
            bits |= _QUESTION
    if bits & _ASKING and any(one & _ASKING for one in found[:3]):
        bits |= _QUESTION
    if _asks(text, claim.end, printed):
        bits |= _QUESTION
    if claim.quote_kind is QuoteKind.DIRECT:
        bits |= _QUOTATION
    if not bits & _KNOWABLE and (found[0] & _LEANS or _says_little(printed, len(tokens))):
        bits |= _VAGUE
    return _weigh(bits)


def _says_little(printed: str, words: int) -> bool:
    """Tell "It was late" and "Nonsense" from a claim that says what to look for."""
    if words >= MIN_WORDS:
        return False
    return printed.isascii() or not _HAN.search(printed) or len(_HAN.findall(printed)) < MIN_HAN


def list_names(text: str, claims: Iterable[SplitClaim]) -> frozenset[str]:
    """Return the words of all named sources that are names where they open a sentence too; of Han sources
    the whole.
    """
    sources = {
        link.source
        for claim in claims
        for link in claim.chain
        if link.source and link.kind in (SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANISATION)
    }
    printed = [text[start : min(end, start + MAX_SOURCE)] for start, end in sources]
    words = (word.strip(_EDGES) for source in printed for word in source.split()[1:] or [source])
    return frozenset(word for word in words if word and not word[0].islower())


def _settle(bits: int) -> int:
    """Return the reasons alone: a first person's feeling is an opinion; a number makes an amount plain."""
    if bits & _FIRST_PERSON and bits & _FEELING:
        bits |= _OPINION
    if bits & (_NUMBER | _MONEY):
        bits &= ~_VAGUE
    return bits & (_FIRST_PERSON - 1)


def _asks(text: str, end: int, printed: str) -> bool:
    """Tell whether a question mark stands at the end of the claim, inside or right behind its marks."""
    if printed[-1].isalnum():
        return text[end : end + 1] in _QUESTION_MARKS
    tail = (printed[-4:] + text[end : end + 1]).rstrip(_CLOSERS)
    return bool(tail) and tail[-1] in _QUESTION_MARKS


def _find_names(found: list[int], lexicon: Lexicon | None) -> int:
    """Return the bit of a name where a capital tells one: none in a title that capitalises every word, and
    two in a row where every noun has one.
    """
    if lexicon and lexicon.capitalises_nouns:
        is_name = any(a & b & _CAPITAL and not a & _BREAK for a, b in pairwise(found))
        return _NAME if is_name else 0
    capitals = len([one for one in found if one & _CAPITAL])
    is_title = len(found) > 4 and capitals * 2 > len(found)
    return _NAME if capitals and not is_title else 0


def _find_phrases(tokens: Iterable[str], phrases: tuple[tuple[str, int], ...]) -> int:
    """Return the bits of all phrases of several words that stand in the tokens."""
    printed = f" {' '.join(strip_marks(token.strip(_EDGES).lower()) for token in tokens)} "
    bits = 0
    for phrase, bit in phrases:
        if f" {phrase} " in printed:
            bits |= bit
    return bits

"""What a page prints around its article, told line by line: by the shape of a line, and by words of the
languages' data files.
"""

from __future__ import annotations

import re
from functools import cache

from annotations.splitting import shapes
from annotations.splitting.datelines import BRACKET_NOTE
from annotations.splitting.lexicon import list_languages, load_lexicon
from annotations.splitting.types import SegmentKind

MAX_LINE = 300
"""A longer line is reporting, unless it opens like a notice."""
MAX_NOTICE = 900
NOTICES = frozenset({"cookie", "copyright", "comments"})
"""Subkinds that come as whole paragraphs of small print."""
COLON_SUBKINDS = frozenset({"related", "share", "tags", "caption", "timestamp", "newsletter"})
"""Subkinds whose label may go on after a colon or a bar."""
MAX_CONTAINING = 240
MAX_CREDIT = 110
"""How long a picture's credit is at the most, its label included."""
MAX_BYLINE = 140
MAX_DESK = 60
"""How long a byline is at the most that opens with a desk: "Par la rédaction, avec ..."."""
MAX_DASHED = 60
_MARKUP = re.compile(rf"[\s>*•□■◆●·|\-–—#»›►▶→▲△{shapes.PICTOGRAPH}{shapes.JOINERS}]*")
_DECORATION = re.compile(
    rf"[\s.…!?»›>→|·•/()（）\[\]「」+&,，、_*\-–—{shapes.PICTOGRAPH}{shapes.JOINERS}]*"
    r"(?:\d[\d.,   ]*(?:[km]|万|tsd|тыс)?(?![^\W\d_])[\s.)）\]|·•]*)?"
)
_COUNT = re.compile(r"[(\[（]?\d[\d.,  ]*[)\]）]?\s*(?:[条條个個]\s*)?")
_COLON = re.compile(r"\s*[:：|｜]")
_WORD = re.compile(r"[^\W\d_]+")
MAX_CREDIT_WORDS = 7
MAX_CREDIT_WORD = 8
_COLUMN = re.compile(r"【[^】\n]{1,12}】\s*(?=\S)")
"""The name of a column before a byline."""
_BYLINE_CUT = re.compile(
    r"\s*[|•·;；]\s*|\s[—–-]\s|,?\s+(?=\d)|,\s(?:à|au|aux|en|desde|avec|con|из)\s|[(（,]\s*"
)

Verdict = tuple[SegmentKind, str]
BODY: Verdict = (SegmentKind.BODY, "")


def _is_word_end(phrase: str, rest: str) -> bool:
    """Tell whether the phrase ends where a word does; Chinese has none, and "copyright 20" goes on."""
    last = phrase[-1]
    return not (last.isalpha() and last < "\u3000" and rest[:1].isalnum() and rest[:1] < "\u3000")


class PhraseIndex:
    """Phrases with their subkinds by their first two characters, longest first."""

    def __init__(self, entries: list[tuple[str, str]]) -> None:
        """Index the entries; of the same phrase the first stands."""
        self.by_opening: dict[str, list[tuple[str, str]]] = {}
        for phrase, subkind in sorted(dict(reversed(entries)).items(), key=lambda entry: -len(entry[0])):
            self.by_opening.setdefault(phrase[:2], []).append((phrase, subkind))

    def match(self, line: str) -> tuple[str, int]:
        """Return subkind and length of the longest phrase the line begins with, as whole words; "" and 0
        without one.
        """
        for opening in (line[:2], line[:1]):
            for phrase, subkind in self.by_opening.get(opening, ()):
                if line.startswith(phrase) and _is_word_end(phrase, line[len(phrase) :]):
                    return subkind, len(phrase)
        return "", 0


class Clutter:
    """Sorts lines by the words of the given languages; built once for each list of them."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        """Merge the languages' clutter sections."""
        lexicons = [load_lexicon(code) for code in codes]
        self.labels = PhraseIndex([e for lexicon in lexicons for e in lexicon.boilerplate_labels])
        self.starts = PhraseIndex([e for lexicon in lexicons for e in lexicon.boilerplate_starts])
        entries = [e for lexicon in lexicons for e in lexicon.boilerplate_contains]
        self.contained = tuple(dict(reversed(entries)).items())
        self.byline_starts = tuple(start for lexicon in lexicons for start in lexicon.byline_starts)

        def gather(section: str) -> list[str]:
            return [phrase for lexicon in lexicons for phrase in lexicon[section].phrases]

        self.functions = frozenset(gather("byline_words"))
        self.byline_words = _compile_any(gather("byline_words"))
        self.credit_words = gather("credit_words")
        self.credit = re.compile(
            r"(?:^|[.。!！»”\")\](（\[/|–—•·,，;；。\s]\s?)(?:" + _alternatives(self.credit_words) + ")",
            re.IGNORECASE,
        )
        self.abbreviations = frozenset(gather("never_final_abbreviations") + gather("abbreviations"))
        self.months = frozenset(gather("months")) | frozenset(gather("timestamp_months"))
        self.dates = frozenset(gather("date_words")) | self.months
        self.timestamp_words = self.dates | frozenset(gather("timestamp_words"))

    def classify(self, text: str, start: int, end: int) -> Verdict:
        """Return kind and subkind of the paragraph at `[start, end)`, which is not blank."""
        if end - start > MAX_NOTICE:
            return BODY
        line = text[start:end].strip()
        bare = line[_end_of_markup(line) :].lower()
        if not bare or not any(map(str.isalnum, bare[:MAX_LINE])):
            # A line of signs only sets things apart; a long one is text we do not know.
            return (SegmentKind.BOILERPLATE, "separator") if len(line) <= MAX_LINE else BODY
        subkind = self.starts.match(bare)[0]
        if len(line) > MAX_LINE:
            return (SegmentKind.BOILERPLATE, subkind) if subkind in NOTICES else BODY
        if self.is_byline(line, bare):
            return SegmentKind.BYLINE, "byline"
        subkind = (
            self.find_shape(line)
            or subkind
            or self.find_menu(line, bare)
            or self.match_label(bare)[0]
            or self.find_link_row(line, bare)
            or self.find_contained(bare)
            or self.find_credit(line, bare)
        )
        return (SegmentKind.BOILERPLATE, subkind) if subkind and subkind != "author" else BODY

    def find_shape(self, line: str) -> str:
        """Return the subkind that the line's shape alone tells, or nothing."""
        if shapes.is_timestamp(line, words=self.timestamp_words, months=self.months):
            return "timestamp"
        if shapes.is_link_alone(line):
            return "link"
        if shapes.is_hashtag_row(line):
            return "tags"
        if shapes.is_button_row(line):
            return "share"
        if shapes.is_linked_title(line):
            return "related"
        return "breadcrumb" if shapes.is_section_label(line) or shapes.is_trail(line) else ""

    def find_menu(self, line: str, bare: str) -> str:
        """Return `breadcrumb` for a word for the start page with sections behind it."""
        subkind, size = self.labels.match(bare)
        is_menu = subkind == "breadcrumb" and shapes.is_menu(line[len(line) - len(bare) + size :])
        return "breadcrumb" if is_menu else ""

    def match_label(self, bare: str) -> tuple[str, bool]:
        """Return the subkind of the labels the line consists of, and whether nothing else stands in it.

        A label counts alone, with a number, in a row of labels ("Teilen Merken Drucken"), or, for some
        subkinds, before a colon or bar.
        """
        counted = _COUNT.match(bare)
        rest = bare[counted.end() :] if counted else bare
        first = ""
        while rest:
            subkind, size = self.labels.match(rest)
            if not size:
                break
            first = first or subkind
            rest = rest[size:]
            if _COLON.match(rest) and first in COLON_SUBKINDS:
                return first, len(rest.strip(" :：|｜")) == 0
            decoration = _DECORATION.match(rest)
            rest = rest[decoration.end() :] if decoration else rest
            rest = rest.lstrip(":：")
        return (first, True) if first and not rest.strip() else ("", False)

    def find_link_row(self, line: str, bare: str) -> str:
        """Return `navigation` for a row of short links, or what the first of them is a label of."""
        if not shapes.is_link_row(line):
            return ""
        if any(self.labels.match(word)[0] == "breadcrumb" for word in bare.split()[:3]):
            return "breadcrumb"
        return self.labels.match(bare)[0] or "navigation"

    def find_contained(self, bare: str) -> str:
        """Return the subkind of a phrase that makes a short line clutter wherever it stands."""
        if len(bare) > MAX_CONTAINING:
            return ""
        found = [subkind for phrase, subkind in self.contained if phrase in bare]
        return found[0] if found else ""

    def find_credit(self, line: str, bare: str) -> str:
        """Return `caption` where the line ends in a picture's credit: "Photo: X" after a stop, bracket or
        bar, or a shape that needs no word.
        """
        tail = bare[-MAX_CREDIT:]
        if [word for word in self.credit_words if word in tail] and self.credit.search(
            line, max(0, len(line) - MAX_CREDIT)
        ):
            return "caption"
        return shapes.find_signature(line)

    def is_author_note(self, text: str, start: int, end: int) -> bool:
        """Tell a note on the author; asked only of what stands last, since people in the news are
        reporters too.
        """
        bare = text[start : min(end, start + MAX_LINE + 1)].strip().lower()
        bare = bare[_end_of_markup(bare) :]
        return len(bare) <= MAX_LINE and "author" in (self.starts.match(bare)[0], self.find_contained(bare))

    def is_byline(self, line: str, bare: str) -> bool:
        """Tell who wrote, took or edited: "By" and names; a function with a colon; a bracket with a
        reporter's function.
        """
        bracket = BRACKET_NOTE.fullmatch(line)
        if bracket:
            line = bracket.group(1).strip().removesuffix(".")
            bare = line.lower()
            if self.has_byline_word(line) and not shapes.is_closed(bracket.group(1)):
                return True
        column = _COLUMN.match(line)
        if column:
            line, bare = line[column.end() :], line[column.end() :].lower()
        if self.is_spaced_credit(line):
            return True
        if len(bare) > MAX_BYLINE or not bare.startswith(self.byline_starts):
            return len(bare) <= MAX_BYLINE and self.is_dashed_byline(line)
        is_short = len(bare) <= MAX_DESK and not shapes.is_closed(line)
        if is_short and self.has_byline_word(" ".join(bare.split()[:4])):
            return True
        if shapes.is_closed(line) and not _ends_in_initial(line):
            return False
        start = next(start for start in self.byline_starts if bare.startswith(start))
        rest = line[len(line) - len(bare) + len(start) :].strip()
        if start.rstrip()[-1] in ":：/／丨|":
            return len(rest) <= 80
        if self.has_byline_word(" ".join(rest.split()[:3])) and len(rest) <= MAX_DESK:
            return True
        if len(rest.split()) <= 1 and len(rest) <= 20 and not any(map(str.isdigit, rest)):
            return True
        pieces = [piece for piece in _BYLINE_CUT.split(rest) if piece]
        return bool(pieces) and self.is_credit_names(pieces[0]) and all(map(self.is_role, pieces[1:]))

    def is_spaced_credit(self, line: str) -> bool:
        """Tell "青石晚报 记者 林小禾": blanks part outlet, function and name, where Chinese has none."""
        if not "\u3400" <= line[0] <= "\u9fff" or len(line) > MAX_CREDIT // 2:
            return False
        words = line.split()
        return (
            1 < len(words) <= MAX_CREDIT_WORDS
            and all(len(word) <= MAX_CREDIT_WORD for word in words)
            and (
                any(word in self.functions for word in words[1:-1])
                or (len(words) == 2 and words[0].endswith(tuple(self.functions)) and 2 <= len(words[1]) <= 4)
            )
        )

    def is_dashed_byline(self, line: str) -> bool:
        """Tell "الرملة – مراسل الساحل": without capitals a place, a dash and a function or name."""
        place, dash, rest = line.partition(" – ") if " – " in line else line.partition(" - ")
        if not dash or len(line) > MAX_DASHED or not shapes.CASELESS.match(line) or shapes.is_closed(line):
            return False
        if len(place.split()) <= 2 and len(rest.split()) <= 3 and shapes.is_name_list(rest, dates=self.dates):
            return True
        role = self.byline_words.match(rest.lower())
        is_whole = role is not None and not rest[role.end() : role.end() + 1].isalnum()
        return is_whole and len(place.split()) <= 3 and len(rest.split()) <= 4

    def is_credit_names(self, piece: str) -> bool:
        """Tell names; of Chinese ones each has at most four characters."""
        is_short = all(len(word) <= 4 for word in piece.split() if "\u3400" <= word[0] <= "\u9fff")
        return is_short and shapes.is_name_list(piece, dates=self.dates)

    def is_role(self, piece: str) -> bool:
        """Tell what may follow a name in a byline: a function, an outlet or town, a date, another byline."""
        start = next((s for s in self.byline_starts if piece.lower().startswith(s)), "")
        piece = piece[len(start) :]
        return (
            bool(self.byline_words.search(piece.lower()))
            or shapes.is_name_list(piece, dates=self.dates)
            or all(word in self.timestamp_words for word in _WORD.findall(piece.lower()))
        )

    def has_byline_word(self, head: str) -> bool:
        """Tell whether the text names a reporter's function."""
        return bool(self.byline_words.search(head.lower()))


def _ends_in_initial(line: str) -> bool:
    return len(line) > 2 and line[-1] == "." and line[-3:-2] in ". "


def _end_of_markup(line: str) -> int:
    match = _MARKUP.match(line)
    return match.end() if match else 0


def _alternatives(phrases: list[str]) -> str:
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)))


def _compile_any(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(_alternatives(phrases))


@cache
def load_clutter(language: str) -> Clutter:
    """Return the sorter for articles in the language; clutter is often in another, so all are known."""
    codes = [language, *(code for code in list_languages() if code != language)]
    return Clutter(tuple(code for code in codes if code in list_languages()))

"""What a line looks like, whatever its language: trails of links, rows of buttons, credits, dates, names.

Every function is given one line, stripped and at most a few hundred characters long.
"""

from __future__ import annotations

import re

PICTOGRAPH = "\u231a\u231b\u23e9-\u23fa\u2600-\u27bf\u2b05-\u2b07\u2b50\u2b55\U0001f000-\U0001faff"
"""Emoji and dingbats; bullets and geometric marks are none: lists of real reporting use them."""
JOINERS = "\ufe0e\ufe0f\u200d\u20e3"
STOPS = frozenset(".!?。！？…؟۔")
CLOSERS = '"”’»」』)）]】'
TITLE_SIZE = 120
"""A longer line is no headline of a related article."""
_PICTOGRAPH_WORD = re.compile(rf"(?<!\S)[{PICTOGRAPH}][{PICTOGRAPH}{JOINERS}]*")
_LINK_MARK = re.compile(r"(?:[➡→►▶👉🔗➤➜]\ufe0f?\s*)+\S")
_TRAIL = re.compile(r"\s*[›»>→]\s*")
_BAR = re.compile(r"\s+[|·•｜]\s+|\s*｜\s*")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]+@[^\s@]+")
_SEPARATOR = re.compile(r"\s*[/›»>|·•→\-–—]\s*\S")
_HASHTAGS = re.compile(r"(?:[#＃][^\s#＃]{1,40}[#＃]?[\s,，、]*){2,}")
_SIGN_OFF = re.compile(r"\([^()\n]{2,60}/[^()\n]{2,40}\)")
_COPYRIGHT_TAIL = re.compile(r"[©ⓒ]\s?[^©\n]{2,80}")
_WORD = re.compile(r"[^\W\d_]+")


def is_closed(line: str) -> bool:
    """Tell whether the line ends like a sentence: a stop, marks and brackets that close after it left
    aside.
    """
    bare = line.rstrip(CLOSERS + " ")
    return bool(bare) and bare[-1] in STOPS


def is_all_capitals(line: str) -> bool:
    """Tell whether every letter that knows case is a capital, and there are at least three."""
    return line.isupper() and sum(map(str.isupper, line)) >= 3


def is_button_row(line: str) -> bool:
    """Tell a row of buttons: at least two pictographs, each with a few words, and no sentence's end."""
    if line.isascii():
        return False
    marks = len(_PICTOGRAPH_WORD.findall(line))
    return marks >= 2 and len(line) <= 160 and not is_closed(line) and len(line.split()) <= 5 * marks


def is_linked_title(line: str) -> bool:
    """Tell a headline behind an arrow or a pointing hand: a link to another article."""
    return len(line) <= 160 and bool(_LINK_MARK.match(line)) and line[-1] not in ".。"


def is_link_alone(line: str) -> bool:
    """Tell a line of nothing but addresses of pages or mailboxes."""
    return "." in line and all(map(_ADDRESS.fullmatch, line.split()))


def is_hashtag_row(line: str) -> bool:
    """Tell a line of nothing but at least two hashtags."""
    return bool(_HASHTAGS.fullmatch(line))


def is_section_label(line: str) -> bool:
    """Tell a page section's name behind a pictograph: at most three words, all in capitals."""
    mark = _PICTOGRAPH_WORD.match(line)
    rest = line[mark.end() :].strip() if mark else ""
    return bool(rest) and len(rest.split()) <= 3 and is_all_capitals(rest)


def is_box_title(line: str) -> bool:
    """Tell a promotion's title: all in capitals, or behind a pictograph."""
    return is_all_capitals(line) or bool(_PICTOGRAPH_WORD.match(line))


def is_trail(line: str) -> bool:
    """Tell where a page stands in its site: "Home > World > Europe", short pieces between arrows."""
    if len(line) > 160 or not any(arrow in line for arrow in "›»>→"):
        return False
    if line[0] in "«>›»→" or is_closed(line):
        return False
    pieces = _TRAIL.split(line)
    return len(pieces) > 1 and all(0 < len(piece) <= 40 and "«" not in piece for piece in pieces)


def is_menu(rest: str) -> bool:
    """Tell what follows a word for a site's start page in a trail: a separator and a section, or at most five
    words without a small letter first.
    """
    if len(rest) > 80 or is_closed(rest):
        return False
    words = rest.split()
    return bool(_SEPARATOR.match(rest)) or (len(words) <= 5 and not any(word[0].islower() for word in words))


def is_link_row(line: str) -> bool:
    """Tell a row of links: three pieces between bars or dots, of five words each at the most; of two pieces
    three words each unless in capitals, as a headline may have one bar ("Analysis | ...").
    """
    if len(line) > 240 or not any(bar in line for bar in "|·•｜"):
        return False
    if not _BAR.search(line) or is_closed(line):
        return False
    sizes = [max(len(piece.split()), len(piece) // 12) for piece in _BAR.split(line)]
    most = 5 if len(sizes) > 2 or is_all_capitals(line) else 3
    return len(sizes) >= 2 and max(sizes) <= most


def find_signature(line: str) -> str:
    """Return `caption` where the line ends in a photographer's name ("X / NAME IN CAPITALS", "© X",
    "(X/Agency)"), `copyright` where it ends in an owner's mark with a year, else nothing.
    """
    at = max(line.rfind("©"), line.rfind("ⓒ"))
    if at > 0 and _COPYRIGHT_TAIL.fullmatch(line, at):
        return "copyright" if re.search(r"(?:19|20)\d\d", line[at:]) else "caption"
    before, slash, name = line.rpartition(" / ")
    if slash and before and 2 <= len(name.split()) <= 4 and name.isupper():
        return "caption"
    at = line.rfind("(")
    if at > 0 and _SIGN_OFF.fullmatch(line, at) and _is_signature(line[at + 1 : -1]):
        return "caption"
    return ""


def _is_signature(inside: str) -> bool:
    """Tell "Alice Merton/AP" from "and/or": every word begins with a capital."""
    return all(word[0].isupper() for word in _WORD.findall(inside))


CASELESS = re.compile(r"[\u0590-\u08ff]")
"""A letter of a script without capitals."""
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"(?<![\d.,])\d{1,2}(?:[:.h٫]|시)\s?\d\d(?![\d])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d\s?[年./\-]\s?\d{1,2}\s?[月./\-]\s?\d{1,2}"
    r"|\d{1,2}\s?[./\-]\s?\d{1,2}\s?[./\-]\s?(?:19|20)?\d\d)(?!\d)"
)


def is_timestamp(line: str, *, words: frozenset[str], months: frozenset[str]) -> bool:
    """Tell a line that only says when, and perhaps where, an article appeared.

    It has a full date, or a year with a month's name, or an hour; beside the `words` of such lines a date
    leaves room for two others (a place, an outlet), an hour alone for none.
    """
    if len(line) > 120 or line[-1] in "!?。！？؟" or not _DIGIT.search(line):
        return False
    found = list(_WORD.finditer(line))
    printed = [match.group().lower() for match in found]
    if line[-1] == "." and (not printed or printed[-1] not in words):
        return False
    has_month = bool(_YEAR.search(line)) and not months.isdisjoint(printed)
    is_dated = has_month or bool(_DATE.search(line))
    if not is_dated and not _CLOCK.search(line):
        return False
    others = [match for match, word in zip(found, printed, strict=True) if word not in words]
    is_glued = any(match.start() and line[match.start() - 1].isdigit() for match in others)
    return (
        not is_glued and len(others) <= (2 if is_dated else 0) and all(len(o.group()) <= 20 for o in others)
    )


PARTICLES = frozenset(
    [
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "du",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "y",
        "e",
        "et",
        "und",
        "and",
        "i",
        "и",
        "or",
        "zu",
        "zum",
        "in",
        "für",
        "avec",
        "mit",
        "con",
        "com",
    ]
)
"""Small words that stand within and between names."""


def is_name_list(text: str, *, dates: frozenset[str]) -> bool:
    """Tell whether the text can be names alone: no word begins with a small letter, and not all are a date's
    ("Friday", but "Jan Lind").

    At most twelve words, one of them no particle; a script without capitals allows six.
    """
    words = re.findall(r"[^\W_][^\s,;/|]*", text)
    if not 0 < len(words) <= 12 or any(character.isdigit() for character in text):
        return False
    cased = [word for word in words if word.lower() not in PARTICLES]
    limit = 6 if not any(word[0].isupper() for word in cased) else 12
    return (
        bool(cased)
        and len(words) <= limit
        and not any(word[0].islower() for word in cased)
        and not all(word.lower().strip(".") in dates for word in cased)
    )

"""The place, date and agency that open a report, before its first sentence."""

from __future__ import annotations

import re

from annotations.splitting.shapes import CASELESS

LEAD_SIZE = 200
"""How far into a paragraph a dateline or bracketed byline reaches."""
BRACKET_NOTE = re.compile(r"[\[【〔(（]([^\]】〕)）\n]{2,160})[\]】〕)）]\s*")
_PLACE = re.compile(
    r"[^\W\d_][^—–()（）\n]{0,70}?(?:[(（][^()（）?!\-\n]{2,30}[)）]\s*[—–-]+|,[^,()\n]{0,20}\d[^,()\n]{0,12}\([^()\n]{2,30}\)\.|\s[—–]|\.\s[—–]|\s--?|\.[—–-]|\.\s/[^/\n]{2,20}/\.)\s"
)
_AGENCY_AFTER = re.compile(r"(?:[«\"“][^»\"”\n]{2,30}[»\"”]|[A-ZА-ЯЁ]{2,8}(?:\s[A-ZА-ЯЁ]\w{2,15})?)\.\s")
_AGENCY_ALONE = re.compile(r"\([A-Z][\w ]{1,18}\)\s*(?:[—–-]+\s*)?(?=[A-Z“\"])")
_CJK = re.compile(
    r"(?:[（(【]?本[报報网網台刊](?:综合|綜合)?(?:讯|訊|电|電)[）)】]?"
    r"|(?![据據])[^，。；、：“”\s]{1,16}?\d{1,2}月\d{1,2}日(?:综合|綜合)?(?:电|電|讯|訊)(?![问問影视視话話])"
    r"|[（(][^，。（）()\s]{2,14}(?:讯|訊|电|電)[）)])"
    r"\s*(?:[（(][^）)\n]{2,40}[）)])?[：:]?\s*"
)
_DATED_TOWN = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁ -]{2,30},\s\d{1,2}\s[^\W\d_]{3,12}(?:\s\d{4})?\.\s")
_TOWN = re.compile(r"([^\W\d_][^\W\d_-]+(?:[ -][^\W\d_]+){0,2})\.\s+(?=[^\W\d_])")
MAX_PLACE_WORDS = 4
MAX_BRACKET = 108
"""How far into a paragraph the bracket of a dateline opens at the most."""
_PLAIN_HEAD = r"[^\W_][a-zß-öø-ÿа-яё]"
_PLAIN = re.compile(rf"{_PLAIN_HEAD}|[\u3400-\u9fff]")
_PLAIN_BEFORE_BRACKET = re.compile(rf"{_PLAIN_HEAD}[^(（]{{,{MAX_BRACKET}}}+(?![(（])|[\u3400-\u9fff]")
_PLAIN_BEFORE_WIRE = re.compile(rf"(?!.{{,40}}[讯訊电電])(?:{_PLAIN_BEFORE_BRACKET.pattern})")
_DASH = re.compile(r"[—–\-/(（]")


def find_dateline(
    head: str, *, is_first: bool, has_bare_towns: bool, abbreviations: frozenset[str] = frozenset()
) -> int:
    """Return where the dateline that opens the paragraph ends, the blank after it included; 0 without one.

    `is_first` says that no reporting stands before: only there is "Lünow. The theatre ..." one, in the
    languages whose papers print the town so ("Dr. Reed" is none), and in Arabic a place before a dash without
    an agency.
    """
    for pattern in (_CJK, _AGENCY_ALONE):
        match = pattern.match(head)
        if match:
            return match.end()
    match = _PLACE.match(head)
    is_bare = match is not None and is_first and has_bare_towns and _is_town_before_dash(match, head)
    if match and (is_bare or _is_place(match.group(), is_first=is_first)):
        agency = _AGENCY_AFTER.match(head, match.end())
        return agency.end() if agency else match.end()
    dated = _DATED_TOWN.match(head)
    if dated:
        return dated.end()
    town = _TOWN.match(head) if is_first and has_bare_towns else None
    words = re.split(r"[ -]", town.group(1)) if town else []
    is_town = (
        bool(words)
        and words[-1].lower() not in abbreviations
        and all(word[0].isupper() for word in words)
        and words[-1][1:].islower()
    )
    return town.end() if town and is_town else 0


def _is_town_before_dash(match: re.Match[str], head: str) -> bool:
    """Tell "Rabental – Die Stadt ..." from a clause: one word, a dash and a capital."""
    words = match.group().split()
    return len(words) == 2 and words[1] in "–—" and words[0].istitle() and head[match.end() :][:1].isupper()


def _is_place(lead: str, *, is_first: bool) -> bool:
    """Tell a dateline's place from a clause: a few words in capitals, or capitalised with an agency in
    brackets; a script without capitals needs the bracket, or to stand first with two words.
    """
    has_agency = "(" in lead or "（" in lead
    first = re.split(r"[(（,،—–/]|\s-", lead)[0].strip(" .-").split()
    if not 0 < len(first) <= MAX_PLACE_WORDS or "!" in lead:
        return False
    if CASELESS.match(first[0]):
        return has_agency or (is_first and len(first) <= 2)
    if all(word.isupper() for word in first) and "'S" not in lead and "’S" not in lead:
        return True
    return has_agency and first[0][0].isupper() and not any(word[0].islower() for word in first)


class LeadSign:
    """Tells cheaply which paragraphs of a text can open with a byline or dateline; most cannot."""

    def __init__(self, text: str, *, has_bare_towns: bool) -> None:
        """Look for the signs that the text has none of at all."""
        self.text = text
        self.is_top = has_bare_towns
        """Whether no reporting has come yet, where that matters."""
        self.has_bracket = "(" in text or "（" in text
        self.has_wire = any(sign in text for sign in "讯訊电電")
        plain = _PLAIN_BEFORE_BRACKET if self.has_bracket else _PLAIN
        self.is_plain = (_PLAIN_BEFORE_WIRE if self.has_wire else plain).match
        """Matches most of the paragraphs that cannot open so, once reporting has come."""

    def is_at(self, start: int, end: int) -> bool:
        """Tell whether the paragraph at `[start, end)`, which is not blank, can open so."""
        text = self.text
        while text[start].isspace():
            start += 1
        if text[start] in "([【〔（" or (
            self.has_wire and _CJK.match(text, start, min(end, start + LEAD_SIZE))
        ):
            return True
        if not text[start].isalnum():
            return False
        if self.is_top and _TOWN.match(text, start, end):
            return True
        if text[start + 1 : start + 2].islower():
            # No word in capitals: what is left is an agency in brackets.
            reach = min(end, start + MAX_BRACKET)
            return self.has_bracket and (
                text.find("(", start, reach) > 0 or text.find("（", start, reach) > 0
            )
        return bool(_DASH.search(text, start, min(end, start + LEAD_SIZE)))

"""Which language a text or sentence is in: by script where the script tells, by a trained model where
it does not.
"""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE = 6000
"""How many characters at the beginning are looked at for their script."""
PIECES = 3
PIECE_SIZE = 300
"""How much the trained model reads, spread over the sample: it costs most of all and needs little."""
SCRIPTS = {
    "zh": re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+"),
    "ja": re.compile(r"[\u3040-\u30ff]+"),
    "ko": re.compile(r"[\uac00-\ud7af]+"),
    "ar": re.compile(r"[\u0600-\u06ff\u0750-\u077f]+"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]+"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]+"),
}
_OTHER_SCRIPTS = re.compile(
    r"[\u0400-\u04ff\u0600-\u06ff\u0750-\u077f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)
"""Letters of any script above but Latin."""
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_FOREIGN_TO_RUSSIAN = re.compile(r"[\u0400\u0402-\u040f\u0450\u0452-\u04ff]")
_RUSSIAN = re.compile(r"[ыэ]")
_FOREIGN_TO_ARABIC = re.compile(r"[\u0671-\u06d3\u06d5\u0750-\u077f]")
_ARABIC = "ة"
COMMONEST = {
    code: (frozenset(needed.split()), frozenset(common.split()))
    for code, needed, common in (
        ("en", "the", "the and of to in is was that for with said it he on at by"),
        ("de", "und nicht", "und der die das den dem des ist nicht ein eine von mit im auf sich für zu"),
        ("fr", "dans une", "les des du et la le de est dans une pour qui que à en un par sur"),
        ("es", "y", "los las el la del de que en por con una un y se al su para"),
    )
}
"""Words of which every page of the language is full; one of the first must be there, which its neighbours do
not have.
"""
MIN_WORDS = 60
MIN_SHARE = 0.12
"""Fewer words, or a smaller share of the commonest, are left to the trained model."""
HAN_WEIGHT = 3
"""A Han character says about as much as three letters."""
DEFAULT = "en"


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _count_letters(text: str, script: str) -> int:
    return sum(map(len, SCRIPTS[script].findall(text)))


def _count_scripts(text: str, others: str) -> dict[str, int]:
    """Return the letters of each script, given all that are not Latin."""
    counts = {script: _count_letters(others, script) for script in SCRIPTS if script != "latin"}
    counts["latin"] = _count_letters(text, "latin")
    counts["zh"] *= HAN_WEIGHT
    return counts


def _cut_pieces(sample: str) -> str:
    """Return pieces from the sample's beginning, middle and end, or all of a short one."""
    if len(sample) <= PIECES * PIECE_SIZE:
        return sample
    step = (len(sample) - PIECE_SIZE) // (PIECES - 1)
    return " ".join(sample[step * index : step * index + PIECE_SIZE] for index in range(PIECES))


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the text's main language; English when nothing tells."""
    sample = text[:SAMPLE]
    others = "" if sample.isascii() else "".join(_OTHER_SCRIPTS.findall(sample))
    if not others:
        return _classify(sample, "latin") if SCRIPTS["latin"].search(sample) else DEFAULT
    if len(others) * HAN_WEIGHT < len(sample.encode("ascii", "ignore").translate(None, _NO_LETTERS)):
        return _classify(sample, "latin")
    counts = _count_scripts(sample, others)
    if not any(counts.values()):
        return DEFAULT
    if counts["ja"] * 10 > counts["zh"] and counts["ja"]:
        return "ja"
    script = max(counts, key=lambda name: counts[name])
    if script in ("zh", "ko"):
        return script
    return _classify(sample, script)


def _recognise(letters: str, script: str) -> str | None:
    """Return the language that a glance tells for sure; the trained model costs a hundred times as much."""
    if script == "cyrillic":
        return "ru" if _RUSSIAN.search(letters) and not _FOREIGN_TO_RUSSIAN.search(letters) else None
    if script == "ar":
        return "ar" if _ARABIC in letters and not _FOREIGN_TO_ARABIC.search(letters) else None
    words = letters.lower().split()
    if len(words) < MIN_WORDS:
        return None
    for code, (needed, common) in COMMONEST.items():
        if not needed.isdisjoint(words) and sum(map(common.__contains__, words)) > MIN_SHARE * len(words):
            return code
    return None


def _classify(sample: str, script: str) -> str:
    pieces = _cut_pieces(sample)
    known = _recognise(pieces, script)
    if known:
        return known
    letters = re.sub(r"[^\w\s.,'’-]+", " ", pieces).encode("utf-8", "replace").decode("utf-8")
    if script == "latin":
        # A few Han characters outweigh all the Latin words for the model, which then answers with a
        # language of China that nobody asked about.
        letters = SCRIPTS["zh"].sub(" ", letters)
    code = str(_identifier().classify(letters)[0])
    if script == "ar":
        return code if code in ("fa", "ur", "ps", "ug") else "ar"
    if script == "cyrillic":
        return code if code in ("uk", "bg", "sr", "mk", "be", "kk", "mn", "ky") and len(sample) > 60 else "ru"
    return code if code not in ("zh", "ar", "ru", "ja", "ko") else DEFAULT


def detect_sentence_language(sample: str, language: str) -> str:
    """Return the language whose rules fit a sentence's words: Chinese where Han outweighs letters,
    else the article's.

    Within a Chinese article a sentence in Latin letters is taken as English.
    """
    if sample.isascii():
        return DEFAULT if language in ("zh", "ja", "ko", "ar", "ru") else language
    han = _count_letters(sample, "zh")
    latin = _count_letters(sample, "latin")
    if language != "ja" and han * HAN_WEIGHT > latin:
        return "zh"
    if language == "zh":
        return DEFAULT
    return language

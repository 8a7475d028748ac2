"""Other segmenters behind one face: text and language in, sentence spans in code points out."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import spacy
import syntok.segmenter
from sentencex import get_sentence_boundaries

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its patterns are no raw strings, which newer Pythons warn of
    import pysbd

try:
    import blingfire
except (ImportError, OSError):  # not installed, or no library for this machine
    blingfire = None

from annotations.splitting import split_sentences

Spans = list[tuple[int, int]]
Split = Callable[[str, str], Spans]
SPACY_LIMIT = 200_000_000
"""How many characters spaCy takes; its own limit guards parsers, which a sentencizer has none of."""


def run_ours(text: str, language: str) -> Spans:
    """Return what this project finds."""
    return [(start, end) for start, end in split_sentences(text, language=language)]


def run_sentencex(text: str, language: str) -> Spans:
    """Return what sentencex finds."""
    return [(found["start_index"], found["end_index"]) for found in get_sentence_boundaries(language, text)]


@cache
def make_pysbd(language: str) -> Any:
    """Return a segmenter that tells offsets."""
    return pysbd.Segmenter(language=language, clean=False, char_span=True)


def run_pysbd(text: str, language: str) -> Spans:
    """Return what pysbd finds."""
    return [(found.start, found.end) for found in make_pysbd(language).segment(text)]


def run_syntok(text: str, language: str) -> Spans:
    """Return what syntok finds; it knows no languages, its rules are for English, Spanish and German."""
    spans = []
    for paragraph in syntok.segmenter.analyze(text):
        for sentence in paragraph:
            tokens = list(sentence)
            if tokens:
                spans.append((tokens[0].offset, tokens[-1].offset + len(tokens[-1].value)))
    return spans


def run_blingfire(text: str, language: str) -> Spans:
    """Return what blingfire finds; one model serves every language."""
    return list(blingfire.text_to_sentences_and_offsets(text)[1])


@cache
def make_sentencizer(language: str) -> Any:
    """Return a pipeline with nothing but the tokenizer and the sentencizer."""
    pipeline = spacy.blank(language)
    pipeline.max_length = SPACY_LIMIT
    pipeline.add_pipe("sentencizer")
    return pipeline


def run_spacy(text: str, language: str) -> Spans:
    """Return what spaCy's sentencizer finds."""
    return [(found.start_char, found.end_char) for found in make_sentencizer(language)(text).sents]


OURS = "ours"
SEGMENTERS: dict[str, Split] = {
    OURS: run_ours,
    "sentencex": run_sentencex,
    "pysbd": run_pysbd,
    "syntok": run_syntok,
    **({"blingfire": run_blingfire} if blingfire else {}),
    "spaCy": run_spacy,
}

"""What docs/splitting.md says of the code is so."""

import re

from annotations.splitting import QuoteKind, SegmentKind, SourceKind
from annotations.splitting.lexicon import KIND_SECTIONS, VERB_CLASSES, WORD_SECTIONS, list_languages
from scripts.seed_table import PAGE, make_table, put_table

TEXT = PAGE.read_text(encoding="utf-8")


def test_the_seed_table_is_what_the_splitter_gives() -> None:
    assert put_table(TEXT, make_table()) == TEXT, (
        "run: python -m scripts.seed_table, and read its notes again"
    )


def test_every_section_of_a_language_file_is_explained() -> None:
    named = set(re.findall(r"`([a-z_]+)`", TEXT))
    assert {*WORD_SECTIONS, *KIND_SECTIONS, "reporting_verbs", *VERB_CLASSES} <= named


def test_every_language_and_kind_is_named() -> None:
    named = set(re.findall(r"`([a-z_]+)`", TEXT))
    assert {*list_languages(), *SourceKind, *QuoteKind, *SegmentKind} <= named

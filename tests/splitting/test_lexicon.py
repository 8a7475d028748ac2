from annotations.splitting import split_article
from annotations.splitting.lexicon import (
    KIND_SECTIONS,
    VERB_CLASSES,
    WORD_SECTIONS,
    PhraseSet,
    list_languages,
    load_lexicon,
    read_language_file,
)


def test_every_language_has_every_section_and_each_entry_its_origin() -> None:
    for code in list_languages():
        data = read_language_file(code)
        for section in (*WORD_SECTIONS, *KIND_SECTIONS, "reporting_verbs"):
            assert data[section], (code, section)
            assert all(group["from"].strip() for group in data[section]), (code, section)


def test_verbs_have_known_classes() -> None:
    for code in list_languages():
        used = {group["class"] for group in read_language_file(code)["reporting_verbs"]}
        assert used <= VERB_CLASSES


def test_a_phrase_of_several_words_is_matched_whole() -> None:
    words = ["according", "to", "aides"]
    assert load_lexicon("en")["attribution_prepositions"].match(words, 0, 3) == 2
    assert load_lexicon("en")["attribution_prepositions"].match(words, 1, 3) == 0


def test_a_cue_that_only_a_rule_knows_is_looked_at() -> None:
    text = "Aus einem Brief an die Belegschaft geht hervor, dass zwei Docks stillgelegt werden."
    assert split_article(text, language="de").claims[0].chain


def test_the_longest_words_stand_for_their_phrases() -> None:
    assert PhraseSet(["in the words of", "according to"]).telling == {"words", "according"}

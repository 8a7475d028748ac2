import re

import pytest
from hypothesis import given, settings

from annotations.splitting import SplitArticle, split_article
from annotations.splitting.normalizing import propose_texts
from tests.splitting.test_laws import LANGUAGES, TEXTS

FOURTEEN = "Fourteen patients had been moved without their records."
GOLDEN = [
    ("en", "Mayor Carol Reed said she would resign.", "Mayor Carol Reed would resign."),
    ("en", "Carol Reed said she left. She won the race.", "Carol Reed won the race."),
    ("en", "Carol Reed said the plan was ready.", "The plan was ready."),
    ("en", "The talks, aides said, collapsed late on Monday.", "The talks collapsed late on Monday."),
    ("en", "Mr. Reed said the plan was ready. He won the race.", "Mr. Reed won the race."),
    ("en", "Fourteen patients had been moved without their records, aides said.", FOURTEEN),
    ("en", "However, the bridge was closed.", "The bridge was closed."),
    ("zh", "市长王伟周二表示，他将辞职。", "市长王伟将辞职。"),
    ("zh", "市長王偉表示，他將辭職。", "市長王偉將辭職。"),
    ("zh", "王伟说，将于周一离开。", "王伟将于周一离开。"),
    ("zh", "北方钢铁公司表示，该公司将裁员。", "北方钢铁公司将裁员。"),
    ("zh", "王伟说，大桥已经关闭。但大桥将于周一开放。", "大桥将于周一开放。"),
    (
        "de",
        "Bürgermeisterin Carol Reed sagte, sie werde gehen.",
        "Bürgermeisterin Carol Reed werde gehen.",
    ),
    ("de", "Alice Merton sagte, die Brücke wurde geschlossen.", "Die Brücke wurde geschlossen."),
    (
        "fr",
        "Le maire Paul Renard a déclaré qu’il démissionnerait.",
        "Le maire Paul Renard démissionnerait.",
    ),
    ("fr", "Alice Merton a déclaré que le pont était fermé.", "Le pont était fermé."),
    ("es", "La alcaldesa Ana Ruiz dijo que ella renunciará.", "La alcaldesa Ana Ruiz renunciará."),
    ("es", "Ana Ruiz dijo que viajará a Madrid.", "Ana Ruiz viajará a Madrid."),
    ("ru", "Мэр Анна Петрова заявила, что она уйдёт.", "Мэр Анна Петрова уйдёт."),
    ("ru", "Мэр Анна Петрова заявила, что мост был закрыт.", "Мост был закрыт."),
    ("ar", "قال الوزير أحمد حسن إنه سيستقيل غدا.", "الوزير أحمد حسن سيستقيل غدا."),
]
UNCERTAIN = [
    ("en", "The bridge was closed on Tuesday."),
    ("en", "Bob Stein met Carol Reed. He left the room."),
    ("en", "Alice Merton and Bob Stein said he would resign."),
    ("en", "Aides said she would resign."),
    ("en", "The Ellery Steel Company said it was raining."),
    ("en", "Carol Reed said: “He will not gamble with lives.”"),
    ("en", "Carol Reed promised to pay the costs."),
    ("zh", "王伟说，李明表示他将辞职。"),
    ("fr", "Paul Renard a déclaré qu’il faut attendre."),
    ("ru", "По словам Анны Петровой, она устала."),
    ("en", "Mr. Reed met the board. She later recanted the claim."),
    ("en", "Carol Reed was proud. A former aide, who said she left on good terms, was not."),
    ("en", "Aides said profits would beat its forecast."),
    ("en", "The leak was a breach that exposed the records, aides said: samples to be sold."),
    ("en", "Carol Reed said that most runners would welcome that."),
    ("en", "Carol Reed said that he expected the trial to resume and that it was safe."),
    ("de", "Alice Merton sagte, dass zwei Docks stillgelegt werden."),
    ("de", "Alice Merton fragte, ob der Lokführer vernommen wurde."),
    ("es", "Ana Ruiz negó que el Gobierno haya pactado con la empresa."),
    ("es", "Ana Ruiz dijo que la exhibirá en otoño."),
    ("fr", "Alice Merton a nié que des dossiers aient été dissimulés."),
    ("fr", "Alice Merton a demandé s’il comptait rembourser les aides."),
    ("zh", "王伟要求公司在周五前公布全部账目。"),
    ("zh", "王伟说，其中三成资金被挥霍。"),
    ("ar", "قال الوزير أحمد حسن إن نوابه سيقاطعون الجلسات."),
    ("it", "Carol Reed ha detto che lei parte."),
]


def propose_last(text: str, language: str) -> str:
    article = split_article(text, language=language)
    return propose_texts(text, article.claims, article.language)[-1]


@pytest.mark.parametrize(("language", "text", "proposal"), GOLDEN)
def test_each_rule_in_each_language(language: str, text: str, proposal: str) -> None:
    assert propose_last(text, language) == proposal


@pytest.mark.parametrize(("language", "text"), UNCERTAIN)
def test_nothing_is_proposed_where_nothing_is_certain(language: str, text: str) -> None:
    assert propose_last(text, language) == ""


def test_two_people_of_one_last_name_are_not_told_apart() -> None:
    text = "Ivanka Reed said the plan was ready. Yesterday Donald Reed left. Reed said he would pay."
    assert "Ivanka" not in propose_last(text, "en")


def test_a_first_name_told_only_later_is_not_filled_in() -> None:
    text = "Reed said he would pay. Ivanka Reed said the plan was ready."
    article = split_article(text, language="en")
    assert article.claims[0].normalized_text == "Reed would pay."


def check_words(text: str, article: SplitArticle) -> None:
    known = set(re.findall(r"[^\W_]", text.casefold()))
    words = set(re.findall(r"[^\W_]+", text.casefold()))
    for claim in article.claims:
        printed = claim.normalized_text.casefold()
        assert set(re.findall(r"[^\W_]", printed)) <= known
        if not re.search(r"[\u3400-\u9fff]", printed):
            assert set(re.findall(r"[^\W_]+", printed)) <= words


@settings(max_examples=400, deadline=None)
@given(TEXTS, LANGUAGES)
def test_every_word_of_a_proposal_is_the_article_s(text: str, language: str | None) -> None:
    check_words(text, split_article(text, language=language))


@pytest.mark.parametrize(("language", "text", "proposal"), GOLDEN)
def test_every_word_of_the_golden_proposals_is_the_article_s(language: str, text: str, proposal: str) -> None:
    check_words(text, split_article(text, language=language))


@settings(max_examples=100, deadline=None)
@given(TEXTS, LANGUAGES)
def test_one_claim_s_proposal_is_that_of_the_article(text: str, language: str | None) -> None:
    article = split_article(text, language=language)
    assert propose_texts(text, article.claims, article.language) == [
        claim.normalized_text for claim in article.claims
    ]

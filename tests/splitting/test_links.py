"""What each link says about itself: its rule, its polarity, its flags, the name a pronoun stands for."""

from pathlib import Path

import pytest

from annotations.splitting import Link, LinkFlag, Polarity, SourceKind, split_article
from annotations.splitting.rules import RULES

GOLDEN = Path(__file__).parents[1] / "golden" / "splitting"

RULE_CASES = [
    ("en", "Alice Marsh said that the dam leaks.", ["verb_before_content"]),
    ("de", "Am Montag sagte Alice Brandt, dass der Damm leckt.", ["verb_before_subject"]),
    ("en", "The dam leaks, Alice Marsh said.", ["verb_after_content"]),
    ("fr", "« Le barrage fuit », affirme Alice Morel.", ["inverted_verb"]),
    ("de", "Alice Brandt nannte die Zahlen „ein Desaster“.", ["quoted_object"]),
    ("en", "Alice Marsh left the hall, saying that the dam leaks.", ["hanging_participle"]),
    (
        "es",
        "Alice Ruiz dijo que llueve mucho. Añadió que es tarde.",
        ["verb_before_content", "dropped_subject"],
    ),
    (
        "en",
        "Alice Marsh said the dam leaks, adding that it is old.",
        ["verb_before_content", "continued_report"],
    ),
    ("en", "Bob Ferris was quoted as saying that the dam leaks.", ["quoted_passive"]),
    ("en", "Bob Ferris was accused of hiding the leak.", ["accused_passive"]),
    ("en", "Bob Ferris’s claim that the dam leaks worried her.", ["noun_of_saying"]),
    ("en", "Alice Marsh quoted Bob Ferris as saying the dam leaks.", ["relay", "relayed_speaker"]),
    (
        "en",
        "The Echo reported on Monday, citing two aides, that the vote was off.",
        ["verb_before_content", "cited_origin"],
    ),
    ("en", "According to Alice Marsh, the dam leaks.", ["according_to"]),
    ("en", "The dam leaks, according to Alice Marsh.", ["according_to_behind"]),
    ("de", "Dem Bericht zufolge leckt der Damm seit Mai.", ["postposition"]),
    ("ru", "По его словам, плотина протекает.", ["possessed_preposition"]),
    ("de", "Aus Regierungskreisen hieß es, der Damm lecke.", ["german_circle"]),
    ("en", "As Alice Marsh reported, the dam leaks.", ["as_reported"]),
    ("en", "It was reported that the dam leaks.", ["impersonal_report"]),
    ("en", "The dam reportedly leaks.", ["hearsay_adverb"]),
    ("en", "The dam is said to leak badly.", ["hearsay_passive"]),
    ("ru", "Плотина протекает. Об этом сообщила Алиса Морозова.", ["pointed_back"]),
    ("fr", "Alice Morel bondissait : « Le pont fuit depuis des mois. »", ["announced_quotation"]),
    ("fr", "Pour l’économiste Alice Morel, « le pont est cher ».", ["view_of"]),
    ("fr", "Le pont est fermé, dit-on dans l’entourage du maire.", ["impersonal_behind"]),
    ("fr", "Le barrage aurait été construit en 1950.", ["conditional_of_hearsay"]),
    ("es", "La presa habría sido construida en 1950.", ["conditional_of_hearsay"]),
    ("de", "Alice Brandt fordert ein neues Gutachten.", ["german_object"]),
    ("de", "Der Damm leckt seit Mai. Das teilte Alice Brandt mit.", ["german_pointing"]),
    (
        "de",
        "Alice Brandt meldete drei Risse. Demnach leckt der Damm.",
        ["german_object", "german_accordingly"],
    ),
    ("de", "Alice Brandt ist der Ansicht, dass der Damm leckt.", ["german_noun"]),
    ("de", "Im Rathaus wird vermutet, dass der Damm leckt.", ["german_passive"]),
    ("de", "Bob Kern soll gestern zurückgetreten sein.", ["german_soll"]),
    ("de", "Alice Brandt sagte, der Damm lecke. Er sei alt.", ["verb_before_content", "german_subjunctive"]),
    ("en", "REED: The dam leaks at night.", ["transcript_turn"]),
    (
        "en",
        "Reed: Harbour Gates Will Shut in May\n\nMayor Carol Reed spoke on Monday.",
        ["headline_colon"],
    ),
    ("en", "“The dam leaks badly.” ― Carol Reed", ["signed_quotation"]),
    ("en", "Alice Marsh said the dam leaks. “It is old.”", ["verb_before_content", "carried_quotation"]),
    ("zh", "王建国表示，大坝正在渗漏。", ["chinese_verb"]),
    ("zh", "“大坝正在渗漏。”王建国说。", ["chinese_verb_behind"]),
    ("zh", "据王建国介绍，大坝正在渗漏。", ["chinese_according_to"]),
    ("zh", "据悉，大坝正在渗漏。", ["chinese_impersonal"]),
    ("zh", "《晨报》援引王建国的话称，大坝正在渗漏。", ["chinese_relay", "chinese_relayed_speaker"]),
    ("zh", "居民王建国很无奈：“大坝正在渗漏。”", ["chinese_colon"]),
    ("zh", "王建国表示，大坝正在渗漏，并称大坝很旧。", ["chinese_verb", "chinese_continued_report"]),
    ("ar", "قال سليم حداد إن السد متضرر.", ["verb_before_subject"]),
    ("ar", "نفت وزارة المياه وجود تسرب في السد.", ["verb_before_object"]),
]

POLARITY_CASES = [
    ("en", "Alice Marsh rejected claims that the dam leaks.", "denies"),
    ("en", "Alice Marsh denied that the dam leaks.", "denies"),
    ("en", "Reporters asked whether the dam leaks.", "asks"),
    ("en", "Bob asked Carol Dunn, “Is the dam safe?”", "asks"),
    ("en", "Carol Dunn asked the council to pay.", "asserts"),
    ("en", "Alice Marsh said the dam leaks.", "asserts"),
    ("de", "Alice Brandt bestritt, dass der Damm leckt.", "denies"),
    ("de", "Der Konzern dementierte, dass der Damm leckt.", "denies"),
    ("de", "Alice Brandt wies den Vorwurf zurück, der Damm lecke.", "denies"),
    ("de", "Alice Brandt wies darauf hin, dass der Damm leckt.", "asserts"),
    ("de", "Journalisten fragten, ob der Damm leckt.", "asks"),
    ("fr", "Alice Morel nie que le barrage fuie.", "denies"),
    ("fr", "Le groupe a démenti que le barrage fuie.", "denies"),
    ("fr", "Des journalistes ont demandé si le barrage fuyait.", "asks"),
    ("fr", "Bob Morel a demandé que le barrage soit fermé.", "asserts"),
    ("es", "Alice Ruiz niega que la presa tenga fugas.", "denies"),
    ("es", "Los periodistas preguntaron si la presa tiene fugas.", "asks"),
    ("ru", "Алиса Орлова отрицает, что плотина протекает.", "denies"),
    ("ru", "Журналисты спросили: «Протекает ли плотина?»", "asks"),
    ("ar", "نفى سليم حداد أن يكون السد متضررا.", "denies"),
    ("ar", 'تساءل سليم حداد: "هل السد متضرر؟"', "asks"),
    ("zh", "王建国否认大坝存在渗漏。", "denies"),
    ("zh", "警方辟谣称，大坝没有渗漏。", "asserts"),
    ("zh", "记者问道：“大坝是否渗漏？”", "asks"),
    ("zh", "王建国表示，大坝是否渗漏尚不清楚。", "asserts"),
]

WITHHELD, GROUP, COLLECTIVE = "disclosed_anonymity", "group", "collective"
FLAG_CASES = [
    ("en", "An official, who asked not to be named, said the dam leaks.", {WITHHELD}),
    ("en", "The dam leaks, an official said, speaking on condition of anonymity.", {WITHHELD}),
    ("en", "Two aides said the dam leaks.", {GROUP}),
    ("en", "A group of officials said the dam leaks.", {GROUP}),
    ("en", "Alice Marsh and Bob Ferris said the dam leaks.", {GROUP}),
    ("en", "Voters said the dam leaks.", {GROUP, COLLECTIVE}),
    ("en", "Three voters said the dam leaks.", {GROUP}),
    ("en", "An official said the dam leaks.", set()),
    ("de", "Ein Beamter, der anonym bleiben wollte, sagte, der Damm lecke.", {WITHHELD}),
    ("de", "Mehrere Beamte sagten, der Damm lecke.", {GROUP}),
    ("de", "Viele Anwohner sagten, der Damm lecke.", {GROUP, COLLECTIVE}),
    ("fr", "Un responsable a déclaré sous couvert d’anonymat que le barrage fuit.", {WITHHELD}),
    ("fr", "Deux responsables affirment que le barrage fuit.", {GROUP}),
    ("fr", "Les habitants affirment que le barrage fuit.", {GROUP, COLLECTIVE}),
    ("es", "Un funcionario que pidió el anonimato dijo que la presa tiene fugas.", {WITHHELD}),
    ("es", "Dos funcionarios dijeron que la presa tiene fugas.", {GROUP}),
    ("es", "Los vecinos dicen que la presa tiene fugas.", {GROUP, COLLECTIVE}),
    ("ru", "Чиновник, не пожелавший назвать себя, сообщил, что плотина протекает.", {WITHHELD}),
    ("ru", "Два чиновника сообщили, что плотина протекает.", {GROUP}),
    ("ru", "Жители говорят, что плотина протекает.", {GROUP, COLLECTIVE}),
    ("ar", "وقال مسؤول رفض ذكر اسمه إن السد متضرر.", {WITHHELD}),
    ("ar", "قال مسؤولون إن السد متضرر.", {GROUP}),
    ("ar", "قال سكان إن السد متضرر.", {GROUP, COLLECTIVE}),
    ("zh", "一名不愿透露姓名的官员表示，大坝正在渗漏。", {WITHHELD}),
    ("zh", "多名官员表示，大坝正在渗漏。", {GROUP}),
    ("zh", "网友表示，大坝正在渗漏。", {GROUP, COLLECTIVE}),
    ("zh", "一名网友表示，大坝正在渗漏。", set()),
]

HINT_CASES = [
    ("en", "Mayor Alice Marsh, who built it, said the dam leaks. She said it is new.", "Alice Marsh"),
    ("en", "The government said the dam leaks. It has no plan, it said.", "The government"),
    ("de", "Alice Brandt sagte, der Damm lecke. Sie sagte, dass er alt ist.", "Alice Brandt"),
    ("fr", "Alice Morel affirme que le barrage fuit. Elle affirme qu’il est vieux.", "Alice Morel"),
    ("es", "Alice Ruiz dijo que llueve mucho. Ella dijo que es tarde.", "Alice Ruiz"),
    ("ru", "Алиса Орлова сказала, что плотина протекает. Она сказала, что пора.", "Алиса Орлова"),
    ("ar", "قال سليم حداد إن السد متضرر. وهو قال إن السد قديم.", None),
    ("zh", "王建国表示，大坝正在渗漏。他说，大坝很新。", "王建国"),
    ("en", "The officials said the dam leaks. They said it is new.", None),
]

CARRIED_CASES = [
    ("en", "Officials said the dam leaks. The dam was built in 1950.", "Officials"),
    ("en", "Officials said the dam leaks. Bob Ferris was born here.", None),
    ("en", "Officials denied that the dam leaks. It was built in 1950.", None),
    ("en", "Alice Marsh said the dam leaks. She was born here.", None),
    ("en", "Alice Marsh said the dam leaks. Her team works on it.", "Alice Marsh"),
    ("en", "Officials said the dam leaks.\n\nIt was built in 1950 by hand.", None),
    ("de", "Beamte sagten, dass der Damm leckt. Er steht seit 1950.", "Beamte"),
    ("fr", "Deux élus affirment que le barrage fuit. Ce barrage date de 1950.", "Deux élus"),
    ("es", "Dos vecinos dijeron que la presa tiene fugas. La presa es de 1950.", "Dos vecinos"),
    ("ru", "Жители говорят, что плотина протекает. Плотину построили в 1950 году.", "Жители"),
    ("ar", "قال سليم حداد إن السد متضرر. وهو سد قديم في الجنوب.", "سليم حداد"),
    ("zh", "王建国表示，大坝正在渗漏。该坝建于1950年。", "王建国"),
]


def list_links(text: str, language: str) -> list[Link]:
    return [link for claim in split_article(text, language=language).claims for link in claim.chain]


@pytest.mark.parametrize(("language", "text", "rules"), RULE_CASES)
def test_a_link_names_its_rule(language: str, text: str, rules: list[str]) -> None:
    assert [link.rule for link in list_links(text, language)] == rules


def test_every_rule_has_a_golden_sentence() -> None:
    assert {rule for _, _, rules in RULE_CASES for rule in rules} == set(RULES)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_no_link_goes_without_a_rule(path: Path) -> None:
    links = [link for claim in split_article(path.read_text(encoding="utf-8")).claims for link in claim.chain]
    assert {link.rule for link in links} <= set(RULES)


@pytest.mark.parametrize(("language", "text", "polarity"), POLARITY_CASES)
def test_polarity(language: str, text: str, polarity: str) -> None:
    assert [link.polarity for link in list_links(text, language)] == [Polarity(polarity)]


@pytest.mark.parametrize(("language", "text", "flags"), FLAG_CASES)
def test_flags(language: str, text: str, flags: set[str]) -> None:
    assert [link.flags for link in list_links(text, language)] == [set(map(LinkFlag, flags))]


@pytest.mark.parametrize(("language", "text", "name"), HINT_CASES)
def test_a_pronoun_hints_at_a_name(language: str, text: str, name: str | None) -> None:
    hint = list_links(text, language)[-1].name_hint
    assert (text[slice(*hint)] if hint else None) == name


@pytest.mark.parametrize(("language", "text", "source"), CARRIED_CASES)
def test_a_sentence_may_carry_on_a_report(language: str, text: str, source: str | None) -> None:
    claim = split_article(text, language=language).claims[-1]
    assert not claim.chain
    assert (text[slice(*claim.inherited_from)] if claim.inherited_from else None) == source


def test_a_body_s_spokesman_who_withholds_his_name_is_anonymous() -> None:
    text = "A ministry spokesman said on condition of anonymity that the dam leaks."
    (link,) = list_links(text, "en")
    assert (link.kind, link.flags) == (SourceKind.ANONYMOUS, {LinkFlag.DISCLOSED_ANONYMITY})


def test_what_is_reported_of_anonymity_flags_nobody() -> None:
    text = "An official said the writer of the letter requested anonymity in March."
    assert [link.flags for link in list_links(text, "en")] == [frozenset()]

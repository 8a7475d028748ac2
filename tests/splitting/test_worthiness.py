import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotations.splitting import QuoteKind, SourceKind, Span, SplitClaim, WorthinessReason, split_article
from annotations.splitting.lexicon import list_languages
from annotations.splitting.worthiness import BASE, WEIGHTS, score_claim

R = WorthinessReason

GOLDEN = [
    ("en", "Taxes rose by 4%.", {R.NUMBER, R.COMPARISON, R.PAST_EVENT}),
    ("en", "The repair could cost $14 million.", {R.NUMBER, R.MONEY, R.FORECAST}),
    ("en", "The bridge was closed on Tuesday.", {R.DATE, R.PAST_EVENT}),
    ("en", "The vote in May was long.", {R.DATE, R.PAST_EVENT}),
    ("en", "It lies between Boston and the sea.", {R.NAME}),
    ("en", "I think it is a wonderful plan.", {R.OPINION, R.VAGUE}),
    ("en", "I am proud of this team.", {R.OPINION, R.VAGUE}),
    ("en", "Did the plan fail?", {R.PAST_EVENT, R.QUESTION}),
    ("en", "Some things happen.", {R.VAGUE}),
    ("zh", "大桥于2019年3月关闭。", {R.DATE, R.PAST_EVENT}),
    ("zh", "预算将增加300万元。", {R.NUMBER, R.MONEY, R.COMPARISON, R.FORECAST}),
    ("zh", "預算可能增加三成。", {R.NUMBER, R.MONEY, R.COMPARISON, R.FORECAST}),
    ("zh", "北京的人口比上海少。", {R.NAME, R.COMPARISON}),
    ("zh", "我们觉得很自豪。", {R.OPINION, R.VAGUE}),
    ("zh", "这难道是真的吗？", {R.QUESTION, R.VAGUE}),
    ("zh", "一些事情正在进行。", {R.VAGUE}),
    ("de", "Die Brücke wurde am Dienstag geschlossen.", {R.DATE, R.PAST_EVENT}),
    ("de", "Die Reparatur könnte 14 Millionen Euro kosten.", {R.NUMBER, R.MONEY, R.FORECAST}),
    ("de", "Am Ufer steht ein Haus von Alice Merton.", {R.NAME}),
    ("de", "Hamburg hat mehr Einwohner.", {R.NAME, R.COMPARISON}),
    ("de", "Ich glaube, das ist ein wunderbarer Plan.", {R.OPINION, R.VAGUE}),
    ("de", "Ist der Plan offen?", {R.QUESTION}),
    ("de", "Die Sache ist offen.", {R.VAGUE}),
    ("fr", "Le pont a été fermé mardi.", {R.DATE, R.PAST_EVENT}),
    ("fr", "La réparation pourrait coûter 14 millions d’euros.", {R.NUMBER, R.MONEY, R.FORECAST}),
    ("fr", "Cette ville, Paris, compte plus d’habitants.", {R.NAME, R.COMPARISON}),
    ("fr", "Je pense que c’est magnifique.", {R.OPINION, R.VAGUE}),
    ("fr", "Pourquoi le plan est-il ouvert ?", {R.QUESTION, R.PAST_EVENT}),
    ("es", "El puente fue cerrado el martes.", {R.DATE, R.PAST_EVENT}),
    ("es", "La reparación costará 14 millones de euros.", {R.NUMBER, R.MONEY, R.FORECAST}),
    ("es", "La ciudad de Madrid tiene más habitantes.", {R.NAME, R.COMPARISON}),
    ("es", "Creo que es maravilloso.", {R.OPINION}),
    ("es", "¿Por qué falla el plan?", {R.QUESTION}),
    ("ru", "Мост был закрыт во вторник.", {R.DATE, R.PAST_EVENT}),
    ("ru", "Ремонт будет стоить 14 млн рублей.", {R.NUMBER, R.MONEY, R.FORECAST}),
    ("ru", "Город Москва больше.", {R.NAME, R.COMPARISON}),
    ("ru", "Я думаю, что это прекрасно.", {R.OPINION, R.VAGUE}),
    ("ru", "Почему план плохой?", {R.OPINION, R.QUESTION, R.VAGUE}),
    ("ar", "أغلق الجسر يوم الثلاثاء.", {R.DATE, R.PAST_EVENT}),
    ("ar", "سيكلف الإصلاح 14 مليون دولار.", {R.NUMBER, R.MONEY, R.FORECAST}),
    ("ar", "القاهرة أكبر من بيروت.", {R.NAME, R.COMPARISON}),
    ("ar", "أعتقد أن هذا رائع.", {R.OPINION}),
    ("ar", "هل الخطة واضحة؟", {R.QUESTION, R.VAGUE}),
    ("en", "No patient had been harmed.", {R.PAST_EVENT}),
    ("en", "It came far too late for them.", {R.PAST_EVENT, R.VAGUE}),
    ("zh", "草案共有四十三条。", {R.NUMBER}),
    ("zh", "双方在投票前秘密会面。", set()),
    ("it", "Il ponte di Roma nel 2019.", {R.NAME, R.DATE}),
]


RANKED = json.loads((Path(__file__).parent / "ranked_claims.json").read_text(encoding="utf-8"))
"""Fictional claims, ranked before they were scored: 2 worth checking, 1 middling, 0 not."""


def make_claim(text: str, quote_kind: QuoteKind = QuoteKind.NONE) -> SplitClaim:
    whole = Span(0, len(text))
    return SplitClaim(0, len(text), (whole,), whole, quote_kind, SourceKind.NONE, (whole,), ())


@pytest.mark.parametrize(("language", "sentence", "reasons"), GOLDEN)
def test_each_rule_in_each_language(language: str, sentence: str, reasons: set[WorthinessReason]) -> None:
    assert set(score_claim(sentence, make_claim(sentence), language=language).reasons) == reasons


@pytest.mark.parametrize(("better", "worse", "floor"), [(2, 0, 0.99), (2, 1, 0.9), (1, 0, 0.95)])
def test_scores_order_claims_as_people_do(
    better: int, worse: int, floor: float, capsys: pytest.CaptureFixture[str]
) -> None:
    scores: dict[int, list[float]] = {0: [], 1: [], 2: []}
    for row in RANKED:
        found = score_claim(row["text"], make_claim(row["text"]), language=row["language"])
        scores[row["rank"]].append(found.score)
    pairs = [(a > b) + (a == b) / 2 for a in scores[better] for b in scores[worse]]
    with capsys.disabled():
        print(f"\nclass {better} above {worse}: AUC {sum(pairs) / len(pairs):.3f}", end=" ")  # noqa: T201 (a figure to read)
    assert sum(pairs) / len(pairs) >= floor


def test_the_score_is_the_base_and_the_weights_in_hundredths() -> None:
    text = "It is more than 4%."
    found = score_claim(text, make_claim(text), language="en")
    assert found.score == (BASE + WEIGHTS[R.NUMBER] + WEIGHTS[R.COMPARISON]) / 100


def test_a_quotation_weighs_less() -> None:
    text = "“Taxes rose by 4%.”"
    quoted = score_claim(text, make_claim(text, QuoteKind.DIRECT), language="en")
    assert R.QUOTATION in quoted.reasons
    assert quoted.score < score_claim(text, make_claim(text), language="en").score


def test_a_title_in_capitals_names_nobody() -> None:
    text = "Harbour Bridge Closed After Cracks Found"
    assert R.NAME not in score_claim(text, make_claim(text), language="en").reasons


def test_a_source_known_from_the_article_is_a_name_at_the_opening_too() -> None:
    text = "Merton won the race. Alice Merton said the race was long."
    assert R.NAME in split_article(text, language="en").claims[0].worthiness.reasons


def test_words_between_han_ones_count() -> None:
    text = "据称 Alice Merton 已经离开。"
    assert R.NAME in score_claim(text, make_claim(text), language="zh").reasons


@settings(max_examples=300, deadline=None)
@given(st.text(min_size=1).filter(str.strip), st.sampled_from([*list_languages(), "it"]))
def test_any_text_has_a_score_from_0_to_1_and_each_reason_once(text: str, language: str) -> None:
    text = text.strip()
    found = score_claim(text, make_claim(text), language=language)
    assert 0 <= found.score <= 1
    assert list(found.reasons) == [reason for reason in WorthinessReason if reason in found.reasons]
    assert found == score_claim(text, make_claim(text), language=language)


@given(st.sampled_from([sentence for _, sentence, _ in GOLDEN]), st.sampled_from(list_languages()))
def test_a_question_is_never_worth_more(sentence: str, language: str) -> None:
    asked = sentence.rstrip(".。") + "?"
    plain = score_claim(sentence, make_claim(sentence), language=language).score
    assert score_claim(asked, make_claim(asked), language=language).score <= plain

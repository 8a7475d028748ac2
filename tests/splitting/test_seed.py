"""The facts of the sample article that started the project."""

from functools import cache
from pathlib import Path

from annotations.splitting import SegmentKind, SourceKind, Span, SplitArticle, SplitClaim, split_article

SEED = Path(__file__).parents[2] / "seeds" / "000_7fe4986ec0dc1bf2.txt"


@cache
def read_seed() -> tuple[str, SplitArticle]:
    with SEED.open(encoding="utf-8", newline="") as file:
        text = file.read()
    return text, split_article(text)


def find_claim(words: str) -> SplitClaim:
    text, article = read_seed()
    return next(claim for claim in article.claims if words in text[claim.start : claim.end])


def print_sources(claim: SplitClaim) -> list[str]:
    text, _ = read_seed()
    return [text[link.source.start : link.source.end] if link.source else "" for link in claim.chain]


def list_kinds(claim: SplitClaim) -> list[SourceKind]:
    return [link.kind for link in claim.chain]


def test_byline_and_comment_form_are_no_claims() -> None:
    text, article = read_seed()
    clutter = [
        part for part in article.segments if part.kind in (SegmentKind.BYLINE, SegmentKind.BOILERPLATE)
    ]
    printed = "".join(text[part.start : part.end] for part in clutter)
    for words in ("Xiao Xinxin]", "By word", "Leave a Reply", "Required fields are marked"):
        assert words in printed
    assert not any(part.start <= claim.start < part.end for claim in article.claims for part in clutter)


def test_a_stop_without_a_blank_ends_a_sentence() -> None:
    text, article = read_seed()
    at = text.index("知情人士")
    assert any(sentence.end == at for sentence in article.sentences)
    assert any(sentence.start == at for sentence in article.sentences)


def test_insiders_are_an_anonymous_source() -> None:
    claim = find_claim("the meeting focused on")
    assert print_sources(claim) == ["知情人士"]
    assert claim.source_kind is SourceKind.ANONYMOUS


def test_an_agency_passes_on_what_officials_say() -> None:
    claim = find_claim("military planners have begun")
    assert print_sources(claim) == ["Reuters", "US officials and sources"]
    assert list_kinds(claim) == [SourceKind.NAMED_ORGANISATION, SourceKind.ANONYMOUS]


def test_two_sources_under_a_medium() -> None:
    claim = find_claim("have formed a committee")
    assert print_sources(claim) == ["US Axios News", "two sources familiar with the matter"]
    assert claim.source_kind is SourceKind.ANONYMOUS


def test_reports_are_unspecified() -> None:
    assert find_claim("most unacceptable requirement").source_kind is SourceKind.UNSPECIFIED
    assert find_claim("will hold an online meeting on the 20th").chain[0].source is None
    assert find_claim("will hold an online meeting on the 20th").source_kind is SourceKind.UNSPECIFIED


def test_a_minister_is_the_origin_behind_an_agency() -> None:
    claim = find_claim("Russia disagrees with")
    assert print_sources(claim) == ["RIA Novosti", "Russian Foreign Minister Lavrov"]
    assert list_kinds(claim) == [SourceKind.NAMED_ORGANISATION, SourceKind.NAMED_PERSON]


def test_a_quotation_carries_its_speaker_on() -> None:
    claim = find_claim("When it comes to security")
    assert print_sources(claim) == ["He"]
    assert claim.chain[0].cue is None
    assert claim.source_kind is SourceKind.NAMED_PERSON


def test_an_analysis_is_a_document_under_a_medium() -> None:
    claim = find_claim("without granting it NATO membership")
    assert print_sources(claim) == ["Ukraine’s “National Network”", "an analysis"]
    assert list_kinds(claim) == [SourceKind.NAMED_ORGANISATION, SourceKind.DOCUMENT]


def test_titles_belong_to_the_source() -> None:
    claim = find_claim("is a “viable option.”")
    assert print_sources(claim) == ["US White House Press Secretary Levit"]
    assert claim.source_kind is SourceKind.NAMED_PERSON


def test_an_unattributed_sentence_has_no_chain() -> None:
    claim = find_claim("About 10 countries")
    assert claim.chain == ()
    assert claim.source_kind is SourceKind.NONE


def test_spans_are_exact() -> None:
    text, _ = read_seed()
    claim = find_claim("security guarantees will definitely be achieved")
    assert Span(claim.start, claim.end) == claim.fragments[0]
    assert text[claim.start : claim.end] == "security guarantees will definitely be achieved"

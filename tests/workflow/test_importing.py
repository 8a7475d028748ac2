from collections.abc import Callable

import pytest

from annotations.models import Article, Claim, ClaimProgress, Project, Segment, User
from annotations.reading import ArticleDraft, LoneSurrogate, NotText, read_text
from annotations.workflow.importing import ArticleDetails, DetailsInvalid, NothingToReview, import_article
from annotations.workflow.managing import close_round
from annotations.workflow.refusals import NotAllowed
from tests.factories import NOON, TEXT, make_article, make_claims


def test_an_article_is_stored_as_read(project: Project) -> None:
    text = TEXT.replace("\n", "\r\n") + " 😀"
    assert Article.objects.get(pk=make_article(project, text).pk).text == text


def test_claims_hold_the_articles_exact_words(claims: list[Claim]) -> None:
    for claim in claims:
        assert claim.text == claim.article.text[claim.start : claim.end]


def test_chains_come_along(claims: list[Claim]) -> None:
    claim = next(claim for claim in claims if "contract was signed" in claim.text)
    link = claim.chain.get()
    assert (link.source_text, link.source_kind) == ("A person familiar with the talks", "anonymous")
    assert claim.suggestion == "unsourced"


def test_a_link_keeps_its_polarity_its_rule_and_its_flags(project: Project) -> None:
    make_claims(project, "An official, who asked not to be named, denied that the dam leaks.")
    link = Claim.objects.get().chain.get()
    assert (link.polarity, link.rule) == ("denies", "verb_before_content")
    assert link.flags == ["disclosed_anonymity"]


def test_scores_and_proposals_come_along(project: Project) -> None:
    make_claims(project, "Mayor Carol Reed said she would resign in March 2019.")
    claim = Claim.objects.get()
    assert claim.normalized_text == "Mayor Carol Reed would resign in March 2019."
    assert (claim.check_worthiness, claim.check_reasons) == (0.15, ["date", "forecast"])


def test_segments_cover_the_article(project: Project) -> None:
    article = make_article(project)
    parts = Segment.objects.filter(article=article).order_by("start")
    assert "".join(article.text[part.start : part.end] for part in parts) == article.text


def test_claims_wait_in_the_open_round(project: Project, claims: list[Claim]) -> None:
    assert ClaimProgress.objects.filter(round=project.rounds.get()).count() == len(claims)


def test_between_rounds_claims_wait_for_the_next(project: Project, alice: User) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    make_claims(project)
    assert not ClaimProgress.objects.exists()


def test_the_same_content_is_one_article(project: Project) -> None:
    article = make_article(project)
    again = import_article(project=project, draft=read_text(TEXT.replace("\n", "\r\n")), at=NOON)
    assert (again.article, again.is_new) == (article, False)


def boilerplate() -> ArticleDraft:
    return read_text(
        "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n"
    )


@pytest.mark.parametrize(
    ("make_draft", "error"),
    [
        (boilerplate, NothingToReview),
        (lambda: ArticleDraft(text="The ferry\0 sank.", title="Ferry"), NotText),
        (lambda: ArticleDraft(text="The ferry \ud800 sank.", title="Ferry"), LoneSurrogate),
    ],
)
def test_nothing_of_a_refused_text_is_stored(
    make_draft: Callable[[], ArticleDraft], error: type[Exception], project: Project
) -> None:
    with pytest.raises(error):
        import_article(project=project, draft=make_draft(), at=NOON)
    assert not Article.objects.exists()


def test_details_that_do_not_fit_are_named(project: Project) -> None:
    details = ArticleDetails(url="no address", language="en")
    with pytest.raises(DetailsInvalid, match="url"):
        import_article(project=project, draft=read_text(TEXT), at=NOON, details=details)
    assert not Article.objects.exists()


def test_only_a_lead_imports(project: Project, bob: User) -> None:
    with pytest.raises(NotAllowed):
        import_article(project=project, draft=read_text(TEXT), at=NOON, by=bob)

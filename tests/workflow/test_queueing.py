from annotations.models import Claim, Project, User
from annotations.workflow.assigning import assign_article
from annotations.workflow.managing import close_round
from annotations.workflow.queueing import next_claim, waiting_by_project, waiting_claims
from tests.factories import NOON, TEXT, make_article, make_claims, make_project, make_review


def test_claims_come_in_reading_order(project: Project, claims: list[Claim], bob: User) -> None:
    assert list(waiting_claims(project=project, reviewer=bob)) == claims
    assert next_claim(project=project, reviewer=bob) == claims[0]


def test_what_i_have_done_does_not_wait(
    project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    make_review(claims[0], bob)
    make_review(claims[1], bob, skip_reason="opinion")
    assert list(waiting_claims(project=project, reviewer=bob)) == claims[2:]
    assert list(waiting_claims(project=project, reviewer=carol)) == claims


def test_complete_claims_do_not_wait(project: Project, claims: list[Claim], alice: User, bob: User) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert next_claim(project=project, reviewer=bob) is None


def test_after_a_claim_comes_the_next_of_the_article(
    project: Project, claims: list[Claim], bob: User
) -> None:
    make_review(claims[1], bob)
    assert next_claim(project=project, reviewer=bob, after=claims[0]) == claims[2]


def test_passed_over_claims_come_before_the_next_article(
    project: Project, claims: list[Claim], bob: User
) -> None:
    other = make_article(project, TEXT.replace("400", "500"))
    assert next_claim(project=project, reviewer=bob, after=claims[-1]) == claims[0]
    for claim in claims[:-1]:
        make_review(claim, bob)
    found = next_claim(project=project, reviewer=bob, after=claims[-1])
    assert found is not None
    assert found.article == other


def test_assigned_articles_come_first(project: Project, claims: list[Claim], alice: User, bob: User) -> None:
    other = make_article(project, TEXT.replace("400", "500"))
    assign_article(article=other, reviewer=bob, by=alice, at=NOON)
    found = next_claim(project=project, reviewer=bob)
    assert found is not None
    assert found.article == other


def test_how_much_waits_in_each_project(
    project: Project, claims: list[Claim], alice: User, bob: User
) -> None:
    other = make_project(lead=alice, reviewers=[bob], name="Airport")
    make_claims(other)
    make_review(claims[0], bob)
    assert waiting_by_project(reviewer=bob) == {project.pk: len(claims) - 1, other.pk: len(claims)}
    assert waiting_by_project(reviewer=alice) == {}

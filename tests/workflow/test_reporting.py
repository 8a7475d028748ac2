import pytest

from annotations.models import Claim, Project, Role, Round, User
from annotations.workflow.managing import close_round, open_round, set_role
from annotations.workflow.reporting import (
    AgreementReport,
    Reach,
    count_progress,
    reach_for,
    report_agreement,
)
from annotations.workflow.reviewing import undo_review
from tests.factories import NOON, make_review, make_user


@pytest.fixture
def here(project: Project) -> Round:
    return project.rounds.get()


def report(here: Round, reach: Reach = Reach.ALL) -> AgreementReport:
    return report_agreement(round=here, reach=reach)


def test_no_review_gives_figures_that_say_why(claims: list[Claim], here: Round) -> None:
    empty = report(here)
    assert (empty.claims, empty.complete_claims, empty.data_at) == (len(claims), 0, None)
    assert {figure.reason for figure in empty.summary.figures.values()} == {"no_ratings"}


def test_every_label_of_the_workbench_is_in_the_report(claims: list[Claim], here: Round, bob: User) -> None:
    make_review(claims[0], bob, "unsourced")
    counts = {label: figures.count for label, figures in report(here).summary.per_label.items()}
    assert counts == {"verified": 0, "disputed": 0, "unsourced": 1}


def test_figures_are_those_of_the_verdicts(claims: list[Claim], here: Round, bob: User, carol: User) -> None:
    for claim, second in zip(claims, ["verified", "disputed"], strict=False):
        make_review(claim, bob, "verified")
        make_review(claim, carol, second)
    summary = report(here).summary
    assert (summary.units, summary.ratings, summary.figures["observed_agreement"].value) == (2, 4, 0.5)
    assert summary.figures["alpha_nominal"].value == 0.0


def test_an_open_claim_counts_for_a_lead_only(
    claim: Claim, project: Project, here: Round, alice: User, bob: User
) -> None:
    make_review(claim, bob)
    assert reach_for(user=alice, round=here) is Reach.ALL
    assert reach_for(user=bob, round=here) is Reach.COMPLETE
    assert report(here, Reach.ALL).summary.ratings == 1
    assert report(here, Reach.COMPLETE).summary.ratings == 0


@pytest.mark.parametrize("role", [None, Role.OBSERVER])
def test_observers_and_superusers_see_complete_claims_only(
    project: Project, here: Round, role: Role | None
) -> None:
    erin = make_user("erin", is_superuser=role is None)
    if role:
        set_role(project=project, user=erin, role=role, by=None, at=NOON)
    assert reach_for(user=erin, round=here) is Reach.COMPLETE


def test_a_project_that_is_not_blind_counts_everything_for_everyone(
    project: Project, here: Round, bob: User
) -> None:
    Project.objects.filter(pk=project.pk).update(is_blind=False)
    assert reach_for(user=bob, round=Round.objects.get(pk=here.pk)) is Reach.ALL


def test_the_word_before_others_were_visible_counts(
    claim: Claim, here: Round, bob: User, carol: User
) -> None:
    make_review(claim, bob, "verified")
    make_review(claim, carol, "disputed")
    make_review(claim, carol, "verified", minutes=1)
    make_review(claim, carol, "unsourced", minutes=2)
    assert report(here).summary.per_label["disputed"].count == 1
    assert report(here).data_at == NOON


def test_a_review_whose_changes_were_undone_twice_counts_once(claim: Claim, here: Round, bob: User) -> None:
    make_review(claim, bob, "verified")
    for minutes in (1, 2):
        undo_review(review=make_review(claim, bob, "disputed", minutes=minutes), by=bob, at=NOON)
    (counts,) = report(here).reviewers
    assert (counts.verdicts, report(here).unsupported) == (1, 1)


def test_a_skip_is_no_rating(claim: Claim, here: Round, bob: User, carol: User) -> None:
    make_review(claim, bob, "verified")
    make_review(claim, carol, skip_reason="opinion")
    both = report(here)
    assert (both.summary.ratings, both.skip_reasons) == (1, {"opinion": 1})
    assert [(row.verdicts, row.skips) for row in both.reviewers] == [(1, 0), (0, 1)]


def test_a_retired_claim_is_left_out(claim: Claim, claims: list[Claim], here: Round, bob: User) -> None:
    make_review(claim, bob)
    Claim.objects.filter(pk=claim.pk).update(retired_at=NOON)
    assert (report(here).claims, report(here).summary.ratings) == (len(claims) - 1, 0)


def test_rounds_are_never_pooled(claim: Claim, project: Project, here: Round, alice: User, bob: User) -> None:
    make_review(claim, bob)
    close_round(round=here, by=alice, at=NOON)
    second = open_round(project=project, by=alice, at=NOON)
    assert (report(here).summary.ratings, report(second).summary.ratings) == (1, 0)


def test_support_and_simulation_are_counted_by_rating(
    claims: list[Claim], here: Round, bob: User, carol: User
) -> None:
    make_review(claims[0], bob, "verified", is_simulated=True)
    make_review(claims[1], bob, skip_reason="opinion", is_simulated=True)
    make_review(claims[0], carol, "disputed", justification="The register says no.")
    made = report(here)
    assert (made.unsupported, made.simulated) == (1, 1)
    assert [row.is_simulated for row in made.reviewers] == [True, False]


def test_a_reviewer_reads_their_own_row_only(
    claim: Claim, here: Round, alice: User, bob: User, carol: User
) -> None:
    make_review(claim, bob)
    make_review(claim, carol)
    made = report(here)
    assert [row.reviewer for row in made.rows_for(bob)] == [bob]
    assert [row.reviewer for row in made.rows_for(alice)] == [bob, carol]


def test_the_json_names_pairs_by_username_and_keeps_to_the_rows_given(
    claim: Claim, here: Round, bob: User, carol: User
) -> None:
    make_review(claim, bob)
    make_review(claim, carol)
    made = report(here)
    figures = made.to_json_dict(reviewers=made.rows_for(bob))
    assert [(pair["first"], pair["second"], pair["n"]) for pair in figures["pairs"]] == [("bob", "carol", 1)]
    assert [row["username"] for row in figures["reviewers"]] == ["bob"]


def test_a_report_asks_the_same_few_questions_however_much_there_is(
    claims: list[Claim], here: Round, bob: User, carol: User, django_assert_num_queries
) -> None:
    for claim in claims:
        make_review(claim, bob)
        make_review(claim, carol)
    report(here)
    # Whether anything changed (2), the tally and its articles (2), the claims that differ most (2), the
    # verdicts that the model takes, final verdicts (2) and claims where they differ, the reviewers, the
    # versions, re-tests, the rounds, what was published since this one was opened.
    with django_assert_num_queries(15):
        report(here)


def test_progress_counts_live_claims(claims: list[Claim], here: Round, bob: User, carol: User) -> None:
    make_review(claims[0], bob)
    make_review(claims[0], carol)
    Claim.objects.filter(pk=claims[1].pk).update(retired_at=NOON)
    progress = count_progress(round=here)
    assert (progress.claims, progress.complete) == (len(claims) - 1, 1)

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from annotations.models import Claim, Project, Role, User
from annotations.workflow.agreement.scope import Reach
from annotations.workflow.cuts import CutReport, report_cuts
from annotations.workflow.editing import (
    accept_edit,
    add_claim,
    merge_with_next,
    move_claim_edge,
    reject_edit,
    retire_claim,
    split_claim,
)
from annotations.workflow.managing import close_round, set_role
from tests.factories import NOON, TEXT, make_claims, make_project, make_review

PAIR = "Carol Reed said the old dam leaks every spring, and the new road is closed to all lorries."


@pytest.fixture
def judged(project: Project, claims: list[Claim], bob: User, carol: User) -> list[Claim]:
    """Five claims of one article; Bob and Carol judged the second and differ on it."""
    make_review(claims[1], bob, "verified")
    make_review(claims[1], carol, "disputed")
    return claims


def report(project: Project, reach: Reach = Reach.ALL) -> CutReport:
    return report_cuts(round=project.rounds.get(), reach=reach)


def test_untouched_articles_are_counted_and_not_compared(project: Project, judged: list[Claim]) -> None:
    found = report(project)
    assert (found.articles, found.edited, found.compared, found.pairs) == (1, 0, 0, ())
    assert found.f1.value is None


def test_who_changed_nothing_cut_it_as_the_splitter_did(
    project: Project, judged: list[Claim], bob: User, carol: User
) -> None:
    retire_claim(claim=judged[0], by=bob, at=NOON)
    (pair,) = report(project).pairs
    assert (pair.first, pair.second, pair.articles) == (bob, carol, 1)
    assert (pair.claims, pair.matched, pair.alone) == ((4, 5), 4, (0, 1))
    assert (pair.precision.value, pair.recall.value) == (0.8, 1.0)  # of Carol's ten borders Bob set eight
    assert pair.f1.value == pytest.approx(16 / 18)
    assert pair.alpha.value is not None and 0.5 < pair.alpha.value < 1  # noqa: PT018 - one range


def test_the_same_cut_twice_agrees(project: Project, judged: list[Claim], bob: User, carol: User) -> None:
    for reviewer in (bob, carol):
        retire_claim(claim=judged[0], by=reviewer, at=NOON)
    (pair,) = report(project).pairs
    assert (pair.f1.value, pair.alpha.value, pair.alone) == (1.0, 1.0, (0, 0))


def test_verdicts_are_compared_on_what_is_the_same(project: Project, judged: list[Claim], bob: User) -> None:
    move_claim_edge(claim=judged[2], edge="end", steps=-1, by=bob, at=NOON)
    (pair,) = report(project).pairs
    assert (pair.matched, pair.alone) == (5, (0, 0))
    assert (pair.agreement.value, pair.agreement.n) == (0.0, 1)


def test_verdicts_of_open_claims_count_for_leads_only(
    project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    project.overlap = 3
    project.save()
    for reviewer in (bob, carol):
        make_review(claims[1], reviewer)
        retire_claim(claim=claims[0], by=reviewer, at=NOON)
    retire_claim(claim=claims[2], by=bob, at=NOON)
    assert report(project).agreement.n == 1
    assert report(project, Reach.COMPLETE).agreement.n == 0
    assert report(project, Reach.COMPLETE).f1.n == 14


def test_who_had_no_turn_has_cut_nothing(project: Project, claims: list[Claim], bob: User) -> None:
    retire_claim(claim=claims[0], by=bob, at=NOON)
    found = report(project)
    assert [row.reviewer for row in found.cutters] == [bob]
    assert found.pairs == ()


def test_a_turn_on_open_claims_is_none_for_who_sees_complete_ones_only(
    project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    retire_claim(claim=claims[0], by=bob, at=NOON)
    make_review(claims[1], carol)
    assert len(report(project).cutters) == 2
    assert len(report(project, Reach.COMPLETE).cutters) == 1


def test_a_lead_is_compared_with_nobody(project: Project, judged: list[Claim], alice: User) -> None:
    retire_claim(claim=judged[0], by=alice, at=NOON)
    assert report(project).edited == 0


def test_what_was_taken_back_is_no_edit(project: Project, judged: list[Claim], bob: User) -> None:
    reject_edit(edit=retire_claim(claim=judged[0], by=bob, at=NOON), by=bob, at=NOON)
    assert report(project).edited == 0


def test_what_was_proposed_after_the_round_was_closed_is_not_of_it(
    project: Project, judged: list[Claim], alice: User, bob: User
) -> None:
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    retire_claim(claim=judged[0], by=bob, at=NOON + timedelta(days=1))
    assert report(project).edited == 0


def test_edits_are_counted_by_kind(project: Project, judged: list[Claim], bob: User, carol: User) -> None:
    retire_claim(claim=judged[0], by=bob, at=NOON)
    retire_claim(claim=judged[2], by=bob, at=NOON)
    merge_with_next(claim=judged[3], by=bob, at=NOON)
    of_bob, of_carol = report(project).cutters
    assert (of_bob.edits, of_bob.articles, of_bob.otherwise) == ({"merge": 1, "retire": 2}, 1, 1)
    assert (of_carol.edits, of_carol.otherwise) == ({}, 0)


def test_an_article_with_overlapping_claims_is_not_in_alpha(
    project: Project, judged: list[Claim], bob: User
) -> None:
    add_claim(article=judged[1].article, start=judged[1].start, end=judged[1].end - 6, by=bob, at=NOON)
    (pair,) = report(project).pairs
    assert (pair.overlapping, pair.alpha.value, pair.claims) == (1, None, (6, 5))


def test_the_parts_of_a_split_match_once(alice: User, bob: User, carol: User) -> None:
    project = make_project(lead=alice, reviewers=[bob, carol], name="Dam")
    claim = make_claims(project, PAIR)[0]
    make_review(claim, carol, "verified")
    edit = accept_edit(edit=split_claim(claim=claim, by=bob, at=NOON), by=alice, at=NOON)
    for part in edit.after.all():
        make_review(part, bob, "verified")
    (pair,) = report(project).pairs
    assert (pair.matched, pair.alone, pair.agreement.value) == (1, (1, 0), 1.0)


def test_figures_have_intervals_by_article(project: Project, bob: User, carol: User) -> None:
    for number, retired in enumerate((1, 2, 1)):
        claims = make_claims(project, f"{TEXT} It was sold {number} times.")
        make_review(claims[3], carol)
        for claim in claims[:retired]:
            retire_claim(claim=claim, by=bob, at=NOON)
    (pair,) = report(project).pairs
    for figure in (pair.f1, pair.precision, report(project).matched):
        assert figure.low is not None
        assert figure.low < figure.value < figure.high
    assert pair.recall.low is None  # it is 1 whichever article is left out


def test_a_lead_sees_all_rows_and_a_reviewer_their_own(
    project: Project, judged: list[Claim], alice: User, bob: User, carol: User, dave: User
) -> None:
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    make_review(judged[3], dave)
    retire_claim(claim=judged[0], by=bob, at=NOON)
    found = report(project)
    rows, pairs = found.seen_by(alice)
    assert (len(rows), len(pairs)) == (3, 2)  # Carol and Dave both left the article as it came in
    rows, pairs = found.seen_by(dave)
    assert ([row.reviewer for row in rows], [pair.first for pair in pairs]) == ([dave], [bob])
    assert [pair["second"] for pair in found.to_json_dict(user=dave)["pairs"]] == ["dave"]


def test_more_articles_and_reviewers_ask_no_more(
    project: Project, bob: User, carol: User, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(3):
        claims = make_claims(project, f"{TEXT} It was sold {number} times.")
        make_review(claims[3], carol)
        retire_claim(claim=claims[0], by=bob, at=NOON)
    round = project.rounds.get()
    # articles edited, seven for their edits, turns, leads, verdicts, people, articles, number edited
    with django_assert_num_queries(14):
        report_cuts(round=round, reach=Reach.ALL)

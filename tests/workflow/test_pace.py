from datetime import timedelta
from typing import Any

import pytest

from annotations.models import Claim, Project, User
from annotations.workflow.adjudicating import reopen_claim
from annotations.workflow.editing import retire_claim
from annotations.workflow.forecasting import Forecast, NoForecast
from annotations.workflow.managing import archive_project, close_round, set_role
from annotations.workflow.pace import forecast_rounds
from tests.factories import NOON, make_claims, make_project, make_review

DAY = 24 * 60


def forecast_of(project: Project, *, days: int = 0) -> Forecast:
    """Return the project's forecast so many days after noon."""
    return forecast_rounds(projects=[project], at=NOON + timedelta(days=days))[project.pk]


def test_what_is_left_is_what_open_claims_still_need(
    project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    wanted = 2 * len(claims)
    assert forecast_of(project).verdicts_left == wanted
    make_review(claims[0], bob)
    make_review(claims[1], bob, skip_reason="opinion")
    assert forecast_of(project).verdicts_left == wanted - 1
    make_review(claims[0], carol)
    assert forecast_of(project).verdicts_left == wanted - 2


def test_a_claim_asked_for_again_and_one_taken_out_are_counted(
    project: Project, claims: list[Claim], alice: User, bob: User, carol: User, dave: User
) -> None:
    wanted = 2 * len(claims)
    set_role(project=project, user=dave, role="reviewer", by=None, at=NOON)  # type: ignore[arg-type]
    for reviewer in (bob, carol):
        make_review(claims[0], reviewer)
    make_review(claims[1], bob)
    reopen_claim(claim=claims[0], round=project.rounds.get(), by=alice, request="The date?", at=NOON)
    assert forecast_of(project).verdicts_left == wanted - 2
    retire_claim(claim=claims[1], by=alice, at=NOON)
    assert forecast_of(project).verdicts_left == wanted - 3


def test_the_pace_is_that_of_whole_days_with_verdicts(
    project: Project, claims: list[Claim], bob: User, carol: User
) -> None:
    for day, (claim, reviewer) in enumerate([(0, bob), (1, bob), (2, bob), (2, carol)]):
        make_review(claims[claim], reviewer, minutes=day * DAY)
    make_review(claims[3], bob, skip_reason="opinion", minutes=5 * DAY)
    assert forecast_of(project, days=2).reason == NoForecast.TOO_LITTLE_DATA
    forecast = forecast_of(project, days=7)
    assert (forecast.pace, forecast.counted_days) == (1.0, 4)
    assert forecast_of(project, days=60).reason == NoForecast.NO_PACE


def test_a_verdict_given_again_is_no_step_forward(project: Project, claims: list[Claim], bob: User) -> None:
    project.retest_after_days, project.retest_percent = 1, 100
    project.save()
    for day in (0, 2):
        make_review(claims[0], bob, minutes=day * DAY)
    assert forecast_of(project, days=4).counted_days == 1


def test_a_round_that_its_reviewers_cannot_finish_has_no_forecast(
    project: Project, claims: list[Claim], carol: User, bob: User
) -> None:
    for claim in claims:
        make_review(claim, bob)
    project.memberships.get(user=bob).delete()
    assert forecast_of(project).reason == NoForecast.NO_PACE
    make_claims(project, "The pier was closed in 2020 for repairs.")
    assert forecast_of(project).reason == NoForecast.TOO_FEW_REVIEWERS


def test_what_is_not_being_reviewed_has_none(project: Project, claims: list[Claim], alice: User) -> None:
    empty = make_project(lead=alice, name="Airport")
    archived = archive_project(project=make_project(lead=alice, name="Dam"), by=alice, at=NOON)
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert forecast_rounds(projects=[project, empty, archived], at=NOON) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_little_for_many_projects_as_for_one(
    number: int, alice: User, django_assert_num_queries: Any
) -> None:
    projects = [make_project(lead=alice, name=f"Project {place}") for place in range(number)]
    for one in projects:
        make_claims(one)
    # rounds, claims begun, verdicts by day
    with django_assert_num_queries(3):
        assert len(forecast_rounds(projects=projects, at=NOON)) == number

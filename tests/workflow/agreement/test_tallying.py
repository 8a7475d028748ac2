"""The kept counts: marked by every act, taken up once, never wrong."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from django.db import transaction

from annotations.models import ArticleTally, Claim, ClaimProgress, Project, Round, User
from annotations.workflow.agreement.cells import Cells
from annotations.workflow.agreement.counting import count_cells
from annotations.workflow.agreement.statement import Section
from annotations.workflow.agreement.tallying import pack, tally_round, unpack
from annotations.workflow.reporting import Reach, report_agreement
from tests.factories import make_article, make_review


@pytest.fixture
def here(project: Project) -> Round:
    return project.rounds.get()


def count_ratings(here: Round) -> int:
    return report_agreement(round=here, reach=Reach.ALL).summary.ratings


def test_a_verdict_marks_its_claim_and_a_report_takes_the_mark_away(
    claim: Claim, here: Round, bob: User
) -> None:
    make_review(claim, bob)
    assert ClaimProgress.objects.get(is_touched=True).claim == claim
    assert count_ratings(here) == 1
    assert not ClaimProgress.objects.filter(is_touched=True).exists()


def test_only_the_article_that_changed_is_counted_again(
    project: Project, claim: Claim, here: Round, bob: User
) -> None:
    make_article(project, "Another\n\nThe pier was built in 1904.\n")
    first = tally_round(here).version
    make_review(claim, bob)
    assert tally_round(here).version == first + 1
    (counted,) = ArticleTally.objects.filter(version=first + 1)
    assert counted.article_id == claim.article_id


def test_nothing_new_is_not_counted_again(claim: Claim, here: Round, bob: User) -> None:
    make_review(claim, bob)
    assert tally_round(here).version == tally_round(here).version


@pytest.mark.django_db(transaction=True)
def test_what_is_never_committed_is_in_no_later_report(
    claim: Claim, here: Round, bob: User, carol: User
) -> None:
    make_review(claim, bob)
    assert count_ratings(here) == 1
    with transaction.atomic():
        make_review(claim, carol)
        assert count_ratings(here) == 2
        transaction.set_rollback(True)
    assert count_ratings(here) == 1


@pytest.mark.django_db(transaction=True)
def test_a_count_that_is_stopped_in_the_middle_loses_nothing(
    claim: Claim, here: Round, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_review(claim, bob)
    with monkeypatch.context() as stopped:
        stopped.setattr(ArticleTally.objects, "bulk_create", lambda *_args, **_kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            count_ratings(here)
    assert count_ratings(here) == 1


@pytest.mark.django_db(transaction=True)
def test_an_article_that_is_gone_is_not_counted(project: Project, claims: list[Claim], here: Round) -> None:
    article = make_article(project, "Another\n\nThe pier was built in 1904.\n")
    before = report_agreement(round=here, reach=Reach.ALL).claims
    article.delete()
    assert report_agreement(round=here, reach=Reach.ALL).claims == before - 1 == len(claims)


def test_a_verdict_asks_no_more_than_it_did(
    claim: Claim, bob: User, carol: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    make_review(claim, bob)
    # Two of a transaction, the progress, the desk, the review, the progress again, the article's count.
    with django_assert_num_queries(7):
        make_review(claim, carol)


def test_counts_are_packed_and_unpacked(claim: Claim, here: Round, bob: User) -> None:
    make_review(claim, bob, seconds_on_task=12)
    (cells,) = count_cells(round=here.pk).values()
    again = unpack(pack(cells))
    assert again.keys() == cells.keys()
    assert all(np.array_equal(again[section], cells[section]) for section in Section if section in cells)


def test_counts_put_in_one_after_the_other_are_those_put_in_together(
    project: Project, claims: list[Claim], here: Round, bob: User, carol: User
) -> None:
    for claim in (claims[0], Claim.objects.filter(article=make_article(project, "B\n\nIt rained.\n")).get()):
        make_review(claim, bob)
        make_review(claim, carol, "disputed")
    counted = count_cells(round=here.pk)
    whole, parts = Cells.empty().updated(counted), Cells.empty()
    for article in sorted(counted) * 2:
        parts = parts.updated({article: counted[article]})
    assert all(np.array_equal(whole.rows[one].key, parts.rows[one].key) for one in whole.rows)

from datetime import datetime, timedelta

import pytest

from annotations.models import Claim, Project, Role, User
from annotations.workflow.commenting import CommentInvalid, add_comment, visible_comments
from annotations.workflow.managing import close_round, set_role
from annotations.workflow.refusals import NotAllowed
from annotations.workflow.workspace import read_claim
from tests.factories import NOON, make_review


def seen(claim: Claim, viewer: User, at: datetime = NOON) -> list[str]:
    """Return what the viewer reads, after the claim's own card has counted the same."""
    round = claim.article.project.rounds.get()
    comments = visible_comments(claim=claim, round=round, viewer=viewer, at=at)
    place = read_claim(claim=claim, round=round, viewer=viewer, at=at)
    assert place is not None
    assert place.comments == len(comments)
    return [comment.text for comment in comments]


@pytest.fixture
def remarked(claim: Claim, bob: User) -> Claim:
    add_comment(claim=claim, author=bob, text=" See the minutes. ", at=NOON)
    return claim


def test_others_read_it_after_their_own_word(remarked: Claim, bob: User, carol: User) -> None:
    assert seen(remarked, bob) == ["See the minutes."]
    assert seen(remarked, carol) == []
    make_review(remarked, carol)
    assert seen(remarked, carol) == ["See the minutes."]


def test_a_lead_reads_it_once_the_claim_is_complete(remarked: Claim, project: Project, alice: User) -> None:
    assert seen(remarked, alice) == []
    close_round(round=project.rounds.get(), by=alice, at=NOON)
    assert seen(remarked, alice) == ["See the minutes."]


def test_an_open_project_hides_none(remarked: Claim, project: Project, carol: User) -> None:
    Project.objects.filter(pk=project.pk).update(is_blind=False)
    remarked.article.project.refresh_from_db()
    assert seen(Claim.objects.get(pk=remarked.pk), carol) == ["See the minutes."]


@pytest.mark.parametrize("further", [{}, {"is_blind": False}])
def test_a_claim_to_judge_again_hides_them_again(
    further: dict[str, bool], remarked: Claim, project: Project, carol: User
) -> None:
    make_review(remarked, carol)
    settings = {"retest_after_days": 1, "retest_percent": 100, **further}
    Project.objects.filter(pk=project.pk).update(**settings)
    later = NOON + timedelta(days=2)
    assert seen(Claim.objects.get(pk=remarked.pk), carol, later) == []
    make_review(remarked, carol, "disputed", minutes=2 * 24 * 60)
    assert seen(Claim.objects.get(pk=remarked.pk), carol, later) == ["See the minutes."]


def test_the_same_words_sent_again_are_one_remark(remarked: Claim, bob: User) -> None:
    add_comment(claim=remarked, author=bob, text="See the minutes.", at=NOON)
    assert remarked.comments.count() == 1


def test_empty_remarks_and_those_of_observers_and_strangers_are_refused(
    claim: Claim, project: Project, bob: User, dave: User
) -> None:
    with pytest.raises(CommentInvalid):
        add_comment(claim=claim, author=bob, text="  ", at=NOON)
    with pytest.raises(NotAllowed):
        add_comment(claim=claim, author=dave, text="x", at=NOON)
    set_role(project=project, user=dave, role=Role.OBSERVER, by=None, at=NOON)
    with pytest.raises(NotAllowed):
        add_comment(claim=claim, author=dave, text="x", at=NOON)

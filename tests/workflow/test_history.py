from datetime import timedelta

import pytest

from annotations.models import Claim, Project, User
from annotations.workflow.adjudicating import adjudicate_claim, reopen_claim
from annotations.workflow.commenting import add_comment
from annotations.workflow.editing import accept_edit, change_wording, reject_edit, retire_claim, undo_edit
from annotations.workflow.history import EventKind, list_events, read_events
from annotations.workflow.managing import set_role
from annotations.workflow.training import set_gold, withdraw_gold
from tests.factories import NOON, make_review

LATER = NOON + timedelta(hours=1)


def kinds(claim: Claim, viewer: User, *, days: int = 1) -> list[str]:
    """Return what happened after the import, as the viewer sees it."""
    events = list_events(claim=claim, viewer=viewer, at=NOON + timedelta(days=days))
    assert events[0].kind == EventKind.IMPORTED
    return [event.kind.value for event in events[1:]]


def test_verdicts_show_when_the_claim_is_complete(claim: Claim, alice: User, bob: User, carol: User) -> None:
    make_review(claim, bob)
    assert (kinds(claim, alice), kinds(claim, bob), kinds(claim, carol)) == ([], ["reviewed"], [])
    make_review(claim, carol, minutes=1)
    everything = ["reviewed", "reviewed", "completed"]
    assert [kinds(claim, viewer) for viewer in (alice, bob, carol)] == [everything] * 3


def test_edits_are_told_with_who_and_when(claim: Claim, alice: User, bob: User) -> None:
    edit = change_wording(claim=claim, wording="The deal was signed.", by=bob, at=NOON, note="It is vague.")
    accept_edit(edit=edit, by=alice, at=LATER)
    assert kinds(claim, bob) == ["proposed", "accepted"]
    undo_edit(edit=edit, by=alice, at=LATER)
    assert kinds(claim, bob) == ["proposed", "accepted", "undone"]
    reject_edit(edit=retire_claim(claim=claim, by=bob, at=LATER), by=alice, at=LATER + timedelta(hours=1))
    assert kinds(claim, bob)[-1] == "rejected"
    assert "edited" in kinds(retire_claim(claim=claim, by=alice, at=LATER).before.get(), bob)


def test_it_is_one_history_for_all_the_wordings(claim: Claim, alice: User, bob: User) -> None:
    make_review(claim, bob)
    first = change_wording(claim=claim, wording="One.", by=alice, at=LATER).after.get()
    second = change_wording(claim=first, wording="Two.", by=alice, at=LATER).after.get()
    assert kinds(claim, bob) == kinds(first, bob) == kinds(second, bob) == ["reviewed", "edited", "edited"]


def test_what_was_said_of_former_words_steers_nobody(
    claim: Claim, alice: User, bob: User, carol: User, dave: User, project: Project
) -> None:
    set_role(project=project, user=dave, role="reviewer", by=None, at=NOON)  # type: ignore[arg-type]
    for reviewer in (bob, carol):
        make_review(claim, reviewer)
    add_comment(claim=claim, author=bob, text="It was Tuesday.", at=NOON)
    new = change_wording(claim=claim, wording="It was signed.", by=alice, at=LATER).after.get()
    assert kinds(new, dave) == ["completed", "edited"]
    assert kinds(new, bob) == ["reviewed", "completed", "commented", "edited"]
    assert kinds(new, alice) == ["reviewed", "reviewed", "completed", "commented", "edited"]


def test_a_claim_to_judge_again_looks_as_if_it_never_was(
    claim: Claim, project: Project, bob: User, carol: User
) -> None:
    project.retest_after_days, project.retest_percent = 2, 100
    project.save()
    for reviewer in (bob, carol):
        make_review(claim, reviewer)
    add_comment(claim=claim, author=carol, text="It was Tuesday.", at=NOON)
    again = Claim.objects.get(pk=claim.pk)
    assert kinds(again, bob, days=1) == ["reviewed", "reviewed", "completed", "commented"]
    assert kinds(again, bob, days=3) == []
    make_review(claim, bob, "disputed", minutes=3 * 24 * 60)
    assert kinds(again, bob, days=4) == ["reviewed", "reviewed", "completed", "commented"]


def test_remarks_wait_for_ones_own_word(claim: Claim, alice: User, bob: User, carol: User) -> None:
    add_comment(claim=claim, author=bob, text="It was Tuesday.", at=NOON)
    assert [kinds(claim, one) for one in (bob, carol, alice)] == [["commented"], [], []]
    make_review(claim, carol)
    assert kinds(claim, carol) == ["reviewed", "commented"]


def test_decisions_and_requests_are_told(
    claim: Claim, alice: User, bob: User, carol: User, dave: User, project: Project
) -> None:
    set_role(project=project, user=dave, role="reviewer", by=None, at=NOON)  # type: ignore[arg-type]
    round = project.rounds.get()
    for reviewer, verdict in ((bob, "verified"), (carol, "disputed")):
        make_review(claim, reviewer, verdict)
    adjudicate_claim(
        claim=claim, round=round, adjudicator=alice, verdict="verified", justification="Seen.", at=LATER
    )
    assert kinds(claim, dave)[-1] == "decided"
    reopen_claim(claim=claim, round=round, by=alice, request="The date?", at=LATER)
    assert kinds(claim, dave) == ["reopened"]


def test_gold_is_told_to_leads_alone(claim: Claim, alice: User, bob: User) -> None:
    set_gold(claim=claim, verdict="verified", by=alice, at=NOON)
    withdraw_gold(claim=claim, by=alice, at=LATER)
    assert (kinds(claim, alice), kinds(claim, bob)) == (["gold_set", "gold_ended"], [])


def test_an_answer_to_a_gold_claim_is_told_like_any_other(claim: Claim, alice: User, bob: User) -> None:
    set_gold(claim=claim, verdict="verified", by=alice, at=NOON)
    make_review(claim, bob)
    assert kinds(claim, bob) == ["reviewed"]


@pytest.mark.parametrize("number", [1, 4])
def test_it_asks_as_little_for_a_long_history_as_for_a_short_one(
    number: int, claim: Claim, alice: User, bob: User, django_assert_num_queries: object
) -> None:
    for place in range(number):
        make_review(claim, bob, minutes=place)
        add_comment(claim=claim, author=bob, text="Hm.", at=NOON)
        claim = change_wording(claim=claim, wording=f"Wording {place}.", by=alice, at=LATER).after.get()
    claim = Claim.objects.select_related("article__project").get(pk=claim.pk)
    # role, claims before and after of edits, whether the splitter made one, edits, progress, reviews, remarks
    with django_assert_num_queries(8):  # type: ignore[operator]  # a fixture
        events = list_events(claim=claim, viewer=bob, at=LATER)
    # article, edits, their claims before with their chains, and after, reviews, their evidence, remarks
    with django_assert_num_queries(8):  # type: ignore[operator]  # a fixture
        assert len(read_events(events)) == 1 + 3 * number

import pytest
from django.db import connection

from annotations.models import Claim, ClaimProgress, Project, Role, Round, Standing, User
from annotations.splitting.recutting import Edge
from annotations.workflow.adjudicating import adjudicate_claim, reopen_claim, send_to_adjudication
from annotations.workflow.cutting import LinkDraft
from annotations.workflow.differing import (
    COUNTED,
    Kind,
    Queue,
    _split_behind,
    count_differences,
    find_following,
    find_kinds,
    find_neighbours,
    page_differences,
    readable_reviews,
)
from annotations.workflow.editing import (
    accept_edit,
    change_attribution,
    move_claim_edge,
    reject_edit,
    retire_claim,
    undo_edit,
)
from annotations.workflow.managing import change_project, close_round, open_round, set_role
from tests.factories import NOON, make_article, make_claims, make_review


@pytest.fixture
def here(project: Project) -> Round:
    return project.rounds.get()


@pytest.fixture
def queue(project: Project, here: Round) -> Queue:
    return Queue(project=project, rounds=[here])


def differ(claim: Claim, bob: User, carol: User) -> None:
    make_review(claim, bob, "verified")
    make_review(claim, carol, "disputed")


def decide(claim: Claim, alice: User) -> None:
    round = claim.article.project.rounds.get(closed_at=None)
    words = {"verdict": "disputed", "justification": "The register says no."}
    adjudicate_claim(claim=claim, round=round, adjudicator=alice, at=NOON, **words)


def listed(queue: Queue, **place: int) -> list[int]:
    return [one.claim_pk for one in page_differences(queue, size=20, **place).differences]


def keys(queue: Queue) -> list[int]:
    return [one.key for one in page_differences(queue, size=20).differences]


def cut(claim: Claim, by: User, edge: Edge = "end"):
    return move_claim_edge(claim=claim, edge=edge, steps=-1 if edge == "end" else 1, by=by, at=NOON)


# ---- verdicts


def test_claims_with_different_verdicts_differ(
    claims: list[Claim], queue: Queue, bob: User, carol: User
) -> None:
    for claim, second in zip(claims, ["verified", "disputed", "disputed"], strict=False):
        make_review(claim, bob, "verified")
        make_review(claim, carol, second)
    assert listed(queue) == [claim.pk for claim in claims[1:3]]


def test_an_open_claim_never_differs(claim: Claim, queue: Queue, bob: User, carol: User) -> None:
    Project.objects.update(overlap=3)
    differ(claim, bob, carol)
    assert listed(queue) == []


def test_a_difference_stays_when_somebody_gives_way_after_it_was_visible(
    claim: Claim, queue: Queue, bob: User, carol: User
) -> None:
    differ(claim, bob, carol)
    make_review(claim, carol, "verified", minutes=1)
    assert listed(queue) == [claim.pk]


def test_what_is_decided_stands_apart(
    claims: list[Claim], queue: Queue, project: Project, here: Round, alice: User, bob: User, carol: User
) -> None:
    for claim in claims[:2]:
        differ(claim, bob, carol)
    decide(claims[0], alice)
    assert listed(queue) == [claims[1].pk]
    assert listed(Queue(project, [here], standing=Standing.DECIDED)) == [claims[0].pk]


def test_a_claim_that_was_opened_again_waits_for_a_new_decision(
    claim: Claim, queue: Queue, here: Round, alice: User, bob: User, carol: User, dave: User
) -> None:
    set_role(project=queue.project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    differ(claim, bob, carol)
    decide(claim, alice)
    reopen_claim(claim=claim, round=here, by=alice, request="Register?", at=NOON)
    assert listed(queue) == []
    make_review(claim, dave)
    assert listed(queue) == [claim.pk]


def test_the_hardest_come_first(
    claims: list[Claim], queue: Queue, here: Round, alice: User, bob: User, carol: User, dave: User
) -> None:
    set_role(project=queue.project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    send_to_adjudication(claim=claims[0], round=here, by=alice, at=NOON)
    differ(claims[1], bob, carol)
    change_project(project=queue.project, by=alice, at=NOON, overlap=3)
    for claim, words in (
        (claims[2], "verified disputed disputed"),
        (claims[3], "verified disputed unsourced"),
    ):
        for reviewer, word in zip((bob, carol, dave), words.split(), strict=True):
            make_review(claim, reviewer, word)
    assert listed(queue) == [claims[3].pk, claims[1].pk, claims[2].pk, claims[0].pk]


def test_a_retired_claim_differs_no_more(
    claim: Claim, queue: Queue, alice: User, bob: User, carol: User
) -> None:
    differ(claim, bob, carol)
    retire_claim(claim=claim, by=alice, at=NOON)
    assert listed(queue) == []


def test_over_all_rounds_the_newest_come_first(
    claims: list[Claim], project: Project, here: Round, alice: User, bob: User, carol: User
) -> None:
    for claim in claims[:2]:
        differ(claim, bob, carol)
    close_round(round=here, by=alice, at=NOON)
    second = open_round(project=project, by=alice, at=NOON)
    differ(claims[1], bob, carol)
    every = Queue(project, [here, second])
    found = page_differences(every, size=20).differences
    assert [(one.claim_pk, one.round_pk) for one in found] == [
        (claims[1].pk, second.pk),
        (claims[0].pk, here.pk),
        (claims[1].pk, here.pk),
    ]
    assert find_neighbours(every, found[1].key) == (found[0], found[2])


def test_one_article_has_a_queue_of_its_own(
    claims: list[Claim], project: Project, here: Round, alice: User, bob: User, carol: User
) -> None:
    article = make_article(project, "The harbour was closed on Sunday.\n")
    last = Claim.objects.get(article=article)
    for claim in (claims[0], last, claims[1]):
        differ(claim, bob, carol)
    alone = Queue(project, [here], article=claims[0].article)
    assert listed(alone) == [claims[0].pk, claims[1].pk]
    assert count_differences(alone) == 2
    place = keys(alone)[0]
    decide(claims[0], alice)
    following = find_following(alone, place)
    assert following is not None
    assert following.claim_pk == claims[1].pk


def test_pages_follow_one_another_and_lead_back(
    project: Project, queue: Queue, bob: User, carol: User
) -> None:
    text = "".join(f"Mayor Ada Quill said that pier {number} was built in 1971.\n" for number in range(5))
    claims = make_claims(project, text)
    for claim in claims:
        differ(claim, bob, carol)
    first = page_differences(queue, size=2)
    second = page_differences(queue, size=2, after=first.differences[-1].key)
    assert [one.claim_pk for one in second.differences] == [claim.pk for claim in claims[2:4]]
    assert (first.has_previous, first.has_next, second.has_previous, second.has_next) == (
        False,
        True,
        True,
        True,
    )
    back = page_differences(queue, size=2, before=second.differences[0].key)
    assert (back.differences, back.has_previous) == (first.differences, False)


def test_going_on_leads_to_the_next_and_at_the_end_to_what_was_passed_over(
    claims: list[Claim], queue: Queue, alice: User, bob: User, carol: User
) -> None:
    for claim in claims[:3]:
        differ(claim, bob, carol)
    first, second, third = page_differences(queue, size=3).differences
    decide(claims[1], alice)
    assert find_following(queue, second.key) == third
    decide(claims[2], alice)
    assert find_following(queue, third.key) == first
    decide(claims[0], alice)
    assert find_following(queue, first.key) is None


def test_a_change_after_is_read_beside_the_word_before_it(
    claim: Claim, here: Round, bob: User, carol: User
) -> None:
    differ(claim, bob, carol)
    make_review(claim, carol, "verified", minutes=1)
    make_review(claim, carol, "unsourced", minutes=2)
    read = readable_reviews(rounds=[here], user=bob).order_by("reviewer", "created_at")
    assert [review.verdict for review in read] == ["verified", "disputed", "unsourced"]


@pytest.fixture
def many(claims: list[Claim], here: Round) -> ClaimProgress:
    """2,000 complete claims, every tenth of which differs; one in the middle of those."""
    first = claims[0]
    first.start, first.end = 0, 1
    copies = []
    for number in range(2000):
        copy = Claim(**{field.attname: getattr(first, field.attname) for field in Claim._meta.fields})
        copy.pk, copy.start, copy.end = None, 10_000 + number, 10_001 + number
        copies.append(copy)
    made = Claim.objects.bulk_create(copies)
    ClaimProgress.objects.bulk_create(
        ClaimProgress(
            claim=claim, round=here, ratings=2, revealed_at=NOON, disagreement=float(number % 10 == 0)
        )
        for number, claim in enumerate(made)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return ClaimProgress.objects.get(claim=made[1000])


def test_the_queue_is_read_in_the_order_of_its_index(queue: Queue, many: ClaimProgress) -> None:
    for place in (None, many):
        for part in _split_behind(queue, place, backwards=False):
            plan = part.values_list("pk", "claim_id", "round_id")[:21].explain()
            assert "progress_by_disagreement" in plan
            # What each database says when it has to put rows in order itself.
            assert "TEMP B-TREE" not in plan
            assert "Sort" not in plan


def test_from_the_middle_only_what_is_shown_is_read(
    queue: Queue, many: ClaimProgress, django_assert_num_queries
) -> None:
    with django_assert_num_queries(2):  # the place, then the rows of its rank behind it
        assert len(listed(queue, after=many.pk)) == 20


def test_more_than_can_be_read_are_not_counted(
    claims: list[Claim], queue: Queue, many: ClaimProgress
) -> None:
    assert count_differences(queue) == 200
    ClaimProgress.objects.update(revealed_at=NOON, disagreement=1.0)
    assert count_differences(queue) == COUNTED


# ---- edits


@pytest.fixture
def cuts(project: Project, here: Round) -> Queue:
    return Queue(project, [here], kind=Kind.SEGMENTATION)


def decided(queue: Queue) -> Queue:
    return Queue(queue.project, queue.rounds, kind=queue.kind, standing=Standing.DECIDED)


def test_one_proposal_is_no_difference(claim: Claim, cuts: Queue, bob: User) -> None:
    cut(claim, bob)
    assert listed(cuts) == []


def test_two_people_who_cut_differently_differ(
    claims: list[Claim], cuts: Queue, bob: User, carol: User
) -> None:
    cut(claims[1], bob)
    retire_claim(claim=claims[1], by=carol, at=NOON)
    assert listed(cuts) == [claims[1].pk]
    assert count_differences(cuts) == 1
    assert find_kinds(claims[1]) == [Kind.SEGMENTATION]


def test_the_same_cut_proposed_twice_is_no_difference(
    claim: Claim, cuts: Queue, bob: User, carol: User
) -> None:
    cut(claim, bob)
    cut(claim, carol)
    assert listed(cuts) == []


def test_a_rejected_proposal_is_a_decided_difference(
    claim: Claim, cuts: Queue, alice: User, bob: User
) -> None:
    reject_edit(edit=cut(claim, bob), by=alice, at=NOON)
    assert (listed(cuts), listed(decided(cuts))) == ([], [claim.pk])
    cut(claim, bob, "start")
    assert (listed(cuts), listed(decided(cuts))) == ([claim.pk], [])


def test_what_its_author_took_back_is_none(claim: Claim, cuts: Queue, bob: User, carol: User) -> None:
    reject_edit(edit=cut(claim, bob), by=bob, at=NOON)
    cut(claim, carol, "start")
    assert (listed(cuts), listed(decided(cuts))) == ([], [])


def test_an_edit_that_another_undid_is_a_difference(
    claim: Claim, cuts: Queue, alice: User, bob: User
) -> None:
    edit = accept_edit(edit=cut(claim, bob), by=alice, at=NOON)
    assert listed(decided(cuts)) == []
    undo_edit(edit=edit, by=alice, at=NOON)
    assert listed(decided(cuts)) == [claim.pk]


def test_a_claim_that_one_cut_and_another_wants_otherwise_differs(
    claim: Claim, cuts: Queue, alice: User, bob: User, carol: User
) -> None:
    edit = accept_edit(edit=cut(claim, bob), by=alice, at=NOON)
    made = edit.after.get()
    cut(made, carol, "start")
    assert listed(cuts) == [made.pk]


def test_different_chains_are_a_difference_of_their_own(
    claim: Claim, project: Project, here: Round, bob: User, carol: User
) -> None:
    link = LinkDraft(source=(claim.start, claim.start + 3), cue=None, kind="named_person")
    change_attribution(claim=claim, chain=[], by=bob, at=NOON)
    change_attribution(claim=claim, chain=[link], by=carol, at=NOON)
    assert listed(Queue(project, [here], kind=Kind.ATTRIBUTION)) == [claim.pk]
    assert listed(Queue(project, [here], kind=Kind.SEGMENTATION)) == []


def test_what_the_most_people_differ_about_comes_first(
    claims: list[Claim], cuts: Queue, bob: User, carol: User, dave: User
) -> None:
    set_role(project=cuts.project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    for claim in claims[:2]:
        cut(claim, bob)
        retire_claim(claim=claim, by=carol, at=NOON)
    cut(claims[1], dave, "start")
    assert listed(cuts) == [claims[1].pk, claims[0].pk]
    first, second = page_differences(cuts, size=20).differences
    assert find_neighbours(cuts, second.key) == (first, None)

from datetime import timedelta
from uuid import UUID

import pytest

from annotations.models import Claim, ClaimProgress, Project, Review, Role, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.managing import close_round, publish_guidelines, remove_member, set_role
from annotations.workflow.refusals import NotAllowed
from annotations.workflow.reviewing import (
    AdjudicatorCannotReview,
    ClaimComplete,
    ClaimRetired,
    EvidenceDraft,
    EvidenceInvalid,
    EvidenceRequired,
    NoOpenRound,
    NothingToUndo,
    UndoTooLate,
    VerdictInvalid,
    record_review,
    undo_last_review,
    undo_review,
)
from tests.factories import NOON, make_review

LATER = NOON + timedelta(hours=1)
REPORT = EvidenceDraft(url="https://example.org/report", stance="supports")


def progress_of(claim: Claim) -> ClaimProgress:
    return ClaimProgress.objects.get(claim=claim)


def test_a_verdict_is_stored_with_what_it_was_made_under(
    claim: Claim, bob: User, alice: User, project: Project
) -> None:
    guidelines = publish_guidelines(project=project, text="Judge the content.", by=alice, at=NOON)
    review = make_review(claim, bob, "disputed", reason="refuted", justification="The register says no.")
    review.refresh_from_db()
    assert (review.verdict, review.reason, review.guideline_version) == ("disputed", "refuted", guidelines)
    assert (review.is_current, review.made_after_reveal, review.lacks_support) == (True, False, False)
    assert progress_of(claim).ratings == 1


def test_a_changed_mind_is_a_new_row(claim: Claim, bob: User) -> None:
    first = make_review(claim, bob, "verified")
    second = make_review(claim, bob, "disputed")
    first.refresh_from_db()
    assert (first.verdict, first.is_current) == ("verified", False)
    assert (second.supersedes, second.is_current) == (first, True)
    assert progress_of(claim).ratings == 1


def test_the_same_word_again_is_the_same_row(claim: Claim, bob: User) -> None:
    first = make_review(claim, bob, "verified", evidence=[REPORT])
    assert make_review(claim, bob, "verified", evidence=[REPORT], minutes=5) == first
    assert make_review(claim, bob, "verified", minutes=6) != first


def test_a_replayed_request_is_the_same_row(claim: Claim, bob: User) -> None:
    first = make_review(claim, bob, "verified", idempotency_key=UUID(int=1))
    make_review(claim, bob, "disputed", idempotency_key=UUID(int=2))
    assert make_review(claim, bob, "verified", idempotency_key=UUID(int=1)) == first
    assert Review.objects.current().get(reviewer=bob).verdict == "disputed"


def test_the_claim_is_complete_when_the_overlap_is_reached(claim: Claim, bob: User, carol: User) -> None:
    make_review(claim, bob)
    assert progress_of(claim).revealed_at is None
    review = make_review(claim, carol, minutes=3)
    assert progress_of(claim).revealed_at == review.created_at
    assert not review.made_after_reveal


def test_a_change_after_the_reveal_is_marked(claim: Claim, bob: User, carol: User) -> None:
    first = make_review(claim, bob, "verified")
    make_review(claim, carol, "disputed")
    changed = make_review(claim, bob, "disputed")
    assert changed.made_after_reveal
    assert first in Review.objects.independent()
    assert changed not in Review.objects.independent()
    assert progress_of(claim).ratings == 2


def test_nobody_new_reviews_a_complete_claim(
    claim: Claim, project: Project, bob: User, carol: User, dave: User
) -> None:
    make_review(claim, bob)
    make_review(claim, carol)
    set_role(project=project, user=dave, role=Role.REVIEWER, by=None, at=NOON)
    with pytest.raises(ClaimComplete):
        make_review(claim, dave)


def test_a_skip_is_a_turn_but_no_verdict(claim: Claim, bob: User, carol: User) -> None:
    make_review(claim, bob, skip_reason="opinion")
    make_review(claim, carol)
    progress = progress_of(claim)
    assert (progress.ratings, progress.skips, progress.revealed_at) == (1, 1, None)


def test_too_many_skips_send_the_claim_to_adjudication(claim: Claim, project: Project, bob: User) -> None:
    project.overlap = 1
    project.save()
    for name in ("carla", "dora", "emil"):
        user = User.objects.create_user(name)
        set_role(project=project, user=user, role=Role.REVIEWER, by=None, at=NOON)
        make_review(claim, user, skip_reason="too_vague")
    progress = progress_of(claim)
    assert progress.skips == 3
    assert progress.sent_to_adjudication_at == progress.revealed_at == NOON


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"verdict": "verified", "skip_reason": "opinion"},
        {"verdict": "true"},
        {"skip_reason": "lunch"},
        {"verdict": "verified", "reason": "refuted"},
        {"verdict": "disputed", "reason": "because"},
    ],
)
def test_words_that_do_not_fit(words: dict[str, str], claim: Claim, bob: User) -> None:
    with pytest.raises(VerdictInvalid):
        record_review(claim=claim, reviewer=bob, at=NOON, **words)  # type: ignore[arg-type]  # words only
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "draft",
    [
        EvidenceDraft(),
        EvidenceDraft(url="javascript:alert(1)"),
        EvidenceDraft(url="https://example.org", archived_url="ftp://example.org"),
        EvidenceDraft(quoted_passage="as printed", stance="maybe"),
    ],
)
def test_evidence_that_is_none(draft: EvidenceDraft, claim: Claim, bob: User) -> None:
    with pytest.raises(EvidenceInvalid):
        make_review(claim, bob, evidence=[draft])
    assert not Review.objects.exists()


@pytest.mark.parametrize(("verdict", "lacks"), [("verified", True), ("disputed", True), ("unsourced", False)])
def test_a_verdict_without_support_is_marked(*, verdict: str, lacks: bool, claim: Claim, bob: User) -> None:
    assert make_review(claim, bob, verdict).lacks_support is lacks


def test_a_project_may_ask_for_no_support(claim: Claim, project: Project, bob: User) -> None:
    Project.objects.filter(pk=project.pk).update(evidence_policy="none")
    assert make_review(claim, bob, "verified").lacks_support is False


def test_a_project_may_require_evidence(claim: Claim, project: Project, bob: User) -> None:
    Project.objects.filter(pk=project.pk).update(evidence_policy="require")
    with pytest.raises(EvidenceRequired):
        make_review(claim, bob, "verified", justification="  ")
    assert make_review(claim, bob, "verified", evidence=[REPORT]).evidence.get().url == REPORT.url


def test_only_reviewers_review(claim: Claim, alice: User, dave: User) -> None:
    for user in (alice, dave):
        with pytest.raises(NotAllowed):
            make_review(claim, user)


def test_a_retired_claim_takes_no_review(claim: Claim, bob: User) -> None:
    Claim.objects.filter(pk=claim.pk).update(retired_at=NOON)
    with pytest.raises(ClaimRetired):
        make_review(claim, bob)


def test_between_rounds_nothing_is_reviewed(claim: Claim, project: Project, alice: User, bob: User) -> None:
    close_round(round=project.rounds.get(), by=alice, at=LATER)
    with pytest.raises(NoOpenRound):
        make_review(claim, bob)


def test_an_adjudicator_does_not_review_later(
    claim: Claim, project: Project, alice: User, bob: User, carol: User
) -> None:
    make_review(claim, bob, "verified")
    make_review(claim, carol, "disputed")
    first_round = project.rounds.get()
    adjudicate_claim(
        claim=claim,
        round=first_round,
        adjudicator=alice,
        verdict="verified",
        justification="Register",
        at=NOON,
    )
    set_role(project=project, user=bob, role=Role.LEAD, by=None, at=NOON)
    set_role(project=project, user=alice, role=Role.REVIEWER, by=None, at=NOON)
    ClaimProgress.objects.filter(claim=claim).update(revealed_at=None)
    with pytest.raises(AdjudicatorCannotReview):
        make_review(claim, alice)


def test_undo_brings_the_former_back(claim: Claim, bob: User) -> None:
    first = make_review(claim, bob, "verified")
    second = make_review(claim, bob, skip_reason="opinion", minutes=1)
    assert undo_review(review=second, by=bob, at=LATER) == first
    second.refresh_from_db()
    assert (second.skip_reason, second.withdrawn_at) == ("opinion", LATER)
    assert Review.objects.current().get() == first
    progress = progress_of(claim)
    assert (progress.ratings, progress.skips) == (1, 0)


def test_undoing_the_only_review_leaves_the_claim_waiting(claim: Claim, bob: User) -> None:
    review = make_review(claim, bob)
    assert undo_last_review(article=claim.article, reviewer=bob, at=LATER) == review
    assert not Review.objects.current().exists()
    assert progress_of(claim).ratings == 0
    assert Review.objects.count() == 1


def test_undo_takes_the_latest_of_the_article(claims: list[Claim], bob: User) -> None:
    make_review(claims[2], bob, minutes=1)
    latest = make_review(claims[0], bob, minutes=2)
    assert undo_last_review(article=claims[0].article, reviewer=bob, at=LATER) == latest


def test_undo_ends_when_the_claim_is_complete(claim: Claim, bob: User, carol: User) -> None:
    review = make_review(claim, bob)
    make_review(claim, carol)
    with pytest.raises(UndoTooLate):
        undo_review(review=review, by=bob, at=LATER)
    assert Review.objects.current().count() == 2


def test_nobody_undoes_anothers_review(claim: Claim, bob: User, carol: User) -> None:
    review = make_review(claim, bob)
    with pytest.raises(NothingToUndo):
        undo_review(review=review, by=carol, at=LATER)
    with pytest.raises(NothingToUndo):
        undo_last_review(article=claim.article, reviewer=carol, at=LATER)


def test_undo_cannot_be_done_twice(claim: Claim, bob: User) -> None:
    review = make_review(claim, bob)
    undo_review(review=review, by=bob, at=LATER)
    with pytest.raises(NothingToUndo):
        undo_review(review=review, by=bob, at=LATER)


@pytest.mark.parametrize("role", [None, Role.OBSERVER])
def test_what_was_said_stays_when_its_reviewer_leaves(
    claim: Claim, bob: User, alice: User, project: Project, role: Role | None
) -> None:
    review = make_review(claim, bob)
    if role is None:
        remove_member(project=project, user=bob, by=alice)
    else:
        set_role(project=project, user=bob, role=role, by=alice, at=NOON)
    with pytest.raises(NotAllowed):
        undo_review(review=review, by=bob, at=LATER)
    assert progress_of(claim).ratings == 1

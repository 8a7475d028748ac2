import json
from pathlib import Path

import pytest

from annotations.dataset import ClaimRecord, jsonl_lines
from annotations.models import Claim, Project, Round, User
from annotations.workflow.adjudicating import adjudicate_claim
from annotations.workflow.exporting import claim_records, export_dataset, rater_name
from annotations.workflow.managing import close_round, open_round
from annotations.workflow.reviewing import EvidenceDraft
from tests.factories import NOON, make_article, make_claims, make_project, make_review


@pytest.fixture
def here(project: Project) -> Round:
    return project.rounds.get()


def records(here: Round, *, with_open_claims: bool = False) -> list[ClaimRecord]:
    return list(claim_records(round=here, with_open_claims=with_open_claims))


def record(here: Round, claim: Claim, *, with_open_claims: bool = False) -> ClaimRecord:
    return next(row for row in records(here, with_open_claims=with_open_claims) if row.claim_id == claim.pk)


def test_every_live_claim_has_a_record_in_reading_order(claims: list[Claim], here: Round) -> None:
    Claim.objects.filter(pk=claims[0].pk).update(retired_at=NOON)
    assert [row.claim_id for row in records(here)] == [claim.pk for claim in claims[1:]]


def test_every_span_of_a_record_is_what_stands_in_the_article(claims: list[Claim], here: Round) -> None:
    lines = [json.loads(line) for line in jsonl_lines(claim_records(round=here, with_open_claims=False))]
    assert [line["text"] for line in lines] == [claim.text for claim in claims]
    assert [len(line["chain"]) for line in lines] == [claim.chain.count() for claim in claims]


def test_reviews_of_an_open_claim_are_withheld_and_counted(claim: Claim, here: Round, bob: User) -> None:
    make_review(claim, bob)
    row = record(here, claim)
    assert (row.reviews, row.withheld_reviews, row.label, row.is_complete) == ((), 1, None, False)


def test_the_operator_may_have_open_claims_too(claim: Claim, here: Round, bob: User) -> None:
    make_review(claim, bob, "disputed", reason="refuted")
    row = record(here, claim, with_open_claims=True)
    assert [(review.verdict, review.reason) for review in row.reviews] == [("disputed", "refuted")]
    assert (row.withheld_reviews, row.label, row.label_method) == (0, "disputed", "majority")


def test_a_project_that_is_not_blind_withholds_nothing(
    claim: Claim, project: Project, here: Round, bob: User
) -> None:
    make_review(claim, bob)
    Project.objects.filter(pk=project.pk).update(is_blind=False)
    assert len(record(Round.objects.get(pk=here.pk), claim).reviews) == 1


def test_a_tie_has_no_label(claim: Claim, here: Round, bob: User, carol: User) -> None:
    make_review(claim, bob, "verified")
    make_review(claim, carol, "disputed")
    row = record(here, claim)
    assert (row.label, row.label_method, row.label_is_tie) == (None, None, True)


def test_the_final_verdict_is_the_label(
    claim: Claim, here: Round, alice: User, bob: User, carol: User
) -> None:
    make_review(claim, bob, "verified")
    make_review(claim, carol, "disputed")
    adjudicate_claim(
        claim=claim, round=here, adjudicator=alice, verdict="unsourced", justification="Nobody.", at=NOON
    )
    row = record(here, claim)
    assert (row.label, row.label_method, row.label_is_tie) == ("unsourced", "adjudicated", False)


def test_a_change_after_is_exported_and_does_not_move_the_majority(
    claim: Claim, here: Round, bob: User, carol: User
) -> None:
    make_review(claim, bob, "verified")
    make_review(claim, carol, "verified")
    make_review(claim, carol, "disputed", minutes=1)
    row = record(here, claim)
    assert [(one.verdict, one.made_after_reveal) for one in row.reviews] == [
        ("verified", False),
        ("verified", False),
        ("disputed", True),
    ]
    assert (row.label, row.label_is_tie) == ("verified", False)


def test_a_record_holds_skips_evidence_and_what_is_simulated(
    claim: Claim, here: Round, bob: User, carol: User
) -> None:
    make_review(claim, bob, skip_reason="opinion", is_simulated=True)
    make_review(claim, carol, "verified", evidence=[EvidenceDraft(url="https://example.org/register")])
    skip, verdict = record(here, claim, with_open_claims=True).reviews
    assert (skip.verdict, skip.skip_reason, skip.is_simulated) == (None, "opinion", True)
    assert [piece.url for piece in verdict.evidence] == ["https://example.org/register"]
    assert record(here, claim).is_simulated


def test_a_reviewer_is_named_alike_in_a_project_and_otherwise_in_another(here: Round, bob: User) -> None:
    other = make_project(reviewers=[bob], name="Bridge").rounds.get()
    assert rater_name(reviewer=bob, round=here) == rater_name(reviewer=bob, round=here)
    assert rater_name(reviewer=bob, round=here) != rater_name(reviewer=bob, round=other)
    assert "bob" not in rater_name(reviewer=bob, round=here)


def test_a_round_exports_its_own_reviews(
    claim: Claim, project: Project, here: Round, alice: User, bob: User
) -> None:
    make_review(claim, bob)
    close_round(round=here, by=alice, at=NOON)
    second = open_round(project=project, by=alice, at=NOON)
    assert (len(record(here, claim).reviews), len(record(second, claim).reviews)) == (1, 0)
    assert record(second, claim).withheld_reviews == 0


def test_each_claim_carries_its_own_article(claims: list[Claim], project: Project, here: Round) -> None:
    other = make_article(project, "The harbour was closed on Sunday.\n", outlet="Quay News")
    assert [row.article.outlet for row in records(here)] == [*[""] * len(claims), "Quay News"]
    assert records(here)[-1].article.id == other.pk


def test_the_files_are_written_with_their_manifest(claims: list[Claim], here: Round, tmp_path: Path) -> None:
    manifest = export_dataset(round=here, directory=tmp_path, with_open_claims=False)
    assert [(entry.name, entry.rows) for entry in manifest.files] == [("claims.jsonl", len(claims))]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims.jsonl", "manifest.json"]


def test_reading_records_asks_the_same_few_questions_however_many_there_are(
    claims: list[Claim], here: Round, bob: User, carol: User, django_assert_num_queries
) -> None:
    for claim in claims:
        make_review(claim, bob, evidence=[EvidenceDraft(url="https://example.org/")])
        make_review(claim, carol)
    # the claims; their chains, progress, reviews, the reviews' evidence, final verdicts; the article
    with django_assert_num_queries(7):
        records(here)


def test_a_denial_leaves_as_a_denial(project: Project) -> None:
    make_claims(project, "Mayor Carol Reed denied that the dam leaks.")
    (record,) = claim_records(round=project.rounds.get(), with_open_claims=False)
    assert [link.polarity for link in record.chain] == ["denies"]

"""Each rule within a table holds in the database itself: the rows here go around `save()`."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from annotations.models import (
    Adjudication,
    Article,
    ArticleProgress,
    ArticleTally,
    Assignment,
    Attribution,
    Claim,
    ClaimEdit,
    ClaimProgress,
    Comment,
    Evidence,
    GoldAnswer,
    GuidelineVersion,
    ImportRow,
    ImportRun,
    Invitation,
    Membership,
    Project,
    Release,
    Review,
    Round,
    Segment,
    User,
)
from tests.factories import NOON


def refused(name: str, *rows: models.Model) -> None:
    """Assert that the database refuses the last row, by the constraint of that name where it tells names."""
    for row in rows[:-1]:
        type(row)._default_manager.bulk_create([row])
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        type(rows[-1])._default_manager.bulk_create([rows[-1]])
    constraint = next(c for c in rows[-1]._meta.constraints if c.name == name)
    columns = [f"{rows[-1]._meta.db_table}.{field}" for field in getattr(constraint, "fields", ())]
    assert name in str(caught.value) or (
        columns and all(c.rstrip("_id") in str(caught.value) for c in columns)
    )


@pytest.fixture
def make_claim(article: Article) -> Callable[..., Claim]:
    def make(**fields: Any) -> Claim:
        whole = {
            "start": 1,
            "end": 5,
            "text": "he f",
            "fragments": [[1, 5]],
            "sentence_start": 0,
            "sentence_end": 9,
        }
        kinds = {"quote_kind": "none", "source_kind": "none"}
        return Claim(**{"article": article, "created_at": NOON, **whole, **kinds, **fields})

    return make


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("claim_start_before_end", {"start": 5, "end": 5}),
        ("claim_sentence_start_before_end", {"sentence_start": 9}),
        ("claim_text_not_empty", {"text": ""}),
        ("claim_quote_kind_known", {"quote_kind": "loud"}),
        ("claim_source_kind_known", {"source_kind": "rumour"}),
        ("claim_check_worthiness_0_to_1", {"check_worthiness": 1.01}),
        ("claim_check_worthiness_0_to_1", {"check_worthiness": -0.01}),
    ],
)
def test_a_claim_that_is_none(name: str, fields: dict[str, Any], make_claim: Callable[..., Claim]) -> None:
    refused(name, make_claim(**fields))


def test_two_live_claims_on_one_span(make_claim: Callable[..., Claim]) -> None:
    make_claim(retired_at=NOON).save()
    refused("claim_span_unique_among_live", make_claim(), make_claim())


@pytest.fixture
def make_link(claim: Claim) -> Callable[..., Attribution]:
    def make(**fields: Any) -> Attribution:
        whole = {"depth": 0, "content_start": 0, "content_end": 5, "fragments": [[0, 5]]}
        return Attribution(**{"claim": claim, "source_kind": "anonymous", **whole, **fields})

    return make


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("attribution_source_whole_or_absent", {"source_start": 3, "source_end": None}),
        ("attribution_source_whole_or_absent", {"source_start": 3, "source_end": 2, "source_text": "x"}),
        ("attribution_source_whole_or_absent", {"source_text": "x"}),
        ("attribution_cue_whole_or_absent", {"cue_start": 3, "cue_end": 3, "cue_text": "x"}),
        ("attribution_content_start_before_end", {"content_start": 5}),
        ("attribution_source_kind_known", {"source_kind": "rumour"}),
        ("attribution_polarity_known", {"polarity": "doubts"}),
    ],
)
def test_a_link_that_is_none(
    name: str, fields: dict[str, Any], make_link: Callable[..., Attribution]
) -> None:
    refused(name, make_link(**fields))


def test_two_links_at_one_depth(make_link: Callable[..., Attribution]) -> None:
    refused("attribution_depth_unique_in_chain", make_link(), make_link())


@pytest.fixture
def make_review(claim: Claim, open_round: Round, alice: User) -> Callable[..., Review]:
    def make(**fields: Any) -> Review:
        whole = {"claim": claim, "round": open_round, "reviewer": alice, "created_at": NOON}
        return Review(**{**whole, "verdict": "verified", **fields})

    return make


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("review_verdict_xor_skip_reason", {"skip_reason": "opinion"}),
        ("review_verdict_xor_skip_reason", {"verdict": ""}),
        ("review_verdict_xor_skip_reason", {"verdict": "true"}),
        ("review_verdict_xor_skip_reason", {"verdict": "", "skip_reason": "lunch"}),
        ("review_finer_reason_only_for_disputed", {"reason": "refuted"}),
        ("review_finer_reason_only_for_disputed", {"verdict": "disputed", "reason": "because"}),
        ("review_purpose_known", {"purpose": "fun"}),
        ("review_undone_is_not_current", {"withdrawn_at": NOON}),
        ("review_confidence_known", {"confidence": 4}),
    ],
)
def test_a_review_that_is_none(name: str, fields: dict[str, Any], make_review: Callable[..., Review]) -> None:
    refused(name, make_review(**fields))


def test_two_current_reviews_of_one_claim_by_one_reviewer(make_review: Callable[..., Review]) -> None:
    make_review(is_current=False).save()
    make_review(purpose="retest").save()
    refused("review_one_current_per_claim_and_reviewer", make_review(), make_review())


def test_one_idempotency_key_twice(make_review: Callable[..., Review]) -> None:
    key = UUID(int=1)
    first, again = make_review(idempotency_key=key), make_review(idempotency_key=key, is_current=False)
    refused("review_idempotency_key_unique_for_reviewer", first, again)


def test_a_review_that_supersedes_itself(make_review: Callable[..., Review]) -> None:
    refused("review_supersedes_another", make_review(pk=7, supersedes_id=7))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("evidence_has_address_or_passage", {}),
        ("evidence_stance_known", {"url": "https://example.org", "stance": "maybe"}),
    ],
)
def test_evidence_that_is_none(name: str, fields: dict[str, str], make_review: Callable[..., Review]) -> None:
    review = make_review()
    review.save()
    refused(name, Evidence(review=review, **fields))


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("project_overlap_at_least_one", {"overlap": 0}),
        ("project_evidence_policy_known", {"evidence_policy": "maybe"}),
        ("project_edit_policy_known", {"edit_policy": "never"}),
        ("project_queue_strategy_known", {"queue_strategy": "fate"}),
        ("project_lease_at_least_a_minute", {"lease_minutes": 0}),
        ("project_target_agreement_0_to_1", {"target_agreement": 1.01}),
        ("project_retest_percent_to_100", {"retest_percent": 101}),
        ("project_retest_after_a_day_at_least", {"retest_after_days": 0}),
    ],
)
def test_a_project_that_is_none(name: str, fields: dict[str, Any], db: None) -> None:
    refused(name, Project(name="Harbour", slug="harbour", created_at=NOON, **fields))


def test_one_person_twice_in_a_project(project: Project, alice: User) -> None:
    twice = [
        Membership(project=project, user=alice, role=role, joined_at=NOON) for role in ("lead", "observer")
    ]
    refused("membership_one_per_project_and_user", *twice)


def test_a_role_that_is_none(project: Project, alice: User) -> None:
    refused("membership_role_known", Membership(project=project, user=alice, role="king", joined_at=NOON))


def test_guideline_numbers(project: Project, guidelines: GuidelineVersion) -> None:
    refused(
        "guideline_number_from_one", GuidelineVersion(project=project, number=0, text="x", created_at=NOON)
    )
    again = GuidelineVersion(project=project, number=1, text="x", created_at=NOON)
    refused("guideline_number_unique_in_project", again)


def test_rounds_follow_one_another(project: Project, open_round: Round) -> None:
    refused("round_one_open_in_project", Round(project=project, number=2, opened_at=NOON))
    refused("round_number_from_one", Round(project=project, number=0, opened_at=NOON, closed_at=NOON))
    again = Round(project=project, number=1, opened_at=NOON, closed_at=NOON)
    refused("round_number_unique_in_project", again)


def test_a_round_closed_before_it_opened(project: Project) -> None:
    early = NOON - timedelta(days=1)
    refused("round_closed_after_opened", Round(project=project, number=1, opened_at=NOON, closed_at=early))


def test_one_content_is_one_article_in_a_project(project: Project, article: Article) -> None:
    again = Article(
        project=project, title="Again", text="x", length=1, content_hash="a" * 64, imported_at=NOON
    )
    refused("article_content_unique_in_project", again)


def test_an_article_without_text(project: Project) -> None:
    empty = Article(
        project=project, title="Empty", text="", length=0, content_hash="b" * 64, imported_at=NOON
    )
    refused("article_text_not_empty", empty)


def test_an_article_that_revises_itself(project: Project) -> None:
    loop = Article(
        pk=9, revision_of_id=9, project=project, text="x", length=1, content_hash="b" * 64, imported_at=NOON
    )
    refused("article_no_revision_of_itself", loop)


def test_segments(article: Article) -> None:
    refused("segment_start_before_end", Segment(article=article, start=3, end=3, kind="body"))
    refused("segment_kind_known", Segment(article=article, start=3, end=4, kind="tail"))
    twins = [Segment(article=article, start=3, end=end, kind="body") for end in (4, 5)]
    refused("segment_start_unique_in_article", *twins)


def test_progress(claim: Claim, open_round: Round) -> None:
    sent = ClaimProgress(claim=claim, round=open_round, sent_to_adjudication_at=NOON)
    refused("progress_adjudicated_only_when_complete", sent)
    twins = [ClaimProgress(claim=claim, round=open_round) for _ in range(2)]
    refused("progress_one_per_claim_and_round", *twins)


def test_progress_of_an_article(article: Article, open_round: Round) -> None:
    def make(left: int) -> ArticleProgress:
        return ArticleProgress(article=article, round=open_round, claims=3, left=left, rank=0.0)

    refused("article_progress_left_of_claims", make(4))
    refused("article_progress_one_per_round", make(3), make(3))


def test_one_tally_of_an_article_in_a_round(article: Article, open_round: Round) -> None:
    twins = [ArticleTally(article=article, round=open_round, version=1, cells=b"") for _ in range(2)]
    refused("article_tally_one_per_round", *twins)


def test_a_gold_answer_that_is_none(claim: Claim) -> None:
    refused("gold_verdict_known", GoldAnswer(claim=claim, verdict="true", created_at=NOON))


def test_two_gold_answers_in_force(claim: Claim) -> None:
    GoldAnswer.objects.create(claim=claim, verdict="verified", created_at=NOON)
    refused("gold_one_in_force_per_claim", GoldAnswer(claim=claim, verdict="disputed", created_at=NOON))


def test_edits(article: Article, alice: User) -> None:
    def make(**fields: Any) -> ClaimEdit:
        whole = {"article": article, "kind": "split", "proposed_by": alice, "proposed_at": NOON}
        return ClaimEdit(**{**whole, **fields})

    refused("edit_kind_known", make(kind="burn"))
    refused("edit_state_has_its_times", make(state="applied"))
    refused("edit_state_has_its_times", make(undone_at=NOON))


def test_invitations(project: Project) -> None:
    def make(**fields: Any) -> Invitation:
        whole = {"project": project, "role": "reviewer", "token_hash": "a" * 64, "created_at": NOON}
        return Invitation(**{**whole, "expires_at": NOON + timedelta(days=1), **fields})

    refused("invitation_role_known", make(role="king"))
    refused("invitation_expires_after_it_begins", make(expires_at=NOON))


def test_an_import_finished_before_it_started(project: Project) -> None:
    early = NOON - timedelta(days=1)
    refused(
        "import_finished_after_it_started", ImportRun(project=project, started_at=NOON, finished_at=early)
    )


def test_an_import_whose_counts_do_not_add_up(project: Project) -> None:
    run = {"project": project, "started_at": NOON}
    refused("import_state_known", ImportRun(**run, state="lost"))
    refused("import_counts_add_up", ImportRun(**run, total=3, done=2, added=1))
    refused("import_counts_add_up", ImportRun(**run, total=1, done=2, added=2))


def test_rows_of_an_import(project: Project) -> None:
    run = ImportRun.objects.create(project=project, started_at=NOON)

    def make(**fields: Any) -> ImportRow:
        return ImportRow(**{"run": run, "number": 1, "file": "a.csv", "row": 2, "text": "Talks.", **fields})

    refused("import_row_state_known", make(state="lost"))
    refused("import_row_keeps_its_text_while_it_waits", make(text=""))
    refused("import_row_number_unique_in_run", make(), make(row=3))


def test_assignments(article: Article, open_round: Round, alice: User) -> None:
    def make(**fields: Any) -> Assignment:
        return Assignment(article=article, round=open_round, reviewer=alice, assigned_at=NOON, **fields)

    refused("assignment_finished_or_given_back", make(finished_at=NOON, returned_at=NOON))
    refused("assignment_lease_ends_after_it_begins", make(lease_ends_at=NOON))
    make(finished_at=NOON).save()
    refused("assignment_one_open_per_article_and_reviewer", make(), make())


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("adjudication_verdict_known", {"verdict": "true"}),
        ("adjudication_finer_reason_only_for_disputed", {"reason": "refuted"}),
        ("adjudication_is_justified", {"justification": ""}),
    ],
)
def test_an_adjudication_that_is_none(
    name: str, fields: dict[str, str], claim: Claim, open_round: Round, alice: User
) -> None:
    whole = {"claim": claim, "round": open_round, "adjudicator": alice, "decided_at": NOON}
    refused(
        name, Adjudication(**{**whole, "verdict": "verified", "justification": "The register.", **fields})
    )


def test_two_final_verdicts(claim: Claim, open_round: Round, alice: User) -> None:
    whole = {"claim": claim, "round": open_round, "adjudicator": alice, "decided_at": NOON}
    twins = [Adjudication(**whole, verdict="verified", justification="x") for _ in range(2)]
    refused("adjudication_one_current_per_claim_and_round", *twins)


def test_a_comment_without_words(claim: Claim, alice: User) -> None:
    refused("comment_text_not_empty", Comment(claim=claim, author=alice, text="", created_at=NOON))


def test_releases(project: Project, open_round: Round) -> None:
    def make(**fields: Any) -> Release:
        return Release(**{"project": project, "round": open_round, "number": 1, "created_at": NOON, **fields})

    refused("release_number_from_one", make(number=0))
    refused("release_state_known", make(state="lost"))
    refused("release_number_unique_in_project", make(), make())


@pytest.mark.parametrize("field", ["start", "end", "sentence_start"])
def test_offsets_below_zero(field: str, make_claim: Callable[..., Claim]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.bulk_create([make_claim(**{field: -3})])


def test_every_constraint_is_tested() -> None:
    """A new constraint has to be named in this file."""
    source = Path(__file__).read_text(encoding="utf-8")
    tables = apps.get_app_config("annotations").get_models()
    names = {c.name for table in tables if table is not User for c in table._meta.constraints}
    assert {name for name in names if name not in source} == set()

"""What the benchmark of the agreement report needs of the database itself: commands, each prints JSON.

The claims are made in bulk, by the database; verdicts that are given while it is measured go through the
workflow.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.db import connection
from django.utils import timezone

from annotations.models import (
    Claim,
    ClaimProgress,
    GuidelineVersion,
    Project,
    Review,
    Role,
    Round,
    User,
    Verdict,
)
from annotations.workflow.managing import create_project, publish_guidelines, set_role
from annotations.workflow.refusals import Refused
from annotations.workflow.reporting import Reach, report_agreement
from annotations.workflow.reviewing import record_review
from benchmarks.desk_data import sign_in

SLUG = "million"
CLAIMS_AN_ARTICLE = 25
RATERS = 50
OVERLAP = 4
OPEN = 200
"""Articles at the end whose claims still want a verdict."""

FILLERS = (
    """
    INSERT INTO annotations_article (project_id, title, outlet, byline, url, language, text, length,
        content_hash, splitter_version, imported_at)
    SELECT %(project)s, 'Article ' || n, 'Outlet', '', '', 'en', 'Text of article ' || n, 30,
        lpad(to_hex(n), 64, '0'), '1', now()
    FROM generate_series(1, %(articles)s) n
    """,
    """
    INSERT INTO annotations_claim (article_id, start, "end", text, fragments, sentence_start, sentence_end,
        atoms, quote_kind, source_kind, normalized_text, check_reasons, splitter_version, created_at)
    SELECT article.id, n, n + 1, 'x', '[]', n, n + 1, '[]', 'none', 'none', '', '[]', '1', now()
    FROM annotations_article article, generate_series(1, %(claims)s) n
    WHERE article.project_id = %(project)s
    """,
    # An article has the same reviewers throughout; each says what is so four times out of five.
    """
    INSERT INTO annotations_review (claim_id, round_id, reviewer_id, verdict, reason, skip_reason,
        justification, seconds_on_task, lacks_support, guideline_version_id, purpose, is_simulated,
        created_at, made_after_reveal, is_current)
    SELECT claim.id, %(round)s,
        %(first)s + (claim.article_id * 7 + turn * (1 + claim.article_id %% 12)) %% %(raters)s,
        (ARRAY['verified', 'disputed', 'unsourced'])[1 + CASE
            WHEN hashint8(claim.id * 8 + turn) & 1023 < 820 THEN kind.of_claim
            ELSE (hashint8(claim.id * 8 + turn + 5000000000) & 1023) %% 3 END],
        '', '', 'Seen.', 5 + (hashint8(claim.id * 8 + turn + 7000000000) & 127), false, %(guideline)s,
        'normal', false,
        %(opened)s + (claim.article_id - %(article)s) * interval '4 minutes' + turn * interval '40 seconds',
        false, true
    FROM annotations_claim claim
    CROSS JOIN generate_series(1, %(overlap)s) turn
    CROSS JOIN LATERAL (SELECT CASE WHEN (hashint8(claim.id) & 1023) < 620 THEN 0
        WHEN (hashint8(claim.id) & 1023) < 820 THEN 1 ELSE 2 END AS of_claim) kind
    WHERE turn < %(overlap)s OR claim.article_id < %(open)s
    """,
    """
    INSERT INTO annotations_claimprogress (claim_id, round_id, ratings, skips, revealed_at, disagreement,
        extra_verdicts, request, is_touched)
    SELECT claim_id, %(round)s, count(*), 0, CASE WHEN count(*) = %(overlap)s THEN max(created_at) END,
        CASE WHEN count(DISTINCT verdict) = 1 THEN 0 WHEN count(DISTINCT verdict) = 3 THEN 1.5
        WHEN count(*) FILTER (WHERE verdict = 'verified') IN (0, 2, 4) THEN 1 ELSE 0.8112781244591328 END,
        0, '', false
    FROM annotations_review GROUP BY claim_id
    """,
    """
    INSERT INTO annotations_articleprogress (article_id, round_id, claims, "left", rank)
    SELECT claim.article_id, %(round)s, count(*), count(*) FILTER (WHERE progress.revealed_at IS NULL),
        claim.article_id
    FROM annotations_claimprogress progress JOIN annotations_claim claim ON claim.id = progress.claim_id
    GROUP BY claim.article_id
    """,
)


def fill(claims: str) -> dict[str, Any]:
    """Make a project of so many claims, each with four verdicts; in the last articles one is still wanted."""
    at = timezone.now() - timedelta(days=130)
    lead = User.objects.create_superuser("alice")
    project = create_project(name=SLUG, slug=SLUG, lead=lead, at=at, overlap=OVERLAP)
    publish_guidelines(project=project, text="Judge the content.", by=lead, at=at)
    people = [User.objects.create_user(f"reviewer{number}") for number in range(1, RATERS + 1)]
    for person in people:
        set_role(project=project, user=person, role=Role.REVIEWER, by=None, at=at)
    articles = int(claims) // CLAIMS_AN_ARTICLE
    values: dict[str, Any] = {
        "project": project.pk,
        "articles": articles,
        "claims": CLAIMS_AN_ARTICLE,
        "round": Round.objects.get(project=project).pk,
        "first": people[0].pk,
        "raters": RATERS,
        "overlap": OVERLAP,
        "guideline": GuidelineVersion.objects.get(project=project).pk,
        "opened": at,
    }
    with connection.cursor() as cursor:
        for statement in FILLERS[:2]:
            cursor.execute(statement, values)
        cursor.execute("SELECT min(id), max(id) FROM annotations_article")
        first, last = cursor.fetchone()
        values |= {"article": first, "open": last - OPEN + 1}
        for statement in FILLERS[2:]:
            cursor.execute(statement, values)
        cursor.execute("ANALYZE")
    return {
        "slug": SLUG,
        "articles": articles,
        "claims": Claim.objects.count(),
        "reviews": Review.objects.count(),
        "lead": sign_in(lead),
    }


def review(number: str, seed: str) -> dict[str, int]:
    """Give so many verdicts on open claims, through the workflow; return how many were taken."""
    rng = Random(int(seed))
    project = Project.objects.get(slug=SLUG)
    people = list(User.objects.filter(memberships__project=project, memberships__role=Role.REVIEWER))
    waiting = ClaimProgress.objects.filter(round__project=project, revealed_at=None).select_related("claim")
    done = 0
    for progress in rng.sample(list(waiting), int(number)):
        try:
            record_review(
                claim=progress.claim,
                reviewer=rng.choice(people),
                verdict=rng.choice(Verdict.values),
                at=timezone.now(),
            )
        except Refused:
            continue  # the person has reviewed it
        done += 1
    return {"reviews": done}


def time_report(looks: str) -> dict[str, Any]:
    """Return the milliseconds of a report in this process: the first, then each after a verdict on an open
    claim, then each with nothing new; and how many verdicts were missed."""
    round = Round.objects.select_related("project").get(project__slug=SLUG)

    def look() -> tuple[float, int]:
        started = time.perf_counter()
        report = report_agreement(round=round, reach=Reach.ALL)
        return (time.perf_counter() - started) * 1000, report.summary.ratings

    first, ratings = look()
    after, same, missed = [], [], 0
    for number in range(int(looks)):
        ratings += review("1", str(number))["reviews"]
        took, found = look()
        missed += ratings != found
        after.append(took)
        same.append(look()[0])
    return {"first": first, "after": after, "same": same, "missed": missed}


COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    one.__name__: one for one in (fill, review, time_report)
}


def main() -> None:
    """Run the command that the arguments name."""
    command, *arguments = sys.argv[1:]
    print(json.dumps(COMMANDS[command](*arguments)))

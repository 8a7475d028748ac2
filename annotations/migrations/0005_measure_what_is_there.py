"""Measures what is there already as it is measured from now on: how long each article is, how far it has come in
each round, and how far the verdicts on each complete claim differ.
"""

import math
from collections import defaultdict

from django.db import migrations
from django.db.models import Count, Q
from django.db.models.functions import Length


def measure_articles(apps, schema_editor):
    Article = apps.get_model("annotations", "Article")
    Article.objects.update(length=Length("text"))
    ClaimProgress = apps.get_model("annotations", "ClaimProgress")
    ArticleProgress = apps.get_model("annotations", "ArticleProgress")
    rows = (
        ClaimProgress.objects.filter(claim__retired_at=None)
        .order_by()
        .values("claim__article", "round")
        .annotate(claims=Count("pk"), left=Count("pk", filter=Q(revealed_at=None)))
    )
    ArticleProgress.objects.bulk_create(
        (
            # All projects begin with the strategy that needs no rank.
            ArticleProgress(
                article_id=row["claim__article"],
                round_id=row["round"],
                claims=row["claims"],
                left=row["left"],
                rank=0.0,
            )
            for row in rows.iterator()
        ),
        batch_size=1000,
    )


def measure_disagreement(apps, schema_editor):
    Review = apps.get_model("annotations", "Review")
    ClaimProgress = apps.get_model("annotations", "ClaimProgress")
    was_changed_after = Q(superseded_by__made_after_reveal=True, superseded_by__withdrawn_at=None)
    given = (
        Review.objects.filter(Q(is_current=True) | was_changed_after, made_after_reveal=False, withdrawn_at=None)
        .filter(purpose="normal")
        .exclude(verdict="")
        .order_by()
        .values_list("claim", "round", "verdict")
        .annotate(number=Count("pk", distinct=True))
    )
    counts = defaultdict(list)
    for claim, round, _verdict, number in given:
        counts[claim, round].append(number)
    changed = []
    for progress in ClaimProgress.objects.filter(ratings__gt=1).exclude(revealed_at=None).iterator():
        numbers = counts[progress.claim_id, progress.round_id]
        if len(numbers) > 1:
            shares = [number / sum(numbers) for number in numbers]
            progress.disagreement = -sum(share * math.log2(share) for share in shares)
            changed.append(progress)
    ClaimProgress.objects.bulk_update(changed, ["disagreement"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("annotations", "0004_reviewing_desk")]

    operations = [
        migrations.RunPython(measure_articles, migrations.RunPython.noop),
        migrations.RunPython(measure_disagreement, migrations.RunPython.noop),
    ]

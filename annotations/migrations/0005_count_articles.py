"""Counts how long each article is and how far it has come in the rounds there are: pages read it from now on."""

from django.db import migrations
from django.db.models import Count, Q
from django.db.models.functions import Length


def count_articles(apps, schema_editor):
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


class Migration(migrations.Migration):
    dependencies = [("annotations", "0004_reviewing_desk")]

    operations = [migrations.RunPython(count_articles, migrations.RunPython.noop)]

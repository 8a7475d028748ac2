"""Keeps, beside a claim's progress, whether a difference on it still waits for a decision, in an index that the
queue is read from; and why a lead chose between edits.
"""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def note_decisions(apps, schema_editor):
    Adjudication = apps.get_model("annotations", "Adjudication")
    decided = Adjudication.objects.filter(is_current=True)
    here = decided.filter(claim=OuterRef("claim"), round=OuterRef("round"))
    ClaimProgress = apps.get_model("annotations", "ClaimProgress")
    ClaimProgress.objects.filter(claim__in=decided.values("claim")).update(
        decided_at=Subquery(here.values("decided_at")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("annotations", "0008_index_counts")]

    operations = [
        migrations.AddField(
            model_name="claimedit",
            name="justification",
            field=models.TextField(
                blank=True,
                help_text="Why it was chosen or rejected, where members differed.",
                verbose_name="justification",
            ),
        ),
        migrations.RemoveIndex(model_name="claimprogress", name="progress_by_disagreement"),
        migrations.AddField(
            model_name="claimprogress",
            name="decided_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Since when a final verdict stands; the verdict itself is in its own row.",
                null=True,
                verbose_name="decided",
            ),
        ),
        migrations.AddField(
            model_name="claimprogress",
            name="standing",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    models.When(revealed_at__isnull=True, then=models.Value(None)),
                    models.When(decided_at__isnull=False, then=models.Value(1)),
                    models.When(
                        models.Q(
                            ("disagreement__gt", 0.0),
                            ("sent_to_adjudication_at__isnull", False),
                            _connector="OR",
                        ),
                        then=models.Value(0),
                    ),
                    default=models.Value(None),
                ),
                output_field=models.PositiveSmallIntegerField(
                    choices=[(0, "undecided"), (1, "decided")], null=True, verbose_name="standing"
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="claimprogress",
            index=models.Index(
                condition=models.Q(("standing__isnull", False)),
                fields=["round", "standing", "-disagreement", "-ratings", "claim"],
                name="progress_by_disagreement",
            ),
        ),
        migrations.RunPython(note_decisions, migrations.RunPython.noop),
    ]

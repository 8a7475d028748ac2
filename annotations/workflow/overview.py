"""What a project tells at a glance: who its articles rest on, how far reviewing has come. Reads only."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from annotations.models import SOURCE_KINDS, Article, ArticleProgress, Claim, Project, Review, Round, User
from annotations.splitting import SourceKind
from annotations.workflow.queueing import waiting_claims


@dataclass(frozen=True)
class Progress:
    """How many live claims there are in a round, are complete, and wait for one's own turn."""

    claims: int = 0
    complete: int = 0
    waiting: int = 0


def sourcing_strip(article: Article) -> dict[str, int]:
    """Return how many live claims of the article rest on each kind of origin: every kind, zeros too."""
    return sourcing_strips([article])[article.pk]


def sourcing_strips(articles: Collection[Article]) -> dict[int, dict[str, int]]:
    """Return the strip of each article by its key, from one query."""
    strips = {article.pk: {kind: 0 for kind, _label in SOURCE_KINDS} for article in articles}
    rows = (
        Claim.objects.filter(article__in=list(strips), retired_at__isnull=True)
        .order_by()
        .values_list("article", "source_kind")
        .annotate(claims=Count("pk"))
    )
    for article, kind, claims in rows:
        strips[article][kind] = claims
    return strips


def strip_words(counts: Mapping[str, int]) -> str:
    """Return the strip as a sentence: "21 claims: 9 named people, 4 organisations, 2 anonymous."

    Kinds that no claim has are left out. Without a claim it says so.
    """
    total = sum(counts.values())
    if not total:
        return _("No claims.")
    parts = [_kind_words(kind, counts[kind]) for kind, _label in SOURCE_KINDS if counts.get(kind)]
    claims = ngettext("%(number)d claim", "%(number)d claims", total) % {"number": total}
    return _("%(claims)s: %(kinds)s.") % {
        "claims": claims,
        "kinds": pgettext("between the items of a list", ", ").join(parts),
    }


def project_progress(projects: Collection[Project]) -> dict[int, Progress]:
    """Return the progress of each project's newest round by the project's key, from one query; one without
    claims in its newest round is left out. `waiting` is 0: `queueing.waiting_by_project` has it."""
    newer = Round.objects.filter(project=OuterRef("round__project"), number__gt=OuterRef("round__number"))
    rows = (
        ArticleProgress.objects.filter(~Exists(newer), round__project__in=list(projects))
        .order_by()
        .values(project=F("round__project"))
        .annotate(total=Sum("claims"), complete=Sum(F("claims") - F("left")))
    )
    return {row["project"]: Progress(claims=row["total"], complete=row["complete"]) for row in rows}


def simulated_projects(projects: Collection[Project]) -> set[int]:
    """Return the keys of the projects in which simulated reviews count, so that pages can say so."""
    simulated = Review.objects.current().filter(round__project=OuterRef("pk"), is_simulated=True)
    keys = [project.pk for project in projects]
    return set(Project.objects.filter(Exists(simulated), pk__in=keys).values_list("pk", flat=True))


def article_progress(*, round: Round, articles: Collection[Article], reviewer: User) -> dict[int, Progress]:
    """Return the progress of each article in the round by the article's key, from two queries.

    `waiting` counts the claims that need this reviewer's turn, whether or not they review in the project.
    """
    keys = [article.pk for article in articles]
    rows = ArticleProgress.objects.filter(round=round, article__in=keys).values("article", "claims", "left")
    counted = {row["article"]: row for row in rows}
    waiting = dict(
        waiting_claims(project=round.project, reviewer=reviewer)
        .filter(article__in=keys)
        .order_by()
        .values_list("article")
        .annotate(waiting=Count("pk"))
    )
    return {
        key: Progress(claims=row["claims"], complete=row["claims"] - row["left"], waiting=waiting.get(key, 0))
        for key, row in counted.items()
    }


def _kind_words(kind: str, number: int) -> str:
    match SourceKind(kind):
        case SourceKind.NAMED_PERSON:
            words = ngettext("%(number)d named person", "%(number)d named people", number)
        case SourceKind.NAMED_ORGANISATION:
            words = ngettext("%(number)d organisation", "%(number)d organisations", number)
        case SourceKind.DOCUMENT:
            words = ngettext("%(number)d document", "%(number)d documents", number)
        case SourceKind.ANONYMOUS:
            words = ngettext("%(number)d anonymous", "%(number)d anonymous", number)
        case SourceKind.UNSPECIFIED:
            words = ngettext("%(number)d unspecified", "%(number)d unspecified", number)
        case SourceKind.NONE:
            words = ngettext("%(number)d without a source", "%(number)d without a source", number)
    return words % {"number": number}

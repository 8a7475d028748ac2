"""What a person may ask for: the rows of their own projects, with what the answers need."""

from __future__ import annotations

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from annotations.models import Article, Claim, Membership, Project, Review, Role, Round, User


def projects_of(user: User) -> QuerySet[Project]:
    """Return the user's projects, each with `role` and the number of its `open_round`."""
    role = Membership.objects.filter(project=OuterRef("pk"), user=user).values("role")
    open_round = Round.objects.filter(project=OuterRef("pk"), closed_at=None).values("number")
    return Project.objects.for_user(user).annotate(role=Subquery(role), open_round=Subquery(open_round))


def articles_of(user: User) -> QuerySet[Article]:
    """Return the articles of the user's projects, without their texts."""
    articles = Article.objects.filter(project__memberships__user=user)
    return articles.with_claim_count().select_related("project").defer("text").order_by("pk")


def claims_of(user: User) -> QuerySet[Claim]:
    """Return the live claims of the user's projects with their chains and their progress in the latest round.

    `is_suggestion_shown` is false where the user reviews in the project and has not yet had their turn.
    """
    latest = Round.objects.filter(project=OuterRef("article__project")).order_by("-number").values("pk")[:1]
    mine = Review.objects.current().filter(claim=OuterRef("pk"), reviewer=user)
    simulated = Review.objects.current().filter(
        claim=OuterRef("pk"), round=OuterRef("progress__round"), is_simulated=True
    )
    reviews_here = Membership.objects.filter(
        project=OuterRef("article__project"), user=user, role=Role.REVIEWER
    )
    return (
        Claim.objects.live()
        .filter(article__project__memberships__user=user)
        .filter(Q(progress__round=Subquery(latest)) | Q(progress=None))
        .annotate(
            ratings=F("progress__ratings"),
            skips=F("progress__skips"),
            request=F("progress__request"),
            is_complete=Case(
                When(progress__revealed_at__isnull=False, then=Value(value=True)),
                default=Value(value=False),
                output_field=BooleanField(),
            ),
            has_simulated=Exists(simulated),
            is_suggestion_shown=Exists(mine) | ~Exists(reviews_here),
        )
        .prefetch_related("chain")
        .select_related("article__project")
        # Each row would carry the whole text of its article.
        .defer("article__text")
    )


def reviews_for(user: User) -> QuerySet[Review]:
    """Return the current reviews that the user may read; others' only on complete claims."""
    reviews = Review.objects.current().visible_to(user)
    return reviews.select_related("reviewer", "round", "guideline_version").prefetch_related("evidence")

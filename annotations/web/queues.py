"""Which queue of differences an address names: its kind, its rounds, undecided or decided, its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from annotations.models import Article, Project, Round, Standing
from annotations.web.access import read_key
from annotations.workflow.differing import Difference, Kind, Queue

ALL = "all"


@dataclass(frozen=True)
class QueueView:
    """A queue as a page shows it, and the addresses from there to others."""

    project: Project
    rounds: Sequence[Round]
    """The project's, the newest first."""

    round: Round | None
    """The one asked for, else the newest; None before the first."""

    is_over_all: bool
    kind: Kind = Kind.VERDICT
    standing: Standing = Standing.UNDECIDED
    article: Article | None = None

    @property
    def queue(self) -> Queue:
        """Return the queue itself."""
        shown = self.rounds if self.is_over_all else [self.round] if self.round else []
        return Queue(self.project, shown, self.kind, self.standing, self.article)

    @property
    def is_decided(self) -> bool:
        """Return whether the decided ones are shown."""
        return self.standing == Standing.DECIDED

    def of(self, **changes: Any) -> QueueView:
        """Return the same view with something else in it."""
        return replace(self, **changes)

    def query(self, **further: Any) -> dict[str, Any]:
        """Return what an address of this view says; what goes without saying is left out."""
        said = {
            "kind": "" if self.kind == Kind.VERDICT else self.kind.value,
            "round": ALL if self.is_over_all else self.round.number if self.round else "",
            "state": "decided" if self.is_decided else "",
            "article": self.article.pk if self.article else "",
            **further,
        }
        return {name: value for name, value in said.items() if value not in ("", None)}

    def list_address(self, **further: Any) -> str:
        """Return the address of the list."""
        return f"{reverse('differences', args=[self.project.slug])}?{urlencode(self.query(**further))}"

    def address(self, difference: Difference) -> str:
        """Return the address of one difference, from where its neighbours here are found."""
        view = self
        if difference.round_pk is not None:
            view = self.of(round=next(one for one in self.rounds if one.pk == difference.round_pk))
        return view.address_of(difference.claim_pk)

    def address_of(self, claim_pk: int) -> str:
        """Return the address of the difference on the claim in the round of this view."""
        return f"{reverse('difference', args=[claim_pk])}?{urlencode(self.query_here())}"

    def query_here(self) -> dict[str, Any]:
        """Return the same as `query`; over all rounds, with the one that the difference is in."""
        return self.query(**({"in": self.round.number} if self.is_over_all and self.round else {}))


def read_view(asked: Mapping[str, str], project: Project) -> QueueView:
    """Return the view that an address or a form names. Raises Http404 for a round, an article or a kind that
    there is not."""
    rounds = list(project.rounds.order_by("-number"))
    for round in rounds:
        round.project = project
    number = asked.get("round") or ""
    is_over_all = number == ALL and len(rounds) > 1
    # Over all rounds, the one that the difference is in is named beside.
    number = asked.get("in") or "" if number == ALL else number
    kind = asked.get("kind") or Kind.VERDICT.value
    if kind not in Kind.values:
        raise Http404
    return QueueView(
        project=project,
        rounds=rounds,
        round=_find_round(rounds, number),
        is_over_all=is_over_all,
        kind=Kind(kind),
        standing=Standing.DECIDED if asked.get("state") == "decided" else Standing.UNDECIDED,
        article=_find_article(project, asked.get("article")),
    )


def _find_round(rounds: Sequence[Round], number: str) -> Round | None:
    if not number:
        return rounds[0] if rounds else None
    found = next((round for round in rounds if str(round.number) == number), None)
    if found is None:
        raise Http404
    return found


def _find_article(project: Project, asked: str | None) -> Article | None:
    if not asked:
        return None
    article = Article.objects.filter(project=project, pk=read_key(asked)).defer("text").first()
    if article is None:
        raise Http404
    return article

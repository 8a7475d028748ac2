"""What else reviewers agree on: how claims are cut, who said it, what the machine suggests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.agreement import Figure
from annotations.models import ClaimEdit, User
from annotations.models.choices import SOURCE_KINDS
from annotations.presenting.words import Shown, show, show_count
from annotations.workflow.agreement.more import MOST_CLAIMS_COUNTED, MoreFigures
from annotations.workflow.attributing import ChainFigures, SourceReport
from annotations.workflow.cuts import CutPair, CutReport
from annotations.workflow.suggesting import BesideMachine, MachineReport

Named = tuple[str, Shown]
"""A figure and what it is called."""


@dataclass(frozen=True)
class CutterRow:
    """What one reviewer changed."""

    name: str
    articles: str
    otherwise: str
    edits: str
    """By kind, in words; empty without any."""


@dataclass(frozen=True)
class CutPairRow:
    """Two reviewers' cuts side by side."""

    first: str
    second: str
    articles: str
    f1: Shown
    precision: Shown
    recall: Shown
    alpha: Shown
    matched: str
    alone: str
    agreement: Shown
    label_alpha: Shown
    kappa: Shown


@dataclass(frozen=True)
class Cuts:
    """Whether reviewers cut the same, as a reader sees it."""

    sentences: tuple[str, ...]
    figures: tuple[Named, ...]
    """Empty where there is nothing to compare."""

    cutters: tuple[CutterRow, ...]
    pairs: tuple[CutPairRow, ...]


@dataclass(frozen=True)
class ChainRow:
    """Somebody's chains beside others."""

    name: str
    claims: str
    kinds: Shown
    spans: Shown
    links: Shown


@dataclass(frozen=True)
class Sources:
    """Whether reviewers agree on who said it, as a reader sees it."""

    sentences: tuple[str, ...]
    figures: tuple[Named, ...]
    changes: tuple[tuple[str, str, str], ...]
    """The splitter's kind, the reviewer's, and how often."""

    against_splitter: tuple[ChainRow, ...]
    against_decided: tuple[ChainRow, ...]
    """The splitter's row first; empty where nothing was decided."""


@dataclass(frozen=True)
class MachineRow:
    """Verdicts beside the machine's suggestions."""

    name: str
    suggested: str
    same: str
    agreement: Shown
    specific: Shown
    unsourced: str
    covered: Shown


@dataclass(frozen=True)
class Machine:
    """The machine as one more rater, as a reader sees it."""

    rows: tuple[MachineRow, ...]
    why: str
    """Why there are no rows; empty with some."""


def describe_more(more: MoreFigures, *, user: User | None) -> dict[str, object]:
    """Return what the templates of these sections show, with the rows the user may read, all for None."""
    return {
        "cuts": _describe_cuts(more.cuts, user),
        "sources": _describe_sources(more.sources, user),
        "machine": _describe_machine(more.machine, user),
    }


def _describe_cuts(report: CutReport, user: User | None) -> Cuts:
    cutters, pairs = (report.cutters, report.pairs) if user is None else report.seen_by(user)
    kinds = dict(ClaimEdit.Kind.choices)
    sentences = []
    if report.untouched or not report.edited:
        words = ngettext(
            "%(count)s article is as it came in, so all its reviewers cut it the same; it is in no figure.",
            "%(count)s articles are as they came in, so all their reviewers cut them the same; they are in "
            "no figure.",
            report.untouched,
        )
        sentences.append(words % {"count": show_count(report.untouched)})
    if report.edited > report.compared:
        sentences.append(
            _("Of %(all)s articles that somebody cut otherwise the %(count)s edited last are compared.")
            % {"all": show_count(report.edited), "count": show_count(report.compared)}
        )
    if report.pairs_left_out:
        sentences.append(
            _("Only the %(count)s pairs with the most articles have figures of their own.")
            % {"count": show_count(len(report.pairs))}
        )
    if any(pair.overlapping for pair in pairs):
        sentences.append(_("Articles where claims of one reviewer overlap are left out of alpha_U."))
    figures = (
        (_("Borders, F1"), report.f1),
        (_("Claims with a match"), report.matched),
        (_("Same verdict on matches"), report.agreement),
    )
    return Cuts(
        sentences=tuple(sentences),
        figures=_name(figures) if report.f1.n else (),
        cutters=tuple(
            CutterRow(
                name=row.reviewer.shown_name,
                articles=show_count(row.articles),
                otherwise=show_count(row.otherwise),
                edits=" · ".join(f"{show_count(number)} {kinds[kind]}" for kind, number in row.edits.items()),
            )
            for row in cutters
        ),
        pairs=tuple(_describe_pair(pair) for pair in pairs),
    )


def _describe_pair(pair: CutPair) -> CutPairRow:
    return CutPairRow(
        first=pair.first.shown_name,
        second=pair.second.shown_name,
        articles=show_count(pair.articles),
        f1=_tell(pair.f1),
        precision=_tell(pair.precision),
        recall=_tell(pair.recall),
        alpha=_tell(pair.alpha),
        matched=show_count(pair.matched),
        alone=f"{show_count(pair.alone[0])} · {show_count(pair.alone[1])}",
        agreement=_tell(pair.agreement),
        label_alpha=_tell(pair.label_alpha),
        kappa=_tell(pair.label_kappa),
    )


def _describe_sources(report: SourceReport, user: User | None) -> Sources:
    of_splitter, of_decided = (
        (report.against_splitter, report.against_decided) if user is None else report.seen_by(user)
    )
    kinds = {kind: str(name) for kind, name in SOURCE_KINDS}
    sentences = [
        ngettext(
            "Reviewers changed the chain of %(count)s claim. Where nobody did they agree, and such claims "
            "are in no figure.",
            "Reviewers changed the chains of %(count)s claims. Where nobody did they agree, and such claims "
            "are in no figure.",
            report.claims,
        )
        % {"count": show_count(report.claims)}
    ]
    if report.edited > report.compared:
        sentences.append(
            _("Of %(all)s articles with a changed chain the %(count)s changed last are compared.")
            % {"all": show_count(report.edited), "count": show_count(report.compared)}
        )
    figures = (
        (_("Kind of the origin, raw agreement"), report.observed),
        (_("Kind of the origin, alpha"), report.alpha),
        (_("Words of the source, F1"), report.pairs.spans),
        (_("Links, F1"), report.pairs.links),
    )
    decided = [(_("the splitter"), report.splitter_against_decided)] if report.decided else []
    return Sources(
        sentences=tuple(sentences),
        figures=_name(figures) if report.pairs.claims else (),
        changes=tuple(
            (kinds[before], kinds[after], show_count(number)) for before, after, number in report.changes
        ),
        against_splitter=tuple(_chain_row(one.shown_name, figures) for one, figures in of_splitter),
        against_decided=tuple(
            _chain_row(name, figures)
            for name, figures in (*decided, *((one.shown_name, figures) for one, figures in of_decided))
        ),
    )


def _chain_row(name: str, figures: ChainFigures) -> ChainRow:
    return ChainRow(
        name=name,
        claims=show_count(figures.claims),
        kinds=_tell(figures.kinds),
        spans=_tell(figures.spans),
        links=_tell(figures.links),
    )


def _describe_machine(report: MachineReport | None, user: User | None) -> Machine:
    if report is None:
        why = _(
            "For more than %(most)s complete claims only manage.py report_agreement --format html shows this."
        )
        return Machine((), why % {"most": show_count(MOST_CLAIMS_COUNTED)})
    if not report.everybody.suggested and not report.final.suggested:
        return Machine((), _("No complete claim with a suggestion has a verdict yet."))
    rows = report.reviewers if user is None else report.seen_by(user)
    listed = [(one.shown_name, figures) for one, figures in rows]
    listed += [(_("all reviewers"), report.everybody)]
    listed += [(_("final verdicts"), report.final)] if report.final.suggested else []
    return Machine(tuple(_machine_row(name, figures) for name, figures in listed), "")


def _machine_row(name: str, figures: BesideMachine) -> MachineRow:
    return MachineRow(
        name=name,
        suggested=show_count(figures.suggested),
        same=show_count(figures.same),
        agreement=_tell(figures.agreement),
        specific=_tell(figures.specific),
        unsourced=show_count(figures.unsourced),
        covered=_tell(figures.covered),
    )


def _name(figures: Iterable[tuple[str, Figure]]) -> tuple[Named, ...]:
    return tuple((name, _tell(figure)) for name, figure in figures)


def _tell(figure: Figure) -> Shown:
    """Return the figure without a reason: those are worded for verdicts, and a dash says enough here."""
    return replace(show(figure), why="")

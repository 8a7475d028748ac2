"""What a report rests on, what it lacks, and what somebody can do about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.presenting.derived import share_of
from annotations.presenting.words import join_words, name_label, show_count, show_percent
from annotations.workflow.agreement.report import AgreementReport


@dataclass(frozen=True)
class Lack:
    """Something that is missing, what helps, and the name of the page where a lead does it."""

    words: str
    help: str
    page: str = ""
    link: str = ""
    """What the link to the page says."""


@dataclass(frozen=True)
class Ground:
    """What the figures rest on."""

    facts: tuple[tuple[str, str, str], ...]
    """A name, a number, and what is beside it."""

    lacks: tuple[Lack, ...]


def describe_ground(report: AgreementReport) -> Ground:
    """Return the counts of the report and what is missing from them."""
    counts, summary = report.counts, report.summary
    skips = sum(report.skip_reasons.values())
    of_claims = share_of(counts.rated_more, counts.claims)
    of_answers = share_of(skips, skips + summary.ratings)
    facts = [
        (_("claims"), counts.claims, _("%(count)s complete") % {"count": show_count(counts.complete)}),
        (_("reviewers"), summary.raters, ""),
        (
            _("verdicts"),
            summary.ratings,
            _("%(count)s simulated") % {"count": show_count(report.simulated)} if report.simulated else "",
        ),
        (
            _("claims with two verdicts or more"),
            counts.rated_more,
            ""
            if of_claims is None
            else _("%(percent)s of the claims") % {"percent": show_percent(of_claims)},
        ),
        (
            _("skips"),
            skips,
            ""
            if of_answers is None
            else _("%(percent)s of all answers") % {"percent": show_percent(of_answers)},
        ),
        (_("articles behind the intervals"), summary.clusters or 0, ""),
    ]
    return Ground(
        facts=tuple((name, show_count(number), beside) for name, number, beside in facts),
        lacks=tuple(_list_lacks(report)),
    )


def _list_lacks(report: AgreementReport) -> Iterator[Lack]:
    counts, summary = report.counts, report.summary
    if summary.raters == 1:
        yield Lack(
            _("Only one reviewer gave verdicts, so there is nobody to agree with."),
            _("Ask a second reviewer to judge the same claims."),
            "members",
            _("Members"),
        )
    elif summary.raters and not summary.pairable_units:
        yield Lack(
            _("No claim has verdicts of two reviewers."),
            _("Assign the same articles to two reviewers, and see to it that a claim needs two verdicts."),
            "assignments",
            _("Assignments"),
        )
    if counts.open:
        yield Lack(
            ngettext(
                "%(count)s claim waits for further reviewers.",
                "%(count)s claims wait for further reviewers.",
                counts.open,
            )
            % {"count": show_count(counts.open)},
            _("Assign their articles, or close the round to count what there is."),
            "assignments",
            _("Assignments"),
        )
    if counts.rated_once:
        yield Lack(
            ngettext(
                "%(count)s claim counted here has one verdict only, so it is in no figure of agreement.",
                "%(count)s claims counted here have one verdict only, so they are in no figure of agreement.",
                counts.rated_once,
            )
            % {"count": show_count(counts.rated_once)},
            _("A second reviewer’s verdict brings them in."),
        )
    if counts.unrated:
        yield Lack(
            ngettext(
                "%(count)s claim counted here has no verdict.",
                "%(count)s claims counted here have no verdict.",
                counts.unrated,
            )
            % {"count": show_count(counts.unrated)},
            _("Those that were skipped by all stay so; the others wait for a first reviewer."),
        )
    unused = [name_label(label) for label, found in summary.per_label.items() if not found.count]
    if summary.ratings and unused:
        yield Lack(
            _("Nobody gave the verdict %(verdicts)s.")
            % {"verdicts": join_words([f"“{name}”" for name in unused])},
            _("Where that is surprising, see whether the guidelines say when to give it."),
            "guidelines",
            _("Guidelines"),
        )
    if report.unsupported:
        yield Lack(
            ngettext(
                "%(count)s “verified” or “disputed” carries neither evidence nor a justification.",
                "%(count)s “verified” or “disputed” carry neither evidence nor a justification.",
                report.unsupported,
            )
            % {"count": show_count(report.unsupported)},
            _("The project’s settings can ask for one."),
            "settings",
            _("Settings"),
        )
    if report.round.project.target_agreement is None:
        yield Lack(
            _("The team has set itself no target."),
            _("Choose an alpha to reach before the figures are known."),
            "settings",
            _("Settings"),
        )

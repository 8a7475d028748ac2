"""The SQL that counts what was said of claims, around the three queries that say what counts."""

# ruff: noqa: S608 - the SQL is made of this module's own words; every value is a parameter

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from annotations.models import SkipReason, Verdict

LABELS: tuple[str, ...] = tuple(Verdict.values)
SKIP_REASONS: tuple[str, ...] = tuple(SkipReason.values)


class Section(IntEnum):
    """What is counted; the columns of each are its members of `COLUMNS`."""

    CLAIMS = 0
    """Claims by their verdicts."""

    PAIRS = 1
    """Claims by the verdicts that two reviewers gave, the one with the smaller key first."""

    RATINGS = 2
    """Verdicts by who gave them, and what was said of the claim in all."""

    VERSIONS = 3
    """Claims by the verdicts made under one version of the guidelines."""

    SKIPS = 4
    CHANGES = 5
    """Changed minds."""

    TIMES = 6
    """Verdicts by the seconds they took."""

    NEWEST = 7
    """The newest review that counts, as days since 1970, seconds and microseconds; the count is 1."""


COLUMNS: dict[Section, tuple[str, ...]] = {
    Section.CLAIMS: ("complete", "final", "waits", "day", "verified", "disputed", "unsourced"),
    Section.PAIRS: ("complete", "first", "second", "own", "others"),
    Section.RATINGS: (
        "complete",
        "reviewer",
        "label",
        "final",
        "simulated",
        "unsupported",
        "verified",
        "disputed",
        "unsourced",
    ),
    Section.VERSIONS: ("complete", "version", "verified", "disputed", "unsourced"),
    Section.SKIPS: ("complete", "reviewer", "reason", "simulated"),
    Section.CHANGES: ("complete", "reviewer", "is_after"),
    Section.TIMES: ("complete", "reviewer", "seconds"),
    Section.NEWEST: ("complete", "day", "second", "microsecond"),
}
"""Each section has a last column besides, the count. `complete`, `waits`, `simulated`, `unsupported` and
`is_after` are 0 or 1; `label`, `final`, `own`, `others` and `reason` are places in `LABELS` and
`SKIP_REASONS`, -1 without one; `version` is a key, 0 for none; `day` counts from 1970, in UTC, and is 0
without a verdict."""


ArticleCells = dict[Section, NDArray[np.int32]]
"""The rows of one article, by section; one without rows may be absent."""


def counting_statement(every: str, words: str, changes: str, *, labels: Collection[str]) -> str:
    """Return the statement around the three that say what counts; its rows are a section, an article and the
    section's rows of that article as numbers with spaces between."""
    given = ", ".join(f"'{label}'" for label in LABELS if label in labels)
    chosen = f"WHERE claim IN (SELECT claim FROM words WHERE verdict IN ({given}))" if labels else ""
    of_claim = ", ".join(
        f"SUM(CASE WHEN label = {place} THEN 1 ELSE 0 END) AS {label}" for place, label in enumerate(LABELS)
    )
    verdicts = ", ".join(LABELS)
    none = ", ".join(f"COALESCE({label}, 0) AS {label}" for label in LABELS)
    functions = _FUNCTIONS[connection.vendor]
    second = functions["seconds"]
    newest = "SELECT article, complete, MAX(at) AS newest FROM said GROUP BY article, complete"
    tables = {
        Section.CLAIMS: f"SELECT article, complete, final, waits, COALESCE(day, 0) AS day, {none} "
        "FROM claims LEFT JOIN patterns ON patterns.claim = claims.claim",
        Section.PAIRS: "SELECT a.article, a.complete, a.reviewer AS first, b.reviewer AS second, "
        "a.label AS own, b.label AS others FROM votes a "
        "JOIN votes b ON b.claim = a.claim AND b.reviewer > a.reviewer",
        Section.RATINGS: f"SELECT article, complete, reviewer, label, final, simulated, unsupported, "
        f"{verdicts} FROM votes JOIN patterns ON patterns.claim = votes.claim",
        Section.VERSIONS: f"SELECT article, complete, version, {verdicts} FROM (SELECT article, "
        f"complete, claim, version, {of_claim} FROM votes GROUP BY article, complete, claim, version) made",
        Section.SKIPS: "SELECT article, complete, reviewer, reason, simulated FROM said WHERE label < 0",
        Section.CHANGES: "SELECT article, complete, reviewer, is_after "
        "FROM changes JOIN claims ON claims.claim = changes.claim",
        Section.TIMES: "SELECT article, complete, reviewer, seconds FROM votes WHERE seconds IS NOT NULL",
        Section.NEWEST: f"SELECT article, complete, {second} / 86400 AS day, {second} %% 86400 AS second, "
        f"{functions['microsecond']} AS microsecond FROM ({newest}) latest",
    }
    return f"""
        WITH every(claim, article, complete, waits, final_verdict) AS ({every}),
        words(
            claim, reviewer, verdict, skip_reason, seconds, simulated, unsupported, version, at
        ) AS ({words}),
        changes(claim, reviewer, is_after) AS ({changes}),
        claims AS MATERIALIZED (
            SELECT claim, article, complete, waits, {_place("final_verdict", LABELS)} AS final
            FROM every {chosen}
        ),
        said AS MATERIALIZED (
            SELECT words.claim, article, complete, final, reviewer, {_place("verdict", LABELS)} AS label,
                {_place("skip_reason", SKIP_REASONS)} AS reason, seconds, simulated, unsupported,
                COALESCE(version, 0) AS version, at
            FROM words JOIN claims ON claims.claim = words.claim
        ),
        votes AS MATERIALIZED (SELECT * FROM said WHERE label >= 0),
        patterns AS MATERIALIZED (
            SELECT claim, {of_claim}, MAX({functions["day"]}) AS day
            FROM votes GROUP BY claim
        )
        {" UNION ALL ".join(_count(section, table) for section, table in tables.items())}
    """


def _count(section: Section, table: str) -> str:
    """Return the query that counts equal rows of a table and joins them by article."""
    columns = COLUMNS[section]
    row = " || ' ' || ".join([*columns, "number"])
    grouped = ", ".join(["article", *columns])
    joined = _FUNCTIONS[connection.vendor]["join"].format(row)
    counted = f"SELECT {grouped}, COUNT(*) AS number FROM ({table}) rows{section} GROUP BY {grouped}"
    return f"SELECT {section.value} AS section, article, {joined} FROM ({counted}) counted GROUP BY article"


def _place(column: str, names: tuple[str, ...]) -> str:
    """Return SQL for the place of a text among the names, -1 for none of them."""
    whens = " ".join(f"WHEN '{name}' THEN {place}" for place, name in enumerate(names))
    return f"CASE {column} {whens} ELSE -1 END"


_FUNCTIONS = {
    "postgresql": {
        "join": "STRING_AGG({}, ' ')",
        "day": "FLOOR(EXTRACT(EPOCH FROM at) / 86400)::integer",
        "seconds": "FLOOR(EXTRACT(EPOCH FROM newest))::bigint",
        "microsecond": "EXTRACT(MICROSECONDS FROM newest)::integer %% 1000000",
    },
    "sqlite": {
        "join": "GROUP_CONCAT({}, ' ')",
        "day": "CAST(strftime('%%s', at) AS INTEGER) / 86400",
        "seconds": "CAST(strftime('%%s', newest) AS INTEGER)",
        "microsecond": "CAST(COALESCE(NULLIF(SUBSTR(newest, 21, 6), ''), '0') AS INTEGER)",
    },
}
"""What the databases have different words for. Times are kept in UTC."""

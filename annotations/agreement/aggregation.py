"""One label a unit out of many ratings: by majority, and by Dawid and Skene's model of how raters err."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from annotations.agreement.patterns import Codes, Floats, add_by

VERSION = "1.0.0"
"""Of the methods here: a new one where the same ratings would be given other labels or probabilities."""

MOST_ITERATIONS = 2_000
SMALLEST_GAIN = 1e-9
"""Of the log-likelihood, relative to it; a smaller one ends the iteration."""


class Stop(StrEnum):
    """Why an iteration ended."""

    CONVERGED = "converged"
    ITERATIONS = "iterations"


@dataclass(frozen=True, eq=False)
class Majority:
    """The label that most ratings of a unit have."""

    winner: Codes
    """The label of each unit, -1 for a tie and for a unit without a rating."""

    is_tied: np.ndarray[tuple[int], np.dtype[np.bool_]]
    """Whether two labels or more share the most ratings."""

    shares: Floats
    """(units, labels): the soft labels, each label's share of the unit's ratings; 0 without a rating."""


@dataclass(frozen=True, eq=False)
class DawidSkene:
    """What the model makes of the ratings."""

    posteriors: Floats
    """(units, labels): how probable each label is; 0 for a unit without a rating."""

    marginals: Floats
    """(labels,): how frequent each label is."""

    errors: Floats
    """(raters, labels, labels): how often a rater says the second label where the first is true; 0 where the
    rater met no unit of the first."""

    log_likelihood: float
    iterations: int
    stop: Stop


def majority(unit_codes: Codes, label_codes: Codes, *, units: int, labels: int) -> Majority:
    """Return the majority of each unit; ties are said, never broken."""
    counts = np.bincount(unit_codes * labels + label_codes, minlength=units * labels).reshape(units, labels)
    if labels == 0:
        return Majority(np.full(units, -1), np.zeros(units, dtype=bool), counts.astype(np.float64))
    most = counts.max(axis=1)
    is_tied = ((counts == most[:, None]).sum(axis=1) > 1) & (most > 0)
    winner = np.where(is_tied | (most == 0), -1, counts.argmax(axis=1))
    return Majority(winner, is_tied, counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))


def dawid_skene(
    unit_codes: Codes,
    rater_codes: Codes,
    label_codes: Codes,
    *,
    units: int,
    raters: int,
    labels: int,
    most_iterations: int = MOST_ITERATIONS,
) -> DawidSkene:
    """Return the model by plain expectation maximisation from the shares of votes, nothing smoothed.

    Every rating counts, also several of one rater on one unit. The iteration ends when the log-likelihood
    gains less than 1e-9 of itself, or after 2,000 steps; it never falls. The codes may come in any order.
    Dawid, A. P. and Skene, A. M. (1979), Journal of the Royal Statistical Society C 28, 20-28.
    """
    if not len(unit_codes):
        nothing = np.zeros((raters, labels, labels))
        return DawidSkene(np.zeros((units, labels)), np.zeros(labels), nothing, 0.0, 0, Stop.CONVERGED)
    said = rater_codes * labels + label_codes
    rated, unit = np.arange(units), unit_codes
    if (np.bincount(unit_codes, minlength=units) == 0).any():
        rated, unit = np.unique(unit_codes, return_inverse=True)
    votes = majority(unit, label_codes, units=len(rated), labels=labels)
    # Labels first: one label is worked on at a time, and its numbers lie side by side.
    posteriors = np.ascontiguousarray(votes.shares.T)
    former, likelihood, iterations, stop = -np.inf, -np.inf, 0, Stop.ITERATIONS
    errors = np.zeros((labels, raters, labels))
    marginals = np.zeros(labels)
    room = np.empty(len(unit))
    for iterations in range(1, most_iterations + 1):  # noqa: B007 (how many there were is told)
        marginals, errors = _maximise(posteriors, said, unit, raters, room)
        likelihood = _expect(marginals, errors, said, unit, room, posteriors)
        if likelihood - former <= SMALLEST_GAIN * abs(likelihood):
            stop = Stop.CONVERGED
            break
        former = likelihood
    spread = np.zeros((units, labels))
    spread[rated] = posteriors.T
    return DawidSkene(
        posteriors=spread,
        marginals=marginals,
        errors=np.ascontiguousarray(errors.transpose(1, 0, 2)),
        log_likelihood=likelihood,
        iterations=iterations,
        stop=stop,
    )


def _maximise(
    posteriors: Floats, said: Codes, unit: Codes, raters: int, room: Floats
) -> tuple[Floats, Floats]:
    """Return how frequent the labels are and how raters err: (labels,) and (labels, raters, labels)."""
    labels, units = posteriors.shape
    errors = np.empty((labels, raters, labels))
    for label in range(labels):
        weights = np.take(posteriors[label], unit, out=room, mode="clip")
        errors[label] = add_by(said, weights, raters * labels).reshape(raters, labels)
    met = errors.sum(axis=2, keepdims=True)
    return posteriors.sum(axis=1) / units, errors / np.where(met > 0, met, 1.0)


def _expect(
    marginals: Floats, errors: Floats, said: Codes, unit: Codes, room: Floats, posteriors: Floats
) -> float:
    """Write into `posteriors`, (labels, units), how probable each label is for each unit; return the
    log-likelihood."""
    labels, units = posteriors.shape
    # A logarithm of 0 is -infinity, whose share is exactly 0.
    with np.errstate(divide="ignore"):
        start, logs = np.log(marginals), np.log(errors).reshape(labels, -1)
    for label in range(labels):
        posteriors[label] = add_by(unit, np.take(logs[label], said, out=room, mode="clip"), units)
        posteriors[label] += start[label]
    most = posteriors.max(axis=0)
    posteriors -= most
    np.exp(posteriors, out=posteriors)
    total = posteriors.sum(axis=0)
    posteriors /= total
    return float((most + np.log(total)).sum())

"""How each figure of the report is made, a line each, with where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Made:
    """How one figure is made."""

    name: str
    how: str
    reference: str = ""
    """In English, as it was published; empty where nothing was."""


def describe_method(*, has_first: bool) -> tuple[Made, ...]:
    """Return the lines in the order of the report; `has_first` tells that first verdicts count."""
    counted = (
        _(
            "Each reviewer’s first verdict on a claim. Later changes, skips, re-tests, known answers and "
            "final verdicts are no ratings, and an adjudicator is no rater."
        )
        if has_first
        else _(
            "Each reviewer’s latest verdict given before the claim was complete. Later changes, skips, "
            "re-tests, known answers and final verdicts are no ratings, and an adjudicator is no rater."
        )
    )
    return (
        Made(_("What is counted"), counted),
        Made(
            _("Raw agreement"),
            _(
                "The share of agreeing pairs of verdicts in each claim, averaged over the claims that two or "
                "more reviewers rated."
            ),
            "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological "
            "Bulletin 76, 378–382.",
        ),
        Made(
            _("Krippendorff’s alpha"),
            _(
                "1 − Do/De: observed disagreement against the disagreement that shuffling the same verdicts "
                "would give; 1 is full agreement, 0 is chance. Missing ratings are allowed."
            ),
            "Krippendorff, K. (2011). Computing Krippendorff’s alpha-reliability. University of "
            "Pennsylvania.",
        ),
        Made(
            _("Gwet’s AC1"),
            _(
                "(P − C)/(1 − C) with raw agreement P and C = Σ π(1 − π)/(q − 1), π the mean share of each "
                "verdict and q the three verdicts there are."
            ),
            "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high "
            "agreement. British Journal of Mathematical and Statistical Psychology 61, 29–48.",
        ),
        Made(
            _("Fleiss’ kappa"),
            _(
                "(P − C)/(1 − C) with C = Σ π². Where verdicts are missing it has two variants: in one π is "
                "the mean of the claims’ shares, so that each claim weighs alike, in the other the share "
                "among all verdicts pooled."
            ),
            "Fleiss, J. L. (1971), as above. Gwet, K. L. (2014). Handbook of inter-rater reliability, 4th "
            "edition. Advanced Analytics.",
        ),
        Made(
            _("Brennan and Prediger’s kappa"),
            _("(P − C)/(1 − C) with C = 1/q: reviewers who guess choose each verdict alike."),
            "Brennan, R. L. and Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and "
            "alternatives. Educational and Psychological Measurement 41, 687–699.",
        ),
        Made(
            _("Cohen’s kappa"),
            _(
                "(P − C)/(1 − C) for two reviewers on the claims that both judged, chance taken from each "
                "one’s own shares of verdicts. Light’s kappa is its mean over all pairs."
            ),
            "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological "
            "Measurement 20, 37–46. Light, R. J. (1971). Measures of response agreement for qualitative "
            "data. Psychological Bulletin 76, 365–377.",
        ),
        Made(
            _("Scott’s pi, Conger’s kappa"),
            _(
                "Scott: as Cohen’s, chance taken from the shares of both together. Conger: as Fleiss’, "
                "chance over all pairs of reviewers with each one’s own shares; it needs every reviewer’s "
                "verdict on every claim."
            ),
            "Scott, W. A. (1955). Reliability of content analysis. Public Opinion Quarterly 19, 321–325. "
            "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. "
            "Psychological Bulletin 88, 322–328.",
        ),
        Made(
            _("Specific agreement"),
            _(
                "Where one reviewer gave this verdict, the share of the other reviewers of the same claim "
                "who gave it too."
            ),
            "Cicchetti, D. V. and Feinstein, A. R. (1990). High agreement but low kappa II. Journal of "
            "Clinical Epidemiology 43, 551–558.",
        ),
        Made(
            _("Kappa of a verdict"),
            _("Fleiss’ kappa of this verdict against all others together."),
            "Fleiss, J. L. (1971), as above, formula 23.",
        ),
        Made(
            _("Agreement with the others"),
            _(
                "The mean share of the other reviewers’ verdicts on the same claim that equal the "
                "reviewer’s. The change in alpha is alpha of all less alpha without the reviewer."
            ),
        ),
        Made(
            _("Intervals"),
            _(
                "95%: one article is left out at a time and the figure computed again; se² = (G − 1)/G · "
                "Σ(θ₍g₎ − θ̂)² over G articles, θ̂ ± t(.975, G − 1) · se, the upper end cut at 1. Reviewers "
                "are taken as they are: an interval says what other articles would do to the figure, not "
                "other reviewers."
            ),
            "Efron, B. and Tibshirani, R. J. (1993). An introduction to the bootstrap, chapter 11. Chapman "
            "and Hall.",
        ),
        Made(
            _("Entropy"),
            _(
                "−Σ p log₂ p of the shares of a claim’s verdicts, in bits: 0 where all agree, at most 1.58 "
                "with three verdicts alike."
            ),
            "Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical "
            "Journal 27.",
        ),
        Made(
            _("Dawid and Skene’s model"),
            _(
                "The verdict that is most probable when each reviewer has error rates of their own: "
                "expectation maximisation from the shares of votes, nothing smoothed."
            ),
            "Dawid, A. P. and Skene, A. M. (1979). Maximum likelihood estimation of observer error-rates "
            "using the EM algorithm. Journal of the Royal Statistical Society C 28, 20–28.",
        ),
        Made(
            _("Undefined"),
            _(
                "Where a figure or its interval cannot be computed the report says why; it never puts 0 or 1 "
                "in its place."
            ),
        ),
    )

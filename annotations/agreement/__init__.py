"""Agreement: ratings to figures, by numpy alone, without database and Django."""

from annotations.agreement.coefficients import (
    PairFigures,
    alpha_nominal,
    compare_pairs,
    label_shares,
    observed_agreement,
    specific_agreements,
)
from annotations.agreement.figures import Figure, Reason, explain
from annotations.agreement.summary import AgreementSummary, LabelFigures, summarise
from annotations.agreement.table import RatingTable, UnlistedLabel

__all__ = [
    "AgreementSummary",
    "Figure",
    "LabelFigures",
    "PairFigures",
    "RatingTable",
    "Reason",
    "UnlistedLabel",
    "alpha_nominal",
    "compare_pairs",
    "explain",
    "label_shares",
    "observed_agreement",
    "specific_agreements",
    "summarise",
]

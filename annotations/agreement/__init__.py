"""Agreement: ratings to figures, by numpy alone, without database and Django."""

from annotations.agreement.figures import Figure, Reason, explain
from annotations.agreement.moments import Scale
from annotations.agreement.overall import IntervalMethod, LabelFigures, OverallFigures, figures_of_patterns
from annotations.agreement.pairs import Kappa, PairFigures, compare_pairs
from annotations.agreement.patterns import Patterns
from annotations.agreement.summary import AgreementSummary, summarise
from annotations.agreement.table import RatingTable, UnlistedLabel

__all__ = [
    "AgreementSummary",
    "Figure",
    "IntervalMethod",
    "Kappa",
    "LabelFigures",
    "OverallFigures",
    "PairFigures",
    "Patterns",
    "RatingTable",
    "Reason",
    "Scale",
    "UnlistedLabel",
    "compare_pairs",
    "explain",
    "figures_of_patterns",
    "summarise",
]

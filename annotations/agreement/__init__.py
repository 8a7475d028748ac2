"""Agreement: ratings to figures, by numpy alone, without database and Django."""

from annotations.agreement.figures import Figure, Reason, explain
from annotations.agreement.keeping import Kept
from annotations.agreement.moments import Scale
from annotations.agreement.overall import (
    IntervalMethod,
    LabelFigures,
    OverallFigures,
    chosen_figures,
    figures_of_patterns,
)
from annotations.agreement.pairs import Joint, Kappa, PairFigures
from annotations.agreement.patterns import Patterns
from annotations.agreement.raters import RaterCells, RaterFigures
from annotations.agreement.summary import (
    AgreementSummary,
    Counted,
    summarise,
    summarise_again,
    summarise_counted,
)
from annotations.agreement.table import RatingTable, UnlistedLabel

__all__ = [
    "AgreementSummary",
    "Counted",
    "Figure",
    "IntervalMethod",
    "Joint",
    "Kappa",
    "Kept",
    "LabelFigures",
    "OverallFigures",
    "PairFigures",
    "Patterns",
    "RaterCells",
    "RaterFigures",
    "RatingTable",
    "Reason",
    "Scale",
    "UnlistedLabel",
    "chosen_figures",
    "explain",
    "figures_of_patterns",
    "summarise",
    "summarise_again",
    "summarise_counted",
]

"""A forecast in words."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from annotations.workflow.forecasting import ENOUGH_DAYS, Forecast, NoForecast


def describe_forecast(forecast: Forecast) -> str:
    """Return when the round will be done, or why nobody can tell, as one or two sentences."""
    if forecast.reason is not None or forecast.days is None or forecast.pace is None:
        return _describe_reason(forecast)
    least, most = forecast.days
    if least == most:
        left = ngettext("About %(most)d working day left", "About %(most)d working days left", most)
    else:
        left = _("About %(least)d to %(most)d working days left")
    pace = ngettext(
        "at the pace of the last %(days)d working day, %(pace)s verdicts a day.",
        "at the pace of the last %(days)d working days, %(pace)s verdicts a day.",
        forecast.counted_days,
    )
    return _("%(left)s %(pace)s") % {
        "left": left % {"least": least, "most": most},
        "pace": pace
        % {"days": forecast.counted_days, "pace": number_format(round(forecast.pace), force_grouping=True)},
    }


def _describe_reason(forecast: Forecast) -> str:
    match forecast.reason:
        case NoForecast.NOTHING_LEFT:
            return _("Every claim of this round is complete.")
        case NoForecast.TOO_FEW_REVIEWERS:
            return _(
                "This round cannot be finished as it is: a claim needs more reviewers than the project has. "
                "A lead can invite more, or lower the overlap."
            )
        case NoForecast.NO_PACE:
            return _("No forecast: nobody gave a verdict on a whole day of the last three weeks.")
    return ngettext(
        "No forecast yet: it takes %(enough)d whole days with verdicts, and there is %(days)d.",
        "No forecast yet: it takes %(enough)d whole days with verdicts, and there are %(days)d.",
        forecast.counted_days,
    ) % {"enough": ENOUGH_DAYS, "days": forecast.counted_days}

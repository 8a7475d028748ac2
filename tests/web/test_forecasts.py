import pytest

from annotations.web.forecasts import describe_forecast
from annotations.workflow.forecasting import Forecast, NoForecast


@pytest.mark.parametrize(
    ("forecast", "words"),
    [
        (
            Forecast(verdicts_left=400, pace=1119.6, days=(3, 5), counted_days=14),
            "About 3 to 5 working days left at the pace of the last 14 working days, 1,120 verdicts a day.",
        ),
        (
            Forecast(verdicts_left=4, pace=10.0, days=(1, 1), counted_days=3),
            "About 1 working day left at the pace of the last 3 working days, 10 verdicts a day.",
        ),
        (Forecast(0, reason=NoForecast.NOTHING_LEFT), "Every claim of this round is complete."),
        (
            Forecast(4, counted_days=1, reason=NoForecast.TOO_LITTLE_DATA),
            "No forecast yet: it takes 3 whole days with verdicts, and there is 1.",
        ),
    ],
)
def test_a_forecast_reads_as_a_sentence(forecast: Forecast, words: str) -> None:
    assert describe_forecast(forecast) == words

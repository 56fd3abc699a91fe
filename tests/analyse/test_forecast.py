"""Forecasts: proper scores, honest skill, and no forecast without one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.analyse.forecast.forecasters import FORECASTERS
from tocsin.analyse.forecast.rolling import SHORTEST, forecast
from tocsin.analyse.forecast.spread import Spread, empirical, negative_binomial, scores
from tocsin.errors import InputError

COUNTS = st.lists(st.integers(0, 400), min_size=20, max_size=60)


@given(COUNTS, st.integers(1, 6), st.sampled_from(FORECASTERS), st.sampled_from([0, 4, 12]))
def test_every_forecaster_gives_a_distribution_whatever_the_past(counts, ahead, maker, season):
    spread = maker.forecast(np.array(counts, dtype=np.float64), ahead, season)
    assert spread.weights.min() >= 0
    assert float(spread.weights.sum()) == pytest.approx(1, abs=1e-6)
    assert spread.quantile(0.05) <= spread.quantile(0.5) <= spread.quantile(0.95)


def test_the_crps_of_a_sure_forecast_is_its_error():
    sure = Spread(weights=np.eye(8)[5])
    assert [scores(sure, count).crps for count in (5, 3, 9)] == [0, 2, 4]


def test_the_truth_scores_best_on_average():
    random = np.random.default_rng(1)
    came = random.negative_binomial(2, 2 / (2 + 6), 3000)
    true, wide, off = (negative_binomial(mean, size) for mean, size in ((6, 2), (6, 0.3), (10, 2)))
    mean = {
        name: np.mean([scores(each, int(n)).crps for n in came])
        for name, each in (("true", true), ("wide", wide), ("off", off))
    }
    assert mean["true"] < min(mean["wide"], mean["off"])


def test_what_never_was_is_not_ruled_out():
    assert empirical(np.zeros(24)).above(0) > 0


def test_a_model_that_knows_the_season_is_shown_with_its_skill():
    months = np.arange(120)
    random = np.random.default_rng(2)
    counts = random.poisson(np.exp(2.0 + 1.3 * np.sin(months * 2 * np.pi / 12)))
    found = forecast(counts, ahead=1, season=12, seed=1)
    assert found.skilled
    assert found.by in ("regression", "with zeros")
    assert next(each for each in found.judged if each.name == found.by).low > 0


def test_where_nothing_beats_the_baseline_it_says_so():
    counts = np.random.default_rng(3).poisson(4, 90)
    found = forecast(counts, ahead=1, season=12, seed=1)
    assert not found.skilled
    assert next(each for each in found.judged if each.name == found.by).baseline


def test_nobody_beats_a_perfect_forecast_of_nothing():
    assert not forecast(np.zeros(60), ahead=1, season=12, seed=1).skilled


def test_no_forecaster_sees_what_is_ahead():
    """Whoever is told another future forecasts the same from the same past."""
    past = np.random.default_rng(4).poisson(5, 40).astype(np.float64)
    for maker in FORECASTERS:
        whole = maker.forecast(past[:30], 3, 12)
        again = maker.forecast(np.concatenate((past[:30], past[30:] * 50))[:30], 3, 12)
        assert np.array_equal(whole.weights, again.weights)


def test_intervals_hold_about_as_many_counts_as_they_say():
    counts = np.random.default_rng(5).negative_binomial(3, 3 / (3 + 8), 200)
    best = next(each for each in forecast(counts, ahead=1, season=12, seed=1).judged if each.name == "history")
    assert best.inside90 == pytest.approx(0.9, abs=0.07)


def test_too_short_a_series_is_refused_and_says_how_long_it_has_to_be():
    with pytest.raises(InputError, match="periods are too few"):
        forecast([1.0] * SHORTEST, ahead=1, season=12, seed=1)

"""The false-alarm rate that is stated is the rate there is, whatever the counts are like; and a surge is seen."""

import numpy as np
import pytest

from tocsin.watch.counts import SHORTEST_PAST, expect, toll_tail, upper_tail

SERIES = 1200
GAP, SPAN = 7, 7


def week(days):
    return np.exp(0.4 * np.sin(2 * np.pi * np.arange(days) / 7))


def negative_binomial(rng, mean, size, shape):
    return rng.negative_binomial(size, size / (size + mean), shape)


KINDS = {
    "Poisson, rare": lambda rng, shape: rng.poisson(0.05, shape),
    "Poisson": lambda rng, shape: rng.poisson(2.0, shape),
    "Poisson, frequent": lambda rng, shape: rng.poisson(10.0, shape),
    "with weekdays": lambda rng, shape: rng.poisson(2.0 * week(shape[1]), shape),
    "overdispersed, rare": lambda rng, shape: negative_binomial(rng, 0.3, 0.3, shape),
    "overdispersed": lambda rng, shape: negative_binomial(rng, 2.0, 1.0, shape),
    "overdispersed, with weekdays": lambda rng, shape: negative_binomial(rng, 5.0 * week(shape[1]), 3.0, shape),
    "with a trend": lambda rng, shape: rng.poisson(3.0 * np.exp(np.linspace(-0.7, 0.3, shape[1])), shape),
}


def holds(probabilities, rate):
    """Whether no more than `rate` of them are below it, give or take three standard errors."""
    allowed = rate * len(probabilities) + 3 * np.sqrt(rate * len(probabilities))
    return int((np.array(probabilities) < rate).sum()) <= allowed


@pytest.mark.parametrize("past", [182, SHORTEST_PAST])
@pytest.mark.parametrize("draw", KINDS.values(), ids=KINDS)
def test_counts_alarm_no_more_often_than_is_stated(draw, past):
    counts = draw(np.random.default_rng(20240322), (SERIES, past + GAP + SPAN)).astype(float)
    of_days = [expect(row[:past], gap=GAP + SPAN - 1, span=1).at_least(int(row[-1])) for row in counts[: SERIES // 2]]
    of_weeks = [
        expect(row[:past], gap=GAP, span=SPAN).at_least(int(row[-SPAN:].sum())) for row in counts[SERIES // 2 :]
    ]
    for rate in (0.05, 0.01, 0.002):
        assert holds(of_days, rate)
        assert holds(of_weeks, rate)


@pytest.mark.parametrize("past", [364, 120])
@pytest.mark.parametrize("tail", ["geometric", "lognormal", "pareto"])
@pytest.mark.parametrize("rate", [0.1, 1.0])
def test_tolls_alarm_no_more_often_than_is_stated(past, tail, rate):
    rng = np.random.default_rng(20240322)
    events = rng.poisson(rate, (3000, past + 1))
    tolls = np.zeros(events.shape)
    for n in range(1, int(events.max()) + 1):
        some = events >= n
        draw = {
            "geometric": lambda k: rng.geometric(0.3, k), "lognormal": lambda k: np.floor(rng.lognormal(1.0, 1.2, k)),
            "pareto": lambda k: np.floor(rng.pareto(1.5, k) + 1.0),
        }  # fmt: skip
        tolls[some] += draw[tail](int(some.sum()))
    probabilities = [toll_tail(row[:past], row[-1]) if row[-1] > 0 else 1.0 for row in tolls]
    for stated in (0.05, 0.01, 0.002):
        assert holds(probabilities, stated)


@pytest.mark.parametrize(("mean", "surge"), [(0.05, 4), (0.5, 10), (5.0, 30)])
def test_a_surge_is_seen(mean, surge):
    rng = np.random.default_rng(7)
    seen = [expect(rng.poisson(mean, 364).astype(float), gap=13, span=1).at_least(surge) < 0.001 for _ in range(50)]
    assert sum(seen) >= 45


def test_a_toll_far_beyond_the_past_is_seen():
    rng = np.random.default_rng(7)
    past = (rng.poisson(0.5, 364) * rng.geometric(0.3, 364)).astype(float)
    assert toll_tail(past, 200.0) < 0.0005
    assert toll_tail(past, 3.0) > 0.05


def test_what_is_usual_is_named_as_a_range():
    low, high = expect(np.full(364, 5.0) + np.tile([1.0, -1.0], 182), gap=0, span=1).range(0.025)
    assert 0 < low < 5 < high < 12


def test_a_past_in_which_nothing_happened():
    nothing = expect(np.zeros(364), gap=0, span=7)
    assert 0.0 < nothing.mean < 0.1
    assert nothing.at_least(3) < 0.001
    assert nothing.at_least(0) == 1.0


@pytest.mark.parametrize(
    ("mean", "variance", "count", "tail"), [(2.0, 2.0, 5, 0.052653), (2.0, 6.0, 5, 0.131687), (0.1, 0.1, 1, 0.095163)]
)
def test_tails_against_known_values(mean, variance, count, tail):
    """Poisson: tables. Negative binomial of size 1 (geometric): (1 - p)^k with p = mean / variance."""
    assert upper_tail(count, mean, variance) == pytest.approx(tail, abs=1e-6)

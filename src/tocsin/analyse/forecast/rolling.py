"""Judging forecasters as they would have been used: from each origin in the past, knowing only what came before.

The way of ViEWS (Hegre et al. 2019): rolling origins, proper scores, and a skill against the best of the baselines. The
interval of the skill is from a bootstrap over blocks of neighbouring origins, for neighbouring errors go together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from tocsin.analyse.forecast.forecasters import FORECASTERS, Forecaster
from tocsin.analyse.forecast.spread import Scores, Spread, scores
from tocsin.errors import InputError

Array = NDArray[np.floating[Any]]

SHORTEST = 18  # periods before the first origin
FEWEST = 12  # origins that a judgement takes
BLOCK = 6
LEAST_SKILL = 0.01  # that is surely there, for a model to be shown
SLIGHT = 0.02  # events: errors below are none, so that nobody beats a perfect forecast of nothing
RESAMPLED = 2000


class Judged(Struct, frozen=True, kw_only=True):
    """One forecaster over all origins: mean scores, and shares of counts inside its intervals.

    `skill` is how much of the error (CRPS) of the best baseline it takes away, `low` and `high` its interval (90 %).
    """

    name: str
    baseline: bool
    crps: float
    log: float
    brier: float
    inside50: float
    inside90: float
    skill: float
    low: float
    high: float


class Forecast(Struct, frozen=True, kw_only=True):
    """A forecast `ahead` periods from the end of a series, and how its maker did before.

    `by` is the forecaster: the best model where its skill is surely above nothing, else the best baseline.
    """

    ahead: int
    spread: Spread
    by: str
    skilled: bool
    origins: int
    judged: tuple[Judged, ...]


def forecast(counts: Sequence[float | None], *, ahead: int, season: int, seed: int) -> Forecast:
    """The forecast of a series of counts (rounded), with the skill of whoever makes it. None is a count that is not
    known: no forecast is judged on it, and the last count before it stands for it in what others are forecast from.

    Raises `InputError` for a series that is too short to judge anything on.
    """
    past, known = _filled(counts)
    origins = [at for at in range(SHORTEST, len(past) - ahead + 1) if known[at + ahead - 1]]
    if len(origins) < FEWEST:
        raise InputError(
            f"{sum(known)} periods are too few to judge a forecast {ahead} ahead on; "
            f"{SHORTEST + FEWEST + ahead - 1} are needed: take a finer grid or a longer time"
        )
    table = {each.name: _past_scores(each, past, origins, ahead, season) for each in FORECASTERS}
    errors = {name: np.array([score.crps for score in row]) for name, row in table.items()}
    best = min((each.name for each in FORECASTERS if each.baseline), key=lambda name: float(errors[name].mean()))
    random = np.random.default_rng(seed)
    chosen = _blocks(len(origins), random)
    judged = tuple(_judge(each, table[each.name], errors[each.name], errors[best], chosen) for each in FORECASTERS)
    models = [each for each in judged if not each.baseline and each.low > LEAST_SKILL]
    by = min(models, key=lambda each: each.crps).name if models else best
    maker = next(each for each in FORECASTERS if each.name == by)
    return Forecast(
        ahead=ahead,
        spread=maker.forecast(past, ahead, season),
        by=by,
        skilled=bool(models),
        origins=len(origins),
        judged=judged,
    )


def _filled(counts: Sequence[float | None]) -> tuple[Array, list[bool]]:
    """The counts from the first known one on, rounded, the last known one for each that is not; and which are known."""
    first = next((at for at, count in enumerate(counts) if count is not None), len(counts))
    filled: list[float] = []
    for count in counts[first:]:
        filled.append(filled[-1] if count is None else float(count))
    return np.round(np.array(filled)), [count is not None for count in counts[first:]]


def _past_scores(maker: Forecaster, past: Array, origins: Sequence[int], ahead: int, season: int) -> list[Scores]:
    return [scores(maker.forecast(past[:at], ahead, season), int(past[at + ahead - 1])) for at in origins]


def _blocks(count: int, random: np.random.Generator) -> NDArray[np.integer[Any]]:
    """Draws of origins in blocks of neighbours, one row for each."""
    starts = random.integers(0, max(1, count - BLOCK + 1), size=(RESAMPLED, -(-count // BLOCK)))
    rows = (starts[:, :, None] + np.arange(BLOCK)).reshape(RESAMPLED, -1)[:, :count]
    found: NDArray[np.integer[Any]] = np.minimum(rows, count - 1)
    return found


def _judge(
    maker: Forecaster, row: Sequence[Scores], errors: Array, best: Array, chosen: NDArray[np.integer[Any]]
) -> Judged:
    def skill(mine: Array, theirs: Array) -> Array:
        found: Array = 1.0 - (mine + SLIGHT) / (theirs + SLIGHT)
        return found

    drawn = skill(errors[chosen].mean(axis=1), best[chosen].mean(axis=1))
    low, high = (float(x) for x in np.quantile(drawn, (0.05, 0.95)))
    return Judged(
        name=maker.name,
        baseline=maker.baseline,
        crps=float(errors.mean()),
        log=float(np.mean([score.log for score in row])),
        brier=float(np.mean([score.brier for score in row])),
        inside50=float(np.mean([score.inside50 for score in row])),
        inside90=float(np.mean([score.inside90 for score in row])),
        skill=float(skill(errors.mean(), best.mean())),
        low=low,
        high=high,
    )

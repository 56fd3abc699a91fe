"""Surges: days and weeks on which a series is higher than its own past leads to expect.

Each series is judged for the last whole day and the last seven days. The false alarms that a watch puts up with in a
year are shared out among all its series and both spans (Bonferroni), so that the rate holds for the watch as a whole.
Late reports come after: what is counted of the last days is rather too little than too much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from tocsin.watch.counts import LONGEST_PAST, SHORTEST_PAST, expect, toll_tail
from tocsin.watch.rings import Ring
from tocsin.watch.series import Series, SeriesKey
from tocsin.watch.values import Surge

SPANS = (1, 7)  # days
GAP = 7  # days before the last week that are left out of the past, so that what builds up is not its own measure
LEAST = 3  # incidents, or people: fewer are no surge, however quiet the past was
USUAL = 0.025  # on either side of the range that is named


@dataclass(frozen=True, slots=True)
class Surging:
    """A series that is higher than expected: what was counted in which days, and what was expected."""

    key: SeriesKey
    name: str
    first: int
    last: int
    observed: int
    low: int
    high: int
    probability: float
    incidents: tuple[str, ...]


def find_surges(surge: Surge, series: Mapping[SeriesKey, Series], *, day: int) -> list[Surging]:
    """What surges on a day (an ordinal), the least likely first."""
    started = {key: each for key, each in series.items() if _past_days(each, day) >= SHORTEST_PAST}
    if not started:
        return []
    bar = surge.false_alarms_per_year / 365.25 / (len(started) * len(SPANS))
    found = [
        surging
        for key, each in started.items()
        for span in (SPANS if key.of == "incidents" else SPANS[:1])
        if (surging := _judge(key, each, day, span)) is not None and surging.probability < bar
    ]
    return sorted(found, key=lambda each: each.probability)


def _past_days(series: Series, day: int) -> int:
    """How many days of the past there are since the series began."""
    return min(LONGEST_PAST, day - SPANS[-1] - GAP - min(series.counts, default=day) + 1)


def _judge(key: SeriesKey, series: Series, day: int, span: int) -> Surging | None:
    observed = series.between(day - span + 1, day)
    if observed < LEAST:
        return None
    end = day - SPANS[-1] - GAP  # the last day of the past
    past = np.array([series.counts.get(each, 0) for each in range(end - _past_days(series, day) + 1, end + 1)], float)
    if key.of == "incidents":
        expected = expect(past, gap=day - span - end, span=span)
        probability = expected.at_least(observed)
        low, high = expected.range(USUAL)
    else:
        probability = toll_tail(past, float(observed))
        low, high = (int(np.quantile(past, q, method="lower")) for q in (USUAL, 1 - USUAL))
    return Surging(
        key=key,
        name=series.name,
        first=day - span + 1,
        last=day,
        observed=observed,
        low=low,
        high=high,
        probability=probability,
        incidents=series.behind(day - span + 1, day),
    )


def ring_of(surging: Surging, surge: Surge) -> Ring:
    """The ring of a surge. It rings once in a week for each series, however long it goes on."""
    days = _iso(surging.last) if surging.first == surging.last else f"{_iso(surging.first)} to {_iso(surging.last)}"
    year, week, _ = date.fromordinal(surging.last).isocalendar()
    of = "incidents" if surging.key.of == "incidents" else surging.key.of
    rate = f"{surge.false_alarms_per_year:g} false alarm{'' if surge.false_alarms_per_year == 1 else 's'} a year"
    return Ring(
        kind="surge",
        key=f"{surging.key.of}:{surging.key.by}:{surging.key.value}:{year}-{week}",
        told=(f"{surging.name}, {days}: {surging.observed} {of}, where {surging.low} to {surging.high} are usual",),
        why=(
            f"so many or more are expected with a probability of {surging.probability:.2g}",
            f"the watch puts up with {rate}",
        ),
    )


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()

"""Events and processes to analyse."""

from datetime import date, timedelta

import numpy as np

from tocsin.analyse import Occurrence
from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.simulate import Process
from tocsin.record import Bound

NEW_YEAR = date(2021, 1, 1)


def event(day=NEW_YEAR, days=1, *, id="e", killed=None, latitude=None, longitude=None, told=None, **words):
    found = {"family": frozenset({"violence"})} | {key: frozenset(value.split("|")) for key, value in words.items()}
    bound = Bound(low=killed, best=killed, high=killed) if isinstance(killed, int) else killed
    return Occurrence(
        id=id,
        first=day,
        last=day + timedelta(days=days - 1),
        words=found,
        killed=bound,
        latitude=latitude,
        longitude=longitude,
        told=told,
    )


def a_process(span=1100.0, *, gains=((0.3, 0.2), (0.0, 0.4)), decays=(0.5, 0.25), lifts=(0.0, 0.0), marks=()):
    return Process(
        background=Background(span=span, trend=1, waves=1),
        levels=np.array([[-1.5, 0.2, 0.1, -0.1], [-1.4, -0.2, 0.3, 0.0]]),
        gains=np.array(gains),
        decays=np.array(decays),
        lifts=np.array(lifts),
        marks=marks,
    )

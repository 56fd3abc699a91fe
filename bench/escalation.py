"""How long fitting a self-exciting process takes: four streams, 100,000 events, one core.

    python bench/escalation.py [--events 100000]

Prints the events, the seconds of one fit (both beginnings, intervals and all), and how far the excitations are from
those that were put in. Beside it the same likelihood is added up pair by pair, as its formula is written, for a part of
the events, and the time that would take for all; and `hawkes-rs` fits the same events where it is installed.
"""

from __future__ import annotations

import argparse
from time import process_time

import numpy as np

from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.events import Events
from tocsin.analyse.hawkes.fit import Terms
from tocsin.analyse.hawkes.likelihood import Part, Penalty
from tocsin.analyse.hawkes.model import fit
from tocsin.analyse.hawkes.simulate import Process, simulate

GAINS = np.array([[0.3, 0.1, 0.0, 0.1], [0.1, 0.3, 0.1, 0.0], [0.0, 0.2, 0.3, 0.1], [0.1, 0.0, 0.0, 0.4]])
SOME = 2000  # events whose likelihood is added up pair by pair


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=100_000)
    events_wanted = parser.parse_args().events
    span = 3650.0
    settled = np.linalg.solve(np.eye(4) - GAINS, np.ones(4)).sum()  # events for each one that nothing brings on
    level = np.log(events_wanted / settled / span)
    background = Background(span=span, trend=1, waves=1)
    process = Process(
        background=background,
        levels=np.tile([level, 0.1, 0.1, 0.0], (4, 1)),
        gains=GAINS,
        decays=np.array([0.5, 0.3, 0.2, 1.0]),
        lifts=np.zeros(4),
    )
    events = simulate(process, np.random.default_rng(20240322))
    start = process_time()
    model = fit([events], Terms(background=background))
    seconds = process_time() - start
    off = max(abs(each.gain - true) for each, true in zip(model.excitations, GAINS.ravel(), strict=True))
    print(
        f"{events.size} events in {len(events.names)} streams: fitted in {seconds:.1f} s, excitations within {off:.3f}"
    )
    part = Part(events, 0, background, Penalty())
    theta = model.fits[0][0].theta
    start = process_time()
    part.loss(theta)
    ours = process_time() - start
    start = process_time()
    for time in events.times[0][-SOME:]:
        for source in events.times:
            gaps = time - source[source < time]
            np.exp(-0.5 * gaps).sum()
    pairs = (process_time() - start) / SOME * len(events.times[0]) / 2  # the later ones have twice the mean past
    print(f"one likelihood with its gradient: {1000 * ours:.0f} ms; pair by pair {pairs / ours:.0f} times as long")
    beside(events, seconds)


def beside(events: Events, seconds: float) -> None:
    """The same events by `hawkes-rs` (one decay for all, a level background, no intervals), where it is installed."""
    try:
        from hawkes import multivariate
    except ImportError:
        print("hawkes-rs is not installed; `pip install hawkes-rs` to see it beside")
        return
    start = process_time()
    found = multivariate.fit(list(events.times), horizon=events.span)
    theirs = process_time() - start
    off = np.max(np.abs(np.asarray(found.parameters.excitation) - GAINS))
    print(f"hawkes-rs: {theirs:.1f} s ({seconds / theirs:.1f} times for ours), excitations within {off:.3f}")


if __name__ == "__main__":
    main()

"""How likely a mark is right, by what the network says of it: a slope and an offset of its log odds for each tag."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from tocsin.read.neural.labels import ROLE_TAGS
from tocsin.read.neural.marks import Mark, marks_of
from tocsin.read.neural.network import Network
from tocsin.train.examples import Example

ROUNDS = 30
PULL, ENOUGH = 1e-3, 1e-9  # how hard it is held to leaving chances as they are, and the least step that is tried
FEWEST = 30  # marks of a tag, right and wrong together, from which it is calibrated

Weights = NDArray[np.float64]


def calibrate(network: Network, examples: Sequence[Example]) -> dict[str, tuple[float, float]]:
    """The calibration of each tag that messages tell enough of. They must not be those that were learned from."""
    judged: dict[str, list[tuple[float, float]]] = {tag: [] for tag in ROLE_TAGS}
    for example in examples:
        (scored,) = network.score([example.text])
        for mark in marks_of(example.text, scored, network.card):
            if mark.tag in example.knows and mark.tag in judged:
                judged[mark.tag].append((_odds(mark.chance), float(_is_right(mark, example))))
    return {tag: _fitted(rows) for tag, rows in judged.items() if len(rows) >= FEWEST}


def _is_right(mark: Mark, example: Example) -> bool:
    """Whether one that was labelled shares its words, of whom one holds the other."""
    return any(
        m.tag == mark.tag
        and ((m.start <= mark.start and mark.end <= m.end) or (mark.start <= m.start and m.end <= mark.end))
        for m in example.marks
    )


def _odds(chance: float) -> float:
    held = min(max(chance, 1e-6), 1 - 1e-6)
    return log(held / (1 - held))


def _fitted(rows: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Slope and offset of least log loss, by Newton's method, each step halved until it leads down."""
    x = np.array([[odds, 1.0] for odds, _ in rows])
    y = np.array([right for _, right in rows])
    start = np.array([1.0, 0.0])

    def loss(weights: Weights) -> float:
        odds = x @ weights
        return float((np.logaddexp(0.0, odds) - y * odds).sum() + PULL / 2 * ((weights - start) ** 2).sum())

    weights = start
    for _ in range(ROUNDS):
        p = np.exp(-np.logaddexp(0.0, -(x @ weights)))
        slope = x.T @ (p - y) + PULL * (weights - start)
        bend = (x * (p * (1 - p))[:, None]).T @ x + PULL * np.eye(2)
        step = np.linalg.solve(bend, slope)
        while loss(weights - step) > loss(weights) and np.abs(step).max() > ENOUGH:
            step = step / 2
        weights = weights - step
    return round(float(weights[0]), 4), round(float(weights[1]), 4)

"""Logistic regression in plain Python: the same weights for the same examples, on every machine.

Least loss by L-BFGS (Nocedal 1980), with a penalty on the square of every weight but the bias. For some ten thousand
examples with some hundred signs each; larger things want a library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

Signs = Mapping[str, float]
MEMORY, STEPS, ENOUGH = 8, 150, 1e-5


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen, what is right (1 or 0), and how much the example counts."""

    signs: Signs
    right: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Logistic:
    """A fitted model: log odds are the bias and the sum of the weights of what is seen."""

    bias: float
    weights: Mapping[str, float]

    def odds(self, signs: Signs) -> float:
        """Log odds."""
        return self.bias + sum(self.weights.get(name, 0.0) * value for name, value in signs.items())


def chance(odds: float) -> float:
    """The probability of log odds."""
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0


def fit(examples: Sequence[Example], *, penalty: float) -> Logistic:
    """The model of least loss: the summed log loss of the examples and `penalty` / 2 times the sum of squares."""
    names = sorted({name for example in examples for name in example.signs})
    place = {name: i for i, name in enumerate(names)}
    rows = [[(place[name], value) for name, value in example.signs.items()] for example in examples]
    last = len(names)  # the bias

    def loss(point: list[float]) -> tuple[float, list[float]]:
        slope = [penalty * x for x in point]
        slope[last] = 0.0
        total = penalty / 2 * sum(x * x for x in point[:last])
        for row, example in zip(rows, examples, strict=True):
            odds = point[last] + sum([point[i] * value for i, value in row])
            p = min(max(chance(odds), 1e-12), 1 - 1e-12)
            total -= example.weight * (example.right * log(p) + (1 - example.right) * log(1 - p))
            off = example.weight * (p - example.right)
            slope[last] += off
            for i, value in row:
                slope[i] += off * value
        return total, slope

    point = _least(loss, [0.0] * (last + 1))
    return Logistic(point[last], dict(zip(names, point, strict=False)))


def _least(loss, point: list[float]) -> list[float]:  # type: ignore[no-untyped-def]
    """The point of least loss from a starting point."""
    value, slope = loss(point)
    past: list[tuple[list[float], list[float], float]] = []
    for _ in range(STEPS):
        direction = _direction(slope, past)
        step = 1.0 if past else 1.0 / max(1.0, sum(abs(x) for x in slope))
        down = _dot(direction, slope)
        while True:
            moved = [x + step * d for x, d in zip(point, direction, strict=True)]
            new, new_slope = loss(moved)
            if new <= value + 1e-4 * step * down or step < 1e-10:
                break
            step /= 2
        s = [a - b for a, b in zip(moved, point, strict=True)]
        y = [a - b for a, b in zip(new_slope, slope, strict=True)]
        if (curve := _dot(s, y)) > 1e-12:
            past = [*past[-(MEMORY - 1) :], (s, y, curve)]
        settled = value - new < ENOUGH * max(1.0, abs(value)) / 100
        point, value, slope = moved, new, new_slope
        if settled:
            break
    return point


def _direction(slope: list[float], past: Sequence[tuple[list[float], list[float], float]]) -> list[float]:
    q = list(slope)
    shares = []
    for s, y, curve in reversed(past):
        share = _dot(s, q) / curve
        shares.append(share)
        q = [a - share * b for a, b in zip(q, y, strict=True)]
    if past:
        s, y, curve = past[-1]
        scale = curve / _dot(y, y)
        q = [scale * a for a in q]
    for (s, y, curve), share in zip(past, reversed(shares), strict=True):
        back = share - _dot(y, q) / curve
        q = [a + back * b for a, b in zip(q, s, strict=True)]
    return [-a for a in q]


def _dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum([x * y for x, y in zip(a, b, strict=True)])

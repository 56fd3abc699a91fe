"""Counts of right, predicted and gold, and the figures made of them: precision, recall, F1, bootstrap intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

ALL = "ALL"
SCORE = "score"
SEED = 0
LOW, HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Counts:
    """What a row of a table adds up. Credit may be partial.

    `right` is counted over predictions and `found` over gold; they differ where several predictions may match one
    gold value.
    """

    right: float = 0
    predicted: float = 0
    found: float = 0
    gold: float = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.predicted + other.predicted, self.found + other.found, self.gold + other.gold
        )

    @property
    def precision(self) -> float:
        """In percent, 0 where nothing was predicted."""
        return 100 * self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """In percent, 0 where there is no gold."""
        return 100 * self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        return _f1(self.precision, self.recall)


Tally = Mapping[str, Counts]
Span = tuple[float, float]


def matched(hits: float, *, predicted: float, gold: float) -> Counts:
    """Counts of a one-to-one match, where what is right is what is found."""
    return Counts(hits, predicted, hits, gold)


def merge_tallies(tallies: Iterable[Tally]) -> dict[str, Counts]:
    """The sums by row."""
    merged: dict[str, Counts] = {}
    for tally in tallies:
        for name, counts in tally.items():
            merged[name] = merged.get(name, Counts()) + counts
    return merged


def total(tally: Tally, names: Iterable[str]) -> Counts:
    """The sum of some rows."""
    return sum((tally[name] for name in names if name in tally), Counts())


def bootstrap(
    tallies: Sequence[Tally], figures: Callable[[Tally], Mapping[str, float]], *, strata: Sequence[str], samples: int
) -> dict[str, Span]:
    """The 95 % interval of each figure over resamples of the documents; the same on every run.

    Documents are drawn with replacement, of each stratum as many as there are (Efron and Tibshirani 1993, percentile
    interval). `figures` makes the figures of a sum of tallies. Documents that score alike are drawn as one.
    """
    random = Random(SEED)
    groups = _alike(tallies, strata)
    drawn: dict[str, list[float]] = {}
    for _ in range(samples):
        for name, value in figures(_drawn(groups, random)).items():
            drawn.setdefault(name, []).append(value)
    return {name: _interval(sorted(values)) for name, values in drawn.items()}


Sparse = tuple[tuple[str, tuple[float, float, float, float]], ...]


def _alike(tallies: Sequence[Tally], strata: Sequence[str]) -> list[dict[Sparse, int]]:
    """For each stratum, the different tallies with how many documents have them."""
    groups: dict[str, dict[Sparse, int]] = {}
    for tally, stratum in zip(tallies, strata, strict=True):
        sparse = tuple(
            (name, (c.right, c.predicted, c.found, c.gold)) for name, c in sorted(tally.items()) if c != Counts()
        )
        group = groups.setdefault(stratum, {})
        group[sparse] = group.get(sparse, 0) + 1
    return list(groups.values())


def _drawn(groups: Sequence[Mapping[Sparse, int]], random: Random) -> Tally:
    """The sum of one resample."""
    sums: dict[str, list[float]] = {}
    for group in groups:
        picks = random.choices(list(group), list(group.values()), k=sum(group.values()))
        for sparse, times in Counter(picks).items():
            for name, values in sparse:
                held = sums.setdefault(name, [0.0, 0.0, 0.0, 0.0])
                for i, value in enumerate(values):
                    held[i] += times * value
    return {name: Counts(*held) for name, held in sums.items()}


def _interval(values: Sequence[float]) -> Span:
    return values[int(LOW * len(values))], values[int(HIGH * len(values))]


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

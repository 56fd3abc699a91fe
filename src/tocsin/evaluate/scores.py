"""Counts of right, predicted and gold, and the figures made of them: precision, recall, F1, bootstrap intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

ALL = "ALL"
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


def bootstrap_f1(per_document: Sequence[Counts], *, samples: int) -> Span:
    """The 95 % interval of F1, in percent, over resamples of the documents; the same on every run.

    Documents are drawn with replacement, as many as there are (Efron and Tibshirani 1993, percentile interval).
    """
    random = Random(SEED)
    size = len(per_document)
    kept = {i: counts for i, counts in enumerate(per_document) if counts != Counts()}
    scores = sorted(_drawn([random.randrange(size) for _ in range(size)], kept) for _ in range(samples))
    return scores[int(LOW * samples)], scores[int(HIGH * samples)]


def _drawn(picks: Sequence[int], kept: Mapping[int, Counts]) -> float:
    """F1 of one resample."""
    right = predicted = found = gold = 0.0
    for i, times in Counter(picks).items():
        counts = kept.get(i)
        if counts is not None:
            right += times * counts.right
            predicted += times * counts.predicted
            found += times * counts.found
            gold += times * counts.gold
    return Counts(right, predicted, found, gold).f1


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

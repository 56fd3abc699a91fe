"""Whether two reports tell one story: documented features of whole reports, whatever was read in them.

The counterpart of `match.py`, which compares single mentions. Here too a score is a sum of weight times agreement, in
log odds; the weights stand under `story` in `weights.toml`, and `bench/fit_linking.py` fits them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import inf, prod, sqrt

from tocsin.fuse.circumstances import same_acts
from tocsin.fuse.story import RAREST, likeness, rarity
from tocsin.fuse.told import Report
from tocsin.fuse.weights import Steps, load_weights, steps_of, weigh_from
from tocsin.fuse.words import words_of

# Days between two reports, and how much they speak against: what steps of their own, fitted, came to.
APART = ((0, 0.0), (1, 0.1), (3, 0.3), (7, 0.6), (14, 0.9))
UNKNOWN_APART = 0.55  # one of the two has no date


def same_rare_words(a: Report, b: Report) -> float:
    """The reports share their rare words, wherever these stand in title and text."""
    return _likeness(a, b) if id(a) < id(b) else _likeness(b, a)


@lru_cache(maxsize=8192)  # of the pairs of a step: asked for whole reports, and for each two mentions of them
def _likeness(a: Report, b: Report) -> float:
    return sqrt(likeness(a.story, b.story))


def same_numbers(a: Report, b: Report) -> float:
    """Title and first lines give the same numbers: tolls, ages. That both give some, and none alike, counts against."""
    return _in_common(a.numbers, b.numbers)


def same_settled_places(a: Report, b: Report) -> float:
    """The reports name places that are one on the map. That both name some, and none alike, counts against."""
    return _in_common(a.settled, b.settled)


def same_place_names(a: Report, b: Report) -> float:
    """The reports name places alike, on the map or not: the more, the rarer the name."""
    return 1 - prod(1 - rarity_of_name(name) for name in sorted(a.place_names & b.place_names))


def same_persons(a: Report, b: Report) -> float:
    """The reports name a person of the same last name. That both name persons, and none alike, counts against."""
    x, y = a.persons, b.persons
    if not x or not y:
        return 0.0
    return -1.0 if x.isdisjoint(y) else 1.0


def days_apart(a: Report, b: Report) -> float:
    """Days lie between the reports: a point against, for news thins out within a week."""
    if a.day is None or b.day is None:
        return -UNKNOWN_APART
    lag = abs(a.day - b.day)
    return -next((against for days, against in APART if lag <= days), 1.0)


def _in_common(a: frozenset[int], b: frozenset[int]) -> float:
    """From 0 to 1, half as far again for each one in common; -1 where both hold some and share none."""
    if not a or not b:
        return 0.0
    both = len(a & b)
    return 1 - 0.5**both if both else -1.0


@lru_cache(maxsize=65536)
def rarity_of_name(name: str) -> float:
    """How rare the rarest word of a name is in news, from 0 to 1."""
    return max((min(1.0, rarity(word) / RAREST) for word in words_of(name)), default=0.0)


FEATURES: tuple[Callable[[Report, Report], float], ...] = (
    same_rare_words,
    same_numbers,
    same_settled_places,
    same_place_names,
    same_persons,
    days_apart,
    same_acts,
)
BIAS, WEIGHTS = load_weights("story", (feature.__name__ for feature in FEATURES))
_STEPS: Steps[Report] = steps_of(
    (days_apart, same_settled_places, same_persons, same_rare_words, same_numbers, same_place_names, same_acts), WEIGHTS
)


def agreements(a: Report, b: Report) -> Mapping[str, float]:
    """What each feature makes of two reports, by its name; 0 where it has nothing to say."""
    return {feature.__name__: feature(a, b) for feature in FEATURES}


def alike(a: Report, b: Report, *, least: float = -inf) -> float | None:
    """Log odds that two reports tell one story; None where they are below `least`. The same in both directions."""
    return weigh_from(least, BIAS, _STEPS, a, b)

"""Place names held against gold: found or not, how far from the right place, in the right country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

from tocsin.evaluate.geoparsing_record import Gold, Name, PlacesCase, Prediction
from tocsin.evaluate.scores import Tally, matched
from tocsin.record.sphere import great_circle_km

CORPORA = ("lgl", "trnews", "geovirus", "gwn")
NEAR_KM = 161.0  # a hundred miles: the field's measure of a place found
FARTHEST_KM = 20039.0  # half of the circumference of the Earth
ROWS = tuple(f"placed {corpus}" for corpus in CORPORA)
APART = tuple(f"found {corpus}" for corpus in CORPORA)
RATES = tuple(f"{what} {corpus}" for what in ("within 161 km", "country") for corpus in CORPORA)


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold name with the predicted one that shares its characters."""

    gold: Name
    predicted: Name

    @property
    def km(self) -> float | None:
        """How far apart they lie; None where either has no place."""
        return distance_km(self.gold, self.predicted)


def score_names(case: PlacesCase, prediction: Prediction) -> Tally:
    """Counts of one text by row of its corpus. `placed`: found, and within 161 km of the gold place if it has one."""
    assert case.gold is not None
    pairs, kept = pair(case.gold, prediction)
    tally = {f"found {case.corpus}": matched(len(pairs), predicted=kept, gold=len(case.gold.toponyms))}
    right, near, placed, same, countries = 0, 0, 0, 0, 0
    for each in pairs:
        if each.gold.lat is None:
            right += 1  # the gold asks for no place
        elif each.km is not None:
            placed += 1
            near += each.km <= NEAR_KM
            right += each.km <= NEAR_KM
        if each.gold.country:
            countries += 1
            same += (each.predicted.country or "").upper() == each.gold.country
    tally[f"placed {case.corpus}"] = matched(right, predicted=kept, gold=len(case.gold.toponyms))
    tally[f"within 161 km {case.corpus}"] = matched(near, predicted=placed, gold=0)
    tally[f"country {case.corpus}"] = matched(same, predicted=countries, gold=0)
    return tally


def mean_of_corpora(tally: Tally) -> float:
    """The mean over the corpora that there are of F1 of names found and placed, in percent."""
    held = [tally[row] for row in ROWS if row in tally]
    return sum(counts.f1 for counts in held) / len(held) if held else 0.0


def area_under_errors(judged: Sequence[tuple[PlacesCase, Prediction]]) -> float | None:
    """The mean over the corpora of the area under the sorted logarithms of the errors: 0 is best, 1 worst."""
    errors: dict[str, list[float]] = {}
    for case, prediction in judged:
        if case.gold is not None:
            pairs, _ = pair(case.gold, prediction)
            errors.setdefault(case.corpus, []).extend(km for each in pairs if (km := each.km) is not None)
    return sum(map(_area, errors.values())) / len(errors) if errors else None


def pair(gold: Gold, prediction: Prediction) -> tuple[list[Pair], int]:
    """Gold and predicted names one to one, and how many predictions are judged.

    The same span comes first, then the longest overlap. What is paired with nothing and touches an ignored place is
    not judged.
    """
    distinct: dict[tuple[int, int], Name] = {}
    for name in prediction:
        if name.end > name.start:
            distinct.setdefault((name.start, name.end), name)
    names = list(distinct.values())
    pairs, used, taken = [], set[int](), set[int]()
    for i, j in (*_same(gold.toponyms, names), *_overlapping(gold.toponyms, names)):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            pairs.append(Pair(gold.toponyms[i], names[j]))
    excused = sum(
        j not in taken and any(_overlap(name, other) > 0 for other in gold.ignore) for j, name in enumerate(names)
    )
    return pairs, len(names) - excused


def distance_km(a: Name, b: Name) -> float | None:
    """How far apart two names lie; None where either has no place."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return great_circle_km(a.lat, a.lon, b.lat, b.lon)


def _same(gold: Sequence[Name], names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    at = {(name.start, name.end): j for j, name in enumerate(names)}
    for i, name in enumerate(gold):
        if (name.start, name.end) in at:
            yield i, at[name.start, name.end]


def _overlapping(gold: Sequence[Name], names: Sequence[Name]) -> list[tuple[int, int]]:
    shared = ((-_overlap(a, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(names))
    return [(i, j) for length, i, j in sorted(shared) if length < 0]


def _overlap(a: Name, b: Name) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def _area(errors: Sequence[float]) -> float:
    if not errors:
        return 1.0
    logs = [log1p(min(km, FARTHEST_KM)) / log1p(FARTHEST_KM) for km in sorted(errors)]
    if len(logs) == 1:
        return logs[0]
    return sum((a + b) / 2 for a, b in pairwise(logs)) / (len(logs) - 1)

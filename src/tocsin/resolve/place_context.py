"""What a text says about where its places lie: the countries and units it speaks of, the places settled so far.

Not for choosing a place: `resolve.place_settle` weighs this against the rest.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter

from tocsin.resolve.gazetteer_entry import Entry, distance_km, fold
from tocsin.resolve.place_found import PlaceFound
from tocsin.resolve.place_mentions import Mention, Scan

NEIGHBOUR_KM = 120.0  # how near a settled place speaks for another one
NEIGHBOUR_DEGREES = 1.1  # of latitude, beyond which it is farther in any case
SPOKEN_OF = 1.5  # how much a text must speak of a country, and ...
ALONE = 0.75  # ... of it alone, for a name without a place to be taken for one there
ENOUGH = 3  # places close by; more say nothing more
_latitude: Callable[[tuple[float, str, Entry]], float] = itemgetter(0)


class Context:
    """How often a text speaks of each country and of each admin1 unit."""

    def __init__(self, scan: Scan, home: str | None) -> None:
        self.countries: dict[str, float] = {}
        self.units: dict[tuple[str, str], float] = {}
        self.anchors: list[tuple[float, str, Entry]] = []  # by latitude
        self.own_weight: dict[str, dict[str, float]] = {}
        self.own_units: dict[str, float] = {}
        if home:
            self._add(home.upper(), 1.5)
        for _, codes in scan.peoples:
            for code in codes:
                self._add(code, 1.0 / len(codes))
        seen: dict[str, int] = {}
        self._sum: float | None = None
        for mention in scan.mentions:
            seen[mention.key] = seen.get(mention.key, 0) + 1
            if not (mention.verdict == "refused" and mention.person) and seen[mention.key] <= 3:
                self._count(mention)

    def _count(self, mention: Mention) -> None:
        entries = mention.within or mention.entries
        best, margin = _leader(entries)
        weight = 2.0 if mention.within else 1.0 if best.kind == "country" else 0.7
        alone = len(entries) == 1 or len({e.country for e in entries}) == 1
        if best.country and (margin >= 0.9 or alone):
            self._add(best.country, weight)
            held = self.own_weight.setdefault(mention.key, {})  # a name must not speak for its own reading
            held[best.country] = held.get(best.country, 0.0) + weight
            if best.admin1 and alone:
                unit = best.country, folded(best.admin1)
                share = weight * (2 if best.kind == "admin1" else 1)
                self.units[unit] = self.units.get(unit, 0.0) + share
                self.own_units[mention.key] = self.own_units.get(mention.key, 0.0) + share

    def add_beside(self, places: Sequence[PlaceFound]) -> None:
        """Take in what the text below a headline speaks of: each of its places once."""
        for name, country in {(folded(each.name), each.place.country) for each in places}:
            if name and country is not None:
                self._add(country, 0.7)

    def anchor(self, groups: Mapping[str, list[Mention]]) -> None:
        """Take the places settled so far as points that others may lie near."""
        for key, group in groups.items():
            first = group[0]
            small = first.chosen is not None and first.chosen.kind in ("city", "admin2", "venue")
            if small and first.chosen and (first.score >= 0.7 or first.within):
                self.anchors.append((first.chosen.latitude, key, first.chosen))
        self.anchors.sort(key=_latitude)

    def nearness(self, entry: Entry, key: str) -> float:
        """What settled places close by add to the score of an entry, 0 to 1.8."""
        if entry.kind not in ("city", "admin2") or not self.anchors:
            return 0.0
        near, latitude = 0, entry.latitude
        begin = bisect_left(self.anchors, latitude - NEIGHBOUR_DEGREES, key=_latitude)
        for _, other, anchor in islice(self.anchors, begin, None):
            if anchor.latitude - latitude >= NEIGHBOUR_DEGREES or near == ENOUGH:
                break
            near += other != key and distance_km(anchor, entry) < NEIGHBOUR_KM
        return min(1.8, 0.6 * near)

    def _add(self, code: str, weight: float) -> None:
        self.countries[code] = self.countries.get(code, 0.0) + weight

    def alone(self) -> str | None:
        """The country that the text speaks of, where it speaks of hardly any other; None where it is of several."""
        best = max(self.countries, key=lambda code: (self.countries[code], code), default=None)
        if best is None or self.countries[best] < SPOKEN_OF:
            return None
        return best if self.countries[best] >= ALONE * sum(self.countries.values()) else None

    def total(self, key: str) -> float:
        """How much the text speaks of countries, the name `key` left out."""
        if self._sum is None:
            self._sum = sum(self.countries.values())
        own = self.own_weight.get(key)
        return self._sum - sum(own.values()) if own else self._sum

    def support(self, entry: Entry, key: str) -> float:
        """What the rest of the text adds to the score of an entry for the name `key`, 0 to 4.5."""
        country = entry.country
        spoken_of = self.countries.get(country) if country is not None else None
        if country is None or spoken_of is None:
            return 0.0
        own = self.own_weight.get(key)
        share = (spoken_of - own.get(country, 0.0) if own else spoken_of) / (self.total(key) + 1.5)
        score = 3.0 * share
        if entry.admin1:
            units = self.units.get((country, folded(entry.admin1)), 0.0) - self.own_units.get(key, 0.0)
            score += max(0.0, min(1.5, 0.5 * units))
        return score


def _leader(entries: tuple[Entry, ...]) -> tuple[Entry, float]:
    """The entry of the best prior and its lead over the next in another country."""
    best = entries[0]
    if len(entries) == 1:
        return best, 9.0
    for entry in entries:
        if entry.prior > best.prior:
            best = entry
    others = [entry.prior for entry in entries if entry.country != best.country]
    return best, best.prior - max(others) if others else 9.0


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    """The key of a name, kept for the next time it is asked."""
    return fold(name)

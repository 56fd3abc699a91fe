"""Places compared: how far apart, how well they agree, whether one holds the other. Not for finding them: `resolve`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tocsin.fuse.words import content_words, name_key
from tocsin.record import Place
from tocsin.record.sphere import great_circle_km

FAR_KM = 100.0  # beyond this, and beyond what the radii allow, two settled places are not one

# How far from its coordinates an event may have been, where the place does not say.
DEFAULT_RADIUS_KM: Mapping[str, float] = {
    "venue": 2, "city": 15, "near": 30, "admin2": 60, "admin1": 200, "area": 200, "country": 1000,
}  # fmt: skip
# From the most precise to the least.
RANK: Mapping[str, int] = {"venue": 0, "city": 1, "near": 2, "admin2": 3, "admin1": 4, "area": 5, "country": 6}
FINE = 3  # ranks up to here are places; beyond, they are regions


def rank(place: Place) -> int:
    """How coarse a place is: 0 for a venue, 6 for a country."""
    return RANK[place.precision]


def is_settled(place: Place) -> bool:
    """Whether it is known which place on earth is meant."""
    return place.latitude is not None and place.longitude is not None


def radius_km(place: Place) -> float:
    """How far from its coordinates the event may have been."""
    return DEFAULT_RADIUS_KM[place.precision] if place.radius_km is None else place.radius_km


@lru_cache(maxsize=262144)
def distance_km(a: Place, b: Place) -> float | None:
    """How far apart two places lie; None where one is not settled."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude)


def are_far(a: Place, b: Place) -> bool:
    """Whether two places cannot be one: different countries, or farther apart than their radii allow.

    A country is never far from a place in it, however long it is.
    """
    if a.country and b.country:
        if a.country != b.country:
            return True
        if RANK["country"] in (rank(a), rank(b)):
            return False
    apart = distance_km(a, b)
    return apart is not None and apart > max(FAR_KM, radius_km(a) + radius_km(b))


def place_agreement(a: Place, b: Place) -> float:
    """How well two places agree, from -1 (apart) over 0 (nothing known) to 1 (the same place)."""
    if are_far(a, b):
        return -1.0
    same_name = name_key(a.name) == name_key(b.name)
    apart = distance_km(a, b)
    if apart is None:
        named = same_name and RANK["country"] not in (rank(a), rank(b))
        return 0.7 if named else _region_agreement(a, b)
    if max(rank(a), rank(b)) > FINE:
        return 0.4 if same_name and rank(a) == rank(b) < RANK["country"] else _region_agreement(a, b)
    beyond = apart - radius_km(a) - radius_km(b)
    if beyond > 0:
        return -min(1.0, beyond / FAR_KM)
    return _point_agreement(a, b, same_name)


def _point_agreement(a: Place, b: Place, same_name: bool) -> float:
    if same_name or (a.geonames_id is not None and a.geonames_id == b.geonames_id and rank(a) == rank(b)):
        return 1.0 if rank(a) <= RANK["near"] else 0.6
    if rank(a) == rank(b) == RANK["venue"] and not content_words(a.name) & content_words(b.name):
        return 0.5
    return 0.9 if max(rank(a), rank(b)) <= RANK["near"] else 0.6


def _region_agreement(a: Place, b: Place) -> float:
    if a.admin1 and b.admin1:
        if name_key(a.admin1) == name_key(b.admin1):
            return 0.35
        return -0.4 if a.country == b.country else 0.0
    return 0.1 if a.country and a.country == b.country else 0.0


class Site:
    """A place that is made once for all who name it alike, so that two of them are compared once."""

    __slots__ = ("place",)

    def __init__(self, place: Place) -> None:
        self.place = place


@lru_cache(maxsize=65536)
def site_of(place: Place) -> Site:
    """The site of a place: the same for equal ones."""
    return Site(place)


@lru_cache(maxsize=262144)
def sites_agree(a: Site, b: Site) -> float:
    """How well two sites agree, as `place_agreement` has it."""
    return place_agreement(a.place, b.place)


@lru_cache(maxsize=262144)
def sites_far(a: Site, b: Site) -> bool:
    """Whether two sites cannot be one, as `are_far` has it."""
    return are_far(a.place, b.place)


def holds(outer: Place, inner: Place) -> bool:
    """Whether a coarser place may be said for a finer one: a region around it, the city of a venue."""
    if rank(outer) < rank(inner) or are_far(outer, inner):
        return False
    if rank(outer) == RANK["country"]:
        return outer.country is not None and outer.country == inner.country
    apart = distance_km(outer, inner)
    if rank(outer) > FINE and outer.admin1 and inner.admin1:
        return name_key(outer.admin1) == name_key(inner.admin1)
    return apart is not None and apart <= radius_km(outer) + radius_km(inner)

"""One place that a name may mean, how names are folded, and which place lies in which.

Not for finding places by name: `resolve.gazetteer`.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tocsin.record.sphere import great_circle_km

Kind = Literal["city", "admin2", "admin1", "country", "region", "continent", "water", "venue"]
KINDS: tuple[Kind, ...] = ("city", "admin2", "admin1", "country", "region", "continent", "water", "venue")

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "æ": "ae", "Æ": "AE"}
)
_DROPPED = re.compile(r"['’‘ʻʼʿʾ`´.]")
_BREAKS = re.compile(r"[^\w]+|_")
_SHORT_FORMS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


def fold(name: str) -> str:
    """The key of a name: lower case, no accents, apostrophes and dots, hyphens as spaces, "St." as "saint"."""
    text = name
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c))
    words = _BREAKS.sub(" ", _DROPPED.sub("", text.lower())).split()
    return " ".join(_SHORT_FORMS.get(word, word) for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place that a name may mean.

    `admin1` is a name in English. `radius_km` says how far from the coordinates (degrees) the place reaches.
    `own` marks rows of our own files, `main` that the name asked for is the one the place is mainly known by, and
    `exact` the only spelling, capitals and dots included, in which that name counts ("US", "Calif."). `capital` is
    a country's. `prior` says how likely a name means this place before a text is looked at, in powers of ten of
    people: a country goes before a city of its name, a city before its province, a common name before a rare one.
    """

    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    latitude: float
    longitude: float
    radius_km: float
    population: int = 0
    geonames_id: int | None = None
    own: bool = False
    main: bool = True
    exact: str | None = None
    capital: bool = False
    prior: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "prior", _prior(self))


_FIXED_PRIORS: Mapping[Kind, float] = {"country": 8.8, "continent": 9.0, "region": 7.5, "water": 7.5, "venue": 6.0}


def _prior(entry: Entry) -> float:
    fixed = _FIXED_PRIORS.get(entry.kind)
    if fixed is not None:
        return fixed if entry.own or entry.main else fixed - 1.5
    score = _town_prior(entry) if entry.kind == "city" else math.log10(max(entry.population, 20_000)) - 0.6
    if entry.own:
        return score + (0.5 if entry.main else 0.2)
    return score if entry.main else score - 1.5


def _town_prior(entry: Entry) -> float:
    if entry.own and not entry.population:
        return 4.3
    score = math.log10(max(entry.population, 100))
    return score + (0.5 if entry.population >= 1_000_000 else 0.0) + (0.8 if entry.capital else 0.0)


_RANKS: Mapping[Kind, int] = {
    "venue": 0, "city": 1, "admin2": 2, "admin1": 3, "region": 3, "water": 3, "country": 4, "continent": 5,
}  # fmt: skip


def distance_km(a: Entry, b: Entry) -> float:
    """Great-circle distance between two places, in kilometres."""
    return great_circle_km(a.latitude, a.longitude, b.latitude, b.longitude)


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Whether one place lies in another, larger one, as far as country, admin1 unit and distance tell."""
    if _RANKS[inner.kind] >= _RANKS[outer.kind] or outer.kind in ("continent", "water"):
        return False
    if outer.country is not None and inner.country != outer.country:
        return False
    if outer.kind == "country":
        return True
    if outer.kind == "admin1" and inner.admin1 is not None:
        return inner.admin1 == outer.admin1
    return distance_km(inner, outer) <= outer.radius_km * 1.5 + 15


def city_radius(population: int) -> float:
    """How far a town reaches from its middle, in kilometres: a coarse table from its population."""
    for least, radius in ((3_000_000, 20.0), (1_000_000, 15.0), (200_000, 10.0), (50_000, 8.0)):
        if population >= least:
            return radius
    return 5.0

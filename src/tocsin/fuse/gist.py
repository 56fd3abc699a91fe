"""What of a mention is enough to see that most others tell another event: type, unit, days and countries, as numbers.

Most mentions that share a block differ in one of these. They are told apart here, before anything else of the two is
looked at; what may be one is settled by `match`, whose rules these are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from tocsin.fuse.types import type_agreement
from tocsin.record import EVENT_TYPES

NEVER, EVER = -(1 << 40), 1 << 40  # days: an open beginning, an open end
NOT_CARRIED_OUT = frozenset({"attempted", "foiled", "planned", "threatened"})
UNITS: dict[str, int] = {"single": 0, "campaign": 1, "summary": 2}
TYPES = tuple(sorted(EVENT_TYPES))


class Gist(NamedTuple):
    """One mention in numbers.

    `kind` is a bit for its type and unit, and for whether it took place; `meets` those of all that it may be one with.
    `first` and `last` are the days that it may have gone on, as ordinals. `countries` has a bit for each country of its
    sites, or of the places that its document names where it has none; no bit where that is not known.
    """

    document: str
    kind: int
    meets: int
    first: int
    last: int
    countries: int


def may_be_one(a: Gist, b: Gist) -> bool:
    """Whether two mentions, of two documents, may be one: by type and unit, by time, and by country."""
    return bool(
        a.kind & b.meets
        and a.first - b.last <= 1
        and b.first - a.last <= 1
        and (not a.countries or not b.countries or a.countries & b.countries)
        and a.document != b.document
    )


def those_that_may(gist: Gist, numbers: Iterable[int], gists: Mapping[int, Gist]) -> list[int]:
    """Of some mentions by number those that `may_be_one` with another."""
    document, _, meets, first, last, countries = gist
    found = []
    for n in numbers:
        theirs, kind, _, begin, end, there = gists[n]
        if (
            kind & meets
            and first - end <= 1
            and begin - last <= 1
            and (not countries or not there or countries & there)
            and theirs != document
        ):
            found.append(n)
    return found


@cache
def kind_of(type: str, family: str, unit: str, done: bool) -> tuple[int, int]:
    """The bit of a type, family, unit and of having taken place, and the bits of all that it may be one with."""
    bit = 1 << _place(type, unit, done)
    meets = 0
    for other, row in EVENT_TYPES.items():
        for theirs in (True, False):
            if type_agreement(type, other) > 0 and not _done_and_plotted((family, done), (row.family, theirs)):
                meets |= 1 << _place(other, unit, theirs)
    return bit, meets


def _place(type: str, unit: str, done: bool) -> int:
    return (UNITS[unit] * len(TYPES) + TYPES.index(type)) * 2 + done


def _done_and_plotted(a: tuple[str, bool], b: tuple[str, bool]) -> bool:
    """Whether one is an act that took place, and the other a plot or a threat: of another family."""
    if a[0] == b[0]:
        return False
    return a[1] if a[0] == "violence" else b[1]


_countries: dict[str, int] = {}


def countries_of(names: Iterable[str | None]) -> int:
    """A bit for each country; none where one is not known."""
    bits = 0
    for name in names:
        if not name:
            return 0
        bits |= 1 << _countries.setdefault(name, len(_countries))
    return bits

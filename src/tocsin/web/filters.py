"""Which incidents a list shows: every filter lives in the address, so that it can be kept and passed on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from tocsin.errors import InputError
from tocsin.record import EVENT_TYPES
from tocsin.record.incident import ReviewState
from tocsin.web.lines import Line
from tocsin.web.world import Box, box_of, within

FAMILIES = ("violence", "plot", "response", "warning", "claim")
USUAL = frozenset({"violence", "plot"})
REVIEWS: tuple[ReviewState, ...] = get_args(ReviewState)
SORTS = {"when": "newest event", "recorded": "last changed", "killed": "most killed", "reports": "most reports"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The filters of a list as they stand in the address, each checked."""

    q: str = ""
    country: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    actor: str = ""
    since: str = ""
    until: str = ""
    killed: int | None = None
    review: str = ""
    place: str = ""
    dated: str = ""
    box: str = ""
    region: str = ""
    at: int | None = None
    sort: str = "when"
    changed: str = ""
    _words: tuple[str, ...] = field(default=(), repr=False)
    _box: Box | None = field(default=None, repr=False)

    def takes(self, line: Line) -> bool:
        """Whether a line is asked for."""
        families = frozenset(self.family) or (frozenset() if self.type else USUAL)
        return (
            (not families or "all" in families or line.family in families)
            and (not self.type or line.type in self.type)
            and (not self.country or not line.countries.isdisjoint(self.country))
            and (not self.actor or self.actor in line.actors)
            and (not self.region or (line.site is not None and line.site.region == self.region))
            and (self.at is None or (line.site is not None and line.site.id == self.at))
            and (self.killed is None or (line.killed is not None and line.killed >= self.killed))
            and (line.review == self.review if self.review else line.review != "dismissed")
            and (not self.place or (line.spot is None) == (self.place == "none"))
            and (not self.dated or line.dated == (self.dated != "none"))
            and (self._box is None or within(line.spot, self._box))
            and (not self.changed or line.recorded_at >= self.changed)
            and all(word in f"{line.title} {line.where}".casefold() for word in self._words)
            and self._within(line)
        )

    def _within(self, line: Line) -> bool:
        if not self.since and not self.until:
            return True
        if not line.dated:
            return False
        begins = not self.until or line.first is None or line.first <= self.until
        ends = not self.since or line.ongoing or line.ended is None or line.ended >= self.since
        return begins and ends

    def chosen(self, lines: Iterable[Line]) -> list[Line]:
        """The lines asked for, in the order asked for; those given are sorted by time."""
        found = [line for line in lines if self.takes(line)]
        return sorted(found, key=order_of(self.sort)) if self.sort != "when" else found

    def pairs(self, **other: Any) -> list[tuple[str, str]]:
        """What stands in the address, with some of it changed; None takes a filter away."""
        known: Mapping[str, Any] = {
            "q": self.q, "country": self.country, "type": self.type, "family": self.family, "actor": self.actor,
            "since": self.since, "until": self.until, "killed": self.killed, "review": self.review,
            "place": self.place, "dated": self.dated, "box": self.box,
            "region": self.region, "at": self.at,
            "sort": "" if self.sort == "when" else self.sort, "changed": self.changed,
        }  # fmt: skip
        found: list[tuple[str, str]] = []
        for name, value in {**known, **other}.items():
            each: Sequence[Any] = value if isinstance(value, tuple) else (value,)
            found += [(name, str(one)) for one in each if one not in (None, "")]
        return found

    def query(self, **other: Any) -> str:
        """As `pairs`, as the end of an address; empty where there is no filter."""
        found = urlencode(self.pairs(**other))
        return f"?{found}" if found else ""

    @property
    def part(self) -> Box | None:
        """The part of the world that is asked for, None for all of it."""
        return self._box

    def wherever(self) -> Filters:
        """The same filters without the part of the world: what the map has to draw from."""
        return replace(self, box="", _box=None)

    def among(self, country: str | None = None, actor: str = "", at: int | None = None) -> Filters:
        """The same filters, of every family where none is asked for, for one country, actor or place."""
        family = self.family or ("all",)
        countries = (country,) if country else self.country
        return replace(self, family=family, country=countries, actor=actor or self.actor, at=at or self.at)

    @property
    def active(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.pairs(sort=None))


def order_of(sort: str) -> Callable[[Line], tuple[Any, ...]]:
    """What the lines of a list are sorted by, and told apart by."""
    match sort:
        case "recorded":
            return lambda line: (_backwards(line.recorded_at), line.id)
        case "killed":
            return lambda line: (1 if line.killed is None else -line.killed, line.id)
        case "reports":
            return lambda line: (-line.reports, line.id)
        case _:
            return lambda line: line.order


def _backwards(moment: str) -> int:
    """A number that is the less the later a moment in UTC is."""
    return -int("".join(char for char in moment[:19] if char.isdecimal()))


def filters_from(given: Iterable[tuple[str, str]]) -> Filters:
    """Filters from the pairs of an address; those without a value count as left out. Raises `InputError`."""
    values: dict[str, list[str]] = {}
    for name, value in given:
        if value.strip():
            values.setdefault(name, []).append(value.strip())
    killed = _one(values, "killed")
    if killed and not killed.isdecimal():
        raise InputError(f"killed: {killed!r} is no number; write one such as 10")
    at = _one(values, "at")
    if at and not (at.isdecimal() and len(at) < 12):
        raise InputError(f"at: {at!r} is no id of GeoNames; expected a number such as 2335204")
    q = _one(values, "q")
    return Filters(
        q=q,
        _words=tuple(q.casefold().split()),
        country=tuple(_country(value) for value in values.get("country", ())),
        type=tuple(_among(EVENT_TYPES, "type", value) for value in values.get("type", ())),
        family=tuple(_among((*FAMILIES, "all"), "family", value) for value in values.get("family", ())),
        actor=_one(values, "actor"),
        since=day("since", _one(values, "since")),
        until=day("until", _one(values, "until")),
        killed=int(killed) if killed else None,
        review=_among(("", *REVIEWS), "review", _one(values, "review")),
        place=_among(("", "none", "some"), "place", _one(values, "place")),
        dated=_among(("", "none", "some"), "dated", _one(values, "dated")),
        box=_one(values, "box"),
        region=_one(values, "region"),
        at=int(at) if at else None,
        _box=box_of(_one(values, "box")),
        sort=_among(SORTS, "sort", _one(values, "sort") or "when"),
        changed=_one(values, "changed"),
    )


def _one(values: Mapping[str, list[str]], name: str) -> str:
    return values.get(name, [""])[-1]


def _among(known: Iterable[str], name: str, value: str) -> str:
    if value not in known:
        raise InputError(f"{name}: {value!r} is not known; expected one of {', '.join(each for each in known if each)}")
    return value


def _country(value: str) -> str:
    if not (len(value) == 2 and value.isascii() and value.isalpha()):
        raise InputError(f"country: {value!r} is no country code; expected two letters of ISO 3166, such as NG")
    return value.upper()


def day(name: str, value: str) -> str:
    """A day as written, empty for none. Raises `InputError` for what is no day; `name` is the field's."""
    try:
        return date.fromisoformat(value).isoformat() if value else ""
    except ValueError as error:
        raise InputError(f"{name}: {value!r} is no day; expected one such as 2024-03-22") from error

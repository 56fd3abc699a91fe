"""Watches as frozen values. Not for reading them from a file: `watch_file`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from tocsin.record.incident import Credibility
from tocsin.record.source import Grade
from tocsin.record.values import Measure
from tocsin.watch.channels import ChannelSpec

RingKind = Literal[
    "new_incident", "toll", "claim", "denial", "accusation", "response", "warning", "status", "correction", "surge"
]
RING_KINDS: tuple[RingKind, ...] = (
    "new_incident", "toll", "claim", "denial", "accusation", "response", "warning", "status", "correction", "surge",
)  # fmt: skip
USUAL: frozenset[RingKind] = frozenset(RING_KINDS) - {"surge"}
CREDIBILITIES: tuple[Credibility, ...] = ("single_source", "several_sources", "confirmed")
Digest = Literal["hourly", "daily", "weekly"]
DIGESTS: tuple[Digest, ...] = ("hourly", "daily", "weekly")
SurgeBy = Literal["watch", "country", "admin1", "actor", "type"]
SURGES_BY: tuple[SurgeBy, ...] = ("watch", "country", "admin1", "actor", "type")
SurgeOf = Literal["incidents", "killed", "injured", "abducted"]
SURGES_OF: tuple[SurgeOf, ...] = ("incidents", "killed", "injured", "abducted")


class Near(Struct, frozen=True, kw_only=True):
    """A circle: degrees (WGS 84) and kilometres. `name` is what it was called by."""

    latitude: float
    longitude: float
    km: float
    name: str


class Conditions(Struct, frozen=True, kw_only=True):
    """What an incident has to be: every one that is given has to hold; an empty one asks for nothing.

    `polygon` is a ring of (longitude, latitude), as in GeoJSON. `actors` are ids of the register, factions included;
    `named` are those of them that were asked for by name; `victims` tags of participants; `at_least` the least lower
    bound by measure; `words` plain phrases of which one has to stand in what the reports say; `grade` the least that
    one of its sources has (A to F). `coarse` lets in sites told so coarsely that they only may lie inside.
    """

    countries: frozenset[str] = frozenset()
    near: tuple[Near, ...] = ()
    polygon: tuple[tuple[float, float], ...] = ()
    coarse: bool = False
    types: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()
    victims: frozenset[str] = frozenset()
    political: frozenset[str] = frozenset()
    at_least: tuple[tuple[Measure, int], ...] = ()
    words: tuple[str, ...] = ()
    grade: Grade | None = None
    credibility: Credibility | None = None
    confidence: float | None = None


class Surge(Struct, frozen=True, kw_only=True):
    """When a count is told of: what is counted and by what, and how many false alarms in a year are put up with.

    By `watch` all that fits the watch is one series. The false alarms are those of the whole watch, whatever the
    number of its series.
    """

    by: tuple[SurgeBy, ...] = ("watch",)
    of: tuple[SurgeOf, ...] = ("incidents",)
    false_alarms_per_year: float = 1.0


class Watch(Struct, frozen=True, kw_only=True):
    """A standing question. An incident fits where `all_of` holds and, where there are any, one of `any_of`.

    `toll_steps` are the steps by measure at which a rising toll rings. `quiet` are two times of the day ("22:00",
    "06:00") in `timezone`, between which what rings is kept back; `digest` gathers what rings, to be sent at
    `digest_at`. `late_after` and `events_within` are days: news published longer ago, and events that were over longer
    before the news of them, do not ring unless `late` is set. `to` names channels. `muted` is true, or the last day
    of a silence.
    """

    name: str
    all_of: Conditions = Conditions()
    any_of: tuple[Conditions, ...] = ()
    changes: frozenset[RingKind] = USUAL
    toll_steps: tuple[tuple[Measure, int], ...] = (("killed", 10), ("abducted", 10))
    surge: Surge = Surge()
    quiet: tuple[str, str] | None = None
    timezone: str = "UTC"
    digest: Digest | None = None
    digest_at: str = "07:00"
    late: bool = False
    late_after: int = 3
    events_within: int = 30
    to: tuple[str, ...] = ()
    muted: bool | str = False
    about: str | None = None


class Watches(Struct, frozen=True, kw_only=True):
    """What a file of watches holds. `channels` are ways out by name.

    `link` is the address of an incident's page, with `{incident}` in it.
    """

    watches: tuple[Watch, ...] = ()
    channels: Mapping[str, ChannelSpec] = MappingProxyType({})
    link: str | None = None

    def named(self, name: str) -> Watch | None:
        """The watch of a name, None where there is none."""
        return next((each for each in self.watches if each.name == name), None)

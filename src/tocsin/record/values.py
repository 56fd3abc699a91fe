"""The values that statements carry: bounds, times, places, participants, tolls, claims, warnings.

Every value is frozen and knows nothing of where it was read; a `Statement` adds that.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, Protocol

from msgspec import Struct

Status = Literal["occurred", "attempted", "foiled", "threatened", "planned", "denied"]
Modality = Literal["asserted", "claimed", "alleged", "denied"]
Unit = Literal["single", "campaign", "summary"]
Political = Literal["yes", "no", "doubtful"]

Precision = Literal["minute", "hour", "day", "week", "month", "year", "unknown"]
PlacePrecision = Literal["venue", "city", "near", "admin2", "admin1", "country", "area"]
PlaceRelation = Literal["at", "near", "between", "along"]
PlaceRole = Literal["site", "origin", "destination", "about"]

Role = Literal[
    "perpetrator", "suspect", "party", "initiated_by", "victim", "target", "weapon", "responder", "issuer",
    "recipient",
]  # fmt: skip
ParticipantKind = Literal[
    "person", "group", "organization", "state_force", "government", "civilians", "facility", "vehicle",
    "infrastructure", "property", "device",
]  # fmt: skip
Outcome = Literal["charged", "released", "acquitted", "convicted"]
Side = Literal["a", "b"]

Measure = Literal[
    "killed", "injured", "casualties", "abducted", "missing", "displaced", "detained", "released", "rescued"
]
TollClass = Literal["civilian", "combatant", "security_force", "mixed", "unknown"]
Scope = Literal["event", "additional", "subset", "several_events", "period", "conflict_to_date"]
YesNoUnknown = Literal["yes", "no", "unknown"]

Stance = Literal["claimed", "denied", "blamed", "suspected"]
Specificity = Literal["general", "place", "target", "time"]


class Bound(Struct, frozen=True, kw_only=True):
    """A number as reported: inclusive `low` and `high`, the `best` figure, and whether it is a round one.

    Exactly n is low = high = best. "Over 130" is low 131 and nothing else; "up to 180" is high 180; "about
    200" is best 200, approximate. "No one" is 0, which is not the same as None: nothing said.
    """

    low: int | None = None
    high: int | None = None
    best: int | None = None
    approximate: bool = False

    @staticmethod
    @lru_cache(maxsize=1024)
    def exactly(n: int) -> Bound:
        """The bound of an exact figure."""
        return Bound(low=n, high=n, best=n)


class Figure(Protocol):
    """What has the bounds of a number: a `Bound`, a `Toll`, a point of a toll's curve."""

    @property
    def low(self) -> int | None:
        """The lower end; None is open."""

    @property
    def high(self) -> int | None:
        """The upper end; None is open."""

    @property
    def best(self) -> int | None:
        """The best figure, where there is one."""


def one_number(figure: Figure | None) -> int | None:
    """The one number that stands for a figure: its best, else its low, else its high; None where there is none."""
    if figure is None:
        return None
    return next((n for n in (figure.best, figure.low, figure.high) if n is not None), None)


class Interval(Struct, frozen=True, kw_only=True):
    """Local days (`2024-03-22`) or instants (`2024-03-22T20:15+03:00`), both ends inclusive; None is open."""

    earliest: str | None = None
    latest: str | None = None


class When(Struct, frozen=True, kw_only=True):
    """When an event was: the interval in which it began, and in which it ended.

    Duration is not uncertainty: a single day has `end` equal to the start (None is written for that), a
    siege of three days has an `end` of its own. What happened on an unnamed day has no `earliest` and
    `latest` = the day of the report; what has not happened yet has an open `latest`.
    """

    earliest: str | None = None
    latest: str | None = None
    end: Interval | None = None
    ongoing: bool = False
    precision: Precision = "day"


class Place(Struct, frozen=True, kw_only=True):
    """A place as said and, where it could be settled, which one it is.

    `country` is ISO 3166-1 alpha-2; coordinates are WGS 84 degrees; `radius_km` is how far from them the
    event may have been. An unsettled place keeps its name and has no coordinates.
    """

    name: str
    country: str | None = None
    admin1: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    geonames_id: int | None = None
    precision: PlacePrecision = "area"
    relation: PlaceRelation = "at"
    role: PlaceRole = "site"


class Participant(Struct, frozen=True, kw_only=True):
    """Somebody or something that had a part in an event. `name` holds the words; `actor` a register id.

    `actor_kind` is the sort of actor that an organisation is, in the kinds of the register; where there is no
    `actor` it is guessed from the name ("Sahel Liberation Front": `rebel_group`).
    """

    role: Role
    kind: ParticipantKind
    name: str
    actor: str | None = None
    side: Side | None = None
    count: Bound | None = None
    origin: str | None = None
    tags: tuple[str, ...] = ()
    outcome: Outcome | None = None
    actor_kind: str | None = None


class Toll(Struct, frozen=True, kw_only=True):
    """How many people were killed, injured, ...: a bound, of whom, and of what (`scope`).

    Only `scope` `event`, or sums of disjoint parts of it, may become an incident's toll.
    """

    measure: Measure
    low: int | None = None
    high: int | None = None
    best: int | None = None
    approximate: bool = False
    whom: str | None = None
    class_: TollClass = "unknown"
    side: Side | None = None
    includes_perpetrators: YesNoUnknown = "unknown"
    scope: Scope = "event"
    supersedes: int | None = None

    @property
    def bound(self) -> Bound:
        """The figure without what it counts."""
        return Bound(low=self.low, high=self.high, best=self.best, approximate=self.approximate)


class Claim(Struct, frozen=True, kw_only=True):
    """A statement of responsibility: who is said to have done it, with which stance, on whose word."""

    claimant: str
    stance: Stance
    actor: str | None = None
    by: str | None = None
    channel: str | None = None
    claimed_at: str | None = None
    branch_attributed_by: str | None = None


class WarningNotice(Struct, frozen=True, kw_only=True):
    """A warning given before the fact: by whom, to whom, of what. An armed group's threat is not one."""

    issuer: str | None = None
    recipient: str | None = None
    issued: Interval | None = None
    window: Interval | None = None
    place: str | None = None
    target: str | None = None
    specificity: Specificity = "general"
    public: bool | None = None
    reaction: str | None = None

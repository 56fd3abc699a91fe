"""A draft of an event, from one anchor, and an event: the drafts that are about one thing."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.read.rules.document import Line
from tocsin.read.rules.scene import Anchor, Argument
from tocsin.read.rules.status_words import StatusFound
from tocsin.read.rules.summing import sums_up
from tocsin.read.rules.toll_values import TollFound
from tocsin.record import When
from tocsin.record.values import PlaceRole
from tocsin.resolve.places import PlaceFound
from tocsin.resolve.times import TimeFound

POINTS = ("city", "venue", "admin2")
SURE = 0.6  # score of a place from which an event is told to be far: a bridge of a name may be in any town
PRECISIONS = ("minute", "hour", "day", "week", "month", "year", "unknown")


def width_of(when: When) -> tuple[int, int]:
    """How much a time leaves open: the narrower, the smaller."""
    return (0 if when.earliest and when.latest else 1, PRECISIONS.index(when.precision))


@dataclass(slots=True, eq=False)
class Draft:
    """One anchor that tells of an event, with the day, the site and the toll that its sentence gives."""

    anchor: Anchor
    status: StatusFound
    order: int
    when: TimeFound | None = None
    sites: list[PlaceFound] = field(default_factory=list)
    background: bool = False
    mishap: bool = False  # harm in a storm or a crash: it may belong to an act told elsewhere, and founds none
    ways: list[tuple[PlaceFound, PlaceRole]] = field(default_factory=list)  # origins and destinations
    when_line: Line | None = None  # where the time stands, if not in the sentence of the anchor

    spot: PlaceFound | None = field(init=False)  # the first of the sites that is a point on the map
    countries: frozenset[str] = field(init=False)  # those of the sites
    _summed: bool | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        points = (s for s in self.sites if s.place.latitude is not None and s.level in POINTS and s.score >= SURE)
        self.spot = next(points, None)
        self.countries = frozenset(s.place.country for s in self.sites if s.place.country and s.score >= SURE)

    @property
    def summed(self) -> bool:
        """Whether the anchor tells of several events as one; asked against every event told before it."""
        if self._summed is None:
            self._summed = sums_up(self.anchor)
        return self._summed


@dataclass(slots=True, eq=False)
class Event:
    """The drafts of one event of a document, in the order of the text; further ones come by `add`."""

    drafts: list[Draft]
    tolls: list[TollFound] = field(default_factory=list)
    anchors: list[Anchor] = field(init=False)  # those of the drafts, kept beside them: every rule of `merge` asks

    def __post_init__(self) -> None:
        self.anchors = [draft.anchor for draft in self.drafts]

    def add(self, draft: Draft) -> None:
        """Take in one telling more."""
        self.drafts.append(draft)
        self.anchors.append(draft.anchor)

    @property
    def first(self) -> Anchor:
        """The anchor that founded the event."""
        return self.drafts[0].anchor

    @property
    def background(self) -> bool:
        """Told only as history: the first draft is, and so is every other that has a day of its own."""
        return self.drafts[0].background and all(d.background or d.when is None for d in self.drafts)

    @property
    def last_line(self) -> int:
        """The number of the last sentence that speaks of the event."""
        return self.drafts[-1].anchor.sentence.number

    @property
    def dated(self) -> Draft | None:
        """The draft that gives the event its time, the narrowest of them; not the day on which the injured died."""
        timed = [d for d in self.drafts if d.when is not None]
        timed = [d for d in timed if d.anchor.row.strength != "effect" or d.anchor.events]
        return min(timed, key=lambda d: (d.when is not None and width_of(d.when.when), d.order), default=None)

    def arguments(self) -> list[Argument]:
        """The arguments of all its anchors."""
        return [a for anchor in self.anchors for a in anchor.arguments]

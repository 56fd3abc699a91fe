"""Names of places as they stand in one text, while they are being settled.

What each step of `resolve.places` notes and the next one reads; nothing of it leaves the room.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from tocsin.resolve.gazetteer_entry import Entry
from tocsin.resolve.place_runs import Run

Verdict = Literal["refused", "contained", "weak", "sure"]  # contained: only with a larger place named for it
CITY_FLOOR = 500_000  # people; from here on a bare name is a place's even where it is a person's as well


@dataclass(slots=True)
class Mention:
    """A name as it stands in one text, while it is being settled."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    verdict: Verdict
    left: str  # the 80 characters before it
    right: str  # the 60 characters after it
    frame: str | None = None
    person: bool = False
    dateline: bool = False
    modifier: bool = False
    container: Mention | None = None
    elsewhere: bool = False  # it lies in the container, but no place known by its name does
    peers: list[Mention] = field(default_factory=list)  # its neighbours in a list: "X, Y and Z"
    within: tuple[Entry, ...] = ()  # the entries that lie in the container
    chosen: Entry | None = None
    score: float = 0.0
    runner_up: str | None = None


class Placed(Struct, frozen=True):
    """A run in its text: where it begins, and the words that stand right before and after it, as they are written."""

    offset: int
    run: Run
    before: str = ""
    after: str = ""

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.offset + self.run.pieces[-1].end if self.run.pieces else self.offset


@dataclass(slots=True)
class Scan:
    """What one pass over a text has found."""

    mentions: list[Mention] = field(default_factory=list)
    peoples: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    runs: list[Placed] = field(default_factory=list)  # those that may be a place by a frame, or a venue


def is_place_word(entries: tuple[Entry, ...]) -> bool:
    """Whether a name can mean more than a town or a county: then it needs less beside it to be a place."""
    return any(entry.kind in ("country", "region", "continent", "water", "venue", "admin1") for entry in entries)

"""Where ids and decisions are tied to the record: document, trigger span and family, bound to mentions by overlap.

After a document is read again its mentions have other ids and perhaps other spans; what a person decided, and the id
that an incident was given, hold on to the mention that stands where the old one stood.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tocsin.fuse.told import Told, reports_of, told_by
from tocsin.ports import Mint
from tocsin.record import Anchor, Reading


@dataclass(frozen=True, slots=True)
class Spot:
    """A span in a field of a document, and the family told there."""

    document: str
    field: str
    start: int
    end: int
    family: str


def spot_of_anchor(anchor: Anchor) -> Spot:
    """Where a decision is anchored."""
    t = anchor.trigger
    return Spot(anchor.document, t.field, t.start, t.end, anchor.family)


def spot_of_mint(mint: Mint) -> Spot:
    """Where the founding mention of an incident stood."""
    return Spot(mint.document, mint.field, mint.start, mint.end, mint.family)


def spot_of(told: Told) -> Spot:
    """Where a mention stands."""
    document, field, start, end, family, _ = told.key
    return Spot(document, field, start, end, family)


class Binder:
    """Finds the mention that stands at a spot."""

    def __init__(self, mentions: Sequence[Told]) -> None:
        self._at: dict[tuple[str, str, str], list[tuple[int, int, int]]] = defaultdict(list)
        for i, told in enumerate(mentions):
            spot = spot_of(told)
            self._at[spot.document, spot.field, spot.family].append((spot.start, spot.end, i))

    def find(self, spot: Spot, *, taken: Collection[int] = ()) -> int | None:
        """The number of the mention whose trigger overlaps the spot most, the same span before all; None for none.

        Of several alike the first that is not `taken`.
        """
        best: tuple[bool, int, int] | None = None
        for start, end, i in self._at.get((spot.document, spot.field, spot.family), ()):
            overlap = min(end, spot.end) - max(start, spot.start)
            if overlap <= 0 or i in taken:
                continue
            found = ((start, end) == (spot.start, spot.end), overlap, -i)
            best = found if best is None else max(best, found)
        return None if best is None else -best[2]


def mention_at(reading: Reading, anchor: Anchor) -> str | None:
    """The id of the mention of a reading that an anchor binds to, None where there is none any more."""
    mentions = told_by(reports_of([reading]))
    found = Binder(mentions).find(spot_of_anchor(anchor))
    return None if found is None else mentions[found].mention.id

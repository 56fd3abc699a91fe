"""Where, when and what was struck: how far two mentions agree on the circumstances of an event."""

from __future__ import annotations

from tocsin.fuse.places import sites_agree
from tocsin.fuse.told import Report, Told

WEEK = 7
SAME_TOWN = 0.9


def same_place(a: Told, b: Told) -> float:
    """The sites agree: by distance where both are settled, else by region or name. Hardly, where only documents do."""
    x, y = a.marked, b.marked
    if x and y:
        return sites_agree(x[0], y[0]) if len(x) == len(y) == 1 else max(sites_agree(p, q) for p in x for q in y)
    known = a.countries or frozenset(a.nearby[:1])
    return 0.1 if known & (b.countries or frozenset(b.nearby[:1])) else 0.0


def same_time(a: Told, b: Told) -> float:
    """The days agree. An unknown beginning is no agreement, however close the reports are."""
    x, y = a.span, b.span
    if x.first is None or x.last is None or y.first is None or y.last is None:
        return 0.0
    gap = max(x.first, y.first) - min(x.last, y.last)
    if gap > 0:
        return 0.3 if gap == 1 else -1.0
    return 1 / (1 + max(x.last - x.first, y.last - y.first) / WEEK)


def same_venue(a: Told, b: Told) -> float:
    """The proper names of what was struck share a word. That both give one, and none alike, counts against."""
    x, y = a.venue_words, b.venue_words
    if not x or not y:
        return 0.0
    return -1.0 if x.isdisjoint(y) else 1.0


def same_circumstances(a: Told, b: Told) -> float:
    """1 where two acts agree on day and place, -1 where they differ in day, place or venue, else 0."""
    if same_venue(a, b) < 0:
        return -1.0
    time = same_time(a, b)
    place = same_place(a, b) if time >= 0 else -1.0
    if place < 0:
        return -1.0
    return 1.0 if time == 1 and place >= SAME_TOWN else 0.0


def same_acts(a: Report, b: Report) -> float:
    """The reports tell an act of one day and town as news. That day, town or venue differ in all counts against."""
    return max((same_circumstances(x, y) for x in a.acts for y in b.acts), default=0.0)

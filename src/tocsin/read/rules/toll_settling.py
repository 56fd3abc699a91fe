"""The tolls of one event held against each other: what is additional to nothing, what was superseded."""

from __future__ import annotations

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.toll_values import TollFound
from tocsin.record.values import Bound

EARLIER = word_set("earlier previously initially previous initial originally")


def settle_tolls(tolls: list[TollFound]) -> list[TollFound]:
    """The tolls of one event held against each other.

    "Another 12" is additional only beside a figure of the same measure; a figure that its sentence calls an earlier
    one is superseded by the event's own.
    """
    settled = []
    for i, found in enumerate(tolls):
        toll = found.toll
        same = [t.toll for t in tolls[:i] if t.toll.measure == toll.measure and t.toll.bound == toll.bound]
        if toll.scope == "additional" and same:
            continue  # "nine others" told twice
        if toll.scope == "additional" and not any(t.toll.measure == toll.measure for t in tolls[:i]):
            found = replace(found, toll=replace(toll, scope="event"))
        settled.append(found)
    current = [t for t in settled if not _earlier(t)]
    for old in [t for t in settled if _earlier(t)]:
        newer = next((t for t in current if _newer(t, old)), None)
        if newer is None:
            current.append(old)
        else:
            at = current.index(newer)
            current[at] = replace(newer, toll=replace(newer.toll, supersedes=old.toll.best or old.toll.low))
    return current


def _earlier(found: TollFound) -> bool:
    folded = found.line.sentence.folded
    before = folded[max(0, found.start - 14) : found.start]
    return (not EARLIER.isdisjoint(before) and before[-1] != "to") or "earlier" in folded[found.end : found.end + 3]


def _newer(found: TollFound, old: TollFound) -> bool:
    same = found.toll.measure == old.toll.measure and found.toll.scope == "event"
    return same and found.toll.bound != old.toll.bound and found.toll.bound != Bound(low=2)

"""The tolls of one event held against each other: what is additional to nothing, what was superseded."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.toll_clauses import RAISING
from tocsin.read.rules.toll_values import TollFound
from tocsin.read.rules.tolls import HIT, ONE_OF_US
from tocsin.record.values import Bound, Toll

EARLIER = word_set("earlier previously initially previous initial originally")


def settle_tolls(tolls: list[TollFound], anchors: Sequence[Anchor]) -> list[TollFound]:
    """The tolls of one event held against each other, given all anchors of the document.

    "Another 12" is additional only beside a figure of the same measure; a figure that its sentence calls an earlier
    one is superseded by the event's own; who was hurt and died is among the dead alone.
    """
    tolls = [toll for toll in tolls if not _died(toll, tolls, anchors) and not _counted_before(toll, tolls)]
    settled = []
    for i, found in enumerate(tolls):
        toll = found.toll
        same = [t for t in tolls[:i] if t.toll.measure == toll.measure and t.toll.bound == toll.bound]
        same = [t for t in same if t.line is not found.line or t.toll.whom == toll.whom]
        if toll.scope == "event" and _raises(found, tolls):
            settled.append(replace(found, toll=replace(toll, scope="additional")))
            continue
        if toll.scope == "additional" and same:
            continue  # "nine others" told twice; in one sentence "a guard and another driver" are two
        if toll.scope == "additional" and not any(_is_added_to(found, t) for t in tolls[:i]):
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


def _raises(found: TollFound, tolls: Sequence[TollFound]) -> bool:
    """ "Five more have died, bringing to 14 the number of the dead": those five are among the fourteen."""
    if RAISING.isdisjoint(found.line.sentence.vocabulary):
        return False
    sums = [t for t in tolls if t.line is found.line and t.start >= found.end and t.toll.measure == found.toll.measure]
    between = (found.line.sentence.folded[found.end : t.start] for t in sums if _is_more(t.toll, found.toll))
    return any(not RAISING.isdisjoint(words) for words in between)


def _is_more(total: Toll, part: Toll) -> bool:
    most = total.best or total.low or total.high
    return most is not None and most > (part.best or part.low or 0)


def _counted_before(found: TollFound, tolls: Sequence[TollFound]) -> bool:
    """ "shot him dead": one of whom the text speaks, who is counted where any other figure of the dead is told."""
    if (found.toll.whom or "").lower() not in ONE_OF_US:
        return False
    same = [t for t in tolls if t.toll.measure == found.toll.measure]
    return any((t.toll.whom or "").lower() not in ONE_OF_US or tolls.index(t) < tolls.index(found) for t in same)


def _is_added_to(found: TollFound, earlier: TollFound) -> bool:
    """Whether "five others" are others than those of a figure; than "several" told before they are not."""
    vague = earlier.toll.best is None and earlier.line is not found.line
    return earlier.toll.measure == found.toll.measure and earlier.toll.scope != "subset" and not vague


def _earlier(found: TollFound) -> bool:
    folded = found.line.sentence.folded
    before = folded[max(0, found.start - 14) : found.start]
    return (not EARLIER.isdisjoint(before) and before[-1] != "to") or "earlier" in folded[found.end : found.end + 3]


def _newer(found: TollFound, old: TollFound) -> bool:
    same = found.toll.measure == old.toll.measure and found.toll.scope == "event"
    return same and found.toll.bound != old.toll.bound and found.toll.bound != Bound(low=2)


HURT = frozenset(
    ("hospital-v", "poison-v", "shoot-wound-v", "stab-wound-v")
)  # rows that tell of a wound, and not how it ended
SHOTS = word_set("gunshot bullet stab shrapnel")
SOON = 3  # sentences
DYING = word_set("died dies dead death pronounced succumbed declared dying fatally")
ANYBODY = word_set(
    "man woman men women boy girl boys girls victim victims person persons people teen teens teenager teenagers child "
    "children youth youths kid male female suspect one others two"
)


def _died(found: TollFound, tolls: Sequence[TollFound], anchors: Sequence[Anchor]) -> bool:
    """Whether those who were taken to hospital, or shot in the back, may be those who are said to have died."""
    if found.toll.measure != "injured":
        return False
    if _dies(found):
        return True
    row, sentence = found.anchor.row.id if found.anchor else "", found.line.sentence
    wounded = any(sentence.lower(i) in SHOTS for i in range(found.start, found.end))
    if row not in HURT | HIT and not wounded:
        return False
    killed = [t for t in tolls if t.toll.measure == "killed" and t.toll.bound != Bound.exactly(0)]
    dead = bool(killed) or any(anchor.row.effect == "killed" for anchor in anchors)
    if row in HIT and not any(anchor.row.effect == "injured" for anchor in anchors):
        return True
    if dead and (row in HIT or wounded):
        return True
    if any(sentence.lower(i) in DYING for i in range(found.end, len(sentence.texts))) or _taken_up(found, anchors):
        return True
    if not killed or any(t.line is found.line and t.toll.whom != found.toll.whom for t in killed):
        return False
    head = _head(found)
    if row != "hospital-v" and (found.toll.whom or "")[:1].isupper():  # "the slain boy, Ana Reyes": by name or without
        return not any((t.toll.whom or "")[:1].isupper() and _head(t) != head for t in killed)
    if found.toll.bound != Bound.exactly(1):
        return any(t.toll.bound == found.toll.bound and _head(t) == head for t in killed)
    return head in ANYBODY or head.endswith("-old") or any(_head(t) in (head, "") for t in killed)


def _dies(found: TollFound) -> bool:
    """ "after three wounded people died"."""
    sentence = found.line.sentence
    after = [i for i in range(found.end, found.end + 2) if sentence.class_at(i) in "NVE"]
    return bool(after) and after[0] == found.end and any(sentence.lower(i) in ("died", "dies") for i in after)


def _taken_up(found: TollFound, anchors: Sequence[Anchor]) -> bool:
    """ "He died on Monday", soon after: a pronoun that may take up one who was hurt."""
    number = found.line.sentence.number
    return any(
        anchor.row.effect == "killed" and any(a.what.what == "pronoun" for a in anchor.arguments)
        for anchor in anchors
        if number < anchor.sentence.number <= number + SOON
    )


def _head(found: TollFound) -> str:
    return (found.toll.whom or "").lower().split(" ")[-1]

"""Figures that lean on one another: one takes the place of another, or is a part of it.

"To 84 from 101", "not 27 as first reported", "rose by four to 29"; "including 6 children", "two of whom".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tocsin.record import Bound
from tocsin.resolve.count_phrases import FROM, SENTENCE_END, TO, is_revision
from tocsin.resolve.count_words import LISTS
from tocsin.resolve.scanning import GAP, Scan, any_of, words_before

REACH = 120  # characters within which the figure is looked for to which another belongs
LEAD = 60  # characters before a figure that can say that it is an older one

_REPLACED, _FIGURES = any_of(LISTS["replaced"]), any_of(LISTS["figures"])
EARLIER = re.compile(
    rf"\b(?:(?:up|down){GAP}from|instead{GAP}of|rather{GAP}than)(?:{GAP}(?:the|an?))?\s+$"
    rf"|\b(?:from|raising|revising|lowering|correcting|replacing|amending|against)(?:{GAP}(?:the|an?|its|their))?"
    rf"{GAP}(?:{_REPLACED})(?:{GAP}(?:{_FIGURES}))?(?:{GAP}of)?\s+$"
)
# An older figure that stands before the one that takes its place.
FORMER = re.compile(
    rf"\b(?:{any_of(LISTS['formerly'])}){GAP}(?:[a-z]+{GAP}){{0,2}}(?:{any_of(LISTS['gave'])})(?:{GAP}(?:as|at|to{GAP}be|of))?\s+$"
    rf"|\b(?:{_REPLACED}){GAP}(?:{_FIGURES}){GAP}(?:(?:was|were|had{GAP}been|stood{GAP}at)|of)\s+$"
)
EARLIER_WORDS = ("from", "than", "instead", "against", "ing")
FORMER_WORDS = (*LISTS["formerly"], *LISTS["replaced"])
NOT_BEFORE = words_before({"not": ("not", "and not", "rather than")})
_FORMERLY = any_of(LISTS["formerly"])
AS_REPORTED = re.compile(rf"(?:{GAP}[a-z]+){{0,2}},?{GAP}as{GAP}(?:[a-z]+{GAP})?(?:{_FORMERLY})\b")
BY = words_before({"by": ("by",)})
FALLING = re.compile(rf"\b(?:{any_of(LISTS['falling'])})\b")

INCLUDING = re.compile(
    rf"\b(?:including|included|includes|include|among{GAP}(?:them|whom|the{GAP}(?:dead|victims|wounded|injured))"
    rf"(?:{GAP}(?:were|was|are))?)\s+$"
)
OF_THEM = re.compile(
    rf"(?:{GAP}more)?{GAP}of{GAP}(?:them|whom|which|these|those|the{GAP}(?!(?:same|two|both)\b)[a-z]+"
    rf"|the{GAP}(?:[0-9][0-9,]*|[a-z]+){GAP}[a-z]+)\b"
)
OF_BEFORE = re.compile(rf"(?:^|[.;:\n]\s*)(?:out{GAP})?(?:of|among){GAP}the\s+$")
WHOLE = ("all", "both", "none", "neither", "each", "no")


class Leaning(NamedTuple):
    """What a figure is beside the others: the bound that it replaces, and whether it is a part of another."""

    number: int  # which of the figures given
    earlier: Bound | None
    part: bool


class Spot(NamedTuple):
    """A figure in its place, as the relations ask for it."""

    start: int
    end: int
    bound: Bound


def relations(scan: Scan, spots: Sequence[Spot]) -> Iterator[Leaning]:
    """The figures that stand, in order, with what leans on them; those that were replaced are left out."""
    earlier: dict[int, Bound] = {}
    gone: set[int] = set()
    for i, spot in enumerate(spots):
        last = i - 1 if i and i - 1 not in gone and spot.start - spots[i - 1].end <= REACH else None
        if last is not None:
            changed = _changed_by(scan, spots[last], spot)
            if changed is not None or _replaces(scan, spots[last], spot) or _is_former(scan, spots[last], spot):
                earlier[i] = changed or spots[last].bound
                gone.add(last)
                continue
        if _is_earlier(scan, spots[last] if last is not None else None, spot):
            gone.add(i)
            if last is not None and _same_sentence(scan, spots[last], spot):
                earlier[last] = spot.bound
    for i in range(len(spots)):
        if i not in gone:
            yield Leaning(i, earlier.get(i), _is_part(scan, spots, i))


def _same_sentence(scan: Scan, first: Spot, second: Spot) -> bool:
    return SENTENCE_END.search(scan.low, first.end, second.start) is None


# ------------------------------------------------------------------------------------------------ replaced
def _replaces(scan: Scan, old: Spot, new: Spot) -> bool:
    """Whether the words read "from OLD to NEW" and tell of a change."""
    if scan.before(FROM, old.start) is None or scan.before(TO, new.start) is None:
        return False
    return len(scan.low[old.end : new.start].split()) <= 4 and is_revision(scan, old.start)


def _changed_by(scan: Scan, change: Spot, new: Spot) -> Bound | None:
    """The figure before, where the words read "rose by CHANGE to NEW"; both must be exact."""
    if scan.before(BY, change.start) is None or scan.before(TO, new.start) is None:
        return None
    exact = change.bound.best is not None and new.bound.best is not None
    if not exact or len(scan.low[change.end : new.start].split()) > 3 or not is_revision(scan, change.start):
        return None
    lead = scan.low[max(0, change.start - LEAD) : change.start]
    step = change.bound.best if FALLING.search(lead) else -change.bound.best  # type: ignore[operator]
    before = new.bound.best + step  # type: ignore[operator]
    return Bound.exactly(before) if before >= 0 else None


def _is_former(scan: Scan, old: Spot, new: Spot) -> bool:
    """Whether the words read "earlier given as OLD, now NEW"."""
    lead = scan.low[max(0, old.start - LEAD) : old.start]
    if not any(word in lead for word in FORMER_WORDS) or FORMER.search(lead) is None:
        return False
    return _same_sentence(scan, old, new) and NOW.search(scan.low, old.end, new.start) is not None


NOW = re.compile(r"\bnow\b|\b(?:rose|risen|raised|climbed|revised|lowered|fell|put|stands?|stood)\b")


def _is_earlier(scan: Scan, last: Spot | None, count: Spot) -> bool:
    """Whether a figure is said to be the one before: "up from 12", "from an earlier toll of 95", "to 84 from 101"."""
    lead = scan.low[max(0, count.start - LEAD) : count.start]
    if any(word in lead for word in EARLIER_WORDS) and EARLIER.search(lead):
        return True
    if last is None:
        return False
    if scan.before(NOT_BEFORE, count.start) and AS_REPORTED.match(scan.low, count.end):
        return True
    if scan.before(FROM, count.start) is None or scan.before(TO, last.start) is None:
        return False
    return len(scan.low[last.end : count.start].split()) <= 3 and is_revision(scan, last.start)


# ------------------------------------------------------------------------------------------------ parts
def _is_part(scan: Scan, spots: Sequence[Spot], i: int) -> bool:
    """Whether a figure is told as a part of a greater one, in the sentence or before it."""
    spot = spots[i]
    if scan.low.startswith(WHOLE, spot.start):
        return False
    lead = scan.low[max(0, spot.start - 30) : spot.start]
    if ("clud" in lead or "among" in lead) and INCLUDING.search(lead):
        return True
    if OF_THEM.match(scan.low, spot.end):
        return True
    if i == 0 or spot.start - spots[i - 1].end > REACH:
        return False
    before = spots[i - 1]
    fronted = OF_BEFORE.search(scan.low[max(0, before.start - 12) : before.start]) is not None
    return fronted and _same_sentence(scan, before, spot) and "," in scan.low[before.end : spot.start]

"""What a person should look at first: what is deadly, contradictory, new or thinly borne out, and nobody has judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log10

from tocsin.web.filters import USUAL
from tocsin.web.lines import Line

NEW_DAYS = 2


@dataclass(frozen=True, slots=True)
class Waiting:
    """An incident that waits for a person, how much it matters, and why in words."""

    line: Line
    weight: float
    why: tuple[str, ...]


def queue_of(lines: Iterable[Line], *, now: str) -> list[Waiting]:
    """What waits, the weightiest first."""
    found = [
        _waiting(line, now) for line in lines if line.family in USUAL and line.review in ("unreviewed", "disputed")
    ]
    return sorted(found, key=lambda each: (-each.weight, each.line.id))


def after(queue: Sequence[Waiting], id: str) -> Waiting | None:
    """What comes after an incident in the queue; the first where it is the last one or not in it; None for nothing."""
    ids = [each.line.id for each in queue]
    at = ids.index(id) + 1 if id in ids else 0
    rest = [each for each in (*queue[at:], *queue[:at]) if each.line.id != id]
    return rest[0] if rest else None


def _waiting(line: Line, now: str) -> Waiting:
    weight, why = 0.0, []
    if line.killed:
        weight += 2 * log10(line.killed + 1)
        if line.killed >= 10:
            why.append(f"{line.killed_words} killed")
    if line.contradicted:
        weight += 2
        why.append("figures differ")
    if line.unsettled:
        weight += min(line.unsettled, 2)
        why.append("unsettled")
    if line.credibility == "single_source":
        weight += 0.5
        why.append("one source")
    if line.spot is None:
        weight += 0.5
        why.append("no place")
    if _days_between(line.recorded_at, now) < NEW_DAYS:
        weight += 1.5
        why.append("new")
    if line.background or line.unit != "single":
        weight -= 4
    if line.political != "yes":
        weight -= 1
        why.append("perhaps not political")
    return Waiting(line, round(weight, 3), tuple(why))


def _days_between(earlier: str, later: str) -> float:
    span = datetime.fromisoformat(later) - datetime.fromisoformat(earlier)
    return abs(span.total_seconds()) / 86_400


def likely_same(line: Line, lines: Iterable[Line], *, most: int = 12) -> list[Line]:
    """The incidents that may be the same one: of near days, in one country or without a place, the likest first."""
    scored = [(_nearness(line, other), other) for other in lines if other.id != line.id and other.family == line.family]
    near = sorted((each for each in scored if each[0] > 0), key=lambda each: (-each[0], each[1].id))
    return [other for _, other in near[:most]]


def _nearness(line: Line, other: Line) -> float:
    one, two = line.last or line.first, other.last or other.first
    if one is None or two is None:
        return 0.0
    days = abs((datetime.fromisoformat(one) - datetime.fromisoformat(two)).days)
    if days > 7:
        return 0.0
    if line.countries and other.countries and line.countries.isdisjoint(other.countries):
        return 0.0
    return 1 / (1 + days) + (0.5 if line.type == other.type else 0) + (0.3 if line.countries & other.countries else 0)

"""What a person should look at first: deadly, contradictory, new or thinly borne out, and not judged as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import log10

from tocsin.clock import later
from tocsin.web.filters import USUAL
from tocsin.web.lines import Line

NEW_SECONDS = 2 * 86_400


@dataclass(frozen=True, slots=True)
class Waiting:
    """An incident that waits for a person, how much it matters, and why in words."""

    line: Line
    weight: float
    why: tuple[str, ...]


def queue_of(weighed: Iterable[Waiting], *, now: str) -> list[Waiting]:
    """What waits, the weightiest first: what nobody judged, and what reports came of since somebody did."""
    fresh = later(now, -NEW_SECONDS)
    found = (_fresh(each) if each.line.recorded_at > fresh else each for each in weighed)
    return sorted(found, key=lambda each: (-each.weight, each.line.id))


def _fresh(waiting: Waiting) -> Waiting:
    return Waiting(waiting.line, round(waiting.weight + 1.5, 3), (*waiting.why, "new"))


def after(queue: Sequence[Waiting], id: str) -> Waiting | None:
    """What comes after an incident in the queue; the first where it is the last one or not in it; None for nothing."""
    ids = [each.line.id for each in queue]
    at = ids.index(id) + 1 if id in ids else 0
    rest = [each for each in (*queue[at:], *queue[:at]) if each.line.id != id]
    return rest[0] if rest else None


def weighed(line: Line) -> Waiting | None:
    """A line as it waits, whenever it came; None where no person has to look at it."""
    is_open = line.review in ("unreviewed", "disputed") or (line.grown and line.review != "dismissed")
    return _weighed(line) if line.family in USUAL and is_open else None


def _weighed(line: Line) -> Waiting:
    weight, why = 0.0, []
    if line.grown:
        weight += 2
        why.append(f"reports came since it was {line.review}")
    if line.killed:
        weight += 2 * log10(line.killed + 1)
        if line.killed >= 10:
            why.append(f"{line.killed_words} killed")
    if line.disputed:
        weight += 3
        why.append("two readers of a report contradict one another")
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
    if line.background or line.unit != "single":
        weight -= 4
    if line.political != "yes":
        weight -= 1
        why.append("perhaps not political")
    return Waiting(line, round(weight, 3), tuple(why))


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

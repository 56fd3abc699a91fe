"""When the news behind a change came out, and how long after the event. Moments are instants in UTC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from tocsin.fuse.moments import last_day, parse_moment
from tocsin.record import Evidence, Folded, Incident, Support


def documents_of(evidence: Iterable[Evidence]) -> frozenset[str]:
    """The documents that are quoted."""
    return frozenset(each.document for each in evidence)


def newest(incident: Incident, documents: frozenset[str] = frozenset()) -> datetime | None:
    """When the newest of some documents came out, of all where none are named; None where no date is known."""
    moments = (parse_moment(day) for document, day in _dated(incident) if not documents or document in documents)
    return max((moment for moment in moments if moment is not None), default=None)


def _dated(incident: Incident) -> Iterator[tuple[str, str]]:
    for support in _supports(incident):
        if support.published:
            yield support.document, support.published
    for point in incident.toll_history:
        if point.published:
            yield point.document, point.published


def _supports(incident: Incident) -> Iterator[Support]:
    yield from incident.type.support
    for rival in incident.type.rivals:
        yield from rival.support
    values: list[Folded[Any]] = [*incident.tolls, *incident.claims, *incident.participants]
    for each in values:
        yield from each.support
    for link in (*incident.responses, *incident.warnings):
        yield from link.support


def is_late(moment: datetime | None, now: str, days: int) -> bool:
    """Whether what came out at a moment is old by now. What has no date is taken for new: it was just brought in."""
    at = parse_moment(now)
    return moment is not None and at is not None and moment < at - timedelta(days=days)


def is_long_over(incident: Incident, days: int) -> bool:
    """Whether the event was over longer than that before the newest report of it."""
    when = incident.when.value if incident.when else None
    out = newest(incident)
    if when is None or out is None or when.ongoing:
        return False
    ended = last_day(when.end.latest if when.end else when.latest)
    return ended is not None and ended < out.date().toordinal() - days

"""Moments and days: when a document was published, which days an event may have begun on. Not for phrases: `resolve`.

Days are proleptic ordinals (`date.toordinal`), so that spans are plain arithmetic.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from tocsin.errors import FormError
from tocsin.record import Document, When

_ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T.*)?)?)?$")
_END_OF_DAY = time(23, 59, 59, 999999, tzinfo=UTC)


def parse_moment(text: str) -> datetime | None:
    """The instant of an ISO date-time, or the end of an ISO date, in UTC; None where it is neither.

    A date-time without an offset is taken as UTC. Only a bare date counts from the end of its day.
    """
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), _END_OF_DAY)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def parse_as_of(text: str | None) -> datetime | None:
    """The moment asked for; None where none was. Raises `FormError` for what is neither date nor date-time."""
    if text is None:
        return None
    moment = parse_moment(text)
    if moment is None:
        raise FormError("as_of", f"expected an ISO date or date-time such as 2024-03-26, found {text!r}")
    return moment


def moment_of(doc: Document) -> datetime | None:
    """When a document came out: `published`, else `retrieved`; None where neither is known."""
    return first_moment(doc.published, doc.retrieved)


def first_moment(*dates: str | None) -> datetime | None:
    """The moment of the first of some dates that is one; None where none is."""
    for text in dates:
        moment = parse_moment(text) if text else None
        if moment is not None:
            return moment
    return None


def is_out(moment: datetime | None, until: datetime | None) -> bool:
    """Whether what came out at a moment had come out by another. What has no known moment had not."""
    return until is None or (moment is not None and moment <= until)


def published_day(doc: Document) -> int | None:
    """The local day on which a document came out, as an ordinal."""
    text = doc.published or doc.retrieved
    return last_day(text) if text and moment_of(doc) else None


def first_day(text: str | None) -> int | None:
    """The first day that a day, month or year may mean, or the local day of an instant."""
    parts = _parts(text)
    return None if parts is None else date(parts[0], parts[1] or 1, parts[2] or 1).toordinal()


def last_day(text: str | None) -> int | None:
    """The last day that a day, month or year may mean, or the local day of an instant."""
    parts = _parts(text)
    if parts is None:
        return None
    year, month = parts[0], parts[1] or 12
    return date(year, month, parts[2] or monthrange(year, month)[1]).toordinal()


def _parts(text: str | None) -> tuple[int, int | None, int | None] | None:
    """Year, month and day of an ISO date that may stop after the year or the month; None for anything else."""
    if not text or not _ISO.match(text):
        return None
    numbers = [int(part) for part in text[:10].split("-")]
    year, month, day = numbers[0], *[*numbers[1:], None, None][:2]
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day


@dataclass(frozen=True, slots=True)
class Span:
    """Days on which an event may have gone on, inclusive; None is open."""

    first: int | None
    last: int | None

    @property
    def known(self) -> bool:
        """Whether both ends are known. An open beginning never counts as agreement."""
        return self.first is not None and self.last is not None

    @property
    def days(self) -> int:
        """How many days beyond the first a known span covers."""
        return 0 if self.first is None or self.last is None else self.last - self.first


def span_of(when: When | None, *, bound: int | None) -> Span:
    """The days of an event. `bound` is the last day it can have been on where the report does not say: its own."""
    if when is None:
        return Span(None, bound)
    first, last = first_day(when.earliest), last_day(when.latest)
    if when.end is not None and last is not None:
        last = max(last, last_day(when.end.latest) or last)
    return Span(first, bound if last is None else last)


def iso_day(ordinal: int) -> str:
    """A day as ISO 8601."""
    return date.fromordinal(ordinal).isoformat()

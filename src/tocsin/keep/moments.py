"""Moments as the ledger writes and compares them: UTC, whole seconds, `2024-03-26T18:00:00+00:00`.

In this one form the order of the strings is the order in time. Not for the times of events: those are intervals.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from tocsin.errors import InputError


def parse_instant(text: str | None) -> datetime | None:
    """The instant, in UTC, that a date-time names; None where it names none. Without an offset it counts as UTC."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # the latter at the ends of the calendar
        return None


def microseconds(instant: datetime) -> int:
    """Microseconds from the beginning of 1970, UTC, to an instant."""
    since = instant - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def parse_date(text: str) -> date | None:
    """The calendar day that a text names, None where it is no bare date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def recorded(moment: str) -> str:
    """A clock's answer in the ledger's one form. Raises `InputError` where it is no date-time."""
    instant = parse_instant(moment)
    if instant is None:
        raise InputError(f"the clock says {moment!r}; expected a date-time such as 2024-03-26T18:00:00+00:00")
    return instant.isoformat(timespec="seconds")


def parse_recorded_at(text: str) -> str:
    """The last moment that `--as-recorded` takes in: a bare date means the end of that day in UTC.

    Raises `InputError` for what is neither a date nor a date-time.
    """
    day = parse_date(text)
    if day is not None:
        return datetime.combine(day, time(23, 59, 59), UTC).isoformat(timespec="seconds")
    instant = parse_instant(text)
    if instant is None:
        raise InputError(f"{text!r} is no moment; write a date (2024-03-26) or a time (2024-03-26T18:00:00+00:00)")
    return instant.isoformat(timespec="seconds")

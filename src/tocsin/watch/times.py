"""When an alert may go: at once, after the quiet hours, or with the next digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tocsin.watch.values import Watch


@dataclass(frozen=True, slots=True)
class Due:
    """When an alert is to be sent (UTC), and the bundle it is sent with, None where it goes by itself."""

    at: str
    bundle: str | None


def due(watch: Watch, now: str) -> Due:
    """When what rings now is due. `now` is a moment with its offset."""
    zone = ZoneInfo(watch.timezone)
    local = datetime.fromisoformat(now).astimezone(zone)
    at = local if watch.digest is None else _next_digest(watch, local)
    if watch.quiet is not None:
        at = _after_quiet(at, *watch.quiet)
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    return Due(moment, None if watch.digest is None else f"{watch.name}:{moment}")


def _next_digest(watch: Watch, local: datetime) -> datetime:
    """The next full hour, or the next day (of a week: Monday) at the time of the digest."""
    if watch.digest == "hourly":
        return local.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    at = datetime.combine(local.date(), time.fromisoformat(watch.digest_at), local.tzinfo)
    while at <= local or (watch.digest == "weekly" and at.weekday() != 0):
        at += timedelta(days=1)
    return at


def _after_quiet(at: datetime, start: str, end: str) -> datetime:
    """The same moment, or the end of the quiet hours where it lies in them; they may run over midnight."""
    first, last = time.fromisoformat(start), time.fromisoformat(end)
    clock = at.time()
    inside = first <= clock < last if first < last else clock >= first or clock < last
    if not inside:
        return at
    until = datetime.combine(at.date(), last, at.tzinfo)
    return until if until > at else until + timedelta(days=1)


def is_muted(until: str | bool | None, today: str) -> bool:
    """Whether a silence holds on a day: for good, or until the end of a last day."""
    return until is True or (isinstance(until, str) and today <= until)

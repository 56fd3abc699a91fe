"""Judging surges: once for each day that is over, over all incidents of the past year and what fits each watch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from tocsin.care.origins import Peoples
from tocsin.ports import Ledger
from tocsin.record import Incident
from tocsin.watch import Seen, Watch
from tocsin.watch.alert import make_surge_alert
from tocsin.watch.alert_masker import Sources
from tocsin.watch.alert_values import Alert
from tocsin.watch.counts import LONGEST_PAST
from tocsin.watch.series import day_of, series_of
from tocsin.watch.surges import GAP, find_surges, ring_of
from tocsin.watching.reports import Reports

SURGED = "surged"
LOOKED_BACK = 3  # days that are judged again, because reports come late


def surge_alerts(
    watches: Iterable[Watch],
    incidents: Mapping[str, Incident],
    reports: Reports,
    *,
    day: int,
    seen: Seen,
    peoples: Peoples,
    back: int = LOOKED_BACK,
) -> dict[str, tuple[Alert, tuple[str, ...]]]:
    """The alerts of the surges on a day (an ordinal) and on the few before it, whether told before or not.

    By id, each with the ids of the documents that it was made of.
    """
    found: dict[str, tuple[Alert, tuple[str, ...]]] = {}
    for watch in watches:
        if "surge" not in watch.changes:
            continue
        series = series_of(watch, incidents.values(), seen)
        for each in range(day - back + 1, day + 1):
            for surging in find_surges(watch.surge, series, day=each):
                behind = [incidents[id] for id in surging.incidents]
                readings = reports.of(behind)
                sources = Sources(readings=readings, peoples=peoples)
                ring = ring_of(surging, watch.surge)
                alert = make_surge_alert(watch, ring, behind, sources=sources, made_at=_end_of(each, seen.now))
                found.setdefault(alert.id, (alert, tuple(readings)))
    return found


def _end_of(day: int, now: str) -> str:
    """The end of a day, or now where that is earlier: what is judged afterwards is told with its day."""
    return min(f"{date.fromordinal(day).isoformat()}T23:59:59+00:00", now)


def recent(incidents: Iterable[Incident], day: int) -> dict[str, Incident]:
    """The incidents that count for the past of a day, by id."""
    first = day - LONGEST_PAST - GAP - 14
    dated = ((incident, day_of(incident)) for incident in incidents)
    return {incident.id: incident for incident, at in dated if at is not None and first <= at <= day}


def yesterday(now: str) -> int:
    """The last whole day before a moment, in UTC."""
    return (date.fromisoformat(now[:10]) - timedelta(days=1)).toordinal()


def due_surges(
    ledger: Ledger,
    watches: tuple[Watch, ...],
    load: Callable[[], Iterable[Incident]],
    reports: Reports,
    *,
    seen: Seen,
    peoples: Peoples,
) -> tuple[int, dict[str, tuple[Alert, tuple[str, ...]]]] | None:
    """The day up to which surges have to be judged now, and their alerts; None where they have been."""
    day = yesterday(seen.now)
    if not any("surge" in watch.changes for watch in watches) or ledger.outbox.position(SURGED) >= day:
        return None
    return day, surge_alerts(watches, recent(load(), day), reports, day=day, seen=seen, peoples=peoples)

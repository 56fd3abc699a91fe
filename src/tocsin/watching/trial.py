"""Trying watches out on the past: when each would have rung, day by day as the news came, and how often a week."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tocsin.care.origins import Peoples
from tocsin.ports import Ledger
from tocsin.record import Incident
from tocsin.record.source import Grade
from tocsin.watch import Ring, Watch, rings
from tocsin.watch.alert import alert_id, make_alert
from tocsin.watch.alert_masker import Sources
from tocsin.watch.alert_values import Alert
from tocsin.watching.reports import Reports, grades_of
from tocsin.watching.surging import surge_alerts


@dataclass(frozen=True, slots=True)
class Trial:
    """What a watch would have told between the first day of the record and the last."""

    watch: Watch
    alerts: tuple[Alert, ...]
    first: str | None
    last: str | None

    @property
    def weeks(self) -> float:
        """How long the record is, in weeks; at least one."""
        if self.first is None or self.last is None:
            return 1.0
        days = (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1
        return max(days / 7, 1.0)

    @property
    def per_week(self) -> float:
        """How often a week it would have rung."""
        return len(self.alerts) / self.weeks


def try_watches(
    ledger: Ledger, watches: Iterable[Watch], *, peoples: Peoples, since: str | None = None, link: str | None = None
) -> list[Trial]:
    """A trial of each watch over all that the ledger holds, or over the days from `since` on.

    Each incident is seen as it stood at the end of each day of publication, with today's partition. Mutes, quiet hours
    and digests are left out of account. Surges are judged day by day on the record as it is at the end.
    """
    from tocsin.fuse import replay

    chosen = tuple(watches)
    readings = tuple(ledger.active_readings())
    reports = Reports({reading.document.id: reading for reading in readings}.get)
    found: dict[str, dict[str, Alert]] = {watch.name: {} for watch in chosen}
    grades = grades_of(ledger)
    days: list[str] = []
    states: dict[str, Incident] = {}
    for past in replay(readings, decisions=ledger.decisions(), mints=ledger.mints()):
        if since is not None and past.day < since:
            states[past.after.id] = past.after
            continue
        days += [past.day] if past.day not in days[-1:] else []
        seen = reports.seen(f"{past.day}T23:59:59+00:00", grades)
        for watch in chosen:
            each = rings(watch, past.before, past.after, seen, state=past.day)
            fresh = _fresh(watch, each, past.after, found[watch.name])
            for ring in fresh:
                alert = make_alert(
                    watch,
                    ring,
                    past.before,
                    past.after,
                    sources=Sources(readings=reports.of([past.after]), peoples=peoples),
                    made_at=seen.now,
                    confidence=reports.confidence(past.after),
                    link=link,
                )
                found[watch.name][alert.id] = alert
        states[past.after.id] = past.after
    ends = (days[0], days[-1]) if days else (None, None)
    if days:
        _surges(chosen, states, reports, days=(days[0], days[-1]), found=found, peoples=peoples, grades=grades)
    return [Trial(watch, tuple(found[watch.name].values()), *ends) for watch in chosen]


def _surges(
    watches: Iterable[Watch],
    states: dict[str, Incident],
    reports: Reports,
    *,
    days: tuple[str, str],
    found: dict[str, dict[str, Alert]],
    peoples: Peoples,
    grades: Mapping[str, Grade],
) -> None:
    """Put the alerts of surges between two days among those found."""
    first, last = (date.fromisoformat(day).toordinal() for day in days)
    seen = reports.seen(f"{days[1]}T23:59:59+00:00", grades)
    told = surge_alerts(watches, states, reports, day=last, seen=seen, peoples=peoples, back=last - first + 1)
    for id, (alert, _) in told.items():
        found[alert.watch][id] = alert


def _fresh(watch: Watch, each: Sequence[Ring], incident: Incident, told: dict[str, Alert]) -> list[Ring]:
    """Those that were not told before; what is owed, only where the incident was told of."""
    rung = {alert.incident for alert in told.values()}
    return [
        ring
        for ring in each
        if alert_id(watch.name, incident.id, ring) not in told and (ring.kind in watch.changes or incident.id in rung)
    ]

"""Ringing: what the last folds changed goes past every watch, and what rings into the outbox.

Alerts and how far the watches have looked are written in one transaction: what a crash cuts off is looked at again, and
what was kept is not kept twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import structs

from tocsin.care.origins import Peoples
from tocsin.clock import SystemClock
from tocsin.errors import InputError, LedgerError
from tocsin.pipeline import open_record
from tocsin.ports import Clock, Delivery, Ledger, Mute, Revision, StoredAlert, Turned
from tocsin.record import Incident
from tocsin.record.incident_load import stored_incident
from tocsin.record.json_form import dumps
from tocsin.watch import Ring, Seen, Watch, Watches, parse_watches, rings
from tocsin.watch.alert import alert_id, make_alert
from tocsin.watch.alert_masker import Sources
from tocsin.watch.alert_values import Alert, form
from tocsin.watch.times import due, is_muted
from tocsin.watching.names import Names
from tocsin.watching.reports import Reports, grades_of, reports_of
from tocsin.watching.surging import SURGED, due_surges

STRETCH = 2000  # revisions that are looked at before what rang is written down


def load_watches(path: Path, names: Names, *, missing_ok: bool = False) -> Watches:
    """The watches of a file; none where it is missing and may be.

    Raises `WatchFileError` with everything that is wrong in it, and `InputError` where it cannot be read.
    """
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError as error:
        if missing_ok:
            return Watches()
        raise InputError(f"there is no file of watches at {path}; `tocsin watch add` begins one") from error
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error})") from error
    return parse_watches(text, name=str(path), lookup=names)


def mutes_in(database: str) -> Sequence[Mute]:
    """The watches that are silenced in a ledger; none where there is no ledger yet. `database` is an SQLAlchemy URL."""
    try:
        ledger = open_record(database, clock=SystemClock(), create=False)
    except LedgerError:
        return ()
    try:
        return ledger.outbox.mutes()
    finally:
        ledger.close()


def ring_all(ledger: Ledger, watches: Watches, *, clock: Clock, peoples: Peoples) -> list[Alert]:
    """The new alerts, which are in the outbox now. Call it after each fold.

    Without any watch it only notes that what is there has been looked at: a watch asks about what comes.
    """
    outbox = ledger.outbox
    since, newest = outbox.position(), outbox.newest()
    made: list[Alert] = []
    while since < newest:
        until = newest if not watches.watches else min(newest, since + STRETCH)
        ringer = _Ringer(ledger, watches, now=clock.now(), peoples=peoples)
        found = list(ringer.alerts(outbox.turned(after=since, until=until))) if watches.watches else []
        with ledger.transaction():
            if outbox.advance(until, since=since):
                outbox.add(*ringer.rows(found))
                made += found
                since = until
            else:  # another process was faster
                since = outbox.position()
    return made + _surges(ledger, watches, now=clock.now(), peoples=peoples)


def _surges(ledger: Ledger, watches: Watches, *, now: str, peoples: Peoples) -> list[Alert]:
    """The alerts of surges, once for each day that is over."""
    outbox, ringer = ledger.outbox, _Ringer(ledger, watches, now=now, peoples=peoples)
    since = outbox.position(SURGED)
    found = ringer.surges()
    if found is None:
        return []
    day, alerts = found
    known = outbox.known(alert.id for alert in alerts)
    new = [alert for alert in alerts if alert.id not in known]
    with ledger.transaction():
        if not outbox.advance(day, since=since, name=SURGED):
            return []
        outbox.add(*ringer.rows(new))
    return new


class _Ringer:
    """One round: the watches, the reports at hand, and the time."""

    def __init__(self, ledger: Ledger, watches: Watches, *, now: str, peoples: Peoples) -> None:
        self._ledger = ledger
        self._outbox = ledger.outbox
        self._watches = watches
        self._now = now
        self._peoples = peoples
        self._reports: Reports = reports_of(ledger)
        self._seen: Seen = self._reports.seen(now, grades_of(ledger))
        self._documents: dict[str, tuple[str, ...]] = {}

    def alerts(self, turned: Iterable[Turned]) -> Iterator[Alert]:
        """The alerts that are not in the outbox yet."""
        for each in turned:
            moved = self._ledger.redirect(each.incident) if each.after.state == "gone" else None
            before, after = incident_of(each.before), incident_of(each.after)
            dismissed = before is not None and before.review.state == "dismissed"
            told: frozenset[str] | None = None
            for watch in self._watches.watches:
                found = rings(
                    watch, before, after, self._seen, state=str(each.number), again=each.again or dismissed, moved=moved
                )
                if any(ring.owed and ring.kind not in watch.changes for ring in found):
                    told = self._outbox.told(each.incident) if told is None else told
                    found = tuple(r for r in found if r.kind in watch.changes or watch.name in told)
                yield from self._new(watch, found, before, after)

    def _new(
        self, watch: Watch, found: tuple[Ring, ...], before: Incident | None, after: Incident | None
    ) -> Iterator[Alert]:
        incident = after or before
        if not found or incident is None:
            return
        known = self._outbox.known(alert_id(watch.name, incident.id, ring) for ring in found)
        states = [state for state in (before, after) if state is not None]
        for ring in found:
            if alert_id(watch.name, incident.id, ring) in known:
                continue
            readings = self._reports.of(states)
            alert = make_alert(
                watch,
                ring,
                before,
                after,
                sources=Sources(readings=readings, peoples=self._peoples),
                made_at=self._now,
                confidence=self._reports.confidence(incident),
                link=self._watches.link,
            )
            self._documents[alert.id] = tuple(readings)
            yield alert

    def surges(self) -> tuple[int, list[Alert]] | None:
        """The day up to which surges are judged now, and their alerts; None where there is nothing to judge."""

        def load() -> Iterator[Incident]:
            found = (incident_of(revision) for revision in self._ledger.incidents())
            return (incident for incident in found if incident is not None)

        watches = self._watches.watches
        due = due_surges(self._ledger, watches, load, self._reports, seen=self._seen, peoples=self._peoples)
        if due is None:
            return None
        day, found = due
        self._documents |= {id: documents for id, (_, documents) in found.items()}
        return day, [structs.replace(alert, made_at=self._now) for alert, _ in found.values()]

    def rows(self, alerts: Iterable[Alert]) -> tuple[list[StoredAlert], list[Delivery]]:
        """Alerts as the outbox keeps them, and their ways to the channels; none for a watch that is muted."""
        today = self._now[:10]
        muted = {each.watch for each in self._outbox.mutes() if is_muted(each.until or True, today)}
        kept: list[StoredAlert] = []
        ways: list[Delivery] = []
        for alert in alerts:
            watch = self._watches.named(alert.watch)
            assert watch is not None
            kept.append(
                StoredAlert(
                    id=alert.id,
                    watch=alert.watch,
                    incident=alert.incident,
                    kind=alert.kind,
                    made_at=alert.made_at,
                    form=dumps(form(alert)),
                    documents=self._documents.get(alert.id, ()),
                )
            )
            if watch.name not in muted and not is_muted(watch.muted, today):
                when = due(watch, self._now)
                ways += [
                    Delivery(alert=alert.id, channel=channel, due_at=when.at, bundle=when.bundle)
                    for channel in watch.to or self._watches.channels
                ]
        return kept, ways


def incident_of(revision: Revision | None) -> Incident | None:
    """The incident of a revision; None where there is none or it stands no longer."""
    if revision is None or revision.state != "stands":
        return None
    return stored_incident(revision.form)

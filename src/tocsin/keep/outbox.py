"""What watching has to remember: alerts, their deliveries, mutes, and how far the watches have looked.

Ordinary tables, not entries: an alert follows from the record, and what was sent cannot be taken back by a ledger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy import delete as delete_from

from tocsin.errors import InputError
from tocsin.keep.store import CHUNK, Store
from tocsin.keep.tables import alerts, deliveries, mutes, positions, revisions
from tocsin.ports import Delivery, Mute, Revision, StoredAlert, Turned

WATCHED = "watched"
ERASED_SCHEMA = "tocsin.erased/1"


class SqlOutbox:
    """The outbox of a ledger, over its store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ------------------------------------------------------------------------------------ how far we are
    def position(self, name: str = WATCHED) -> int:
        """How far something has come, 0 at the beginning; `watched`: the last revision that the watches looked at."""
        found = self._store.rows(select(positions.c.number).where(positions.c.name == name))
        return found[0].number if found else 0

    def newest(self) -> int:
        """The number of the last revision there is, 0 where there is none."""
        with self._store.reading() as connection:
            return connection.scalar(select(func.max(revisions.c.number))) or 0

    def advance(self, number: int, *, since: int, name: str = WATCHED) -> bool:
        """Move the position, unless somebody else has moved it since; whether it was moved."""
        with self._store.writing() as connection:
            if self.position(name) != since:
                return False
            connection.execute(delete_from(positions).where(positions.c.name == name))
            connection.execute(insert(positions).values(name=name, number=number))
            return True

    def turned(self, *, after: int, until: int) -> Iterator[Turned]:
        """The incidents with a revision among those numbers, each once, in the order of the newest revisions.

        Those whose state then or now was blanked with an erased document are left out: erasing is no news.
        """
        span = (revisions.c.number > after) & (revisions.c.number <= until)
        newest = func.max(revisions.c.number)
        query = select(revisions.c.incident, newest.label("number")).where(span).group_by(revisions.c.incident)
        numbers = {row.incident: row.number for row in self._store.rows(query.order_by(newest))}
        each = list(numbers.items())
        for at in range(0, len(each), CHUNK):
            part = dict(each[at : at + CHUNK])
            now = self._revisions(part.values())
            was = self._revisions(self._last_before(part, after).values())
            earlier = {row.incident: row for row in was.values()}
            for incident, number in part.items():
                before = earlier.get(incident)
                if now[number].state == "erased" or (before is not None and before.state == "erased"):
                    continue
                standing = before is not None and before.state == "stands"
                yield Turned(
                    incident=incident,
                    before=_revision(before) if before is not None and standing else None,
                    after=_revision(now[number]),
                    number=number,
                    again=before is not None and not standing,
                )

    def _last_before(self, incidents: Iterable[str], number: int) -> dict[str, int]:
        earlier = (revisions.c.number <= number) & revisions.c.incident.in_(list(incidents))
        query = select(revisions.c.incident, func.max(revisions.c.number).label("number")).where(earlier)
        return {row.incident: row.number for row in self._store.rows(query.group_by(revisions.c.incident))}

    def _revisions(self, numbers: Iterable[int]) -> dict[int, Row[Any]]:
        query = select(revisions).where(revisions.c.number.in_(list(numbers)))
        return {row.number: row for row in self._store.rows(query)}

    # ------------------------------------------------------------------------------------------ alerts
    def add(self, given: Iterable[StoredAlert], on_their_way: Iterable[Delivery]) -> int:
        """Keep alerts that are not there yet, with their deliveries; how many were new. One that is there stays."""
        with self._store.writing() as connection:
            each = {alert.id: alert for alert in given}
            new = each.keys() - self.known(each)
            rows = [_alert_row(alert) for alert in each.values() if alert.id in new]
            if rows:
                connection.execute(insert(alerts), rows)
            waiting = [_fields(each) for each in on_their_way if each.alert in new]
            if waiting:
                connection.execute(insert(deliveries), waiting)
            return len(rows)

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of some ids that are kept already."""
        wanted = list(ids)
        found: set[str] = set()
        for at in range(0, len(wanted), CHUNK):
            query = select(alerts.c.id).where(alerts.c.id.in_(wanted[at : at + CHUNK]))
            found |= {row.id for row in self._store.rows(query)}
        return frozenset(found)

    def told(self, incident: str) -> frozenset[str]:
        """The names of the watches that have rung for an incident."""
        query = select(alerts.c.watch).where(alerts.c.incident == incident).distinct()
        return frozenset(row.watch for row in self._store.rows(query))

    def alerts(self, *, watch: str | None = None, open_only: bool = False, most: int = 100) -> Sequence[StoredAlert]:
        """The newest alerts, the newest first; `open_only` leaves out the acknowledged ones."""
        query = select(alerts)
        if watch is not None:
            query = query.where(alerts.c.watch == watch)
        if open_only:
            query = query.where(alerts.c.acknowledged_at.is_(None))
        query = query.order_by(alerts.c.made_at.desc(), alerts.c.id).limit(most)
        return [_alert(row) for row in self._store.rows(query)]

    def alert(self, id: str) -> StoredAlert:
        """The alert whose id begins so. Raises `InputError` where none or several do."""
        query = select(alerts).where(alerts.c.id.startswith(id, autoescape=True)).limit(2)
        found = self._store.rows(query) if id else []
        if len(found) != 1:
            several = f"{id!r} begins several ids of alerts; write more of it"
            raise InputError(several if found else f"no alert {id!r}; `tocsin alerts list` shows those there are")
        return _alert(found[0])

    def deliveries_of(self, alert: str) -> Sequence[Delivery]:
        """Where an alert goes, and how far it has come."""
        query = select(deliveries).where(deliveries.c.alert == alert).order_by(deliveries.c.channel)
        return [_delivery(row) for row in self._store.rows(query)]

    def acknowledge(self, ids: Iterable[str], *, by: str, at: str) -> int:
        """Note that a person has seen alerts; how many had not been."""
        count = 0
        with self._store.writing() as connection:
            for id in ids:
                unseen = (alerts.c.id == id) & alerts.c.acknowledged_at.is_(None)
                values = {"acknowledged_at": at, "acknowledged_by": by}
                count += connection.execute(update(alerts).where(unseen).values(values)).rowcount
        return count

    # -------------------------------------------------------------------------------------- deliveries
    def due(self, *, now: str, most: int = 1000) -> Sequence[Delivery]:
        """What is to be sent by now, the longest due first."""
        waiting = (deliveries.c.state == "waiting") & (deliveries.c.due_at <= now)
        query = select(deliveries).where(waiting).order_by(deliveries.c.due_at, deliveries.c.alert).limit(most)
        return [_delivery(row) for row in self._store.rows(query)]

    def claim(self, each: Iterable[Delivery], *, until: str) -> Sequence[Delivery]:
        """Put off waiting deliveries until a moment, so that nobody else sends them; those that are ours now.

        Where the one who claimed them is killed, they are due again at that moment.
        """
        mine: list[Delivery] = []
        with self._store.writing() as connection:
            for delivery in each:
                one = (deliveries.c.alert == delivery.alert) & (deliveries.c.channel == delivery.channel)
                as_seen = one & (deliveries.c.state == "waiting") & (deliveries.c.due_at == delivery.due_at)
                if connection.execute(update(deliveries).where(as_seen).values(due_at=until)).rowcount:
                    mine.append(delivery)
        return mine

    def next_due(self) -> str | None:
        """When something is to be sent next; None where nothing waits."""
        with self._store.reading() as connection:
            first: str | None = connection.scalar(
                select(func.min(deliveries.c.due_at)).where(deliveries.c.state == "waiting")
            )
        return first

    def dead(self) -> Sequence[Delivery]:
        """What was given up, the latest first."""
        query = select(deliveries).where(deliveries.c.state == "dead").order_by(deliveries.c.settled_at.desc())
        return [_delivery(row) for row in self._store.rows(query)]

    def revive(self, *, now: str) -> int:
        """Have what was given up tried again; how many there were."""
        values = {"state": "waiting", "due_at": now, "attempts": 0, "settled_at": None}
        with self._store.writing() as connection:
            return connection.execute(update(deliveries).where(deliveries.c.state == "dead").values(values)).rowcount

    def settle(self, each: Iterable[Delivery]) -> None:
        """Write down how deliveries stand."""
        with self._store.writing() as connection:
            for delivery in each:
                one = (deliveries.c.alert == delivery.alert) & (deliveries.c.channel == delivery.channel)
                connection.execute(update(deliveries).where(one).values(_fields(delivery)))

    # ------------------------------------------------------------------------------------------- mutes
    def mute(self, mute: Mute) -> None:
        """Silence a watch; a new word replaces the one before."""
        with self._store.writing() as connection:
            connection.execute(delete_from(mutes).where(mutes.c.watch == mute.watch))
            connection.execute(insert(mutes), _fields(mute))

    def unmute(self, watch: str) -> bool:
        """Take a silence back; whether there was one."""
        with self._store.writing() as connection:
            return bool(connection.execute(delete_from(mutes).where(mutes.c.watch == watch)).rowcount)

    def mutes(self) -> Sequence[Mute]:
        """The watches that are silenced, those included whose time is over."""
        return [Mute(**row._mapping) for row in self._store.rows(select(mutes).order_by(mutes.c.watch))]


def blank(connection: Connection, document: str, tombstone: int) -> None:
    """Blank every alert that was made of a document, and send no more of it. What was sent is out of our hands."""
    query = select(alerts.c.id, alerts.c.documents).where(
        alerts.c.documents.contains(json.dumps(document)[1:-1], autoescape=True)
    )
    for row in connection.execute(query).all():
        if document in json.loads(row.documents):
            form = json.dumps({"schema": ERASED_SCHEMA, "id": row.id, "entry": tombstone})
            connection.execute(update(alerts).where(alerts.c.id == row.id).values(form=form, documents="[]"))
            unsent = (deliveries.c.alert == row.id) & (deliveries.c.state == "waiting")
            connection.execute(delete_from(deliveries).where(unsent))


def _fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def _alert_row(alert: StoredAlert) -> dict[str, Any]:
    return {**_fields(alert), "documents": json.dumps(alert.documents)}


def _alert(row: Row[Any]) -> StoredAlert:
    return StoredAlert(**{**row._mapping, "documents": tuple(json.loads(row.documents))})


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(**row._mapping)


def _revision(row: Row[Any]) -> Revision:
    return Revision(**{name: row._mapping[name] for name in Revision.__struct_fields__})

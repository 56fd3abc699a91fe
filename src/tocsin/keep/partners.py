"""Partners, their keys and what they were told, over the store of a ledger: ordinary tables.

The port is `tocsin.ports.partners.Partners`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from tocsin.errors import InputError, UnknownNameError
from tocsin.keep.store import Store
from tocsin.keep.tables import handovers, object_stamps, partner_keys, partners, policies
from tocsin.keep.tables import markings as marks
from tocsin.ports.partners import Handover, Marking, ObjectStamp, Partner, PartnerKey

ERASED_SCHEMA = "tocsin.erased/1"
ERASED = '{"schema": "tocsin.erased'
_LISTS = ("objects", "documents")


class SqlPartners:
    """The partners of a ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ---------------------------------------------------------------------------------------- partners
    def add(self, partner: Partner) -> None:
        """A new partner. Raises `InputError` where there is one of this name, revoked ones included."""
        with self._store.writing() as connection:
            try:
                with connection.begin_nested():
                    connection.execute(insert(partners), _fields(partner))
            except IntegrityError as error:
                words = f"there is a partner {partner.name!r} already; `tocsin partner rotate` makes a new key"
                raise InputError(words) from error

    def all(self) -> Sequence[Partner]:
        """Every partner, by name, revoked ones included."""
        return [Partner(**row._mapping) for row in self._store.rows(select(partners).order_by(partners.c.name))]

    def partner(self, name: str) -> Partner:
        """The partner of a name. Raises `UnknownNameError`."""
        found = self._store.rows(select(partners).where(partners.c.name == name))
        if not found:
            raise UnknownNameError("partner", name, tuple(each.name for each in self.all()))
        return Partner(**found[0]._mapping)

    def revoke(self, name: str, *, at: str) -> int:
        """Let a partner in no longer, with any key; how many keys that were good are not any more."""
        with self._store.writing() as connection:
            here = (partners.c.name == name) & partners.c.revoked_at.is_(None)
            connection.execute(update(partners).where(here).values(revoked_at=at))
            good = (partner_keys.c.partner == name) & partner_keys.c.revoked_at.is_(None) & _unexpired(at)
            return connection.execute(update(partner_keys).where(good).values(revoked_at=at)).rowcount

    # -------------------------------------------------------------------------------------------- keys
    def add_key(self, key: PartnerKey) -> None:
        """Keep a key."""
        with self._store.writing() as connection:
            connection.execute(insert(partner_keys), _fields(key))

    def key(self, id: str) -> PartnerKey | None:
        """The key that begins so, whatever has become of it; None where there is none."""
        found = self._store.rows(select(partner_keys).where(partner_keys.c.id == id))
        return PartnerKey(**found[0]._mapping) if found else None

    def keys(self, partner: str) -> Sequence[PartnerKey]:
        """The keys of a partner, the newest first."""
        query = select(partner_keys).where(partner_keys.c.partner == partner)
        rows = self._store.rows(query.order_by(partner_keys.c.made_at.desc(), partner_keys.c.id))
        return [PartnerKey(**row._mapping) for row in rows]

    def expire_keys(self, partner: str, *, at: str, but: str) -> int:
        """Have the other keys of a partner expire at a moment, if they do not sooner; how many."""
        others = (partner_keys.c.partner == partner) & (partner_keys.c.id != but) & partner_keys.c.revoked_at.is_(None)
        with self._store.writing() as connection:
            later = update(partner_keys).where(others & _unexpired(at)).values(expires_at=at)
            return connection.execute(later).rowcount

    # ---------------------------------------------------------------------------------------- markings
    def mark(self, markings: Iterable[Marking]) -> None:
        """Mark reports; a new marking replaces the one before."""
        self._replace(marks.c.document, {marking.document: _fields(marking) for marking in markings})

    def markings(self, documents: Iterable[str]) -> Mapping[str, Marking]:
        """The markings of those of some reports that bear one, by document id."""
        wanted = list(dict.fromkeys(documents))
        chunks = self._store.rows_by(select(marks), marks.c.document, wanted)
        return {id: Marking(**row._mapping) for chunk in chunks for id, row in chunk.items()}

    # ---------------------------------------------------------------------------------------- policies
    def keep_policy(self, id: str, text: str, *, at: str) -> None:
        """Keep the text of a version of a policy, once."""
        with self._store.writing() as connection:
            if connection.scalar(select(policies.c.id).where(policies.c.id == id)) is None:
                connection.execute(insert(policies), {"id": id, "text": text, "used_at": at})

    def policy(self, id: str) -> str | None:
        """The text of a version of a policy; None where none such was ever used."""
        found = self._store.rows(select(policies.c.text).where(policies.c.id == id))
        return found[0].text if found else None

    # ------------------------------------------------------------------------------------------ stamps
    def stamps(self, ids: Iterable[str]) -> Mapping[str, ObjectStamp]:
        """The stamps of those objects that were put out before, by id."""
        wanted = list(dict.fromkeys(ids))
        chunks = self._store.rows_by(select(object_stamps), object_stamps.c.id, wanted)
        return {id: ObjectStamp(**row._mapping) for chunk in chunks for id, row in chunk.items()}

    def stamp(self, stamps: Iterable[ObjectStamp]) -> None:
        """Keep stamps; a new one replaces the one before."""
        self._replace(object_stamps.c.id, {stamp.id: _fields(stamp) for stamp in stamps})

    def _replace(self, column: Column[Any], rows: Mapping[str, dict[str, Any]]) -> None:
        """Put rows in the place of those with the same value in a column."""
        with self._store.writing() as connection:
            for value in rows:
                connection.execute(delete(column.table).where(column == value))
            if rows:
                connection.execute(insert(column.table), list(rows.values()))

    # --------------------------------------------------------------------------------------- handovers
    def hand(self, handover: Handover) -> int:
        """Write down what was told; its number."""
        row = {name: value for name, value in _fields(handover).items() if name != "number"}
        row |= {name: json.dumps(row[name], ensure_ascii=False) for name in _LISTS}
        with self._store.writing() as connection:
            made = connection.execute(insert(handovers), row).inserted_primary_key
        assert made is not None
        return int(made[0])

    def standing(self, partner: str) -> Sequence[Handover]:
        """The last handover of each incident and variant to a partner, without `form`, in order of number."""
        last = select(func.max(handovers.c.number)).where(handovers.c.partner == partner)
        last = last.group_by(handovers.c.incident, handovers.c.variant)
        columns = [column for column in handovers.c if column.name != "form"]
        rows = self._store.rows(select(*columns).where(handovers.c.number.in_(last)).order_by(handovers.c.number))
        return [_handover(row) for row in rows]

    def told(self, number: int) -> str:
        """The `form` of a handover; empty where it was erased, or has none."""
        found = self._store.rows(select(handovers.c.form).where(handovers.c.number == number))
        return found[0].form if found and not found[0].form.startswith(ERASED) else ""

    def log(
        self, *, partner: str | None = None, incident: str | None = None, until: str | None = None
    ) -> Sequence[Handover]:
        """What was told, in order, to a partner or all, of an incident or all, up to a moment."""
        query: Select[Any] = select(handovers).order_by(handovers.c.number)
        if partner is not None:
            query = query.where(handovers.c.partner == partner)
        if incident is not None:
            query = query.where(handovers.c.incident == incident)
        if until is not None:
            query = query.where(handovers.c.at <= until)
        return [_handover(row) for row in self._store.rows(query)]


def blank(connection: Connection, document: str, tombstone: int) -> None:
    """Blank what was told of a document. That something was told, to whom and when, stays; its hash too."""
    held = handovers.c.documents.contains(json.dumps(document, ensure_ascii=False)[1:-1], autoescape=True)
    for row in connection.execute(select(handovers.c.number, handovers.c.documents).where(held)).all():
        if document in json.loads(row.documents):
            form = json.dumps({"schema": ERASED_SCHEMA, "entry": tombstone})
            here = handovers.c.number == row.number
            connection.execute(update(handovers).where(here).values(form=form, documents="[]"))


def _unexpired(at: str) -> Any:
    return or_(partner_keys.c.expires_at.is_(None), partner_keys.c.expires_at > at)


def _fields(struct: Any) -> dict[str, Any]:
    return {name: getattr(struct, name) for name in struct.__struct_fields__}


def _handover(row: Row[Any]) -> Handover:
    fields = {**row._mapping}
    objects = tuple((id, version) for id, version in json.loads(fields.pop("objects")))
    return Handover(objects=objects, documents=tuple(json.loads(fields.pop("documents"))), **fields)

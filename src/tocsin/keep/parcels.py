"""Putting versions of objects on the shelf: each kept once, each place in a collection with its own moment."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from tocsin.errors import InputError, LedgerError
from tocsin.keep.moments import microseconds, parse_instant
from tocsin.keep.store import CHUNK
from tocsin.keep.tables import collections, positions, shelved, versions
from tocsin.ports.shelf import Parcel

SHELF = "shelf"  # the position that moments of adding are counted on
Key = tuple[str, int]  # the id of an object, and the moment of a version


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the shelf has to know of an object; the rest of it is only kept."""

    type: str
    id: str
    spec_version: str
    modified: str | None = None
    created: str | None = None


class _Version(msgspec.Struct, frozen=True, kw_only=True):
    """A version that is to be put out."""

    head: _Head
    version: str
    modified: int
    parcel: Parcel

    @property
    def key(self) -> Key:
        return self.head.id, self.modified


def put_all(connection: Connection, collection: str, parcels: Iterable[Parcel], *, now: int) -> int:
    """Put versions into a collection, in this order; how many were not there yet. `now` is in microseconds."""
    if connection.scalar(select(collections.c.id).where(collections.c.id == collection)) is None:
        raise LedgerError(f"there is no collection {collection}; open it before anything is put into it")
    moment = _next_moment(connection, now)
    count = 0
    for chunk in _chunks(parcels):
        count += _put(connection, collection, [_parse(parcel) for parcel in chunk], moment=moment + count)
    _advance(connection, moment + max(count, 1) - 1)
    return count


def _chunks(parcels: Iterable[Parcel]) -> Iterable[Sequence[Parcel]]:
    chunk: list[Parcel] = []
    for parcel in parcels:
        chunk.append(parcel)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def blank(connection: Connection, document: str, *, now: int) -> None:
    """Take every version that was made of a document off the shelf, for good, and blank it. What left has left."""
    held = versions.c.documents.contains(json.dumps(document)[1:-1], autoescape=True)
    moment = None
    for row in connection.execute(select(versions.c.number, versions.c.documents).where(held)).all():
        if document in json.loads(row.documents):
            if moment is None:
                moment = _next_moment(connection, now)
                _advance(connection, moment)
            blanked = {"form": b"", "documents": "[]", "erased": moment}
            connection.execute(update(versions).where(versions.c.number == row.number).values(blanked))


def _next_moment(connection: Connection, now: int) -> int:
    """The moment for the next that is added: now, or right after the last where the clock stands or went back.

    The row is written first, which holds off other writers until the transaction ends.
    """
    here = positions.c.name == SHELF
    connection.execute(update(positions).where(here).values(number=positions.c.number + 1))
    following: int = connection.execute(select(positions.c.number).where(here)).scalar_one()
    return max(now, following)


def _advance(connection: Connection, number: int) -> None:
    connection.execute(update(positions).where(positions.c.name == SHELF).values(number=number))


def _parse(parcel: Parcel) -> _Version:
    try:
        head = msgspec.json.decode(parcel.form, type=_Head)
    except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise InputError(f"what is put out has to be a STIX 2.1 object in JSON: {error}") from error
    if not head.id.startswith(f"{head.type}--"):
        raise InputError(f"{head.id!r} is no id of an object of type {head.type!r}")
    version = head.modified or head.created
    instant = parse_instant(version)
    if version is None or instant is None:
        raise InputError(f"{head.id}: {version!r} is no moment; an object needs `modified`, or `created`")
    return _Version(head=head, version=version, modified=microseconds(instant), parcel=parcel)


def _put(connection: Connection, collection: str, given: Sequence[_Version], *, moment: int) -> int:
    numbers = _keep(connection, _once(given))
    places = _places(connection, collection, {version.head.id for version in given})
    fresh = {version.key: version for version in given if version.modified not in places[version.head.id]}
    rows: list[dict[str, Any]] = [
        {
            "date_added": moment + at,
            "collection": collection,
            "number": numbers[version.key],
            "id": version.head.id,
            "modified": version.modified,
            "first": False,
            "last": False,
        }
        for at, version in enumerate(fresh.values())
    ]
    if rows:
        ends = _ends(rows, places)
        for row in rows:
            low, high = ends[row["id"]]
            row["first"], row["last"] = row["modified"] == low, row["modified"] == high
        _step_back(connection, collection, ends, places)
        connection.execute(insert(shelved), rows)
    return len(rows)


def _once(given: Sequence[_Version]) -> dict[Key, _Version]:
    """Each version once. Raises `LedgerError` where two differ."""
    each: dict[Key, _Version] = {}
    for version in given:
        if each.setdefault(version.key, version).parcel.form != version.parcel.form:
            raise _differs(version)
    return each


def _differs(version: _Version) -> LedgerError:
    return LedgerError(
        f"{version.head.id} of {version.version} is on the shelf with other bytes; what changes has to have a new"
        " `modified`, and what differs between partners another id"
    )


def _keep(connection: Connection, given: dict[Key, _Version]) -> dict[Key, int]:
    """The numbers under which the versions are kept. Raises `LedgerError` where one is there with other bytes."""
    numbers: dict[Key, int] = {}
    for row in _kept(connection, {id for id, _ in given}):
        version = given.get((row.id, row.modified))
        if version is None:
            continue
        if row.erased is not None:
            raise LedgerError(
                f"{row.id} of {row.version} was made of a document that was erased since; put out a new one"
            )
        if row.form != version.parcel.form:
            raise _differs(version)
        numbers[version.key] = row.number
    rows = [_row(version) for key, version in given.items() if key not in numbers]
    if rows:
        query = insert(versions).returning(versions.c.id, versions.c.modified, versions.c.number)
        numbers |= {(row.id, row.modified): row.number for row in connection.execute(query, rows)}
    return numbers


def _kept(connection: Connection, ids: set[str]) -> Sequence[Any]:
    query = select(
        versions.c.number, versions.c.id, versions.c.modified, versions.c.version, versions.c.form, versions.c.erased
    )
    return connection.execute(query.where(versions.c.id.in_(ids))).all()


def _row(version: _Version) -> dict[str, Any]:
    return {
        "id": version.head.id,
        "modified": version.modified,
        "version": version.version,
        "type": version.head.type,
        "spec_version": version.head.spec_version,
        "form": version.parcel.form,
        "documents": json.dumps(version.parcel.documents),
        "erased": None,
    }


def _places(connection: Connection, collection: str, ids: set[str]) -> dict[str, list[int]]:
    """The moments of the versions that a collection has of some objects."""
    here = (shelved.c.collection == collection) & shelved.c.id.in_(ids)
    found: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute(select(shelved.c.id, shelved.c.modified).where(here)):
        found[row.id].append(row.modified)
    return found


def _ends(rows: Sequence[dict[str, Any]], places: dict[str, list[int]]) -> dict[str, tuple[int, int]]:
    """The first and last version of each object that is added to, once it is."""
    moments: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        moments[row["id"]].append(row["modified"])
    return {id: (min(each + places[id]), max(each + places[id])) for id, each in moments.items()}


def _step_back(
    connection: Connection, collection: str, ends: dict[str, tuple[int, int]], places: dict[str, list[int]]
) -> None:
    """Versions that were the first or the last and are no longer."""
    of = shelved.c.collection == collection
    for name, at, of_many in (("first", 0, min), ("last", 1, max)):
        lost = [id for id, end in ends.items() if places[id] and of_many(places[id]) != end[at]]
        if lost:
            connection.execute(update(shelved).where(of & shelved.c.id.in_(lost)).values({name: False}))

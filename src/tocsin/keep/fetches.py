"""Who fetched what, and when. One row a request says exactly which versions left with its answer.

A page is all that was wanted between its first and its last version, as the shelf stood then; nothing is taken off a
shelf, so that how it stood when `newest` was the last added can be told at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, insert, select

from tocsin.keep.tables import fetches, shelved, versions
from tocsin.ports.shelf import Fetch, Shelved, Wanted


def note(connection: Connection, fetch: Fetch) -> None:
    """Write down a request."""
    row = {name: getattr(fetch, name) for name in fetch.__struct_fields__}
    row["wanted"] = None if fetch.wanted is None else msgspec.json.encode(fetch.wanted).decode()
    connection.execute(insert(fetches).values(row))


def select_fetches(connection: Connection, *, partner: str | None, most: int) -> list[Fetch]:
    """The latest requests, the latest first."""
    query = select(fetches)
    if partner is not None:
        query = query.where(fetches.c.partner == partner)
    return [_fetch(row) for row in connection.execute(query.order_by(fetches.c.number.desc()).limit(most))]


def sent(connection: Connection, fetch: Fetch) -> list[Shelved]:
    """The versions that left with an answer, in the order of the answer."""
    if fetch.wanted is None or fetch.first is None or fetch.last is None or fetch.newest is None:
        return []
    first, last = _ends_of(fetch.newest)
    span = shelved.c.date_added.between(fetch.first, fetch.last) & (shelved.c.collection == fetch.collection)
    query = _heads(first, last).where(span).order_by(shelved.c.date_added)
    return [_shelved(row) for row in connection.execute(query) if _is_wanted(row, fetch.wanted, fetch.newest)]


def receipts(connection: Connection, id: str) -> list[tuple[Fetch, Shelved]]:
    """Every time that a version of an object left, in order."""
    with_places = select(shelved.c.collection, shelved.c.date_added).where(shelved.c.id == id)
    found: list[tuple[int, Fetch, Shelved]] = []
    for place in connection.execute(with_places).all():
        span = (fetches.c.first <= place.date_added) & (fetches.c.last >= place.date_added)
        for row in connection.execute(select(fetches).where(span, fetches.c.collection == place.collection)).all():
            fetch = _fetch(row)
            found += [(row.number, fetch, version) for version in _sent_of(connection, fetch, place.date_added)]
    return [(fetch, version) for _, fetch, version in sorted(found, key=lambda each: (each[0], each[2].date_added))]


def _sent_of(connection: Connection, fetch: Fetch, date_added: int) -> Iterator[Shelved]:
    assert fetch.wanted is not None
    assert fetch.newest is not None
    query = _heads(*_ends_of(fetch.newest)).where(shelved.c.date_added == date_added)
    yield from (_shelved(row) for row in connection.execute(query) if _is_wanted(row, fetch.wanted, fetch.newest))


def _ends_of(newest: int) -> tuple[Any, Any]:
    """The first and the last version of an object in its collection, when `newest` was the last that was added."""
    other = shelved.alias("other")
    of_object = (other.c.collection == shelved.c.collection) & (other.c.id == shelved.c.id)
    # Added to zero, so that the database goes by the object and not by this range: 150 times as fast at 10,000.
    then = of_object & (other.c.date_added + 0 <= newest)
    ends = (select(of(other.c.modified)).where(then).scalar_subquery() for of in (func.min, func.max))
    first, last = ends
    return first, last


def _heads(first: Any, last: Any) -> Any:
    query = select(
        shelved.c.date_added,
        shelved.c.modified,
        first.label("first_modified"),
        last.label("last_modified"),
        versions.c.id,
        versions.c.type,
        versions.c.spec_version,
        versions.c.version,
        versions.c.erased,
    )
    return query.join(versions, versions.c.number == shelved.c.number)


def _is_wanted(row: Row[Any], wanted: Wanted, newest: int) -> bool:
    if row.erased is not None and newest >= row.erased:
        return False
    among = (
        (not wanted.ids or row.id in wanted.ids)
        and (not wanted.types or row.type in wanted.types)
        and (not wanted.spec_versions or row.spec_version in wanted.spec_versions)
    )
    return among and row.date_added > wanted.after and _is_version(row, wanted)


def _is_version(row: Row[Any], wanted: Wanted) -> bool:
    if not wanted.versions or "all" in wanted.versions or row.modified in wanted.versions:
        return True
    ends = {"first": row.first_modified, "last": row.last_modified}
    return any(ends.get(word) == row.modified for word in wanted.versions if isinstance(word, str))


def _fetch(row: Row[Any]) -> Fetch:
    fields = {name: row._mapping[name] for name in Fetch.__struct_fields__}
    if row.wanted is not None:
        fields["wanted"] = msgspec.json.decode(row.wanted, type=Wanted)
    return Fetch(**fields)


def _shelved(row: Row[Any]) -> Shelved:
    names = (name for name in Shelved.__struct_fields__ if name != "form")
    return Shelved(**{name: row._mapping[name] for name in names})

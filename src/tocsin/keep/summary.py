"""The table `incidents`: for each incident its latest revision, with the few values that lists sort and filter by.

A projection of `revisions` and nothing more: what a record says stands in the form.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from tocsin.keep.tables import incidents, revisions
from tocsin.ports import RevisionState
from tocsin.record.json_form import Json
from tocsin.record.json_load import loads

COLUMNS = (
    "type", "family", "status", "country", "earliest", "latest", "killed_low", "killed_best", "killed_high",
)  # fmt: skip

ADD = insert(incidents)
CHANGE = (
    update(incidents)
    .where(incidents.c.incident == bindparam("which"))
    .values({column.name: bindparam(column.name) for column in incidents.c})
)

LARGEST = 2**63 - 1  # a column's; a report can say any number


def summarise(form: Json) -> Json:
    """The columns of a form; all empty for the stub of one that is gone or erased."""
    when, toll = _value(form.get("when")), _killed(form)
    end = when.get("end") or {}
    return {
        "type": _value(form.get("type")) or None,
        "family": form.get("family"),
        "status": _value(form.get("status")) or None,
        "country": _country(form),
        "earliest": when.get("earliest"),
        "latest": end.get("latest") or when.get("latest"),
        "killed_low": _held(toll.get("low")),
        "killed_best": _held(toll.get("best")),
        "killed_high": _held(toll.get("high")),
    }


def _value(folded: Json | None) -> Any:
    return folded["value"] if folded else {}


def _country(form: Json) -> str | None:
    """The country of the site, else of the first place that has one."""
    places = [_value(folded) for folded in form.get("where") or ()]
    known = [place for place in places if place.get("country")]
    sites = [place for place in known if place.get("role") == "site"]
    return (sites or known)[0]["country"] if known else None


def _killed(form: Json) -> Json:
    """The first toll of the dead of the event as a whole, else the first of any part of it."""
    tolls: list[Json] = [_value(folded) for folded in form.get("tolls") or ()]
    killed = [toll for toll in tolls if toll.get("measure") == "killed" and toll.get("scope") == "event"]
    whole = [toll for toll in killed if toll.get("side") is None and toll.get("class") in ("unknown", "mixed")]
    return next(iter(whole or killed), {})


def _held(number: int | None) -> int | None:
    return number if number is None or number <= LARGEST else None


def latest_row(*, incident: str, revision: int, state: RevisionState, hash: str, form: str) -> Json:
    """The row of an incident whose latest revision this is."""
    summary = summarise(loads(form)) if state == "stands" else dict.fromkeys(COLUMNS)
    return {"incident": incident, "revision": revision, "state": state, "hash": hash, **summary}


def latest_rows(connection: Connection) -> list[Json]:
    """The rows that `incidents` should hold, worked out from `revisions`, in the order of the incidents' ids."""
    newest = select(func.max(revisions.c.number)).group_by(revisions.c.incident)
    found = select(revisions).where(revisions.c.number.in_(newest)).order_by(revisions.c.incident)
    return [_row_of(row) for row in connection.execute(found)]


def _row_of(row: Row[Any]) -> Json:
    return latest_row(incident=row.incident, revision=row.number, state=row.state, hash=row.hash, form=row.form)


def save_latest(connection: Connection, row: Json, *, known: bool) -> None:
    """Store the row of an incident, in place of the one it has where it is `known`."""
    if known:
        connection.execute(CHANGE, {"which": row["incident"], **row})
    else:
        connection.execute(ADD, row)


def refill_incidents(connection: Connection) -> None:
    """Make the whole table anew."""
    connection.execute(delete(incidents))
    for row in latest_rows(connection):
        save_latest(connection, row, known=False)

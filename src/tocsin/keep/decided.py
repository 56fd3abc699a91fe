"""The decisions of a ledger some at a time, the newest first: the port of `tocsin.ports.Decisions`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from tocsin.keep.load import decision_of
from tocsin.keep.store import Store
from tocsin.keep.tables import entries
from tocsin.ports import Entered

# Built once: building a statement takes longer than running it.
DECISIONS = select(entries).where(entries.c.kind == "decision")
ONE = DECISIONS.where(entries.c.sequence == bindparam("of"))
COUNT = select(func.count()).select_from(entries).where(entries.c.kind == "decision")
PEOPLE = select(entries.c.actor).where(entries.c.kind == "decision").distinct().order_by(entries.c.actor)


class SqlDecisions:
    """What people decided, in the database of a ledger."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def one(self, sequence: int) -> Entered | None:
        """The decision of a number; None where that is no decision, or one that was erased."""
        with self._store.reading() as connection:
            row = connection.execute(ONE, {"of": sequence}).one_or_none()
        return None if row is None else _entered(row)

    def latest(self, *, before: int | None = None, by: str | None = None, most: int) -> Sequence[Entered]:
        """So many decisions at most, the newest first, those of a person where one is named; erased ones are left out.

        `before`: only those with a smaller number.
        """
        found: list[Entered] = []
        while len(found) < most:
            query = DECISIONS.order_by(entries.c.sequence.desc()).limit(most)
            if before is not None:
                query = query.where(entries.c.sequence < before)
            if by is not None:
                query = query.where(entries.c.actor == by)
            rows = self._store.rows(query)
            if not rows:
                break
            before = rows[-1].sequence
            found += [each for each in map(_entered, rows) if each is not None]
        return found[:most]

    def count(self) -> int:
        """How many decisions there are."""
        with self._store.reading() as connection:
            return connection.scalar(COUNT) or 0

    def people(self) -> Sequence[str]:
        """Who has decided anything, by name."""
        with self._store.reading() as connection:
            return list(connection.scalars(PEOPLE))


def _entered(row: Row[Any]) -> Entered | None:
    decision = decision_of(row)
    return None if decision is None else Entered(sequence=row.sequence, recorded_at=row.recorded_at, decision=decision)

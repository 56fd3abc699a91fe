"""Migrations bring any older ledger to the same tables as a fresh one, and leave a newer one alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, inspect
from sqlalchemy.pool import NullPool

from keep.builders import ACTOR, HandClock, a_document, a_reading, an_incident
from tocsin.errors import LedgerError
from tocsin.keep import open_ledger
from tocsin.keep.migrations import NEWEST, STEPS, migrate
from tocsin.keep.tables import metadata

NOW = "2024-03-26T12:00:00+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def run(path: Path, work: Any) -> Any:
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    with engine.begin() as connection:
        return work(connection)


def shape(connection: Connection) -> dict[str, Any]:
    """Columns, keys and indexes of every table."""
    look = inspect(connection)
    return {
        table: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(table)],
            look.get_pk_constraint(table)["constrained_columns"],
            sorted((i["name"] or "", tuple(i["column_names"]), i["unique"]) for i in look.get_indexes(table)),
            sorted((str(k["constrained_columns"]), k["referred_table"]) for k in look.get_foreign_keys(table)),
            sorted(tuple(u["column_names"]) for u in look.get_unique_constraints(table)),
        )
        for table in look.get_table_names()
        if not table.startswith("texts")  # the index of words, which is SQLite's own
    }


def test_the_steps_make_the_tables_that_the_program_uses(tmp_path: Path) -> None:
    run(tmp_path / "steps.db", lambda connection: migrate(connection, now=NOW))
    run(tmp_path / "tables.db", metadata.create_all)
    assert run(tmp_path / "steps.db", shape) == run(tmp_path / "tables.db", shape)


def test_steps_are_numbered_without_gaps() -> None:
    assert [step.version for step in STEPS] == list(range(1, NEWEST + 1))


def test_an_empty_file_becomes_a_ledger_of_the_newest_version(path: Path) -> None:
    path.touch()
    open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version, applied_at FROM schema_version").fetchall() == [
            (version, NOW) for version in range(1, NEWEST + 1)
        ]


def test_a_ledger_of_version_1_is_brought_up_with_all_it_holds(path: Path) -> None:
    doc = a_document()
    with open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR) as ledger:
        ledger.add_document(doc)
        ledger.add_reading(a_reading(doc))
        ledger.save_changes([an_incident(doc, "a"), an_incident(doc, "b")], fold_version="1")
        ledger.save_changes([an_incident(doc, "a")], gone=["b"], fold_version="1")
        before = list(ledger.entries()), list(ledger.incidents())
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT * FROM incidents ORDER BY incident").fetchall()
        connection.executescript(
            "DROP TABLE incidents; DROP TABLE texts; DROP TABLE items; DROP TABLE sources; DROP TABLE facts;"
            "DROP TABLE deliveries; DROP TABLE alerts; DROP TABLE mutes;"
            "DROP TABLE shelved; DROP TABLE versions; DROP TABLE collections; DROP TABLE fetches;"
            "DROP TABLE sessions; DROP TABLE tokens; DROP TABLE invitations; DROP TABLE accounts;"
            "DROP TABLE handovers; DROP TABLE partner_keys; DROP TABLE partners; DROP TABLE policies;"
            "DROP TABLE object_stamps; DROP TABLE markings;"
            "DROP TABLE positions;"
            "DROP TABLE anchors; DROP TABLE fuse_items; DROP TABLE fuse_blocks; DROP TABLE fuse_links;"
            "DROP TABLE fuse_state; DROP TABLE fuse_mints; DROP TABLE fuse_changed; DROP INDEX mints_document;"
            "ALTER TABLE documents DROP COLUMN tlp;"
            "DELETE FROM schema_version WHERE version > 1"
        )
    run(path, lambda connection: migrate(connection, now=NOW, steps=STEPS[:1]))  # it is of version 1 now

    with open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR) as ledger:
        assert (list(ledger.entries()), list(ledger.incidents())) == before
        assert ledger.check() == []
        assert [hit.id for hit in ledger.search("goma")] == ["d1"]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM incidents ORDER BY incident").fetchall() == rows
        assert len(rows) == 2


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(path: Path) -> None:
    def broken(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (x)")
        raise OSError("power")

    run(path, lambda connection: migrate(connection, now=NOW))
    before = run(path, shape)
    steps = (*STEPS, type(STEPS[0])(NEWEST + 1, "broken", broken))
    with pytest.raises(OSError, match="power"):
        run(path, lambda connection: migrate(connection, now=NOW, steps=steps))
    assert run(path, shape) == before


def test_a_ledger_of_a_newer_version_is_left_alone(path: Path) -> None:
    open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO schema_version VALUES (99, '')")
        connection.commit()
    with pytest.raises(LedgerError, match=rf"ledger.db: .* version 99, .* version {NEWEST} at most; update Tocsin"):
        open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR)

"""The step that brings the notes of fusing into a ledger. Not edited after a release, as `migrations` says."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
    text,
)

from tocsin.keep.columns import Number, String
from tocsin.record.json_load import loads

DECISIONS = text("SELECT sequence, payload FROM entries WHERE kind = 'decision' ORDER BY sequence")


def add_notes(connection: Connection) -> None:
    """Make the tables, empty but for what decisions are anchored to."""
    made = MetaData()
    Table("documents", made, Column("key", String, primary_key=True))
    Table("entries", made, Column("sequence", Number, primary_key=True))
    anchors = _anchors(made)
    _notes(made)
    _progress(made)
    made.create_all(connection)
    connection.exec_driver_sql("CREATE INDEX mints_document ON mints (document)")
    _fill(connection, anchors)


def _anchors(made: MetaData) -> Table:
    return Table(
        "anchors",
        made,
        Column("document", String, ForeignKey("documents.key"), primary_key=True),
        Column("decision", Number, ForeignKey("entries.sequence"), primary_key=True, autoincrement=False),
        Index("anchors_decision", "decision"),
        sqlite_with_rowid=False,
    )


def _notes(made: MetaData) -> None:
    Table(
        "fuse_items",
        made,
        Column("number", Number, primary_key=True, autoincrement=False),
        Column("kind", String, nullable=False),
        Column("document", String, nullable=False),
        Column("mention", String, nullable=False),
        Column("rank", BigInteger, nullable=False),
        Column("keys", LargeBinary, nullable=False),
        Column("level", Integer, nullable=False),
        Column("label", BigInteger, nullable=False),
        Column("incident", String),
        Column("news", Boolean, nullable=False),
        Column("single", Boolean, nullable=False),
        Index("fuse_items_document", "document"),
        Index("fuse_items_incident", "incident"),
    )
    Table(
        "fuse_blocks",
        made,
        Column("key", BigInteger, primary_key=True, autoincrement=False),
        Column("rank", BigInteger, primary_key=True, autoincrement=False),
        Column("number", BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    Table(
        "fuse_links",
        made,
        Column("a", BigInteger, primary_key=True, autoincrement=False),
        Column("b", BigInteger, primary_key=True, autoincrement=False),
        Column("decided", Boolean, primary_key=True),
        Column("score", Float, nullable=False),
        sqlite_with_rowid=False,
    )


def _progress(made: MetaData) -> None:
    Table(
        "fuse_state",
        made,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("digest", String, nullable=False),
        Column("noted", Number, nullable=False),
        Column("whole", Boolean, nullable=False),
    )
    Table(
        "fuse_mints",
        made,
        Column("number", Number, primary_key=True),
        Column("incident", String, nullable=False),
        Column("document", String, nullable=False),
        Column("field", String, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("family", String, nullable=False),
        Index("fuse_mints_incident", "incident", unique=True),
        Index("fuse_mints_document", "document"),
    )
    Table(
        "fuse_changed",
        made,
        Column("incident", String, primary_key=True),
        Column("gone", Boolean, nullable=False),
        Column("target", String),
        sqlite_with_rowid=False,
    )


def _fill(connection: Connection, anchors: Table) -> None:
    of: dict[int, set[str]] = {}
    for row in connection.execute(DECISIONS).all():
        payload = loads(row.payload)
        named = {anchor["document"] for anchor in payload.get("anchors") or ()}
        of[row.sequence] = named | of.get(payload.get("undoes") or 0, set())
    rows = [{"document": key, "decision": number} for number, keys in of.items() for key in sorted(keys)]
    if rows:
        connection.execute(insert(anchors), rows)

"""The step that makes the tables of what is put out for partners. Never edited once it was landed, as all steps."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    insert,
)

from tocsin.keep.columns import Number, String, Text
from tocsin.keep.tables import positions


def make_shelf(connection: Connection) -> None:
    """Make the tables, and the position from which moments of adding go on."""
    made = MetaData()
    Table(
        "collections",
        made,
        Column("id", String, primary_key=True),
        Column("title", String, nullable=False),
        Column("description", Text),
        Column("opened_at", String, nullable=False),
    )
    Table(
        "versions",
        made,
        Column("number", Number, primary_key=True),
        Column("id", String, nullable=False),
        Column("modified", BigInteger, nullable=False),
        Column("version", String, nullable=False),
        Column("type", String, nullable=False),
        Column("spec_version", String, nullable=False),
        Column("form", LargeBinary, nullable=False),
        Column("documents", Text, nullable=False),
        Column("erased", BigInteger),
        Index("versions_of_object", "id", "modified", unique=True),
    )
    Table(
        "shelved",
        made,
        Column("date_added", BigInteger, primary_key=True, autoincrement=False),
        Column("collection", String, ForeignKey("collections.id"), nullable=False),
        Column("number", Number, ForeignKey("versions.number"), nullable=False),
        Column("id", String, nullable=False),
        Column("modified", BigInteger, nullable=False),
        Column("first", Boolean, nullable=False),
        Column("last", Boolean, nullable=False),
        Index("shelved_in_order", "collection", "date_added"),
        Index("shelved_last", "collection", "last", "date_added"),
        Index("shelved_objects", "collection", "id", "modified", unique=True),
    )
    Table(
        "fetches",
        made,
        Column("number", Number, primary_key=True),
        Column("at", String, nullable=False),
        Column("partner", String, nullable=False),
        Column("key", String, nullable=False),
        Column("method", String, nullable=False),
        Column("asked", Text, nullable=False),
        Column("status", Integer, nullable=False),
        Column("collection", String),
        Column("wanted", Text),
        Column("first", BigInteger),
        Column("last", BigInteger),
        Column("count", Integer, nullable=False),
        Column("newest", BigInteger),
        Index("fetches_partner", "partner", "number"),
        Index("fetches_collection", "collection", "number"),
    )
    made.create_all(connection)
    connection.execute(insert(positions).values(name="shelf", number=0))

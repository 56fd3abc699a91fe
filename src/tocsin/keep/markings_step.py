"""The step that makes the table of how far reports may be passed on. Never edited once it was landed."""

from __future__ import annotations

from sqlalchemy import Column, Connection, MetaData, Table

from tocsin.keep.columns import String


def make_markings(connection: Connection) -> None:
    """Make the table."""
    made = MetaData()
    Table(
        "markings",
        made,
        Column("document", String, primary_key=True),
        Column("tlp", String, nullable=False),
        Column("marked_at", String, nullable=False),
        Column("marked_by", String, nullable=False),
    )
    made.create_all(connection)

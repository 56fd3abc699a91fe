"""The step that makes the tables of partners and of what they were told. Never edited once it was landed."""

from __future__ import annotations

from sqlalchemy import Column, Connection, ForeignKey, Index, MetaData, Table

from tocsin.keep.columns import Number, String, Text


def make_partners(connection: Connection) -> None:
    """Make the tables."""
    made = MetaData()
    Table(
        "partners",
        made,
        Column("name", String, primary_key=True),
        Column("collection", String, nullable=False, unique=True),
        Column("about", Text),
        Column("added_at", String, nullable=False),
        Column("added_by", String, nullable=False),
        Column("revoked_at", String),
    )
    Table(
        "partner_keys",
        made,
        Column("id", String, primary_key=True),
        Column("partner", String, ForeignKey("partners.name"), nullable=False),
        Column("hash", String, nullable=False),
        Column("made_at", String, nullable=False),
        Column("made_by", String, nullable=False),
        Column("expires_at", String),
        Column("revoked_at", String),
        Index("partner_keys_of", "partner", "made_at"),
    )
    Table(
        "policies",
        made,
        Column("id", String, primary_key=True),
        Column("text", Text, nullable=False),
        Column("used_at", String, nullable=False),
    )
    Table(
        "object_stamps",
        made,
        Column("id", String, primary_key=True),
        Column("created", String, nullable=False),
        Column("modified", String, nullable=False),
        Column("used", String, nullable=False),
        Column("hash", String, nullable=False),
    )
    Table(
        "handovers",
        made,
        Column("number", Number, primary_key=True),
        Column("partner", String, ForeignKey("partners.name"), nullable=False),
        Column("incident", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("at", String, nullable=False),
        Column("by", String, nullable=False),
        Column("policy", String, nullable=False),
        Column("variant", String, nullable=False),
        Column("revision", Number, nullable=False),
        Column("reason", Text),
        Column("objects", Text, nullable=False),
        Column("form", Text, nullable=False),
        Column("hash", String, nullable=False),
        Column("documents", Text, nullable=False),
        Index("handovers_to", "partner", "incident", "number"),
        Index("handovers_of", "incident", "number"),
    )
    made.create_all(connection)

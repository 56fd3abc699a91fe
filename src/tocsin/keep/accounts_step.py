"""The step that makes the tables of accounts. Never edited once it was landed, as all steps."""

from __future__ import annotations

from sqlalchemy import Column, Connection, ForeignKey, Index, MetaData, Table

from tocsin.keep.columns import String


def make_accounts(connection: Connection) -> None:
    """Make the tables."""
    made = MetaData()
    Table(
        "accounts",
        made,
        Column("key", String, primary_key=True),
        Column("name", String, nullable=False),
        Column("right", String, nullable=False),
        Column("password", String, nullable=False),
        Column("made_at", String, nullable=False),
        Column("made_by", String, nullable=False),
        Column("disabled_at", String),
        Column("signed_in_at", String),
        Column("visited_at", String),
    )
    Table(
        "invitations",
        made,
        Column("secret", String, primary_key=True),
        Column("name", String),
        Column("right", String, nullable=False),
        Column("made_at", String, nullable=False),
        Column("made_by", String, nullable=False),
        Column("expires_at", String, nullable=False),
    )
    Table(
        "sessions",
        made,
        Column("secret", String, primary_key=True),
        Column("account", String, ForeignKey("accounts.key"), nullable=False),
        Column("form_token", String, nullable=False),
        Column("began_at", String, nullable=False),
        Column("seen_at", String, nullable=False),
        Column("expires_at", String, nullable=False),
        Index("sessions_account", "account"),
        Index("sessions_expire", "expires_at"),
    )
    Table(
        "tokens",
        made,
        Column("id", String, primary_key=True),
        Column("secret", String, nullable=False, unique=True),
        Column("account", String, ForeignKey("accounts.key"), nullable=False),
        Column("label", String, nullable=False),
        Column("right", String, nullable=False),
        Column("made_at", String, nullable=False),
        Column("used_at", String),
        Index("tokens_account", "account"),
    )
    made.create_all(connection)

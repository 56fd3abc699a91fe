"""What a database has to answer to hold a ledger, and the modules that do: `sqlite` and `postgres`.

Statements are SQLAlchemy's and the same for all; what is not stands in those modules, in `values` and in `search`.
"""

from __future__ import annotations

from typing import Protocol

from sqlalchemy import URL, Connection, Engine

WRITE = "tocsin_write"  # the execution option of a transaction that is to write: one at a time has it


class Database(Protocol):
    """A kind of database."""

    def in_memory(self, url: URL) -> bool:
        """Whether the database lives in memory, on one connection."""

    def place_of(self, url: URL) -> str:
        """The database, as errors name it: without a password."""

    def is_missing(self, url: URL) -> bool:
        """Whether it can be told without opening it that there is no ledger."""

    def make_engine(self, url: URL) -> Engine:
        """An engine whose writers take turns and whose readers see one state each. Opens nothing yet."""

    def prepare(self, engine: Engine) -> None:
        """Do what has to be done once, before the first table is made."""

    def guard_entries(self, connection: Connection) -> None:
        """Have the database itself refuse to delete or rewrite entries."""

    def number_on(self, connection: Connection) -> None:
        """Number rows on from the highest there are, after rows came with numbers of their own."""

    def scrub(self, engine: Engine, place: str) -> None:
        """Rewrite the files without the traces of what was erased. Raises `LedgerError` where some may be left."""

    def integrity(self, engine: Engine) -> str | None:
        """What the database itself finds wrong, None where nothing."""


def database_named(name: str) -> Database:
    """The module of an SQLAlchemy dialect. Raises `KeyError` for one that holds no ledger."""
    from tocsin.keep import postgres, sqlite

    known: dict[str, Database] = {"sqlite": sqlite, "postgresql": postgres}
    return known[name]

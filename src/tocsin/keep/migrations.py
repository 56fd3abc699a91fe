"""Numbered steps that bring a ledger to the newest version. Entries are never among what they change.

A step is written once and not edited after a release, so each spells out its own tables rather than use those of
`tables`, which are the tables as they are now; a test holds the sum of the steps to be the same as those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    insert,
    inspect,
    select,
    true,
)

from tocsin.errors import LedgerError
from tocsin.keep import search
from tocsin.keep.accounts_step import make_accounts
from tocsin.keep.columns import Number, String, Text
from tocsin.keep.databases import database_named
from tocsin.keep.markings_step import make_markings
from tocsin.keep.notes_step import add_notes
from tocsin.keep.partners_step import make_partners
from tocsin.keep.shelf_step import make_shelf
from tocsin.keep.summary import refill_incidents
from tocsin.keep.tables import schema_version


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the version that it leads to, what it does, and the function that does it.

    `refill` says that the table `incidents` has to be filled anew afterwards, once all steps are through.
    """

    version: int
    what: str
    apply: Callable[[Connection], None]
    refill: bool = False


def current_version(connection: Connection) -> int:
    """The version of the ledger, 0 for an empty database. Raises `LedgerError` for somebody else's database."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return 0
    if not {"schema_version", "entries"} <= names:
        raise LedgerError("this database is not a Tocsin ledger; name another file, or one that does not exist yet")
    return max(connection.scalars(select(schema_version.c.version)), default=0)


def migrate(connection: Connection, *, now: str, steps: Sequence[Step] | None = None) -> int:
    """Apply the steps that the ledger lacks, inside the caller's transaction; how many there were.

    Raises `LedgerError` for a ledger that a newer Tocsin made.
    """
    steps = STEPS if steps is None else steps
    at = current_version(connection)
    newest = steps[-1].version
    if at > newest:
        raise LedgerError(
            f"this ledger is of version {at}, and this Tocsin knows version {newest} at most; update Tocsin"
        )
    missing = [step for step in steps if step.version > at]
    for step in missing:
        step.apply(connection)
        connection.execute(insert(schema_version).values(version=step.version, applied_at=now))
    if any(step.refill for step in missing):
        refill_incidents(connection)
    return len(missing)


# ------------------------------------------------------------------------------------------- version 1
def _entries_and_projections(connection: Connection) -> None:
    made = MetaData()
    sequence = "entries.sequence"
    Table(
        "schema_version",
        made,
        Column("version", Integer, primary_key=True, autoincrement=False),
        Column("applied_at", String, nullable=False),
    )
    Table(
        "entries",
        made,
        Column("sequence", Number, primary_key=True),
        Column("kind", String, nullable=False),
        Column("schema", String, nullable=False),
        Column("recorded_at", String, nullable=False),
        Column("actor", String, nullable=False),
        Column("payload", Text, nullable=False),
        Column("hash", String, nullable=False),
        Index("entries_kind", "kind", "sequence"),
    )
    Table(
        "documents",
        made,
        Column("key", String, primary_key=True),
        Column("id", String, nullable=False),
        Column("sequence", Number, ForeignKey(sequence), nullable=False, unique=True),
        Column("url", String),
        Column("source", String),
        Column("language", String),
        Column("published", String),
        Column("retrieved", String),
        Column("replaces", String),
        Column("replaced_by", String),
        Column("erased", Number),
        Index("documents_id", "id"),
        Index("documents_url", "url"),
        Index("documents_replaces", "replaces"),
    )
    readings = Table(
        "readings",
        made,
        Column("id", String, primary_key=True),
        Column("document", String, ForeignKey("documents.key"), nullable=False),
        Column("sequence", Number, ForeignKey(sequence), nullable=False, unique=True),
        Column("active", Boolean, nullable=False),
        Index("readings_document", "document"),
    )
    Index(
        "readings_active",
        readings.c.document,
        unique=True,
        sqlite_where=readings.c.active == true(),
        postgresql_where=readings.c.active == true(),
    )
    Table(
        "mints",
        made,
        Column("incident", String, primary_key=True),
        Column("document", String, ForeignKey("documents.key"), nullable=False),
        Column("field", String, nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("family", String, nullable=False),
        Column("sequence", Number, ForeignKey(sequence), nullable=False, unique=True),
    )
    Table(
        "redirects",
        made,
        Column("sequence", Number, ForeignKey(sequence), primary_key=True, autoincrement=False),
        Column("incident", String, nullable=False),
        Column("target", String),
        Column("recorded_at", String, nullable=False),
        Index("redirects_incident", "incident", "sequence"),
    )
    Table(
        "revisions",
        made,
        Column("number", Number, primary_key=True),
        Column("incident", String, nullable=False),
        Column("sequence", Number, nullable=False),
        Column("fold_version", String, nullable=False),
        Column("recorded_at", String, nullable=False),
        Column("state", String, nullable=False),
        Column("form", Text, nullable=False),
        Column("hash", String, nullable=False),
        Index("revisions_incident", "incident", "number", "recorded_at"),
    )
    made.create_all(connection)
    database_named(connection.dialect.name).guard_entries(connection)


# ------------------------------------------------------------------------------------------- version 2
def _latest_incidents(connection: Connection) -> None:
    made = MetaData()
    Table("revisions", made, Column("number", Number, primary_key=True))
    latest = Table(
        "incidents",
        made,
        Column("incident", String, primary_key=True),
        Column("revision", Number, ForeignKey("revisions.number"), nullable=False),
        Column("state", String, nullable=False),
        Column("hash", String, nullable=False),
        Column("type", String),
        Column("family", String),
        Column("status", String),
        Column("country", String),
        Column("earliest", String),
        Column("latest", String),
        Column("killed_low", BigInteger),
        Column("killed_best", BigInteger),
        Column("killed_high", BigInteger),
        Index("incidents_list", "state", "family", "latest"),
        Index("incidents_country", "state", "country", "latest"),
    )
    latest.create(connection)


# ------------------------------------------------------------------------------------------- version 3
def _index_of_words(connection: Connection) -> None:
    search.create(connection)


# ------------------------------------------------------------------------------------------- version 4
def _sources(connection: Connection) -> None:
    made = MetaData()
    Table(
        "sources",
        made,
        Column("source", String, primary_key=True),
        Column("url", String, nullable=False, unique=True),
        Column("form", Text, nullable=False),
        Column("added_at", String, nullable=False),
        Column("due_at", String, nullable=False),
        Column("tried_at", String),
        Column("succeeded_at", String),
        Column("errors", Integer, nullable=False),
        Column("error", Text),
        Column("etag", String),
        Column("last_modified", String),
        Index("sources_due", "due_at"),
    )
    Table(
        "items",
        made,
        Column("source", String, ForeignKey("sources.source"), primary_key=True),
        Column("key", String, primary_key=True),
        Column("page", String),
        Column("state", String, nullable=False),
        Column("seen_at", String, nullable=False),
        Column("due_at", String, nullable=False),
        Column("tries", Integer, nullable=False),
        Column("form", Text, nullable=False),
        Column("document", String),
        Column("error", Text),
        Index("items_due", "state", "due_at"),
        Index("items_page", "page"),
    )
    made.create_all(connection)


# ------------------------------------------------------------------------------------------- version 5
def _outbox(connection: Connection) -> None:
    made = MetaData()
    Table(
        "alerts",
        made,
        Column("id", String, primary_key=True),
        Column("watch", String, nullable=False),
        Column("incident", String, nullable=False),
        Column("kind", String, nullable=False),
        Column("made_at", String, nullable=False),
        Column("documents", Text, nullable=False),
        Column("form", Text, nullable=False),
        Column("acknowledged_at", String),
        Column("acknowledged_by", String),
        Index("alerts_made", "made_at"),
        Index("alerts_incident", "incident", "watch"),
    )
    Table(
        "deliveries",
        made,
        Column("alert", String, ForeignKey("alerts.id"), primary_key=True),
        Column("channel", String, primary_key=True),
        Column("state", String, nullable=False),
        Column("due_at", String, nullable=False),
        Column("bundle", String),
        Column("attempts", Integer, nullable=False),
        Column("error", String),
        Column("settled_at", String),
        Index("deliveries_due", "state", "due_at"),
    )
    Table(
        "mutes",
        made,
        Column("watch", String, primary_key=True),
        Column("until", String),
        Column("by", String, nullable=False),
        Column("set_at", String, nullable=False),
    )
    positions = Table(
        "positions",
        made,
        Column("name", String, primary_key=True),
        Column("number", Number, nullable=False),
    )
    made.create_all(connection)
    # What an older ledger holds is no news.
    newest = connection.exec_driver_sql("SELECT coalesce(max(number), 0) FROM revisions").scalar_one()
    connection.execute(insert(positions).values(name="watched", number=newest))


# ------------------------------------------------------------------------------------------- version 6
def _namespace(connection: Connection) -> None:
    facts = Table(
        "facts",
        MetaData(),
        Column("name", String, primary_key=True),
        Column("value", String, nullable=False),
    )
    facts.create(connection)
    connection.execute(insert(facts).values(name="namespace", value=str(uuid4())))


# ------------------------------------------------------------------------------------------- version 10
def _levels_of_documents(connection: Connection) -> None:
    """No older ledger holds a document that bears a level."""
    connection.exec_driver_sql(f"ALTER TABLE documents ADD COLUMN tlp {String.compile(connection.dialect)}")


STEPS: Sequence[Step] = (
    Step(1, "entries, what is derived from them, and revisions", _entries_and_projections),
    Step(2, "the latest revision of each incident, for lists", _latest_incidents, refill=True),
    Step(3, "an index of the words of documents", _index_of_words),
    Step(4, "sources that are followed, and what they offered", _sources),
    Step(5, "alerts, their deliveries, and how far the watches have looked", _outbox),
    Step(6, "the namespace of the ids of what is shared", _namespace),
    Step(7, "what is put out for partners to fetch, and who fetched it", make_shelf),
    Step(8, "who may use the workbench: accounts, invitations, sessions, tokens", make_accounts),
    Step(9, "the notes of fusing, and what decisions are anchored to", add_notes),
    Step(10, "how far documents may go that others passed on", _levels_of_documents),
    Step(11, "partners, their keys, and what they were told", make_partners),
    Step(12, "how far reports may be passed on", make_markings),
)

NEWEST = STEPS[-1].version

"""The ledger on SQL: the port of `tocsin.ports.Ledger`, each method a few calls to the modules beside this one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self
from uuid import UUID

from msgspec import structs
from sqlalchemy import BindParameter, Row, Select, bindparam, func, select

from tocsin.errors import LedgerError, UnknownIncident
from tocsin.keep import check, folds, payloads, search
from tocsin.keep.accounts import SqlAccounts
from tocsin.keep.backup import copy_file
from tocsin.keep.check_notes import check_notes
from tocsin.keep.copying import Copied, Step, copy_store
from tocsin.keep.decided import SqlDecisions
from tocsin.keep.erasure import erase_document
from tocsin.keep.folding import SqlFolding
from tocsin.keep.fuse_sources import SqlReports
from tocsin.keep.identity import position_of
from tocsin.keep.library import SqlLibrary
from tocsin.keep.load import active, decision_of, document_of, held, readings_of
from tocsin.keep.moments import parse_recorded_at
from tocsin.keep.outbox import SqlOutbox
from tocsin.keep.partners import SqlPartners
from tocsin.keep.quotes import misquoted
from tocsin.keep.shelf import SqlShelf
from tocsin.keep.sources import SqlSources
from tocsin.keep.store import CHUNK, Store
from tocsin.keep.tables import documents, entries, facts, mints, readings, redirects, revisions
from tocsin.ports import Entry, EntryKind, Erasure, Finding, Mint, Revision
from tocsin.record import Decision, Document, Incident, Reading
from tocsin.record.hit import Hit
from tocsin.tlp import Tlp, strictest

# Built once: building a statement takes longer than running it.
THIS: BindParameter[str] = bindparam("of")
KNOWN = select(documents.c.key).where(documents.c.key == THIS)
READ = select(readings.c.id, readings.c.active).where(readings.c.id == THIS)
CHOSEN = select(readings.c.id).where(readings.c.document == THIS, readings.c.active)
BY_KEY = held(
    select(entries).join(documents, documents.c.sequence == entries.c.sequence).where(documents.c.key == THIS)
)
BY_ID = (
    held(select(documents.c.key).where(documents.c.id == THIS))
    .order_by(documents.c.replaced_by.is_(None).desc(), documents.c.sequence.desc())
    .limit(1)
)
ACTIVE = active().where(documents.c.key == THIS)
IDS = [
    select(column)
    .where(column >= bindparam("first"), column < bindparam("end"))
    .distinct()
    .order_by(column)
    .limit(bindparam("most"))
    for column in (mints.c.incident, redirects.c.incident)
]


class SqlLedger:
    """An append-only ledger in an SQL database. Made by `open_ledger`; usable from several threads.

    Iterables are lazy and take a view of the ledger when their iteration begins: what is added meanwhile is
    left out, and what is erased meanwhile is left out too.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    @property
    def sources(self) -> SqlSources:
        """The sources that are followed."""
        return SqlSources(self._store)

    def transaction(self) -> AbstractContextManager[object]:
        """What is added inside is added whole or not at all, and with one commit. May be nested.

        A transaction belongs to the thread that began it, and others wait for it to end: keep it short.
        """
        return self._transaction()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._store.transaction():
            yield

    def snapshot(self) -> AbstractContextManager[None]:
        """One view of the ledger for everything that this thread reads inside, whatever others add meanwhile."""
        return self._store.snapshot()

    @property
    def outbox(self) -> SqlOutbox:
        """What watching remembers: alerts, their deliveries, mutes, and how far it has looked."""
        return SqlOutbox(self._store)

    @property
    def shelf(self) -> SqlShelf:
        """What has been put out for partners to fetch."""
        return SqlShelf(self._store)

    @property
    def accounts(self) -> SqlAccounts:
        """Who may use the workbench."""
        return SqlAccounts(self._store)

    @property
    def partners(self) -> SqlPartners:
        """Partners, their keys, and what they were told."""
        return SqlPartners(self._store)

    @property
    def library(self) -> SqlLibrary:
        """Its documents, several at once."""
        return SqlLibrary(self._store)

    @property
    def decided(self) -> SqlDecisions:
        """The decisions some at a time, the newest first."""
        return SqlDecisions(self._store)

    # ------------------------------------------------------------------------------------------ adding
    def add_document(self, doc: Document, *, tlp: Tlp | None = None) -> bool:
        """Append the document. False, and no entry, where its key is already there, even if it was erased.

        `tlp` is how far whoever passed it on lets it go, None where nobody said.
        Another text of a document that is there (same caller's id and source, or same URL) is stored with
        `replaces` set. Raises `LedgerError` where the id is that of an unrelated document.
        """
        with self._store.writing() as connection:
            if connection.scalar(KNOWN, {"of": doc.key}) is not None:
                return False
            position = position_of(connection, doc)
            stored = structs.replace(doc, replaces=position.replaces)
            entry = self._store.append(
                "document", payloads.document_payload(stored, replaced_by=position.replaced_by, tlp=tlp)
            )
            search.add(connection, entry.sequence, title=doc.title, body=doc.text)
            return True

    def add_reading(self, reading: Reading, *, activate: bool | None = None) -> bool:
        """Append the reading; False where it is there. It becomes the active one if told so, or if there is none.

        Raises `LedgerError` where the document is not in the ledger or evidence does not quote its text.
        """
        key = reading.document.key
        with self._store.writing() as connection:
            known = connection.execute(READ, {"of": reading.id}).one_or_none()
            if known is None:
                self._require_quotes(reading)
                self._store.append("reading", payloads.reading_payload(reading))
            if activate is None:
                activate = known is None and connection.scalar(CHOSEN, {"of": key}) is None
            if activate and not (known is not None and known.active):
                self._store.append("activate", payloads.activate_payload(key, reading.id))
            return known is None

    def _require_quotes(self, reading: Reading) -> None:
        key = reading.document.key
        doc = self._by_key(key)
        if doc is None:
            raise LedgerError(f"the document {key} is not in the ledger, or was erased; add it before its reading")
        wrong = misquoted(reading, doc)
        if wrong:
            span = f"{wrong[0].field} {wrong[0].start} to {wrong[0].end}"
            raise LedgerError(
                f"{len(wrong)} quotations of the reading are not in the document {key} as it is stored (first: {span});"
                " read the stored text"
            )

    def add_decision(self, decision: Decision) -> int:
        """Append a person's decision; its sequence number. Raises `LedgerError` where what it is about is not here."""
        with self._store.writing() as connection:
            for anchor in decision.anchors:
                held = (documents.c.key == anchor.document) & documents.c.erased.is_(None)
                if connection.scalar(select(documents.c.key).where(held)) is None:
                    raise LedgerError(f"a decision is anchored to {anchor.document!r}, which is no key of a document")
            if decision.undoes is not None:
                undone = (entries.c.sequence == decision.undoes) & (entries.c.kind == "decision")
                if connection.scalar(select(entries.c.sequence).where(undone)) is None:
                    raise LedgerError(f"entry {decision.undoes} is no decision, so there is nothing to undo")
            return self._store.append("decision", payloads.decision_payload(decision), actor=decision.by).sequence

    # ----------------------------------------------------------------------------------------- reading
    def document(self, name: str) -> Document | None:
        """The document of this key, or the newest text of this id; None where there is none."""
        by_key = self._by_key(name)
        if by_key is not None:
            return by_key
        with self._store.reading() as connection:
            key = connection.scalar(BY_ID, {"of": name})
        return self._by_key(key) if key is not None else None

    def _by_key(self, key: str) -> Document | None:
        with self._store.reading() as connection:
            row = connection.execute(BY_KEY, {"of": key}).one_or_none()
        return document_of(row) if row is not None else None

    def documents(self) -> Iterator[Document]:
        """Every document, those that were replaced included, in the order of its entry."""
        query = held(select(documents.c.sequence)).order_by(documents.c.sequence)
        numbers = [row.sequence for row in self._store.rows(query)]
        for chunk in self._store.rows_by(select(entries), entries.c.sequence, numbers):
            found = (document_of(chunk[number]) for number in sorted(chunk))
            yield from (doc for doc in found if doc is not None)

    def search(self, words: str, *, most: int = 20) -> Sequence[Hit]:
        """The documents that hold all the words in title or text, the likest first, those replaced left out.

        Words in quotes have to stand side by side. Nothing in `words` is an operator.
        """
        with self._store.reading() as connection:
            return list(search.find(connection, words, most=most))

    def active_readings(self) -> Iterator[Reading]:
        """The reading that counts for each document, with the document's text, in the order of the documents.

        Documents that a newer text replaces are left out.
        """
        query = active().where(documents.c.replaced_by.is_(None))
        yield from readings_of(self._store, self._store.rows(query.order_by(documents.c.sequence)))

    def active_reading(self, key: str) -> Reading | None:
        """The reading that counts for the document of a key; None where it has none, or is not here."""
        with self._store.reading() as connection:
            pairs = connection.execute(ACTIVE, {"of": key}).all()
        return next(readings_of(self._store, pairs), None)

    def decisions(self) -> Sequence[tuple[int, Decision]]:
        """Every decision with its sequence number, in order. Those erased with a document are left out."""
        found = []
        for row in self._store.rows(_of_kind("decision")):
            decision = decision_of(row)
            if decision is not None:
                found.append((row.sequence, decision))
        return found

    def entry(self, sequence: int) -> Entry:
        """One entry by its number. Raises `LedgerError` where there is none."""
        found = self._store.rows(select(entries).where(entries.c.sequence == sequence))
        if not found:
            raise LedgerError(f"the ledger has no entry {sequence}")
        return Entry(**found[0]._mapping)

    def last_erasure(self) -> int:
        """The number of the last tombstone, 0 where nothing was ever erased."""
        return self._store.last_erasure()

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """The entries themselves, in order."""
        last = self._store.last_sequence()
        while after < last:
            span = (entries.c.sequence > after) & (entries.c.sequence <= last)
            for row in self._store.rows(select(entries).where(span).order_by(entries.c.sequence).limit(CHUNK)):
                after = row.sequence
                yield Entry(**row._mapping)

    # ----------------------------------------------------------------------------------------- folding
    def mints(self) -> Sequence[Mint]:
        """Every id given to an incident, in order of minting."""
        return [Mint(**row._mapping) for row in self._store.rows(select(mints).order_by(mints.c.sequence))]

    def redirects(self) -> dict[str, str]:
        """Incident ids that were merged away, each with the id that stands for it now."""
        with self._store.reading() as connection:
            return {each: folds.resolve(connection, each) for each in folds.current_targets(connection)}

    def redirect(self, incident: str) -> str | None:
        """The id that stands for an incident that was merged away; None where none does."""
        with self._store.reading() as connection:
            standing = folds.resolve(connection, incident)
        return None if standing == incident else standing

    def ids(self, beginning: str, *, most: int) -> Sequence[str]:
        """The ids of incidents that begin so, in their order, so many at most; those merged away too."""
        with self._store.reading() as connection:
            span = {"first": beginning, "end": beginning + "\U0010ffff", "most": most}
            found = {id for query in IDS for id in connection.scalars(query, span)}
        return sorted(found)[:most]

    def save_changes(
        self,
        incidents: Iterable[Incident],
        *,
        gone: Iterable[str] = (),
        mints: Iterable[Mint] = (),
        redirects: Mapping[str, str] = MappingProxyType({}),
        fold_version: str,
    ) -> int:
        """Store what a fold changed: new ids and redirects as entries, a revision for each incident that says something
        new, and a closing one for each that is `gone`.

        Mints and redirects that are already there add nothing; an incident that stands again loses its redirect.
        Returns how many revisions were made. What is saved has to be folded within the same transaction.
        """
        forms = folds.forms_of(incidents)
        with self._store.writing() as connection:
            folds.save_mints(connection, self._store, mints)
            folds.save_redirects(connection, self._store, redirects, forms)
            return folds.save_revisions(connection, self._store, forms, gone, fold_version=fold_version)

    @property
    def folding(self) -> SqlFolding:
        """How far the fold has come, and what it noted down."""
        return SqlFolding(self._store, SqlReports(self._store, self.document))

    def incidents(self, *, as_recorded: str | None = None, ids: Collection[str] | None = None) -> Iterator[Revision]:
        """The latest revision of every incident that stands, or stood at a moment, the oldest incident first.

        Of `ids` only, where given.
        """
        return self._latest(as_recorded, stands=True, ids=ids)

    def ended(self, *, as_recorded: str | None = None) -> Iterator[Revision]:
        """The latest revision of every incident that stands no longer, or stood no longer at a moment."""
        return self._latest(as_recorded, stands=False)

    def _latest(
        self, as_recorded: str | None, *, stands: bool, ids: Collection[str] | None = None
    ) -> Iterator[Revision]:
        number, first = func.max(revisions.c.number), func.min(revisions.c.number)
        query = select(number.label("number")).group_by(revisions.c.incident).order_by(first)
        if ids is not None:
            query = query.where(revisions.c.incident.in_(ids))
        if as_recorded is not None:
            query = query.where(revisions.c.recorded_at <= parse_recorded_at(as_recorded))
        numbers = [row.number for row in self._store.rows(query)]
        for at in range(0, len(numbers), CHUNK):
            part = numbers[at : at + CHUNK]
            for chunk in self._store.rows_by(select(revisions), revisions.c.number, part):
                yield from (_revision_of(chunk[n]) for n in part if (chunk[n].state == "stands") is stands)

    def revisions(self, id: str, *, as_recorded: str | None = None) -> Iterator[tuple[int, Revision]]:
        """Every revision of one incident with its number, or those up to a moment, oldest first.

        Redirects are not followed.
        """
        query = select(revisions).where(revisions.c.incident == id)
        if as_recorded is not None:
            query = query.where(revisions.c.recorded_at <= parse_recorded_at(as_recorded))
        for row in self._store.rows(query.order_by(revisions.c.number)):
            yield row.number, _revision_of(row)

    def levels(self) -> dict[str, Tlp]:
        """How far the documents may go that bear a level, by id: the strictest of all texts of each."""
        query = held(select(documents.c.id, documents.c.tlp).where(documents.c.tlp.is_not(None)))
        found: dict[str, Tlp] = {}
        for row in self._store.rows(query):
            found[row.id] = strictest((row.tlp, found.get(row.id, row.tlp)))
        return found

    def namespace(self) -> UUID:
        """The namespace of the ids of what this ledger shares: random, made with it, and its own for ever."""
        return UUID(self._store.rows(select(facts.c.value).where(facts.c.name == "namespace"))[0].value)

    def stamps(self, id: str) -> tuple[str, str]:
        """When an incident was first recorded, and when its latest revision was. Raises `UnknownIncident`."""
        first, last = func.min(revisions.c.recorded_at), func.max(revisions.c.recorded_at)
        (row,) = self._store.rows(select(first.label("first"), last.label("last")).where(revisions.c.incident == id))
        if row.first is None:
            raise UnknownIncident(id)
        return row.first, row.last

    def incident(self, id: str, *, as_recorded: str | None = None) -> Revision:
        """The latest revision of one incident, or the latest at a moment. Follows redirects (of that moment).

        `as_recorded` is a date (its end, in UTC) or a date-time. Raises `UnknownIncident`, and `InputError` for
        what is no moment.
        """
        until = None if as_recorded is None else parse_recorded_at(as_recorded)
        with self._store.reading() as connection:
            standing = folds.resolve(connection, id, until=until or folds.ALWAYS)
        query = select(revisions).where(revisions.c.incident == standing)
        if until is not None:
            query = query.where(revisions.c.recorded_at <= until)
        found = self._store.rows(query.order_by(revisions.c.number.desc()).limit(1))
        if not found:
            raise UnknownIncident(id)
        return _revision_of(found[0])

    # ----------------------------------------------------------------------------------- looking after
    def erase(self, document: str, *, by: str, reason: str) -> Erasure:
        """Blank a document (by key) and all that was derived from it, and leave a tombstone.

        The reason is kept: name nobody in it. Fold again afterwards. Erasing a document twice only scrubs the
        file once more.
        """
        with self._store.writing() as connection:
            return erase_document(connection, self._store, document, by=by, reason=reason)

    def back_up(self, target: str) -> int:
        """Copy the ledger as it is now into a new file, others writing or not. Its size in bytes.

        Raises `LedgerError` where the file is there already, or the ledger is not in a file.
        """
        if self._store.in_memory:
            raise LedgerError("a ledger in memory has no file to copy; export it instead")
        if self._store.engine.dialect.name != "sqlite":
            raise LedgerError("a ledger on a server has no file of its own to copy; use pg_dump, or `tocsin copy`")
        return copy_file(Path(self._store.place), Path(target))

    def copy_into(self, target: SqlLedger, *, step: Step) -> Copied:
        """Put all that is here into an empty ledger, of whatever kind, and compare. `step` is told table after table.

        Raises `LedgerError` where the target holds entries already, or the copy comes out otherwise.
        """
        return copy_store(self._store, target._store, step=step)

    def check(self) -> Sequence[Finding]:
        """Everything that is wrong: hashes, evidence that does not quote, projections that differ."""
        findings = list(check.check_file(self._store))
        with self._store.snapshot():
            findings += check.check_entries(self._store, self.entries())
            findings += check.check_erasures(self.entries())
            findings += self._check_readings()
            findings += self._check_words()
            findings += check.check_revisions(self._store)
            findings += check_notes(self._store)
        return findings

    def _check_words(self) -> Iterator[Finding]:
        with self._store.reading() as connection:
            if lacking := search.missing(connection):
                yield Finding(where="index of words", problem=f"{lacking} documents are not in it, and are not found")

    def _check_readings(self) -> Iterator[Finding]:
        try:
            for reading in self.active_readings():
                yield from check.check_reading(reading)
        except LedgerError as error:
            yield Finding(where="active readings", problem=str(error))


def _of_kind(kind: EntryKind) -> Select[Any]:
    return select(entries).where(entries.c.kind == kind).order_by(entries.c.sequence)


def _revision_of(row: Row[Any]) -> Revision:
    fields = {**row._mapping}
    return Revision(**{name: fields[name] for name in Revision.__struct_fields__})

"""The ledger on SQL: the port of `tocsin.ports.Ledger`, each method a few calls to the modules beside this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from msgspec import structs
from sqlalchemy import Row, Select, func, select

from tocsin.errors import LedgerError, UnknownIncident
from tocsin.keep import check, folds, payloads, search
from tocsin.keep.accounts import SqlAccounts
from tocsin.keep.backup import copy_file
from tocsin.keep.erasure import erase_document
from tocsin.keep.identity import position_of
from tocsin.keep.moments import parse_recorded_at
from tocsin.keep.outbox import SqlOutbox
from tocsin.keep.quotes import misquoted
from tocsin.keep.shelf import SqlShelf
from tocsin.keep.sources import SqlSources
from tocsin.keep.store import CHUNK, Store
from tocsin.keep.tables import documents, entries, facts, mints, readings, revisions
from tocsin.ports import Entry, EntryKind, Erasure, Finding, Mint, Revision
from tocsin.record import Decision, Document, Incident, Reading
from tocsin.record.hit import Hit
from tocsin.record.json_form import Json


class SqlLedger:
    """An append-only ledger in an SQL database. Made by `open_ledger`; usable from several threads.

    Iterables are lazy and take a view of the ledger when their iteration begins: what is added meanwhile is
    left out, and what is erased meanwhile is left out too.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._erasures_seen = store.last_erasure()

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

    # ------------------------------------------------------------------------------------------ adding
    def add_document(self, doc: Document) -> bool:
        """Append the document. False, and no entry, where its key is already there, even if it was erased.

        Another text of a document that is there (same caller's id and source, or same URL) is stored with
        `replaces` set. Raises `LedgerError` where the id is that of an unrelated document.
        """
        with self._store.writing() as connection:
            if connection.scalar(select(documents.c.key).where(documents.c.key == doc.key)) is not None:
                return False
            position = position_of(connection, doc)
            stored = structs.replace(doc, replaces=position.replaces)
            entry = self._store.append("document", payloads.document_payload(stored, replaced_by=position.replaced_by))
            search.add(connection, entry.sequence, title=doc.title, body=doc.text)
            return True

    def add_reading(self, reading: Reading, *, activate: bool | None = None) -> bool:
        """Append the reading; False where it is there. It becomes the active one if told so, or if there is none.

        Raises `LedgerError` where the document is not in the ledger or evidence does not quote its text.
        """
        key = reading.document.key
        with self._store.writing() as connection:
            known = connection.execute(select(readings).where(readings.c.id == reading.id)).one_or_none()
            if known is None:
                self._require_quotes(reading)
                self._store.append("reading", payloads.reading_payload(reading))
            if activate is None:
                of_document = (readings.c.document == key) & readings.c.active
                activate = known is None and connection.scalar(select(readings.c.id).where(of_document)) is None
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
        current = (documents.c.replaced_by.is_(None)).desc()
        query = _held(select(documents.c.key).where(documents.c.id == name))
        found = self._store.rows(query.order_by(current, documents.c.sequence.desc()).limit(1))
        return self._by_key(found[0].key) if found else None

    def _by_key(self, key: str) -> Document | None:
        query = select(entries).join(documents, documents.c.sequence == entries.c.sequence)
        found = self._store.rows(_held(query.where(documents.c.key == key)))
        return _document_of(found[0]) if found else None

    def documents(self) -> Iterator[Document]:
        """Every document, those that were replaced included, in the order of its entry."""
        query = _held(select(documents.c.sequence)).order_by(documents.c.sequence)
        numbers = [row.sequence for row in self._store.rows(query)]
        for chunk in self._store.rows_by(select(entries), entries.c.sequence, numbers):
            found = (_document_of(chunk[number]) for number in sorted(chunk))
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
        self._erasures_seen = self._store.last_erasure()
        yield from self._active_readings()

    def active_reading(self, key: str) -> Reading | None:
        """The reading that counts for the document of a key; None where it has none, or is not here."""
        return next(self._readings_of(self._store.rows(_active().where(documents.c.key == key))), None)

    def _active_readings(self) -> Iterator[Reading]:
        query = _active().where(documents.c.replaced_by.is_(None))
        pairs = self._store.rows(query.order_by(documents.c.sequence))
        for at in range(0, len(pairs), CHUNK // 2):
            yield from self._readings_of(pairs[at : at + CHUNK // 2])

    def _readings_of(self, pairs: Sequence[Row[Any]]) -> Iterator[Reading]:
        numbers = [number for pair in pairs for number in (pair.doc, pair.reading)]
        for chunk in self._store.rows_by(select(entries), entries.c.sequence, numbers):
            for pair in pairs:
                doc = _document_of(chunk[pair.doc])
                reading = _reading_of(chunk[pair.reading], doc) if doc is not None else None
                if reading is not None:
                    yield reading

    def decisions(self) -> Sequence[tuple[int, Decision]]:
        """Every decision with its sequence number, in order. Those erased with a document are left out."""
        found = []
        for row in self._store.rows(_of_kind("decision")):
            payload = payloads.load_payload(row.sequence, row.schema, row.payload)
            if not payloads.is_erased(payload):
                found.append((row.sequence, _decision_of(row.sequence, payload)))
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
            targets = folds.current_targets(connection)
        return {incident: folds.resolve(incident, targets) for incident in targets}

    def save_fold(
        self,
        incidents: Iterable[Incident],
        *,
        mints: Iterable[Mint],
        redirects: dict[str, str],
        fold_version: str,
    ) -> int:
        """Store a fold: new ids and redirects as entries, a revision for each incident that changed.

        `incidents` is the whole fold: those that are no longer in it get a closing revision. Mints and redirects
        that are already there add nothing; an incident that stands again loses its redirect. Returns how many
        revisions were made. Raises `LedgerError` where a document was erased since `active_readings` was last
        called: fold again.
        """
        forms = folds.forms_of(incidents)
        with self._store.writing() as connection:
            if self._store.last_erasure() != self._erasures_seen:
                raise LedgerError("a document was erased while the fold was made; fold the ledger again")
            folds.save_mints(connection, self._store, mints)
            folds.save_redirects(connection, self._store, redirects, forms)
            return folds.save_revisions(connection, self._store, forms, fold_version=fold_version)

    def incidents(self, *, as_recorded: str | None = None) -> Iterator[Revision]:
        """The latest revision of every incident that stands, or stood at a moment, the oldest incident first."""
        number, first = func.max(revisions.c.number), func.min(revisions.c.number)
        query = select(number.label("number")).group_by(revisions.c.incident).order_by(first)
        if as_recorded is not None:
            query = query.where(revisions.c.recorded_at <= parse_recorded_at(as_recorded))
        numbers = [row.number for row in self._store.rows(query)]
        for at in range(0, len(numbers), CHUNK):
            part = numbers[at : at + CHUNK]
            for chunk in self._store.rows_by(select(revisions), revisions.c.number, part):
                yield from (_revision_of(chunk[n]) for n in part if chunk[n].state == "stands")

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
            standing = folds.resolve(id, folds.current_targets(connection, until=until))
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
        return copy_file(Path(self._store.place), Path(target))

    def check(self) -> Sequence[Finding]:
        """Everything that is wrong: hashes, evidence that does not quote, projections that differ."""
        findings = list(check.check_file(self._store))
        with self._store.snapshot():
            findings += check.check_entries(self._store, self.entries())
            findings += check.check_erasures(self.entries())
            findings += self._check_readings()
            findings += self._check_words()
            findings += check.check_revisions(self._store)
        return findings

    def _check_words(self) -> Iterator[Finding]:
        with self._store.reading() as connection:
            if lacking := search.missing(connection):
                yield Finding(where="index of words", problem=f"{lacking} documents are not in it, and are not found")

    def _check_readings(self) -> Iterator[Finding]:
        try:
            for reading in self._active_readings():
                yield from check.check_reading(reading)
        except LedgerError as error:
            yield Finding(where="active readings", problem=str(error))


def _active() -> Select[Any]:
    """The numbers of the entries of documents and of their active readings."""
    both = select(documents.c.sequence.label("doc"), readings.c.sequence.label("reading"))
    return _held(both.join(readings, readings.c.document == documents.c.key).where(readings.c.active))


def _held(query: Select[Any]) -> Select[Any]:
    """Only documents that were not erased."""
    return query.where(documents.c.erased.is_(None))


def _of_kind(kind: EntryKind) -> Select[Any]:
    return select(entries).where(entries.c.kind == kind).order_by(entries.c.sequence)


def _document_of(row: Row[Any]) -> Document | None:
    """The document of an entry, None where it was erased."""
    payload = payloads.load_payload(row.sequence, row.schema, row.payload)
    if payloads.is_erased(payload):
        return None
    try:
        return payloads.load_stored_document(payload)
    except payloads.MALFORMED as error:
        raise payloads.unreadable(row.sequence, error) from error


def _reading_of(row: Row[Any], doc: Document) -> Reading | None:
    """The reading of an entry, None where it was erased."""
    payload = payloads.load_payload(row.sequence, row.schema, row.payload)
    if payloads.is_erased(payload):
        return None
    try:
        return payloads.load_stored_reading(payload, doc)
    except payloads.MALFORMED as error:
        raise payloads.unreadable(row.sequence, error) from error


def _decision_of(sequence: int, payload: Json) -> Decision:
    try:
        return payloads.load_decision(payload)
    except payloads.MALFORMED as error:
        raise payloads.unreadable(sequence, error) from error


def _revision_of(row: Row[Any]) -> Revision:
    fields = {**row._mapping}
    return Revision(**{name: fields[name] for name in Revision.__struct_fields__})

"""The shapes of the outside world: what the pure rooms are handed, and what a test hands in instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tocsin.record import Decision, Document, Incident, Reading

EntryKind = Literal["document", "reading", "activate", "decision", "mint", "redirect", "erase"]


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> str:
        """The present moment in UTC, ISO 8601 with seconds and `+00:00`."""
        ...


class Reader(Protocol):
    """Reads one document. Pure: the same document and reader give the same reading, byte for byte."""

    name: str
    version: str

    def read(self, doc: Document) -> Reading:
        """Everything the reader finds in the document. Never raises for what a document holds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the ledger. `payload` is canonical JSON; `actor` a program and version, or a person."""

    sequence: int
    kind: EntryKind
    schema: str
    recorded_at: str
    actor: str
    payload: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mint:
    """The id of an incident, tied for ever to its founding mention: document key, trigger span, family."""

    incident: str
    document: str
    field: str
    start: int
    end: int
    family: str
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """An incident as this ledger said it at one moment. Returned as it was, never recomputed."""

    incident: str
    sequence: int
    fold_version: str
    recorded_at: str
    form: str


class Ledger(Protocol):
    """An append-only ledger of documents, readings and decisions, and the revisions folded from them."""

    def add_document(self, doc: Document) -> bool:
        """Append the document. False, and no entry, where its key is already there."""
        ...

    def add_reading(self, reading: Reading, *, activate: bool | None = None) -> bool:
        """Append the reading. It becomes the active one of its document where that has none, or if told so."""
        ...

    def add_decision(self, decision: Decision) -> int:
        """Append a person's decision; its sequence number."""
        ...

    def documents(self) -> Iterable[Document]:
        """Every document, in the order of its entry."""
        ...

    def active_readings(self) -> Iterable[Reading]:
        """The reading that counts for each document, with the document's text, in the order of the documents."""
        ...

    def decisions(self) -> Sequence[tuple[int, Decision]]:
        """Every decision with its sequence number, in order."""
        ...

    def mints(self) -> Sequence[Mint]:
        """Every id given to an incident, in order of minting."""
        ...

    def redirects(self) -> dict[str, str]:
        """Incident ids that were merged away, each with the id that stands for it now."""
        ...

    def save_fold(
        self,
        incidents: Iterable[Incident],
        *,
        mints: Iterable[Mint],
        redirects: dict[str, str],
        fold_version: str,
    ) -> int:
        """Store a fold: new ids and redirects as entries, a revision for each incident that changed.

        Incidents that are no longer in the fold get a closing revision. Returns how many revisions were made.
        """
        ...

    def incidents(self) -> Iterable[Revision]:
        """The latest revision of every incident that stands."""
        ...

    def incident(self, id: str, *, as_recorded: str | None = None) -> Revision:
        """The latest revision of one incident, or the latest at a moment. Follows redirects.

        Raises `UnknownIncident`.
        """
        ...

    def entries(self, *, after: int = 0) -> Iterable[Entry]:
        """The entries themselves, in order."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...

"""The shapes of the outside world: what the pure rooms are handed, and what a test hands in instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable
from uuid import UUID

from msgspec import Struct

from tocsin.ports.accounts import Accounts
from tocsin.ports.partners import Partners
from tocsin.ports.shelf import Shelf
from tocsin.record import Decision, Document, Incident, Reading
from tocsin.record.hit import Hit
from tocsin.record.reading import Depth
from tocsin.record.source import Health, Item, Source
from tocsin.tlp import Tlp

if TYPE_CHECKING:
    from tocsin.notes import Folding

EntryKind = Literal["document", "reading", "activate", "decision", "mint", "redirect", "erase"]
RevisionState = Literal["stands", "gone", "erased"]


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> str:
        """The present moment in UTC, ISO 8601 with seconds and `+00:00`."""
        ...


@runtime_checkable
class FineClock(Protocol):
    """A clock that tells more than whole seconds."""

    def microseconds(self) -> int:
        """The present moment in microseconds since 1970, UTC."""
        ...


class Reader(Protocol):
    """Reads one document. Pure: the same document and reader give the same reading, byte for byte."""

    name: str
    version: str

    def read(self, doc: Document) -> Reading:
        """Everything the reader finds in the document. Never raises for what a document holds."""
        ...


@runtime_checkable
class Gating(Protocol):
    """A reader with a cheap pass of its own, which finds out what need not be read."""

    def gated(self) -> Reader:
        """The reader that reads such documents no further: depth `gated`, a reason, relevance, and no mentions."""
        ...


@runtime_checkable
class Placing(Protocol):
    """A reader that looks places up in a gazetteer."""

    def with_gazetteer(self, path: Path) -> Reader:
        """The reader over the gazetteer in a file. Raises `LexiconError` where it is none."""
        ...


@runtime_checkable
class Naming(Protocol):
    """A reader that looks actors up in a register."""

    def with_register(self, path: Path) -> Reader:
        """The reader over the register in a file. Raises `LexiconError` where it is none."""
        ...


@runtime_checkable
class Networked(Protocol):
    """A reader that a trained network has a part in."""

    def with_network(self, path: Path) -> Reader:
        """The reader with the network in a folder. Raises `NeuralError` where it is none."""
        ...


class Entry(Struct, frozen=True, kw_only=True):
    """One line of the ledger. `payload` is canonical JSON; `actor` a program and version, or a person."""

    sequence: int
    kind: EntryKind
    schema: str
    recorded_at: str
    actor: str
    payload: str
    hash: str


class Mint(Struct, frozen=True, kw_only=True):
    """The id of an incident, tied for ever to its founding mention: document key, trigger span, family."""

    incident: str
    document: str
    field: str
    start: int
    end: int
    family: str
    sequence: int


class Revision(Struct, frozen=True, kw_only=True):
    """An incident as this ledger said it at one moment. Returned as it was, never recomputed.

    `sequence` is the last entry of the ledger when the fold was saved. `form` is canonical JSON: the incident's
    form where `state` is `stands`; a stub with another `schema` where the incident had left the fold (`gone`)
    or the revision was blanked with a document that it held (`erased`).
    """

    incident: str
    sequence: int
    fold_version: str
    recorded_at: str
    form: str
    state: RevisionState = "stands"


class Erasure(Struct, frozen=True, kw_only=True):
    """What an erasure blanked. `versions` are the keys of other texts of the same document, which stay.

    `sequence` is the tombstone's; `entries` the blanked ones; `decisions` those of them that a person made and
    may have to make again.
    """

    sequence: int
    entries: tuple[int, ...]
    decisions: tuple[int, ...]
    revisions: int
    versions: tuple[str, ...]


class Finding(Struct, frozen=True, kw_only=True):
    """Something wrong in a ledger: where, and what."""

    where: str
    problem: str


class Sources(Protocol):
    """The sources that are followed and what they offered: the state of gathering, beside the entries of a ledger."""

    def add(self, source: Source) -> bool:
        """Follow a source from now on, or on other terms; whether it is new. What is known of its items stays."""
        ...

    def remove(self, id: str) -> bool:
        """Follow a source no longer; whether it was there. Its documents stay."""
        ...

    def all(self) -> Sequence[tuple[Source, Health]]:
        """Every source with how it fares, by name and address."""
        ...

    def due(self, now: str, *, only: Collection[str] | None = None) -> Sequence[tuple[Source, Health]]:
        """Those that are to be asked by now, the longest overdue first. `only`: among the sources of these ids."""
        ...

    def polled(self, id: str, *, health: Health, items: Iterable[Item] = ()) -> int:
        """Keep what came of asking a source, all of it or nothing; how many of the items are new."""
        ...

    def waiting(self, now: str, *, most: int, only: Collection[str] | None = None) -> Sequence[tuple[Source, Item]]:
        """Items to have by now, the first offered first, the sources in turn."""
        ...

    def settle(
        self, id: str, item: str, *, document: str | None = None, error: str | None = None, due_at: str | None = None
    ) -> None:
        """Say what came of an item: the key of its document, or an error; `due_at`: it is tried again then."""
        ...

    def had(self, url: str) -> bool:
        """Whether the page of this address is in the ledger, from whatever source."""
        ...

    def next_due(self, *, only: Collection[str] | None = None) -> str | None:
        """When the next source or item is due; None where there is none."""


DeliveryState = Literal["waiting", "sent", "dead"]


class StoredAlert(Struct, frozen=True, kw_only=True):
    """An alert as it is kept: `form` is its canonical JSON; `documents` the ids of those that it was made of."""

    id: str
    watch: str
    incident: str
    kind: str
    made_at: str
    form: str
    documents: tuple[str, ...] = ()
    acknowledged_at: str | None = None
    acknowledged_by: str | None = None


class Delivery(Struct, frozen=True, kw_only=True):
    """One alert on its way to one channel. `due_at` is when it is to be sent (again); those of a `bundle` go together.

    `attempts` counts those that failed; `error` is what the last one said.
    """

    alert: str
    channel: str
    due_at: str
    state: DeliveryState = "waiting"
    bundle: str | None = None
    attempts: int = 0
    error: str | None = None
    settled_at: str | None = None


class Mute(Struct, frozen=True, kw_only=True):
    """A watch that a person silenced, until the end of a day (UTC), or for good where `until` is None."""

    watch: str
    by: str
    set_at: str
    until: str | None = None


class Turned(Struct, frozen=True, kw_only=True):
    """An incident that changed since the watches looked last: its state then and now, None where there was none.

    `number` is that of the newer revision; `again` says that the incident had stood at some time before.
    """

    incident: str
    before: Revision | None
    after: Revision
    number: int
    again: bool


class Outbox(Protocol):
    """What watching has to remember. Everything may be done inside a transaction of the ledger."""

    def position(self, name: str = "watched") -> int:
        """How far something has come, 0 at the beginning; `watched`: the last revision that the watches looked at."""
        ...

    def newest(self) -> int:
        """The number of the last revision there is."""
        ...

    def advance(self, number: int, *, since: int, name: str = "watched") -> bool:
        """Move the position, unless somebody else has moved it since; whether it was moved."""
        ...

    def turned(self, *, after: int, until: int) -> Iterable[Turned]:
        """The incidents with a revision among those numbers, each once, in the order of the newest revisions."""
        ...

    def add(self, alerts: Iterable[StoredAlert], deliveries: Iterable[Delivery]) -> int:
        """Keep alerts that are not there yet, with their deliveries; how many were new. One that is there stays."""
        ...

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of some ids that are kept already."""
        ...

    def told(self, incident: str) -> frozenset[str]:
        """The names of the watches that have rung for an incident."""
        ...

    def alerts(self, *, watch: str | None = None, open_only: bool = False, most: int = 100) -> Sequence[StoredAlert]:
        """The newest alerts, the newest first; `open_only` leaves out the acknowledged ones."""
        ...

    def alert(self, id: str) -> StoredAlert:
        """The alert whose id begins so. Raises `InputError` where none or several do."""
        ...

    def deliveries_of(self, alert: str) -> Sequence[Delivery]:
        """Where an alert goes, and how far it has come."""
        ...

    def acknowledge(self, ids: Iterable[str], *, by: str, at: str) -> int:
        """Note that a person has seen alerts; how many had not been."""
        ...

    def due(self, *, now: str, most: int = 1000) -> Sequence[Delivery]:
        """What is to be sent by now, the longest due first."""
        ...

    def claim(self, deliveries: Iterable[Delivery], *, until: str) -> Sequence[Delivery]:
        """Put off waiting deliveries until a moment, so that nobody else sends them; those that are ours now."""
        ...

    def next_due(self) -> str | None:
        """When something is to be sent next; None where nothing waits."""
        ...

    def dead(self) -> Sequence[Delivery]:
        """What was given up, the latest first."""
        ...

    def revive(self, *, now: str) -> int:
        """Have what was given up tried again; how many there were."""
        ...

    def settle(self, deliveries: Iterable[Delivery]) -> None:
        """Write down how deliveries stand."""
        ...

    def mute(self, mute: Mute) -> None:
        """Silence a watch; a new word replaces the one before."""
        ...

    def unmute(self, watch: str) -> bool:
        """Take a silence back; whether there was one."""
        ...

    def mutes(self) -> Sequence[Mute]:
        """The watches that are silenced, those included whose time is over."""
        ...


class Entered(Struct, frozen=True, kw_only=True):
    """A decision with the number and the moment of its entry."""

    sequence: int
    recorded_at: str
    decision: Decision


class Decisions(Protocol):
    """What people decided, some at a time."""

    def one(self, sequence: int) -> Entered | None:
        """The decision of a number; None where that is no decision, or one that was erased."""
        ...

    def latest(self, *, before: int | None = None, by: str | None = None, most: int) -> Sequence[Entered]:
        """So many decisions at most, the newest first, those of a person where one is named; erased ones are left out.

        `before`: only those with a smaller number.
        """
        ...

    def count(self) -> int:
        """How many decisions there are."""
        ...

    def people(self) -> Sequence[str]:
        """Who has decided anything, by name."""
        ...


class Read(Struct, frozen=True, kw_only=True):
    """How far documents were read: so many of a moment of publication and a language, None where they are not known."""

    published: str | None
    language: str | None
    depth: Depth
    count: int = 1


class Library(Protocol):
    """Several documents at once, by their ids."""

    def read(self) -> Iterable[Read]:
        """How far documents were read, those that were replaced left out, in no order."""
        ...

    def keys(self, ids: Collection[str]) -> dict[str, str]:
        """The key of the newest text of each id; ids that there are not, or no more, are left out."""
        ...

    def documents(self, ids: Collection[str]) -> dict[str, Document]:
        """The newest text of each id; ids that there are not, or no more, are left out."""
        ...

    def beside(self, ids: Collection[str]) -> dict[str, tuple[Reading, tuple[Reading, ...]]]:
        """The reading that counts of documents, with those that were kept beside it, by the id of each.

        Documents of which there is only one reading, or only older ones beside it, are left out.
        """
        ...

    def seconded(self) -> frozenset[str]:
        """The ids of all documents that have a reading kept beside the one that counts."""
        ...

    def newest(self, ids: Collection[str]) -> int:
        """The number of the entry with which the newest of some documents came; 0 where none of them is here."""
        ...


class Ledger(Protocol):
    """An append-only ledger of documents, readings and decisions, and the revisions folded from them."""

    @property
    def sources(self) -> Sources:
        """The sources that are followed."""
        ...

    @property
    def outbox(self) -> Outbox:
        """What watching remembers: alerts, their deliveries, mutes, and how far it has looked."""
        ...

    @property
    def shelf(self) -> Shelf:
        """What has been put out for partners to fetch."""
        ...

    @property
    def accounts(self) -> Accounts:
        """Who may use the workbench."""
        ...

    @property
    def partners(self) -> Partners:
        """Partners, their keys, and what they were told."""
        ...

    def transaction(self) -> AbstractContextManager[object]:
        """What is added inside is added whole or not at all, and with one commit. May be nested."""
        ...

    def add_document(self, doc: Document, *, tlp: Tlp | None = None) -> bool:
        """Append the document. False, and no entry, where its key is already there.

        `tlp` is how far whoever passed it on lets it go, None where nobody said.
        Another text of a document that is there (same caller's id and source, or same URL) is stored with
        `replaces` set. Raises `LedgerError` where the id is that of an unrelated document.
        """
        ...

    def add_reading(self, reading: Reading, *, activate: bool | None = None) -> bool:
        """Append the reading; False where it is there. It becomes the active one if told so, or if there is none.

        Raises `LedgerError` where the document is not in the ledger or evidence does not quote its text.
        """
        ...

    def add_decision(self, decision: Decision) -> int:
        """Append a person's decision; its sequence number."""
        ...

    def document(self, name: str) -> Document | None:
        """The document of this key, or the newest text of this id; None where there is none."""
        ...

    def documents(self) -> Iterable[Document]:
        """Every document, those that were replaced included, in the order of its entry."""
        ...

    def search(self, words: str, *, most: int = 20) -> Sequence[Hit]:
        """The documents that hold all the words in title or text, the likest first, those replaced left out.

        Words in quotes have to stand side by side. Nothing in `words` is an operator.
        """
        ...

    def active_readings(self) -> Iterable[Reading]:
        """The reading that counts for each document, with the document's text, in the order of the documents.

        Documents that a newer text replaces are left out.
        """
        ...

    def active_reading(self, key: str) -> Reading | None:
        """The reading that counts for the document of a key; None where it has none, or is not in the ledger."""
        ...

    @property
    def library(self) -> Library:
        """Its documents, several at once."""
        ...

    @property
    def decided(self) -> Decisions:
        """The decisions some at a time, the newest first."""
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

    def redirect(self, incident: str) -> str | None:
        """The id that stands for an incident that was merged away; None where none does."""
        ...

    def ids(self, beginning: str, *, most: int) -> Sequence[str]:
        """The ids of incidents that begin so, in their order, so many at most; those merged away too."""
        ...

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
        ...

    @property
    def folding(self) -> Folding:
        """How far the fold has come, and what it noted down."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """One view of the ledger for everything that this thread reads inside, whatever others add meanwhile."""
        ...

    def incidents(self, *, as_recorded: str | None = None, ids: Collection[str] | None = None) -> Iterable[Revision]:
        """The latest revision of every incident that stands, or stood at a moment; of `ids` only, where given."""
        ...

    def incident(self, id: str, *, as_recorded: str | None = None) -> Revision:
        """The latest revision of one incident, or the latest at a moment. Follows redirects (of that moment).

        `as_recorded` is a date (its end, in UTC) or a date-time. Raises `UnknownIncident`, and `InputError` for
        what is no moment.
        """
        ...

    def revisions(self, id: str, *, as_recorded: str | None = None) -> Iterable[tuple[int, Revision]]:
        """Every revision of one incident with its number, or those up to a moment, oldest first.

        Redirects are not followed.
        """
        ...

    def ended(self, *, as_recorded: str | None = None) -> Iterable[Revision]:
        """The latest revision of every incident that stands no longer, or stood no longer at a moment."""
        ...

    def levels(self) -> Mapping[str, Tlp]:
        """How far the documents may go that bear a level, by id: the strictest of all texts of each."""
        ...

    def namespace(self) -> UUID:
        """The namespace of the ids of what this ledger shares: random, made with it, and its own for ever."""
        ...

    def stamps(self, id: str) -> tuple[str, str]:
        """When an incident was first recorded, and when its latest revision was. Raises `UnknownIncident`."""
        ...

    def entry(self, sequence: int) -> Entry:
        """One entry by its number. Raises `LedgerError` where there is none."""
        ...

    def last_erasure(self) -> int:
        """The number of the last tombstone, 0 where nothing was ever erased."""
        ...

    def entries(self, *, after: int = 0) -> Iterable[Entry]:
        """The entries themselves, in order."""
        ...

    def erase(self, document: str, *, by: str, reason: str) -> Erasure:
        """Blank a document (by key) and all that was derived from it, and leave a tombstone."""
        ...

    def back_up(self, target: str) -> int:
        """Copy the ledger as it is now into a new file. Its size in bytes. Raises `LedgerError` where it is there."""
        ...

    def check(self) -> Sequence[Finding]:
        """Everything that is wrong: hashes, evidence that does not quote, projections that differ."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...

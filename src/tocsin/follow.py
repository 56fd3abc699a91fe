"""Following sources: ask those that are due, have what they offer, read it into the ledger; on and on, until stopped.

Fetching goes on in several threads, a host at a time; reading and keeping in one, that of the caller. What a source
offered is kept before anything of it is fetched, and an item is settled in the transaction that adds its document, so
that a crash loses nothing and adds nothing twice. One bad source never stops the others.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from threading import Event
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from msgspec import structs

from tocsin.clock import later
from tocsin.errors import DocumentError, FetchError, ModelError, TocsinError
from tocsin.gather import Done, Terms
from tocsin.gather.http import Client, Limits
from tocsin.gather.http.client import AGENT
from tocsin.gather.sources import Fetching, Polled, fetch_item, poll
from tocsin.pipeline import keep_both, make_folder, read_both
from tocsin.ports import Clock, Ledger, Reader
from tocsin.record import Document
from tocsin.record.source import Health, Item, Source
from tocsin.settings import Settings

if TYPE_CHECKING:
    from tocsin.folding import Folder

log = logging.getLogger(__name__)

MOST_TRIES = 5
FIRST_RETRY = 300.0  # seconds; each further one waits four times as long
LONGEST = 86_400.0
FOLD_EVERY = 50  # documents
MOST_OF_A_HOST = 2  # items under way at once, so that a slow host does not take all threads
NAP = 30.0  # seconds at most between two looks at what is due

Job: TypeAlias = tuple[Source, Health] | tuple[Source, Item]


@dataclass(frozen=True, slots=True)
class Asked:
    """A source was asked: how many new items it has, or why it could not be."""

    source: Source
    new: int = 0
    error: TocsinError | None = None


@dataclass(frozen=True, slots=True)
class Had:
    """An item became a document (its events are counted), or was passed over (`document` None), or could not be had."""

    source: Source
    item: Item
    document: Document | None = None
    events: int = 0
    notes: tuple[str, ...] = ()
    error: TocsinError | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """The incidents were brought up to date: how many changed."""

    incidents: int


@dataclass(frozen=True, slots=True)
class Rested:
    """Nothing was due for a while."""


Step: TypeAlias = Asked | Had | Folded | Rested


def make_client(settings: Settings, *, clock: Clock) -> Client:
    """The client under the settings: the hosts that it may reach at home, whom it names as its master, its limits."""
    hosts = [host.strip() for host in settings.allowed_hosts.split(",") if host.strip()]
    agent = f"{AGENT} (+{settings.contact})" if settings.contact else AGENT
    return Client(clock=clock, allowed=hosts, agent=agent, limits=Limits(bytes=settings.max_bytes))


@dataclass(slots=True)
class Follower:
    """Follows the sources of a ledger, or those of some ids (`only`).

    `terms` makes the terms for gathering as of the moment. `stop` ends the work after the document in hand. `jitter`
    spreads what would else come all at once.
    """

    ledger: Ledger
    reader: Reader
    client: Fetching
    clock: Clock
    terms: Callable[[], Terms]
    only: Collection[str] | None = None
    workers: int = 8
    stop: Event = field(default_factory=Event)
    jitter: Random = field(default_factory=Random)
    _unfolded: int = 0
    _queue: list[tuple[Source, Item]] = field(default_factory=list)
    _folder: Folder = field(init=False)

    def __post_init__(self) -> None:
        self._folder = make_folder(self.ledger)

    def run(self, *, once: bool = False) -> Iterator[Step]:
        """What happens, step by step, until stopped; with `once` until nothing is due any more."""
        with self._pool() as pool:
            jobs: dict[Future[object], Job] = {}
            while not self.stop.is_set():
                self._start_jobs(pool, jobs)
                if not jobs:
                    yield from self._fold()
                    if once:
                        return
                    self._nap()
                    yield Rested()
                    continue
                done, _ = wait(jobs, timeout=NAP, return_when=FIRST_COMPLETED)
                for future in done:
                    yield self._finish(jobs.pop(future), future)
                    if self.stop.is_set():
                        break
                if self._unfolded >= FOLD_EVERY:
                    yield from self._fold()
            yield from self._fold()

    @contextmanager
    def _pool(self) -> Iterator[ThreadPoolExecutor]:
        pool = ThreadPoolExecutor(self.workers, thread_name_prefix="fetch")
        try:
            yield pool
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    # ------------------------------------------------------------------------------------------- what to do
    def _start_jobs(self, pool: ThreadPoolExecutor, jobs: dict[Future[object], Job]) -> None:
        """Set the threads to work on what is due, few more things than there are threads."""
        now = self.clock.now()
        asked = {source.id for source, what in jobs.values() if isinstance(what, Health)}
        for source, health in self.ledger.sources.due(now, only=self.only):
            if len(jobs) < 2 * self.workers and source.id not in asked:
                jobs[pool.submit(poll, source, health, self.client)] = (source, health)
        hosts = Counter(_host(what.url) for _, what in jobs.values() if isinstance(what, Item))
        for source, item in self._waiting(now, jobs):
            if len(jobs) >= 2 * self.workers:
                break
            if hosts[_host(item.url)] < MOST_OF_A_HOST:
                hosts[_host(item.url)] += 1
                self._queue.remove((source, item))
                jobs[pool.submit(self._have, source, item)] = (source, item)

    def _waiting(self, now: str, jobs: Mapping[Future[object], Job]) -> Sequence[tuple[Source, Item]]:
        """Items to have now. The ledger is asked for more only when those it gave last have all been taken."""
        if not self._queue:
            under_way = {(source.id, what.key) for source, what in jobs.values() if isinstance(what, Item)}
            found = self.ledger.sources.waiting(now, most=32 * self.workers, only=self.only)
            self._queue = [each for each in found if (each[0].id, each[1].key) not in under_way]
        return tuple(self._queue)

    def _have(self, source: Source, item: Item) -> Done[Document] | None:
        """The document of an item; None where its page is in the ledger already."""
        if item.url is not None and source.via != "page" and self.ledger.sources.had(item.url):
            return None
        return fetch_item(source, item, self.client, self.terms())

    def _nap(self) -> None:
        """Wait until something is due, or we are to stop."""
        due = self.ledger.sources.next_due(only=self.only)
        rest = NAP
        if due is not None:
            rest = (datetime.fromisoformat(due) - datetime.fromisoformat(self.clock.now())).total_seconds()
        self.stop.wait(min(max(rest, 0.2), NAP))

    # ------------------------------------------------------------------------------------------ what came of it
    def _finish(self, job: Job, future: Future[object]) -> Step:
        source, what = job
        try:
            found = future.result()
        except TocsinError as error:
            return self._failed(source, what, error)
        except Exception as error:  # foreign code on foreign bytes: any of its errors is about this thing alone
            log.exception("gathering failed")
            wrong = DocumentError(what.url or what.key if isinstance(what, Item) else source.url, f"failed ({error!r})")
            return self._failed(source, what, wrong)
        if isinstance(found, Polled) and isinstance(what, Health):
            return self._polled(source, what, found)
        assert isinstance(what, Item)
        if found is None:
            self.ledger.sources.settle(source.id, what.key)
            return Had(source, what)
        assert isinstance(found, Done)
        return self._add(source, what, found)

    def _polled(self, source: Source, before: Health, found: Polled) -> Asked:
        now = self.clock.now()
        health = structs.replace(
            before,
            due_at=self._later(source.every, spread=0.1),
            tried_at=now,
            succeeded_at=now,
            errors=0,
            error=None,
            etag=found.validators.etag,
            last_modified=found.validators.last_modified,
        )
        with self.ledger.transaction():
            new = self.ledger.sources.polled(source.id, health=health, items=found.items)
            if found.name and source.name is None:
                self.ledger.sources.add(structs.replace(source, name=found.name))
        return Asked(source, new)

    def _add(self, source: Source, item: Item, done: Done[Document]) -> Step:
        try:
            both = read_both(done.value, self.reader)
        except ModelError as error:  # a service may be down, or a budget spent: the item waits, and is not lost
            return self._failed(source, item, error)
        except Exception as error:  # a reader may be anybody's, and one document must not end the work
            log.exception("reading failed")
            return self._failed(source, item, DocumentError(done.name, f"the reader failed ({error!r}); report this"))
        with self.ledger.transaction():
            added = keep_both(both, ledger=self.ledger)
            self.ledger.sources.settle(source.id, item.key, document=done.value.key)
        self._unfolded += added.new
        reading = added.reading
        notes = (*done.notes, *([f"was not read: {reading.reason}"] if reading and reading.depth == "not_read" else []))
        return Had(source, item, done.value, len(reading.mentions) if reading else 0, notes)

    def _failed(self, source: Source, what: Health | Item, error: TocsinError) -> Step:
        asked = error.retry_after if isinstance(error, (FetchError, ModelError)) else None
        if isinstance(what, Health):
            wait = max(min(source.every * 2.0**what.errors, LONGEST), asked or 0.0)
            health = structs.replace(
                what, due_at=self._later(wait), tried_at=self.clock.now(), errors=what.errors + 1, error=str(error)
            )
            self.ledger.sources.polled(source.id, health=health)
            return Asked(source, error=error)
        passing = isinstance(error, ModelError) or (isinstance(error, FetchError) and error.passing)
        again = passing and what.tries + 1 < MOST_TRIES
        wait = max(min(FIRST_RETRY * 4.0**what.tries, LONGEST), asked or 0.0)
        due = self._later(wait) if again else None
        self.ledger.sources.settle(source.id, what.key, error=str(error), due_at=due)
        return Had(source, what, error=error)

    def _later(self, seconds: float, *, spread: float = 0.25) -> str:
        """A moment in some seconds, give or take."""
        rest = seconds * self.jitter.uniform(1.0, 1.0 + spread)
        return later(self.clock.now(), rest)

    def _fold(self) -> Iterator[Step]:
        if self._unfolded:
            self._unfolded = 0
            yield Folded(self._folder.refold())


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "") if url else ""

"""The incidents as lists show them, held in memory and kept as new as the ledger by what turned since."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence

from tocsin.disputes import disputes_in
from tocsin.ports import Ledger, Revision
from tocsin.watching.ringing import incident_of
from tocsin.web.lines import Line, line_of
from tocsin.web.queue import Waiting, weighed


class Board:
    """Lines of incidents by id. Safe to use from several threads."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._lines: dict[str, Line] = {}
        self._sorted: tuple[Line, ...] = ()
        self._waiting: dict[str, Waiting] = {}
        self._documents: dict[str, tuple[str, ...]] = {}
        self._by_document: dict[str, set[str]] = {}
        self._seen = -1
        self._erased = 0

    def lines(self) -> Sequence[Line]:
        """Every incident that stands, the newest event first, those of unknown day last."""
        with self._lock:
            self._renew()
            return self._sorted

    def line(self, id: str) -> Line | None:
        """The line of one incident; None where it does not stand."""
        with self._lock:
            self._renew()
            return self._lines.get(id)

    def waiting(self) -> Sequence[Waiting]:
        """What waits for a person, in no order."""
        with self._lock:
            self._renew()
            return tuple(self._waiting.values())

    def telling(self, documents: Iterable[str]) -> dict[str, tuple[Line, ...]]:
        """The incidents that documents tell, by the id of each, in the order of their ids."""
        with self._lock:
            self._renew()
            told = {document: sorted(self._by_document.get(document, ())) for document in documents}
            return {document: tuple(self._lines[id] for id in ids) for document, ids in told.items()}

    def version(self) -> str:
        """Changes whenever a line may have changed."""
        with self._lock:
            self._renew()
            return f"{self._seen}.{self._erased}"

    def _renew(self) -> None:
        newest, erased = self._ledger.outbox.newest(), self._ledger.last_erasure()
        if newest == self._seen and erased == self._erased:
            return
        seconded = self._ledger.library.seconded()
        if self._seen < 0 or erased != self._erased:
            self._lines, self._waiting, self._documents, self._by_document = {}, {}, {}, {}
            for revision in self._ledger.incidents():
                self._put(revision, seconded)
        else:
            for turned in self._ledger.outbox.turned(after=self._seen, until=newest):
                self._put(turned.after, seconded)
        self._seen, self._erased = newest, erased
        self._sorted = tuple(sorted(self._lines.values(), key=lambda line: line.order))

    def _put(self, revision: Revision, seconded: frozenset[str]) -> None:
        """Take an incident up; `seconded` are the documents that were read in two ways."""
        incident = incident_of(revision)
        id = revision.incident
        for document in self._documents.pop(id, ()):
            self._by_document[document].discard(id)
        self._lines.pop(id, None)
        self._waiting.pop(id, None)
        if incident is not None:
            since = incident.review.revision
            grown = since is not None and self._ledger.library.newest(incident.documents) > since
            disputed = not seconded.isdisjoint(incident.documents) and bool(disputes_in(self._ledger, incident))
            line = line_of(
                incident,
                recorded_at=revision.recorded_at,
                sequence=revision.sequence,
                grown=grown,
                disputed=disputed,
            )
            self._lines[id] = line
            if (waiting := weighed(line)) is not None:
                self._waiting[id] = waiting
            self._documents[id] = incident.documents
            for document in incident.documents:
                self._by_document.setdefault(document, set()).add(id)

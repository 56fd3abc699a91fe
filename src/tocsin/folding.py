"""Bringing the incidents of a ledger up to what is in it, and folding them as of a moment: fusing over what is kept.

Each step is one transaction, which holds the ledger's lock for the second or so that it takes: whoever folds at the
same time, in this program or another, goes on from what the other has done. A step that is broken off leaves the ledger
as it was before it.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

from tocsin.fuse import FOLD_VERSION, Renewed, fold_incidents, fuse_all, renew
from tocsin.fuse.desk import Desk
from tocsin.ports import Ledger
from tocsin.record import Incident

log = logging.getLogger(__name__)

NOTES_VERSION = "5"
TABLES = ("types.toml", "weights.toml", "word_counts.tsv", "words.toml")
DOCUMENTS = 100  # noted at a time
INCIDENTS = 200  # folded at a time


@cache
def fuser_digest() -> str:
    """What the notes follow from beside the entries: the version of the fold, its tables, the form of the notes."""
    digest = hashlib.sha256(f"{FOLD_VERSION}\0{NOTES_VERSION}".encode())
    for name in TABLES:
        digest.update(files("tocsin.fuse").joinpath(name).read_bytes())
    return f"{FOLD_VERSION}/{NOTES_VERSION}/{digest.hexdigest()[:16]}"


def incidents_noted(ledger: Ledger, documents: Collection[str]) -> dict[tuple[str, str], str] | None:
    """The id of the incident that each mention of some documents is in, by document key and id of the mention.

    None where the ledger was not folded by this version yet.
    """
    with ledger.snapshot():
        if not ledger.folding.is_whole(fuser_digest()):
            return None
        items = ledger.folding.notes.items_of(documents)
    return {(item.document, item.mention): item.incident for item in items if item.is_mention and item.incident}


class Folder:
    """Folds a ledger, over and over; keeps the reports of late at hand."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._desk = Desk()
        self._digest = fuser_digest()

    def refold(self) -> int:
        """Bring the incidents up to what is in the ledger. How many changed."""
        if self._ledger.folding.is_idle(self._digest):
            return 0
        count = 0
        more = True
        while more:
            try:
                with self._ledger.transaction():
                    made, more = self._step()
            except BaseException:
                self._desk = Desk()  # what is known by numbers that were given in vain holds no longer
                raise
            count += made
        return count

    def _step(self) -> tuple[int, bool]:
        """Note some documents down, or make some revisions: how many were made, and whether there is more to do."""
        self._ledger.folding.begin(self._digest)
        return (0, True) if self._note() else self._save()

    def renew(self) -> int:
        """Make the notes anew, whatever they are, and bring the incidents up to them. How many changed."""
        with self._ledger.transaction():
            self._ledger.folding.begin("")
        return self.refold()

    def _note(self) -> bool:
        """Note down some of the documents that something happened to. Whether there are more."""
        folding = self._ledger.folding
        part = folding.pending(most=DOCUMENTS)
        renewed = Renewed()
        if part.documents:
            renewed = renew(part.documents, sources=folding.sources, notes=folding.notes, desk=self._desk)
        folding.note(
            until=part.until,
            whole=not part.more,
            changed=renewed.changed,
            gone=renewed.gone,
            mints=renewed.mints,
            redirects=renewed.redirects,
        )
        if part.more:
            log.info("noted the documents of the entries up to %d; %d entries are left", part.until, folding.left())
        return part.more

    def _save(self) -> tuple[int, bool]:
        """Make revisions of some of the incidents that changed: how many were made, and whether there are more."""
        folding = self._ledger.folding
        due = folding.due(most=INCIDENTS)
        if not due.changed and not due.gone and not due.more:
            folding.done(due)
            return 0, False
        found = fold_incidents(due.changed, sources=folding.sources, notes=folding.notes, desk=self._desk)
        lost = set(due.changed).difference(incident.id for incident in found)
        made = self._ledger.save_changes(
            found,
            gone=(*due.gone, *sorted(lost)),
            mints=due.mints,
            redirects=due.redirects,
            fold_version=FOLD_VERSION,
        )
        folding.done(due)
        if due.more:
            log.info("made %d revisions; there are more", made)
        return made, due.more

    # ------------------------------------------------------------------------------------------------ as of a moment
    def incident(self, id: str, *, as_of: str) -> Incident | None:
        """An incident as of a moment, by its whole id; None where nothing had been published.

        Raises `FormError` for what is no moment.
        """
        with self._ledger.snapshot():
            folding = self._ledger.folding
            if not folding.is_whole(self._digest):
                return next((each for each in self._all_anew(as_of) if each.id == id), None)
            found = fold_incidents([id], sources=folding.sources, notes=folding.notes, desk=self._desk, as_of=as_of)
        return found[0] if found else None

    def incidents(self, *, as_of: str) -> Iterator[Incident]:
        """All incidents as of a moment, some at a time, in the order of their ids."""
        with self._ledger.snapshot():
            folding = self._ledger.folding
            if not folding.is_whole(self._digest):
                yield from self._all_anew(as_of)
                return
            after = ""
            while some := folding.incidents(after=after, most=INCIDENTS):
                after = some[-1]
                yield from fold_incidents(
                    some, sources=folding.sources, notes=folding.notes, desk=self._desk, as_of=as_of
                )

    def _all_anew(self, as_of: str) -> tuple[Incident, ...]:
        """All incidents of a ledger that was not folded by this version yet."""
        ledger = self._ledger
        readings, decisions, mints = ledger.active_readings(), ledger.decisions(), ledger.mints()
        return fuse_all(readings, decisions=decisions, mints=mints, as_of=as_of).incidents

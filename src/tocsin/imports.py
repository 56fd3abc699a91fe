"""What partners pass on, put into the ledger: each document with its level, and the reading that is the partner's.

Names of persons are looked for by our own reader, in whatever a partner sends: whom it calls an official is private
here until our reader says otherwise, so that masking never rests on a stranger's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from msgspec import structs

from tocsin.errors import DocumentError, TocsinError
from tocsin.gather import Done, Failed, Outcome
from tocsin.importing import Brought, Lost, bring_all
from tocsin.importing.brought import From
from tocsin.pipeline import Added
from tocsin.ports import Clock, Ledger, Reader
from tocsin.record import Document, Reading
from tocsin.share.terms import Stamps, Terms
from tocsin.tlp import Tlp


def import_all(
    paths: Iterable[str],
    *,
    source: str,
    unmarked: Tlp,
    ledger: Ledger,
    reader: Reader,
    clock: Clock,
    lost: Lost,
    stdin: BinaryIO | None = None,
) -> Iterator[Outcome[Added]]:
    """Put what files of a partner hold into the ledger, each document in a transaction, and say so after it.

    `source` is whose they are, `unmarked` how far what bears no level may go; `lost` gathers what was not taken over.
    What is there already adds nothing. The incidents are as they were until `pipeline.refold`.
    """
    origin = From(source=source, unmarked=unmarked, now=clock.now())
    own = Terms(namespace=ledger.namespace(), stamps=lambda id: Stamps("", "")).identity
    for outcome in bring_all(paths, origin, lost, own=own, stdin=stdin):
        if isinstance(outcome, Failed):
            yield outcome
            continue
        try:
            added, notes = _keep(outcome.value, ledger, reader)
        except TocsinError as error:
            yield Failed(outcome.name, error, outcome.line)
        else:
            yield Done(outcome.name, added, notes, outcome.line)


def _keep(brought: Brought, ledger: Ledger, reader: Reader) -> tuple[Added, tuple[str, ...]]:
    doc = brought.document
    before = ledger.document(doc.id)
    if brought.withdrawn and before is None:
        return Added(doc, None, new=False), ("it is withdrawn, and was never here",)
    if before is not None and before.key != doc.key and _is_older(doc, before):
        return Added(before, None, new=False), ("an older version than the one that is here",)
    if ledger.document(doc.key) is not None:
        return Added(doc, None, new=False), ()
    reading = _reading(brought, reader)
    with ledger.transaction():
        new = ledger.add_document(doc, tlp=brought.tlp)
        if new:
            ledger.add_reading(reading)
    return Added(doc, reading if new else None, new=new), ()


def _is_older(doc: Document, before: Document) -> bool:
    return before.source == doc.source and (doc.published or "") < (before.published or "")


def _reading(brought: Brought, reader: Reader) -> Reading:
    """The partner's reading with the persons that our reader finds; of prose, our reader's own."""
    try:
        ours = reader.read(brought.document)
    except Exception as error:  # a reader may be anybody's; without it nobody knows whose names are in the text
        raise DocumentError(brought.document.id, f"the reader failed ({error!r}); report this") from error
    if brought.reading is None:
        return ours
    return structs.replace(brought.reading, persons=ours.persons)

"""Where two readings of one document contradict one another: the one that counts, and one that was kept beside it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from tocsin.ports import Ledger
from tocsin.record import Incident, ReaderStamp, Statement


class Dispute(Struct, frozen=True, kw_only=True):
    """One property of one mention of a document, as two readers have it; `counts` is the value that stands."""

    document: str
    mention: str
    property: str
    counts: Statement
    other: Statement
    reader: ReaderStamp
    other_reader: ReaderStamp


def disputes_in(ledger: Ledger, incident: Incident) -> tuple[Dispute, ...]:
    """What the readers contradict one another in of the mentions of an incident, in the order of its documents."""
    mentions = {(each.document, each.mention) for each in incident.mentions}
    return tuple(each for each in disputes_of(ledger, incident.documents) if (each.document, each.mention) in mentions)


def disputes_of(ledger: Ledger, documents: Iterable[str]) -> list[Dispute]:
    """What the readers of some documents (by id) contradict one another in."""
    from tocsin.read.llm.agreement import differences

    found = []
    for document, (standing, others) in ledger.library.beside(list(documents)).items():
        for other in others:
            found += [
                Dispute(
                    document=document,
                    mention=each.mention,
                    property=each.property,
                    counts=each.one,
                    other=each.two,
                    reader=standing.reader,
                    other_reader=other.reader,
                )
                for each in differences(standing, other)
            ]
    return found

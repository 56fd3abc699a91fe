"""Two readings of a report side by side, where they contradict one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.disputes import Dispute
from tocsin.record import ReaderStamp, Statement
from tocsin.view.words import label
from tocsin.web.addresses import document_address
from tocsin.web.document_view import described


@dataclass(frozen=True, slots=True)
class Side:
    """What one reader says: its name, the value, the words that it has it from, and where they stand."""

    reader: str
    words: str
    quote: str
    href: str


@dataclass(frozen=True, slots=True)
class DisputeView:
    """One property of one report: what stands in the record, and what the other reader has."""

    document: str
    property: str
    counts: Side
    other: Side


def disputes_view(disputes: Iterable[Dispute]) -> list[DisputeView]:
    """The disputes of an incident as its page shows them."""
    return [
        DisputeView(
            document=each.document,
            property=label(each.property),
            counts=_side(each.document, each.counts, each.reader),
            other=_side(each.document, each.other, each.other_reader),
        )
        for each in disputes
    ]


def _side(document: str, statement: Statement, reader: ReaderStamp) -> Side:
    known = described(statement)
    words = label(str(statement.value)) if known is None else f"{known[1]}: {known[2]}"
    evidence = statement.evidence[0]
    href = document_address(document, evidence)
    return Side(f"{reader.name}/{reader.version}", words, evidence.quote, href)

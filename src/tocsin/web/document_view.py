"""A document with everything that was read from it marked in its text, by colour and by label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tocsin.errors import InputError
from tocsin.record import Document, Evidence, Reading, Statement
from tocsin.record.evidence import Field
from tocsin.record.values import Claim, Participant, Place, Toll, WarningNotice, When
from tocsin.view.clean import shorten
from tocsin.view.numbers import toll_words
from tocsin.view.rows import ROLE_LABELS, warning_words
from tocsin.view.words import claim_words, label, participant_words, place_words, when_words

MOST_CHARACTERS = 200_000  # of a text on one page; what lies behind is a page of its own
_MARK = re.compile(r"(text|title):(\d{1,9})-(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class Found:
    """Something read in a document: what sort it is, what was made of it, and where. `number` counts along the text."""

    sort: str
    name: str
    words: str
    field: Field
    start: int
    end: int
    mention: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; `lit` is what was asked for. `opens` are the labels that begin here."""

    text: str
    sorts: tuple[str, ...]
    lit: bool
    opens: tuple[str, ...]
    first_lit: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A part of a document as its page shows it. `before` and `after` are the offsets of the parts around, or None."""

    document: Document
    reading: Reading | None
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    found: tuple[Found, ...]
    before: int | None
    after: int | None
    characters: int


def mark_of(words: str | None) -> Evidence | None:
    """What is to be lit, from an address such as `text:191-222`; None where nothing is. Raises `InputError`."""
    if not words:
        return None
    match = _MARK.match(words)
    if match is None or int(match[2]) >= int(match[3]):
        raise InputError(f"mark: {words!r} is no place in a text; write it as text:191-222")
    field: Field = "title" if match[1] == "title" else "text"
    return Evidence(document="", field=field, start=int(match[2]), end=int(match[3]), quote="")


def document_view(doc: Document, reading: Reading | None, *, lit: Evidence | None, start: int = 0) -> DocumentView:
    """The page of a document from an offset on; the part that holds what is lit, where something is."""
    every = sorted(_all(reading), key=lambda f: (f.field != "title", f.start, -f.end)) if reading else ()
    found = tuple(dict.fromkeys(every))
    if lit is not None and lit.field == "text":
        start = lit.start
    first = min(start, max(len(doc.text) - 1, 0)) // MOST_CHARACTERS * MOST_CHARACTERS
    last = min(len(doc.text), first + MOST_CHARACTERS)
    title = doc.title or ""
    return DocumentView(
        document=doc,
        reading=reading,
        title=_pieces(title, 0, len(title), [f for f in found if f.field == "title"], _span(lit, "title")),
        text=_pieces(doc.text, first, last, [f for f in found if f.field == "text"], _span(lit, "text")),
        found=found,
        before=max(0, first - MOST_CHARACTERS) if first else None,
        after=last if last < len(doc.text) else None,
        characters=len(doc.text),
    )


def _span(lit: Evidence | None, field: Field) -> tuple[int, int] | None:
    return (lit.start, lit.end) if lit is not None and lit.field == field else None


def _pieces(text: str, first: int, last: int, found: Sequence[Found], lit: tuple[int, int] | None) -> tuple[Piece, ...]:
    """The text cut wherever a mark begins or ends."""
    inside = [f for f in found if f.start < last and f.end > first]
    edges = {first, last}
    for each in inside:
        edges |= {max(first, each.start), min(last, each.end)}
    if lit is not None:
        edges |= {min(max(first, lit[0]), last), min(max(first, lit[1]), last)}
    cuts = sorted(edges)
    pieces: list[Piece] = []
    lit_yet = False
    for start, end in pairwise(cuts):
        over = [f for f in inside if f.start <= start and f.end >= end]
        is_lit = lit is not None and lit[0] <= start and end <= lit[1]
        sorts = tuple(dict.fromkeys(f.sort for f in over))
        pieces.append(
            Piece(
                text=text[start:end],
                sorts=sorts,
                lit=is_lit,
                opens=tuple(dict.fromkeys(f.name for f in over if f.start == start)),
                first_lit=is_lit and not lit_yet,
                title="; ".join(dict.fromkeys(f"{f.name}: {f.words}" for f in over)),
            )
        )
        lit_yet = lit_yet or is_lit
    return tuple(pieces)


# ------------------------------------------------------------------------------------------- what was read
def _all(reading: Reading) -> Iterable[Found]:
    for mention in reading.mentions:
        t = mention.trigger
        status = "" if mention.status == "occurred" else f", {mention.status}"
        yield Found("event", label(mention.type), f"{label(mention.type)}{status}", t.field, t.start, t.end, mention.id)
        for statement in mention.statements:
            yield from _statement(statement, mention.id)
    for said in reading.assessments:
        for e in said.evidence:
            yield Found("says", "says", f"{said.speaker}: {shorten(said.text, 160)}", e.field, e.start, e.end, "")
    for person in reading.persons:
        words = label(person.standing)
        yield Found("person", f"person, {words}", person.name, person.field, person.start, person.end, "")


def _statement(statement: Statement, mention: str) -> Iterable[Found]:
    known = described(statement)
    if known is None:
        return
    sort, name, words = known
    if statement.attribution is not None:
        words += f", according to {statement.attribution.name}"
    elif statement.modality != "asserted":
        words += f", {statement.modality}"
    for e in statement.evidence:
        yield Found(sort, name, words, e.field, e.start, e.end, mention)


def described(statement: Statement) -> tuple[str, str, str] | None:
    """The sort, the name and the words of what a statement says; None for the type and the status."""
    match statement.value:
        case When() as when:
            return "when", "when", when_words(when)
        case Place() as place:
            return "where", "where" if place.role == "site" else place.role, place_words(place)
        case Toll() as toll:
            return "toll", toll.measure, toll_words(toll, said=statement.original)
        case Claim() as claim:
            return "claim", claim.stance, claim_words(claim)
        case Participant() as who:
            return "who", ROLE_LABELS[who.role], participant_words(who)
        case WarningNotice() as warning:
            return "warning", "warning", warning_words(warning)
        case _:
            return None

"""The process that reads: it is told of pieces on its standard input, and tells on its standard output how it goes.

It says which document it is about to read before it does, so that whoever watches knows which one it did not survive.
It is a process of its own for the sake of that, and of a bound on its memory. `guard` starts it, as
`python -m tocsin.bulk.child`.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec

from tocsin.bulk.parts import Row, write_part
from tocsin.bulk.plan import Piece
from tocsin.bulk.slices import Look, documents_of
from tocsin.errors import TocsinError
from tocsin.gather import Failed, Terms
from tocsin.pipeline import reader_from
from tocsin.ports import Reader
from tocsin.record import Document
from tocsin.settings import load_settings


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A piece to be read, where what comes of it goes, and under which settings.

    `lost` says of documents, by their places, why they are not to be touched again. `now` is when the run began, which
    is when its documents were retrieved. `megabytes` is the most memory of a worker.
    """

    piece: Piece
    to: str
    settings: dict[str, str | int]
    now: str
    source: str | None = None
    published: str | None = None
    megabytes: int = 4096
    lost: dict[int, str] = {}


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What a worker says: the place of the document it begins with, or, at the end, what came of the piece."""

    at: int | None = None
    done: Counts | None = None
    error: str | None = None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a piece: its documents, those that failed, events, and the characters of the texts."""

    documents: int = 0
    failed: int = 0
    events: int = 0
    characters: int = 0


def rows_of(work: Work, reader: Reader, begin: Callable[[int], None]) -> Iterator[Row]:
    """The rows of a piece: each document with its reading, or why there is none. `begin` is told each place before."""
    terms = Terms(
        now=work.now,
        retrieved=work.now,
        source=work.source,
        published=work.published,
        max_bytes=int(work.settings["max_bytes"]),
    )
    for at, look in documents_of(work.piece, terms):
        if at in work.lost:
            yield Row(at=at, error=work.lost[at])
            continue
        begin(at)
        yield from _looked_at(at, look, reader)


def _looked_at(at: int, look: Look, reader: Reader) -> Iterator[Row]:
    try:
        for outcome in look():
            if isinstance(outcome, Failed):
                yield Row(at=at, error=str(outcome.error))
            else:
                yield _read(at, outcome.value, reader)
    except MemoryError:
        yield Row(at=at, error="it took more memory than a worker may have")


def _read(at: int, doc: Document, reader: Reader) -> Row:
    try:
        return Row(at=at, document=doc, reading=reader.read(doc))
    except TocsinError as error:
        return Row(at=at, document=doc, error=str(error))
    except MemoryError:
        raise
    except Exception as error:  # a reader may be anybody's, and one document must not end the others
        return Row(at=at, document=doc, error=f"the reader failed ({error!r}); report this")


def counts_of(rows: Iterable[Row]) -> Counts:
    """What rows come to."""
    found = list(rows)
    docs = [row.document for row in found if row.document is not None]
    return Counts(
        documents=len(found),
        failed=sum(row.error is not None for row in found),
        events=sum(len(row.reading.mentions) for row in found if row.reading is not None),
        characters=sum(len(doc.text) for doc in docs),
    )


def main() -> None:
    """Read pieces until there are no more."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what a library prints is no word of ours
        gc.set_threshold(50_000, 20, 20)  # as `tocsin.cli` does
        serve(sys.stdin.buffer, out)


def serve(lines: BinaryIO, out: BinaryIO) -> None:
    """Read the pieces of lines, and say how it goes."""

    def say(said: Said) -> None:
        out.write(msgspec.json.encode(said) + b"\n")
        out.flush()

    reader: Reader | None = None
    for line in lines:
        work = msgspec.json.decode(line, type=Work)
        try:
            if reader is None:
                resource.setrlimit(resource.RLIMIT_DATA, (work.megabytes << 20, resource.RLIM_INFINITY))
                reader = reader_from(load_settings(flags=work.settings, environment=os.environ))
            rows = list(rows_of(work, reader, lambda at: say(Said(at=at))))
            write_part(work.to, rows)
            say(Said(done=counts_of(rows)))
        except (TocsinError, OSError) as error:
            say(Said(error=str(error)))


if __name__ == "__main__":
    main()

"""What is to be read: the files of an archive, and the pieces that each is cut into. Made once, and kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Literal, TypeVar

import fsspec
import msgspec

from tocsin.errors import InputError

Kind = Literal["jsonl", "warc", "parquet"]
T = TypeVar("T")
ENDINGS: dict[str, Kind] = {".jsonl": "jsonl", ".warc": "warc", ".warc.gz": "warc", ".parquet": "parquet"}
PIECE = 200  # documents of one piece


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file of an archive, and its size in bytes when it was first seen."""

    path: str
    kind: Kind
    size: int


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Some documents of a file, one after the other.

    `spans` holds where each stands: its first byte and the one after its last, or, in Parquet, its row and the next.
    `weight` is about how many bytes of the file it is.
    """

    name: str
    source: Source
    spans: tuple[tuple[int, int], ...]
    weight: float


def files_of(archive: str) -> list[Source]:
    """The files that are read, in the order of their names: of a folder, of a pattern with `*`, or the one named.

    `archive` is a path or a URL that fsspec opens. Raises `InputError` where there is none.
    """
    system, path = fsspec.core.url_to_fs(archive)
    if "*" in path:
        found = system.glob(path, detail=True)
    elif system.isdir(path):
        found = system.find(path, detail=True)
    else:
        found = {path: system.info(path)} if system.exists(path) else {}
    named = [(name, kind_of(name), info) for name, info in sorted(found.items())]
    sources = [
        Source(path=str(system.unstrip_protocol(name)), kind=kind, size=int(info["size"]))
        for name, kind, info in named
        if kind is not None and info["type"] == "file"
    ]
    if not sources:
        raise InputError(f"{archive} holds no file that is read in bulk ({', '.join(ENDINGS)})")
    return sources


def kind_of(path: str) -> Kind | None:
    """What a file holds, by the ending of its name; None where it is not read in bulk."""
    return next((kind for ending, kind in ENDINGS.items() if path.lower().endswith(ending)), None)


def pieces_of(source: Source, number: int, *, size: int = PIECE) -> Iterator[Piece]:
    """The pieces of a file, the `number`th of its archive, which is read through once for it.

    Raises `InputError` where it cannot be read, or has changed since it was first seen.
    """
    try:
        with fsspec.open(source.path, "rb") as stream:
            if stream.seek(0, 2) != source.size:
                raise InputError(f"{source.path} has another size than when this was begun; read it into a new folder")
            stream.seek(0)
            each = source.size / _row_count(stream) if source.kind == "parquet" else 1.0
            for count, spans in enumerate(batched(SPANS[source.kind](stream, source), size)):
                weight = (spans[-1][1] - spans[0][0]) * each
                yield Piece(name=f"{number:05d}-{count:06d}", source=source, spans=spans, weight=weight)
    except OSError as error:
        raise InputError(f"{source.path} cannot be read: {error.strerror or error}") from error


def batched(items: Iterable[T], size: int) -> Iterator[tuple[T, ...]]:
    """The items, so many at a time."""
    rest = iter(items)
    while some := tuple(islice(rest, size)):
        yield some


def _lines(stream: BinaryIO, _source: Source) -> Iterator[tuple[int, int]]:
    at = 0
    for line in stream:
        if line.strip():
            yield at, at + len(line)
        at += len(line)


def _records(stream: BinaryIO, source: Source) -> Iterator[tuple[int, int]]:
    """The answers that a crawl got. A file that breaks off ends in one span that holds all the rest."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    archive: Any = ArchiveIterator(stream)
    began = 0
    try:
        for record in archive:
            began = archive.get_record_offset()
            is_answer = record.rec_type == "response"
            archive.read_to_end(record)
            end = began + archive.get_record_length()
            if is_answer:
                yield began, end
            began = end
    except (ArchiveLoadFailed, EOFError, ValueError, KeyError):
        yield began, source.size


def _rows(stream: BinaryIO, _source: Source) -> Iterator[tuple[int, int]]:
    for row in range(_row_count(stream)):
        yield row, row + 1


def _row_count(stream: BinaryIO) -> int:
    import pyarrow.parquet as pq

    return int(pq.ParquetFile(stream).metadata.num_rows)


SPANS = {"jsonl": _lines, "warc": _records, "parquet": _rows}

"""From a piece of an archive to its documents, each by itself, so that one that cannot be borne is passed over."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import fsspec
import msgspec

from tocsin.bulk.plan import Piece
from tocsin.gather import Outcome, Terms
from tocsin.record import Document

ROWS = 1000  # of a Parquet file, held at a time

Look = Callable[[], Iterator[Outcome[Document]]]


def documents_of(piece: Piece, terms: Terms) -> Iterator[tuple[int, Look]]:
    """The documents of a piece, by their places in it: what, when called, gives what the bytes of one hold, or nothing.

    Raises `OSError` where the file cannot be read.
    """
    read = READ[piece.source.kind]
    for at, raw in enumerate(_raw(piece)):
        yield at, partial(read, io.BytesIO(raw), name=piece.source.path, terms=terms)


def _raw(piece: Piece) -> Iterator[bytes]:
    with fsspec.open(piece.source.path, "rb") as stream:
        if piece.source.kind == "parquet":
            yield from _rows(stream, piece.spans[0][0], piece.spans[-1][1])
            return
        first, last = piece.spans[0][0], piece.spans[-1][1]
        stream.seek(first)
        raw = stream.read(last - first)
    for start, end in piece.spans:
        yield raw[start - first : end - first]


def _rows(stream: Any, first: int, last: int) -> Iterator[bytes]:
    """Rows as lines of JSON, of those row groups alone that hold them."""
    import pyarrow.parquet as pq

    file = pq.ParquetFile(stream)
    at = 0
    for group in range(file.metadata.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if at < last and at + size > first:
            begin = at
            for batch in file.iter_batches(ROWS, row_groups=[group]):
                rows = batch.slice(max(0, first - begin), max(0, last - max(first, begin))).to_pylist()
                yield from (msgspec.json.encode(row) for row in rows)
                begin += batch.num_rows
        at += size


def _read_warc(stream: io.BytesIO, *, name: str, terms: Terms) -> Iterator[Outcome[Document]]:
    from tocsin.gather.warc import read_warc

    return read_warc(stream, name=name, terms=terms)


def _read_jsonl(stream: io.BytesIO, *, name: str, terms: Terms) -> Iterator[Outcome[Document]]:
    from tocsin.gather.jsonl import read_jsonl

    return read_jsonl(stream, name=name, terms=terms)


READ = {"jsonl": _read_jsonl, "warc": _read_warc, "parquet": _read_jsonl}

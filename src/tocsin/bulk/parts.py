"""What came of a piece, in one Parquet file: a row for each document, with its text, its reading, or what went wrong.

The columns with words of the document are those of `Document`; `reading` is the JSON form of the reading, without the
text. `error` says why a document could not be had or read; then there is no reading.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fsspec
import msgspec
from fsspec.implementations.local import LocalFileSystem

from tocsin.record import Document, Reading
from tocsin.record.json_form import dumps, reading_form
from tocsin.record.json_load import convert, load_reading, loads

if TYPE_CHECKING:
    import pyarrow as pa

WORDS = (
    "key", "id", "url", "title", "text", "published", "published_from", "retrieved", "language", "source", "extractor",
)  # fmt: skip


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a piece: where it stands in it, and what came of it."""

    at: int
    document: Document | None = None
    reading: Reading | None = None
    error: str | None = None


def schema() -> pa.Schema:
    """The columns of a part."""
    import pyarrow as pa

    words = [pa.field(name, pa.string()) for name in WORDS]
    told = [("depth", pa.string()), ("relevance", pa.float64()), ("events", pa.int32()), ("reading", pa.string())]
    return pa.schema([pa.field("at", pa.int32(), nullable=False), *words, *told, ("error", pa.string())])


def write_part(path: str, rows: list[Row]) -> None:
    """Write a part, whole or not at all. The same rows give the same bytes under one version of pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pa.Table.from_pylist([_cells(row) for row in rows], schema=schema())
    held = io.BytesIO()
    pq.write_table(table, held, compression="zstd")
    put(path, held.getvalue())


def put(path: str, raw: bytes) -> None:
    """Write a file under another name first, so that it is never there in part."""
    system, inside = fsspec.core.url_to_fs(path)
    system.makedirs(system._parent(inside), exist_ok=True)
    if isinstance(system, LocalFileSystem):
        beside = Path(inside + ".new")
        with beside.open("wb") as stream:
            stream.write(raw)
            os.fsync(stream.fileno())
        beside.replace(inside)
    else:
        system.pipe_file(inside, raw)  # a store of objects shows none before it is whole


def read_part(path: str, *, failed: bool = False) -> Iterator[Row]:
    """The rows of a part, in order; `failed`: only those with an error, and of them only place and error."""
    import pyarrow.parquet as pq

    columns = ["at", "error"] if failed else None
    with fsspec.open(path, "rb") as stream:
        for batch in pq.ParquetFile(stream).iter_batches(100, columns=columns):
            rows = (_row(cells) for cells in batch.to_pylist())
            yield from (row for row in rows if row.error is not None) if failed else rows


def _cells(row: Row) -> dict[str, Any]:
    doc, reading = row.document, row.reading
    cells: dict[str, Any] = {"at": row.at, "error": row.error}
    if doc is not None:
        cells |= {name: getattr(doc, name) for name in WORDS}
    if reading is not None:
        cells |= {"depth": reading.depth, "relevance": reading.relevance, "events": len(reading.mentions)}
        cells["reading"] = dumps(reading_form(reading, with_text=False))
    return cells


def _row(cells: dict[str, Any]) -> Row:
    if cells.get("key") is None:
        return Row(at=cells["at"], error=cells["error"])
    doc = convert({name: cells[name] for name in WORDS if cells[name] is not None}, Document, "document")
    reading = load_reading(loads(cells["reading"]), text=doc.text) if cells["reading"] else None
    return Row(at=cells["at"], document=doc, reading=reading, error=cells["error"])

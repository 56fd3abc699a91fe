"""Tables (CSV, TSV) to Documents: a document a row, by the names of the columns or a mapping of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from functools import partial
from typing import BinaryIO

from tocsin.errors import DocumentError, InputError, LineError
from tocsin.gather.draft import Draft
from tocsin.gather.fields import draft_of, outcome_of
from tocsin.gather.outcome import Failed, Outcome
from tocsin.gather.terms import Terms
from tocsin.record import Document

# What tables of news call our fields, the likest first. Matched without regard to case, spaces and underlines.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articletext", "fulltext", "article", "articlebody", "story", "maintext"),
    "title": ("title", "headline", "heading", "articletitle"),
    "published": ("published", "publisheddate", "publicationdate", "datepublished", "publishedat", "pubdate", "date"),
    "url": ("url", "link", "sourceurl", "articleurl"),
    "source": ("source", "outlet", "publisher", "publication", "newspaper", "sitename", "domain"),
    "id": ("id", "articleid", "docid", "documentid"),
    "language": ("language", "lang"),
}


def read_rows(stream: BinaryIO, *, name: str, terms: Terms) -> Iterator[Outcome[Document]]:
    """An outcome for each row, in order, its line being the row's number, the head not counted.

    `terms.columns` says which column holds a field, where its name does not. A table without a column for the text is
    one `Failed`. Nothing is held but the row at hand.
    """
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    try:
        yield from _in_lines(lines, name, terms)
    finally:
        lines.detach()  # the stream is the caller's to close


def _in_lines(lines: io.TextIOWrapper, name: str, terms: Terms) -> Iterator[Outcome[Document]]:
    try:
        head = lines.readline(1 << 16)
        table = csv.reader(lines, delimiter=_delimiter(head))
        columns = next(csv.reader([head], delimiter=_delimiter(head)), [])
        places = _places(columns, terms.columns, name)
    except (csv.Error, InputError) as error:
        yield Failed(name, DocumentError(name, getattr(error, "reason", str(error))))
        return
    yield from _rows(table, places, name, terms)


def _rows(
    table: Iterator[list[str]], places: Mapping[str, int], name: str, terms: Terms
) -> Iterator[Outcome[Document]]:
    before = csv.field_size_limit(terms.max_bytes)
    number = 0
    try:
        while True:
            number += 1
            try:
                row = next(table, None)
            except csv.Error as error:
                yield Failed(name, LineError(name, number, f"is no row of a table ({error})"), number)
                continue
            if row is None:
                return
            if any(cell.strip() for cell in row):
                yield outcome_of(partial(_draft, row, places), file=name, what="row", number=number, terms=terms)
    finally:
        csv.field_size_limit(before)


def _delimiter(head: str) -> str:
    return max(",\t;|", key=head.count)


def _places(columns: list[str], given: Mapping[str, str], name: str) -> dict[str, int]:
    """Where each field stands. Raises `DocumentError` for a column that is not there, or none for the text."""
    known = {_plain(column): at for at, column in reversed(list(enumerate(columns)))}
    found: dict[str, int] = {}
    for field, names in NAMES.items():
        wanted = [given[field]] if field in given else list(names)
        place = next((known[_plain(each)] for each in wanted if _plain(each) in known), None)
        if place is not None:
            found[field] = place
        elif field in given:
            raise DocumentError(name, f"has no column {given[field]!r}; it has {_listed(columns)}")
    if "text" not in found:
        raise DocumentError(
            name,
            f"has no column that is called like a text; say which with --map text=COLUMN; it has {_listed(columns)}",
        )
    return found


def _plain(name: str) -> str:
    return "".join(name.lower().replace("_", "").replace("-", "").split())


def _listed(columns: list[str]) -> str:
    return ", ".join(repr(column[:40]) for column in columns[:12]) or "none"


def _draft(row: list[str], places: Mapping[str, int], name: str) -> Draft:
    fields = {field: row[at].strip() or None if at < len(row) else None for field, at in places.items()}
    return draft_of(fields, name, language=(fields.get("language") or "")[:2].lower() or None)

"""PATHs to Documents: files, folders, addresses and `-` (standard input). An outcome for each document, in order."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tocsin.errors import DocumentError, InputError
from tocsin.gather.decode import decode
from tocsin.gather.draft import Draft, finish
from tocsin.gather.jsonl import read_jsonl
from tocsin.gather.kinds import ENDINGS, PEEK, Kind, kind_of_bytes, kind_of_name
from tocsin.gather.outcome import Failed, Outcome
from tocsin.gather.terms import Terms
from tocsin.record import Document
from tocsin.record.source import Item, Source

if TYPE_CHECKING:
    from tocsin.gather.sources import Fetching


class ReadMany(Protocol):
    """Reads an input of many documents, one after the other."""

    def __call__(self, stream: BinaryIO, *, name: str, terms: Terms) -> Iterator[Outcome[Document]]:
        """An outcome for each document."""
        ...


def gather_paths(
    paths: Iterable[str],
    *,
    terms: Terms,
    stdin: BinaryIO | None = None,
    kind: Kind | None = None,
    client: Fetching | None = None,
) -> Iterator[Outcome[Document]]:
    """Every document of the paths.

    A folder gives its files of a known ending, by name; a table is read only where it is named, for most tables hold no
    reports. An address of the web is fetched by `client`. `kind` overrules what names and beginnings say. What cannot
    be read is a `Failed` in its place.
    """
    for path in paths:
        if path.startswith(("http://", "https://")):
            yield _at_address(path, terms, client)
        elif path == "-":
            yield from _in_stream(stdin or io.BytesIO(), "standard input", terms, kind)
        elif os.path.isdir(path):  # which says no, where Path.is_dir raises, to a name too long to be one
            yield from _in_folder(Path(path), terms, kind)
        else:
            yield from _in_file(Path(path), terms, kind)


def _at_address(url: str, terms: Terms, client: Fetching | None) -> Outcome[Document]:
    if client is None:
        return Failed(url, DocumentError(url, "is an address, and nothing is fetched here; save the page as a file"))
    from tocsin.gather.sources import fetch_item

    try:
        return fetch_item(Source(url=url, name=terms.source), Item(key=url, url=url), client, terms)
    except InputError as error:
        return Failed(url, error)


def _in_folder(folder: Path, terms: Terms, kind: Kind | None) -> Iterator[Outcome[Document]]:
    found = False
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if kind_of_name(path) not in (None, "csv") and not name.startswith("."):
                found = True
                yield from _in_file(path, terms, kind)
    if not found:
        endings = ", ".join(ending for ending, kind in ENDINGS.items() if kind != "csv")
        yield Failed(str(folder), DocumentError(str(folder), f"holds no file that is read ({endings})"))


def _in_file(path: Path, terms: Terms, kind: Kind | None) -> Iterator[Outcome[Document]]:
    name = str(path)
    try:
        stream = path.open("rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Failed(name, DocumentError(name, f"cannot be opened: {reason}"))
        return
    with stream:
        yield from _in_stream(stream, name, terms, kind or kind_of_name(path))


def _in_stream(stream: BinaryIO, name: str, terms: Terms, kind: Kind | None) -> Iterator[Outcome[Document]]:
    """The documents of an open input. JSON lines, tables and web archives can be more than one."""
    head = b""
    if kind is None:
        head = _read(stream, PEEK)
        kind = kind_of_bytes(head)
    if kind in ("jsonl", "csv", "warc"):
        yield from _many(kind)(_joined(head, stream), name=name, terms=terms)
        return
    try:
        yield finish(_draft(_whole(head, stream, name, terms.max_bytes), name, kind, terms), terms)
    except DocumentError as error:
        yield Failed(name, error)


def _many(kind: Kind) -> ReadMany:
    """What reads an input of many documents."""
    if kind == "csv":
        from tocsin.gather.rows import read_rows

        return read_rows
    if kind == "warc":
        from tocsin.gather.warc import read_warc

        return read_warc
    return read_jsonl


def _draft(raw: bytes, name: str, kind: Kind, terms: Terms) -> Draft:
    if kind == "html":
        from tocsin.gather.html import draft_html  # 0.3 s to import, and most inputs are not pages

        return draft_html(raw, name=name, terms=terms)
    if kind == "pdf":
        from tocsin.gather.pdf import draft_pdf

        return draft_pdf(raw, name=name)
    if kind == "mail":
        from tocsin.gather.mail import draft_mail

        return draft_mail(raw, name=name, terms=terms)
    decoded = decode(raw, name=name)
    return Draft(name=name, raw=raw, text=decoded.text, notes=decoded.notes)


def _whole(head: bytes, stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    """All bytes of an input. Raises `DocumentError` where they are too many or cannot be had."""
    try:
        raw = head + _read(stream, max(0, max_bytes + 1 - len(head)))
    except OSError as error:
        raise DocumentError(name, f"cannot be read: {error.strerror}") from error
    if len(raw) > max_bytes:
        raise DocumentError(name, f"is larger than {max_bytes} bytes, the most that is read (max_bytes)")
    return raw


def _read(stream: BinaryIO, size: int) -> bytes:
    """Up to `size` bytes, fewer only at the end: a pipe gives less at a time."""
    parts: list[bytes] = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _joined(head: bytes, stream: BinaryIO) -> BinaryIO:
    return io.BufferedReader(_Joined(head, stream)) if head else stream


class _Joined(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        part = self._head[:size] if self._head else self._rest.read(size)
        self._head = self._head[size:]
        buffer[: len(part)] = part
        return len(part)

"""Web archives (WARC, as CC-NEWS ships) to drafts: the pages that a crawl got, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from tocsin.errors import DocumentError, TocsinError
from tocsin.gather.dates import parse_published
from tocsin.gather.draft import finish
from tocsin.gather.html import draft_html
from tocsin.gather.outcome import Done, Failed, Outcome
from tocsin.gather.terms import Terms
from tocsin.record import Document

PAGES = ("text/html", "application/xhtml+xml")


def read_warc(stream: BinaryIO, *, name: str, terms: Terms) -> Iterator[Outcome[Document]]:
    """An outcome for each page that was got whole (status 200, HTML), in order; other records are passed over.

    Memory holds one page. An archive that is damaged ends in a `Failed` where it breaks off.
    """
    records = iter(ArchiveIterator(stream))
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            outcome = _outcome(record, name, terms) if _is_page(record) else None
        except (ArchiveLoadFailed, OSError, EOFError, ValueError, KeyError) as error:
            yield Failed(name, DocumentError(name, f"is a web archive that breaks off or is damaged here ({error})"))
            return
        if outcome is not None:
            yield outcome


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    media_type = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return record.http_headers.get_statuscode() == "200" and media_type in PAGES


def _outcome(record: Any, name: str, terms: Terms) -> Outcome[Document]:
    url = record.rec_headers.get_header("WARC-Target-URI") or name
    raw = record.content_stream().read(terms.max_bytes + 1)
    try:
        if len(raw) > terms.max_bytes:
            raise DocumentError(url, f"is larger than {terms.max_bytes} bytes, the most that is read (max_bytes)")
        if getattr(record.raw_stream, "limit", 0) > 0:  # bytes that the record's head promised
            raise DocumentError(url, "is not whole: the archive breaks off in it")
        draft = draft_html(raw, name=url, terms=terms)
        got = parse_published(record.rec_headers.get_header("WARC-Date") or "")
        found: Done[Document] = finish(replace(draft, url=url, found_url=None, retrieved=got), terms)
    except TocsinError as error:
        return Failed(url, error)
    return found

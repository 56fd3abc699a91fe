"""Atom feeds (RFC 4287) with tombstones (RFC 6721), written entry by entry. Knows nothing of incidents.

A feed says at its head when it was last changed, which only its entries tell: they are put aside on the disk, beyond a
megabyte, until all have come.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from lxml import etree
from msgspec import Struct

from tocsin.markup import xml_words

NAMESPACE = "http://www.w3.org/2005/Atom"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
MEDIA_TYPE = "application/atom+xml"
IN_MEMORY = 1_000_000  # bytes
NEVER = "1970-01-01T00:00:00Z"


class Link(Struct, frozen=True, kw_only=True):
    """A link of an entry."""

    href: str
    rel: str = "alternate"
    type: str | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One entry. `text` is plain; `body` is an element of another vocabulary, and `media_type` says which."""

    id: str
    title: str
    updated: str
    published: str | None = None
    links: tuple[Link, ...] = ()
    categories: tuple[tuple[str, str | None], ...] = ()
    summary: str | None = None
    text: str | None = None
    body: etree._Element | None = None
    media_type: str | None = None


class Deleted(Struct, frozen=True, kw_only=True):
    """A tombstone: the entry of this id was withdrawn, when, and why."""

    ref: str
    when: str
    comment: str


def atom_time(moment: str) -> str:
    """A moment as Atom writes it: UTC with `Z`. A bare day is its beginning, no zone is UTC."""
    at = datetime.fromisoformat(moment)
    at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}Z"


def write_feed(entries: Iterable[Entry | Deleted], out: BinaryIO, *, id: str, title: str, author: str) -> None:
    """A feed of entries in their order. It was updated when the newest of them was."""
    newest = NEVER
    with SpooledTemporaryFile(max_size=IN_MEMORY) as aside:
        for entry in entries:
            form = _tombstone(entry) if isinstance(entry, Deleted) else entry_element(entry)
            newest = max(newest, atom_time(entry.when if isinstance(entry, Deleted) else entry.updated))
            aside.write(etree.tostring(form, encoding="UTF-8", xml_declaration=False) + b"\n")
        aside.seek(0)
        out.write(_head(id=id, title=title, author=author, updated=newest))
        shutil.copyfileobj(aside, out)
        out.write(b"</feed>\n")


def _head(*, id: str, title: str, author: str, updated: str) -> bytes:
    """The beginning of a feed, up to its first entry."""
    feed = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE, "at": TOMBSTONES})
    add(feed, "title", title)
    add(feed, "id", id)
    add(feed, "updated", updated)
    add(add(feed, "author"), "name", author)
    feed.text = "\n"
    for child in feed:
        child.tail = "\n"
    whole: bytes = etree.tostring(feed, encoding="UTF-8", xml_declaration=True)
    return whole.removesuffix(b"</feed>")


def entry_element(entry: Entry) -> etree._Element:
    """An entry as an element."""
    form = etree.Element(f"{{{NAMESPACE}}}entry", nsmap={None: NAMESPACE})
    add(form, "title", entry.title)
    add(form, "id", entry.id)
    add(form, "updated", atom_time(entry.updated))
    if entry.published is not None:
        add(form, "published", atom_time(entry.published))
    for link in entry.links:
        add(form, "link", rel=link.rel, href=link.href, **({"type": link.type} if link.type else {}))
    for term, scheme in entry.categories:
        add(form, "category", term=term, **({"scheme": scheme} if scheme else {}))
    if entry.summary is not None:
        add(form, "summary", entry.summary, type="text")
    if entry.body is not None:
        add(form, "content", type=entry.media_type or "application/xml").append(entry.body)
    elif entry.text is not None:
        add(form, "content", entry.text, type="text")
    return form


def _tombstone(deleted: Deleted) -> etree._Element:
    form = etree.Element(f"{{{TOMBSTONES}}}deleted-entry", nsmap={"at": TOMBSTONES})
    form.set("ref", xml_words(deleted.ref))
    form.set("when", atom_time(deleted.when))
    etree.SubElement(form, f"{{{TOMBSTONES}}}comment", {"type": "text"}).text = xml_words(deleted.comment)
    return form


def add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    """A new element of Atom; characters that XML does not have are left out."""
    child = etree.SubElement(
        parent, f"{{{NAMESPACE}}}{tag}", {name: xml_words(value) for name, value in attributes.items()}
    )
    child.text = None if text is None else xml_words(text)
    return child

"""Sitemaps to the addresses that they list, with the dates and titles that news sitemaps give."""

from __future__ import annotations

import gzip
import io
from dataclasses import dataclass

from lxml import etree

from tocsin.errors import InputError
from tocsin.gather.dates import parse_loose
from tocsin.gather.feeds import FeedItem
from tocsin.gather.markup import safe_parser

MOST = 50_000  # what the protocol allows in one file
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages that a sitemap lists, and further sitemaps with the moment of their last change, None for unknown."""

    pages: tuple[FeedItem, ...]
    further: tuple[tuple[str, str | None], ...] = ()


def parse_sitemap(body: bytes, *, url: str) -> Sitemap:
    """The sitemap in some bytes, compressed or not. Raises `InputError` for what is none."""
    try:
        root = etree.parse(io.BytesIO(_unpacked(body)), safe_parser()).getroot()
    except (etree.LxmlError, OSError, EOFError, ValueError) as error:
        raise InputError(f"{url}: is no sitemap that can be read ({error})") from error
    name = etree.QName(root).localname if root is not None and isinstance(root.tag, str) else ""
    if name not in ("urlset", "sitemapindex"):
        raise InputError(f"{url}: is no sitemap (its root is {name or 'nothing'!r})")
    entries = [entry for entry in root if isinstance(entry.tag, str)][:MOST]
    if name == "sitemapindex":
        return Sitemap((), tuple((_one(e, "loc"), parse_loose(_one(e, "lastmod"))) for e in entries if _one(e, "loc")))
    return Sitemap(tuple(_page(entry) for entry in entries if _one(entry, "loc")))


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
        found = stream.read(MOST_BYTES + 1)
    if len(found) > MOST_BYTES:
        raise ValueError(f"it unpacks to more than {MOST_BYTES} bytes")
    return found


def _page(entry: etree._Element) -> FeedItem:
    link = _one(entry, "loc")
    dated = _one(entry, "publication_date") or _one(entry, "lastmod")
    return FeedItem(key=link, url=link, title=_one(entry, "title") or None, published=parse_loose(dated))


def _one(entry: etree._Element, name: str) -> str:
    """The words of the first element of a name, in whatever namespace."""
    for each in entry.iter("{*}" + name):
        return (each.text or "").strip()
    return ""

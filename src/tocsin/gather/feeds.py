"""Feeds to their items: RSS, Atom and JSON Feed. Nothing is fetched here.

`feedparser` reads the XML kinds, damaged ones too; what its items hold is drawn down to plain words.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.sax import SAXException

import feedparser
import lxml.html
from lxml import etree

from tocsin.errors import InputError
from tocsin.gather.dates import parse_loose

MOST_ITEMS = 2000
_ENTITIES = re.compile(rb"<!DOCTYPE[^>\[]{0,1000}\[", re.I)
_SPACE = re.compile(r"[ \t\r\f\v\xa0]+")
_BLOCKS = ("p", "br", "div", "li", "h1", "h2", "h3", "h4", "blockquote", "tr")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One item. `key` tells it from the others of its feed; `summary` and `content` are plain words, empty for none.

    `published` is a date or a date and time in ISO 8601, None where the feed gives none that can be.
    """

    key: str
    url: str | None
    title: str | None = None
    published: str | None = None
    author: str | None = None
    summary: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself, and its items, each once, as they stand in it."""

    title: str | None
    language: str | None
    items: tuple[FeedItem, ...]


def parse_feed(body: bytes, *, url: str, media_type: str = "") -> Feed:
    """The feed in some bytes that came from an address. Raises `InputError` for what is no feed.

    `media_type` is what the host called it; what the bytes themselves are goes before that.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" or (media_type.endswith("json") and b"<" not in body[:100]):
        return _json_feed(body, url)
    if _ENTITIES.search(body[:100_000]):
        raise InputError(f"{url}: declares entities of its own (a DOCTYPE with an internal subset), which is refused")
    try:
        # From a stream, so that no content can be taken for an address to fetch.
        found = feedparser.parse(io.BytesIO(body), response_headers={"content-location": url}, sanitize_html=False)
    except Exception as error:  # foreign code on hostile markup: any of its errors is about this feed alone
        raise InputError(f"{url}: is no feed that can be read ({error})") from error
    if not found.get("version") and not found.entries:
        raise InputError(f"{url}: is no feed (no RSS, Atom or JSON Feed was found in it)")
    damage = found.get("bozo_exception")
    if isinstance(damage, SAXException) and not any(found.entries):
        raise InputError(f"{url}: is a damaged feed, with no item that can be read ({damage})")
    items = (_item(entry, url) for entry in found.entries[:MOST_ITEMS])
    return Feed(
        title=_words(found.feed.get("title")), language=_language(found.feed.get("language")), items=_once(items)
    )


def _item(entry: Mapping[str, Any], base: str) -> FeedItem:
    link = _link(entry.get("link"), base)
    contents = [each.get("value") or "" for each in entry.get("content") or ()]
    summary, title = plain_words(entry.get("summary") or ""), _words(entry.get("title"))
    published = _published(entry)
    return FeedItem(
        key=_key(entry.get("id"), link, title, summary),
        url=link,
        title=title,
        published=published,
        author=_words(entry.get("author")),
        summary=summary,
        content=max((plain_words(each) for each in contents), key=len, default=""),
    )


def _published(entry: Mapping[str, Any]) -> str | None:
    for name in ("published", "updated", "created"):
        if name not in entry:  # `get` would give one date for another, with a warning
            continue
        words = entry[name]
        if words and (found := parse_loose(words)):
            return found
        parsed = entry.get(f"{name}_parsed")
        if parsed:
            try:
                year, month, day, hour, minute, second = parsed[:6]
                return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC).isoformat()
            except ValueError:
                continue
    return None


# --------------------------------------------------------------------------------------------- JSON Feed
def _json_feed(body: bytes, url: str) -> Feed:
    try:
        form = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{url}: is no JSON ({error})") from error
    items = form.get("items") if isinstance(form, dict) else None
    if not isinstance(items, list):
        raise InputError(f"{url}: is no JSON Feed (it has no list of items)")
    return Feed(
        title=_words(form.get("title")),
        language=_language(form.get("language")),
        items=_once(_json_item(each, url) for each in items[:MOST_ITEMS] if isinstance(each, dict)),
    )


def _json_item(form: Mapping[str, Any], base: str) -> FeedItem:
    link = _link(form.get("url") or form.get("external_url"), base)
    content = _words(form.get("content_text")) or plain_words(_words(form.get("content_html")) or "")
    summary, title = plain_words(_words(form.get("summary")) or ""), _words(form.get("title"))
    authors = form.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else form.get("author")
    return FeedItem(
        key=_key(form.get("id"), link, title, summary or content),
        url=link,
        title=title,
        published=parse_loose(_words(form.get("date_published")) or _words(form.get("date_modified")) or ""),
        author=_words(first.get("name")) if isinstance(first, dict) else None,
        summary=summary,
        content=content,
    )


# ------------------------------------------------------------------------------------------------ fields
def plain_words(markup: str) -> str:
    """The words of a piece of HTML, a line for each block; what is no markup comes back as it is."""
    if "<" not in markup and "&" not in markup:
        return _tidy(markup)
    try:
        tree = lxml.html.fragment_fromstring(markup, create_parent="div")
    except (etree.LxmlError, ValueError, RecursionError):
        return _tidy(re.sub(r"<[^>]*>", " ", markup))
    for unread in tree.xpath(".//script|.//style|.//svg|.//iframe|.//object|.//template"):
        unread.drop_tree()
    for block in tree.iter(*_BLOCKS):
        block.tail = "\n" + (block.tail or "")
    return _tidy(tree.text_content())


def _tidy(words: str) -> str:
    lines = (_SPACE.sub(" ", line).strip() for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _words(value: object) -> str | None:
    if not isinstance(value, str):
        return None
    return plain_words(value).replace("\n", " ") or None


def _language(value: object) -> str | None:
    found = re.match(r"[A-Za-z]{2}(?![A-Za-z])", value.strip()) if isinstance(value, str) else None
    return found[0].lower() if found else None


def _link(value: object, base: str) -> str | None:
    """A link of the web, whole; None for any other."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        link = urljoin(base, value.strip())
        return link if urlsplit(link).scheme in ("http", "https") else None
    except ValueError:
        return None


def _key(id: object, link: str | None, title: str | None, words: str) -> str:
    """What tells an item from the others: its id, else its link, else its words."""
    if isinstance(id, str | int) and str(id).strip():
        return str(id).strip()[:500]
    return link or "words:" + blake2b(f"{title}\n{words}".encode("utf-8", "replace"), digest_size=12).hexdigest()


def _once(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """Each item once. One id for two different links is a careless feed's: then the links tell them apart."""
    found: dict[str, FeedItem] = {}
    for item in items:
        before = found.get(item.key)
        if before is None:
            found[item.key] = item
        elif item.url and before.url != item.url:
            found.setdefault(item.url, replace(item, key=item.url))
    return tuple(found.values())

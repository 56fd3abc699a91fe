"""Asking a source what it has, and having one item of it: the two steps of following, each over the client."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Protocol

from msgspec import structs

from tocsin.errors import FetchError, InputError
from tocsin.gather.decode import decode
from tocsin.gather.draft import Draft, finish
from tocsin.gather.feeds import FeedItem, parse_feed
from tocsin.gather.gdelt import parse_file, parse_list
from tocsin.gather.http import Fetched, Validators
from tocsin.gather.outcome import Done
from tocsin.gather.sitemaps import parse_sitemap
from tocsin.gather.terms import Terms
from tocsin.record import Document
from tocsin.record.source import Health, Item, Source

FEEDS = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PAGES = "text/html, application/xhtml+xml, application/pdf;q=0.8, text/plain;q=0.7, */*;q=0.1"
MOST_SITEMAPS = 20
# Words of a feed that stand for the page where the page cannot be had.
FEWEST_WORDS = 12
FEED_EXTRACTOR = "feed"


class Fetching(Protocol):
    """What fetches addresses: the client, or what a test hands in."""

    def fetch(self, url: str, *, validators: Validators | None = None, accept: str = "*/*") -> Fetched:
        """What is at an address. Raises `FetchError`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a source said: its items, none where nothing is new, what to know it by next time, what it calls itself."""

    items: tuple[Item, ...]
    validators: Validators
    name: str | None = None


def poll(source: Source, health: Health, client: Fetching) -> Polled:
    """Ask a source what it has. Raises `FetchError`, and `InputError` for an answer that is not of its kind."""
    before = Validators(health.etag, health.last_modified)
    answer = client.fetch(source.url, validators=before, accept=PAGES if source.via == "page" else FEEDS)
    if answer.not_modified:
        return Polled(items=(), validators=before)
    name: str | None = None
    if source.via == "feed":
        feed = parse_feed(answer.body, url=answer.url, media_type=answer.media_type)
        name, found = feed.title, _items(feed.items, language=feed.language)
    elif source.via == "sitemap":
        found = _items(_of_sitemap(answer, health, client))
    elif source.via == "gdelt":
        files = [client.fetch(each) for each in parse_list(answer.body, url=answer.url)]
        found = _items(item for each in files for item in parse_file(each.body, url=each.url))
    else:
        version = answer.validators.etag or answer.validators.last_modified or _digest(answer.body)
        found = (Item(key=f"{source.url} {version}", url=source.url),)
    return Polled(items=found, validators=answer.validators, name=name)


def _of_sitemap(answer: Fetched, health: Health, client: Fetching) -> Iterable[FeedItem]:
    """The pages of a sitemap, and of those that it names, the newest first, as far as they changed since."""
    sitemap = parse_sitemap(answer.body, url=answer.url)
    yield from sitemap.pages
    since = (health.succeeded_at or "")[:10]
    further = sorted(sitemap.further, key=lambda each: each[1] or "", reverse=True)
    for url, changed in further[:MOST_SITEMAPS]:
        if changed is None or changed[:10] >= since:
            inner = client.fetch(url)
            yield from parse_sitemap(inner.body, url=inner.url).pages


def _items(found: Iterable[FeedItem], *, language: str | None = None) -> tuple[Item, ...]:
    return tuple(
        Item(
            key=each.key,
            url=each.url,
            title=each.title,
            published=each.published,
            language=language,
            words=max(each.content, each.summary, key=len),
        )
        for each in found
        if each.url or each.content or each.summary
    )


def _digest(body: bytes) -> str:
    return blake2b(body, digest_size=12).hexdigest()


# ------------------------------------------------------------------------------------------------ one item
def fetch_item(source: Source, item: Item, client: Fetching, terms: Terms) -> Done[Document]:
    """The document of an item: its page, or the words of the feed where pages are not wanted or cannot be had.

    Raises `FetchError` where it may be had later, and `InputError` where it never will.
    """
    name = item.url or item.title or item.key
    if item.url is None or not source.pages:
        return finish(_named(_of_feed(item, name), source, item), terms)
    try:
        answer = client.fetch(item.url, accept=PAGES)
        return finish(_named(_of_page(answer, item.url, terms), source, item), terms)
    except InputError as error:
        may_pass = isinstance(error, FetchError) and error.passing
        if may_pass or len(item.words.split()) < FEWEST_WORDS:
            raise
        done = finish(_named(_of_feed(item, name), source, item), terms)
        return Done(
            done.name, done.value, (f"is as the feed has it, for its page cannot be had ({error})", *done.notes)
        )


def _of_feed(item: Item, name: str) -> Draft:
    raw = structs.replace(item, tries=0)
    return Draft(
        name=name, raw=repr(raw).encode("utf-8", "replace"), text=item.words, url=item.url, extractor=FEED_EXTRACTOR
    )


def _of_page(answer: Fetched, url: str, terms: Terms) -> Draft:
    """The draft of what a host sent. Raises `InputError` for what is no page, no PDF and no text."""
    if answer.body.startswith(b"%PDF-"):
        from tocsin.gather.pdf import draft_pdf

        draft = draft_pdf(answer.body, name=url)
    elif answer.media_type == "text/plain":
        draft = Draft(name=url, raw=answer.body, text=decode(answer.body, name=url).text)
    elif answer.media_type and not answer.media_type.startswith(("text/", "application/x")):
        raise InputError(f"{url}: is {answer.media_type}, which is no page and no text")
    else:
        from tocsin.gather.html import draft_html

        draft = draft_html(answer.body, name=url, terms=terms, charset=answer.charset)
    return replace(draft, url=answer.url)


def _named(draft: Draft, source: Source, item: Item) -> Draft:
    """A draft with what the source knows of it. A moment that the feed gives goes before a bare day of the page."""
    dated = draft.found_date
    if item.published and (dated is None or (len(dated) == 10 and len(item.published) > 10)):
        dated = item.published
    return replace(
        draft,
        title=draft.title or item.title,
        language=draft.language or item.language,
        found_date=dated,
        source=source.name,
        guess=None if dated else draft.guess,
    )

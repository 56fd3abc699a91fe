"""Where documents come from: the sources that are followed, how they fare, and what they offered."""

from __future__ import annotations

from hashlib import blake2b
from typing import Literal, get_args

from msgspec import Struct

# What is asked: a feed of items, one page that changes, a sitemap, or a list of files of GDELT.
Via = Literal["feed", "page", "sitemap", "gdelt"]
SourceKind = Literal["wire", "local", "national", "state_media", "party_to_conflict", "ngo", "un", "aggregator"]
Grade = Literal["A", "B", "C", "D", "E", "F"]

VIAS: tuple[Via, ...] = get_args(Via)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
GRADES: tuple[Grade, ...] = get_args(Grade)

EVERY = 900


class Source(Struct, frozen=True, kw_only=True):
    """A source that is followed.

    `name` is the outlet as records name it, None where its pages or its feed say it themselves. `grade` is its
    reliability from A to F (NATO Admiralty). `pages` says whether the page of each item is fetched, or what the feed
    holds of it is enough. `every` is the time between two looks, in seconds.
    """

    url: str
    via: Via = "feed"
    name: str | None = None
    kind: SourceKind | None = None
    grade: Grade | None = None
    pages: bool = True
    every: int = EVERY

    @property
    def id(self) -> str:
        """What it is called for short: eight letters and digits that follow from its address."""
        return blake2b(self.url.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


class Health(Struct, frozen=True, kw_only=True):
    """How a source fares. Moments are UTC.

    `errors` are the failures in a row, `error` the last one, None where it works. `items` is how many it has offered,
    `kept` how many of them became documents, `waiting` how many are still to come. `etag` and `last_modified` are what
    its host said of the version it sent last.
    """

    due_at: str
    tried_at: str | None = None
    succeeded_at: str | None = None
    errors: int = 0
    error: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    items: int = 0
    kept: int = 0
    waiting: int = 0


class Item(Struct, frozen=True, kw_only=True):
    """Something that a source offered, to be fetched, or taken as it stands in the feed.

    `key` tells it from the others of its source. `words` are those that the feed itself holds of it, plain. `tries`
    counts the attempts to have it so far.
    """

    key: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None
    words: str = ""
    tries: int = 0

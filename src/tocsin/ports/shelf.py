"""The shelf: what has been put out for partners to fetch, and who fetched it. Not for deciding what may go there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, Protocol

from msgspec import Struct

Which = Literal["first", "last", "all"]


class Collection(Struct, frozen=True, kw_only=True):
    """A set of objects that is fetched as a whole. `id` is a UUID of version 4; each release policy has its own."""

    id: str
    title: str
    description: str | None = None


class Parcel(Struct, frozen=True, kw_only=True):
    """One version of a STIX object, to be put out. `form` is its JSON, the bytes that partners get.

    `documents` are the ids of the documents that it was made of: where one of them is erased, the version is too.
    """

    form: bytes
    documents: tuple[str, ...] = ()


class Shelved(Struct, frozen=True, kw_only=True):
    """One version of an object as it lies in a collection.

    `date_added` counts microseconds since 1970 in UTC; no two on a shelf are equal, and they rise in the order of
    putting. `version` is the object's `modified` as it writes it (`created`, for what has no `modified`). `form` is
    empty where only the list was asked for.
    """

    date_added: int
    id: str
    type: str
    spec_version: str
    version: str
    form: bytes = b""


class Wanted(Struct, frozen=True, kw_only=True):
    """Which versions are asked for. All fields have to hold; an empty tuple asks for nothing in particular.

    `after` is a `date_added`: only what was added later. `versions` are words, or moments of `modified` in
    microseconds since 1970; any of them will do.
    """

    after: int = 0
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    spec_versions: tuple[str, ...] = ()
    versions: tuple[Which | int, ...] = ("last",)


class Page(Struct, frozen=True, kw_only=True):
    """Some of what was asked for, the earliest added first. `more` says that there is more behind the last.

    `newest` is how far the whole shelf had come at that moment: no `date_added` was later.
    """

    versions: tuple[Shelved, ...]
    more: bool
    newest: int


class Fetch(Struct, frozen=True, kw_only=True):
    """One request of a partner that was answered: who asked for what, when, and what left.

    `asked` is the path with its query. `first`, `last` and `count` are of the versions that were sent: None and 0
    where none was. With `wanted` and `newest` they say exactly which versions those were (`Shelf.sent`).
    """

    at: str
    partner: str
    key: str
    method: str
    asked: str
    status: int
    collection: str | None = None
    wanted: Wanted | None = None
    first: int | None = None
    last: int | None = None
    count: int = 0
    newest: int | None = None


class Shelf(Protocol):
    """Versions of objects in collections, for partners to fetch. Everything may be done inside a transaction."""

    def open(self, collection: Collection) -> bool:
        """Have a collection, or another title for one that is there; whether it is new."""
        ...

    def collections(self, ids: Iterable[str] | None = None) -> Sequence[Collection]:
        """The collections of these ids, or all, by title; ids that there are not are passed over."""
        ...

    def put(self, collection: str, parcels: Iterable[Parcel]) -> int:
        """Put versions into a collection, in this order, all or none; how many were not there yet.

        What an object refers to should come before it. Raises `LedgerError` where there is no such collection,
        where the same `id` and `modified` are on the shelf with other bytes (in any collection), or where that
        version was erased; `InputError` for what is no STIX object with a moment.
        """
        ...

    def page(
        self, collection: str, wanted: Wanted, *, limit: int, most_bytes: int | None = None, forms: bool = True
    ) -> Page:
        """The next versions of a collection, at most `limit`, and none after `most_bytes` are reached.

        `forms=False` leaves the bytes of the objects out.
        """
        ...

    def holds(self, collection: str, id: str) -> bool:
        """Whether a collection has some version of an object."""
        ...

    def note(self, fetch: Fetch) -> None:
        """Write down what a partner asked for and got."""
        ...

    def fetches(self, *, partner: str | None = None, most: int = 100) -> Sequence[Fetch]:
        """The latest requests, the latest first."""
        ...

    def sent(self, fetch: Fetch) -> Sequence[Shelved]:
        """The versions that left with an answer, without their bytes; those erased since are among them."""
        ...

    def receipts(self, id: str) -> Sequence[tuple[Fetch, Shelved]]:
        """Every time that a version of an object left, in order, with who got it."""
        ...

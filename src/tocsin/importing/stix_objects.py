"""STIX 2.1 objects as far as an import looks into them. Properties of other names are passed over unread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from tocsin.errors import FormError

# What is looked into; anything else is counted and left.
CONTEXT = frozenset({"identity", "threat-actor", "location", "relationship", "marking-definition"})
BROUGHT = frozenset({"incident", "report", "note"})
PASSED_OVER = frozenset({"extension-definition", "language-content"})


class Reference(Struct, frozen=True, kw_only=True):
    """Where something is told."""

    source_name: str = ""
    url: str | None = None


class Granular(Struct, frozen=True, kw_only=True):
    """A marking of some properties."""

    marking_ref: str | None = None


class Thing(Struct, frozen=True, kw_only=True):
    """One object."""

    type: str
    id: str
    created_by_ref: str | None = None
    created: str | None = None
    modified: str | None = None
    revoked: bool = False
    labels: tuple[str, ...] = ()
    lang: str | None = None
    object_marking_refs: tuple[str, ...] = ()
    granular_markings: tuple[Granular, ...] = ()
    external_references: tuple[Reference, ...] = ()
    extensions: dict[str, dict[str, Any]] = {}
    name: str | None = None
    abstract: str | None = None
    description: str | None = None
    content: str | None = None
    published: str | None = None
    object_refs: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    identity_class: str | None = None
    country: str | None = None
    administrative_area: str | None = None
    city: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: float | None = None
    relationship_type: str | None = None
    source_ref: str | None = None
    target_ref: str | None = None
    definition_type: str | None = None
    definition: dict[str, Any] = {}

    @property
    def version(self) -> str:
        """What tells its versions apart, in order."""
        return self.modified or self.created or ""


class _Bundle(Struct, frozen=True, kw_only=True):
    type: str
    objects: list[msgspec.Raw] = []


class _Head(Struct, frozen=True, kw_only=True):
    type: str = ""
    id: str = ""


def objects_of(content: bytes) -> Iterator[Thing | tuple[str, FormError]]:
    """The objects of a bundle in order, each that is none of its kind with its name and the error.

    Raises `FormError` where it is no bundle.
    """
    try:
        bundle = msgspec.json.decode(content, type=_Bundle)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FormError("bundle", str(error)) from error
    if bundle.type != "bundle":
        raise FormError("bundle", f'expected an object of type "bundle", found {bundle.type[:40]!r}')
    for number, raw in enumerate(bundle.objects, 1):
        yield _thing(raw, number)


def _thing(raw: msgspec.Raw, number: int) -> Thing | tuple[str, FormError]:
    try:
        head = msgspec.json.decode(raw, type=_Head)
        if head.type not in CONTEXT | BROUGHT:
            return Thing(type=head.type or "no type", id=head.id)
        return msgspec.json.decode(raw, type=Thing)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return f"object {number}", FormError(f"object {number}", str(error))

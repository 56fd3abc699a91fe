"""Everything that one reader found in one document."""

from __future__ import annotations

import hashlib
from typing import Literal

from msgspec import Struct

from tocsin.record.document import Document
from tocsin.record.evidence import Evidence, Field
from tocsin.record.mention import Mention, Relation

Standing = Literal["official", "expert", "combatant_leader", "private", "unknown"]
Depth = Literal["full", "gated", "not_read"]

ID_VERSION = "1"


class ReaderStamp(Struct, frozen=True, kw_only=True):
    """Which reader made a reading, and with what: name, version, and the digests of its data."""

    name: str
    version: str
    digests: tuple[tuple[str, str], ...] = ()


class Attribution(Struct, frozen=True, kw_only=True):
    """Somebody says something. One that is about a mention (`about`) is an assessment."""

    speaker: str
    text: str
    direct: bool
    evidence: tuple[Evidence, ...]
    speaker_evidence: tuple[Evidence, ...]
    post: str | None = None
    affiliation: str | None = None
    about: tuple[str, ...] = ()
    confidence: float | None = None


class Person(Struct, frozen=True, kw_only=True):
    """A span in the text that names a person. Standing `unknown` counts as private."""

    name: str
    start: int
    end: int
    field: Field = "text"
    standing: Standing = "unknown"


class Toponym(Struct, frozen=True, kw_only=True):
    """A span in the text that names a place, settled or not, whether or not an event happened there."""

    name: str
    start: int
    end: int
    field: Field = "text"
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    geonames_id: int | None = None


class Reading(Struct, frozen=True, kw_only=True):
    """What one reader found in one document. `depth` says how far it read; `reason` why it read no further.

    `relevance` is the probability that the document reports political violence, None where not judged.
    """

    document: Document
    reader: ReaderStamp
    depth: Depth = "full"
    reason: str | None = None
    relevance: float | None = None
    mentions: tuple[Mention, ...] = ()
    relations: tuple[Relation, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    persons: tuple[Person, ...] = ()
    places: tuple[Toponym, ...] = ()

    @property
    def id(self) -> str:
        """A hash of document, reader, version and the digests of the reader's data."""
        digests = (f"{name}={digest}" for name, digest in sorted(self.reader.digests))
        parts = (ID_VERSION, self.document.key, self.reader.name, self.reader.version, *digests)
        return ID_VERSION + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:31]

    @property
    def assessments(self) -> tuple[Attribution, ...]:
        """The attributions that are about a mention."""
        return tuple(a for a in self.attributions if a.about)

"""What an alert is, and the form in which it goes out: no channel adds a word of a report that is not in it."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from tocsin.cap import Certainty, Severity, Urgency
from tocsin.record.json_form import Json
from tocsin.watch.values import RingKind

SCHEMA = "tocsin.alert/1"


class Quoted(Struct, frozen=True, kw_only=True):
    """Words of a report, masked. `document` is its id, or its key where the id may not go out."""

    document: str
    source: str | None
    published: str | None
    words: str


class Source(Struct, frozen=True, kw_only=True):
    """A report that tells of the incident, and on whose word, where it gives one."""

    document: str
    source: str | None
    published: str | None
    attribution: str | None
    url: str | None = None


class Standing(Struct, frozen=True, kw_only=True):
    """The record of the incident as it stands, in words and in the values that programs sort by.

    `actors` are the names of organisations, forces and governments that are said to have had a part, by role. `review`
    is whether a person has looked at it; `urgency`, `severity` and `certainty` are those of CAP.
    """

    title: str
    type: str
    family: str
    status: str
    when: str | None
    earliest: str | None
    latest: str | None
    where: tuple[str, ...]
    countries: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    tolls: tuple[str, ...]
    claims: tuple[str, ...]
    actors: tuple[str, ...]
    reports: int
    review: str = "unreviewed"
    urgency: Urgency = "Unknown"
    severity: Severity = "Unknown"
    certainty: Certainty = "Unknown"


class Alert(Struct, frozen=True, kw_only=True):
    """What goes out. `confidence` is the probability that a report says what was read, None where nobody estimated it.

    `withheld` counts the quotations that were dropped because a name in them could not be masked. A surge is of several
    `incidents`, and its `incident` is empty. `ended` says that the incident was withdrawn.
    """

    id: str
    watch: str
    kind: RingKind
    incident: str
    made_at: str
    headline: str
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    why: tuple[str, ...]
    record: Standing | None
    said_by: tuple[Source, ...]
    evidence: tuple[Quoted, ...]
    confidence: float | None
    likelihood: str
    credibility: str
    link: str | None
    withheld: int = 0
    incidents: tuple[str, ...] = ()
    ended: bool = False


def form(alert: Alert) -> Json:
    """The alert as `tocsin.alert/1`."""
    return {"schema": SCHEMA, **msgspec.to_builtins(alert)}

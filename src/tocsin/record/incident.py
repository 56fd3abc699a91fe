"""Incidents: mentions from many documents held to be one event, folded into a record."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from msgspec import Struct

from tocsin.record.evidence import Evidence
from tocsin.record.reading import Attribution
from tocsin.record.values import (
    Claim,
    Measure,
    Participant,
    Place,
    Political,
    Status,
    Toll,
    Unit,
    WarningNotice,
    When,
)

T = TypeVar("T")

ViolenceKind = Literal["state_based", "non_state", "one_sided", "undetermined"]
Credibility = Literal["single_source", "several_sources", "confirmed"]
ReviewState = Literal["unreviewed", "confirmed", "corrected", "disputed", "dismissed"]


class Support(Struct, frozen=True, kw_only=True):
    """One mention that says a value: where it stands and the words."""

    document: str
    mention: str
    reader: str
    evidence: tuple[Evidence, ...]
    source: str | None = None
    published: str | None = None
    attribution: str | None = None
    attribution_evidence: tuple[Evidence, ...] = ()
    modality: str = "asserted"


class Folded(Struct, Generic[T], frozen=True, kw_only=True):
    """One value of an incident: what was chosen, by which rule, on whose word, and against which rivals."""

    value: T
    rule: str
    support: tuple[Support, ...]
    credibility: Credibility = "single_source"
    rivals: tuple[Folded[T], ...] = ()


class TollPoint(Struct, frozen=True, kw_only=True):
    """What one report said of one measure: a point on the curve of a toll."""

    measure: Measure
    published: str | None
    document: str
    mention: str
    source: str | None
    low: int | None
    high: int | None
    best: int | None
    approximate: bool
    attribution: str | None
    evidence: tuple[Evidence, ...]


class Link(Struct, frozen=True, kw_only=True):
    """Another incident tied to this one (a response, a warning, what it was part of or followed), in reports' words.

    `incident` is the other's id; `what` the words that tell it; `actors` who acts in it, as said.
    """

    incident: str
    type: str
    status: Status
    what: str
    support: tuple[Support, ...]
    kind: str | None = None
    asserted_by: str | None = None
    actors: tuple[str, ...] = ()
    warning: WarningNotice | None = None


class IncidentAssessment(Struct, frozen=True, kw_only=True):
    """What somebody says of the incident, and in which document."""

    document: str
    source: str | None
    published: str | None
    attribution: Attribution


class MentionRef(Struct, frozen=True, kw_only=True):
    """A mention, named by its document and its id there."""

    document: str
    mention: str


class Unsettled(Struct, frozen=True, kw_only=True):
    """Something that reports say and that could not be settled."""

    property: str
    reason: str
    support: tuple[Support, ...]


class Review(Struct, frozen=True, kw_only=True):
    """Whether a person has looked at the incident, who, and when: `revision` is the number of the decision's entry.

    What came into the ledger before it was there to be looked at.
    """

    state: ReviewState = "unreviewed"
    by: str | None = None
    revision: int | None = None


class Reporting(Struct, frozen=True, kw_only=True):
    """How widely an incident is told: by so many origins independent of one another, and how many of its documents are
    copies of another one.
    """

    origins: int
    copies: int


class Incident(Struct, frozen=True, kw_only=True):
    """Mentions held to be one event, folded. `as_of` is the moment asked for, None for all that is known.

    `coverage` are the ids of the documents whose story is mainly about it: most of `documents`, and those in which
    nothing of it was read though they tell the same story by their words, names and figures. They give no value.
    `reporting` is None where it was folded before that was counted, or comes from elsewhere.
    """

    id: str
    title: str
    documents: tuple[str, ...]
    mentions: tuple[MentionRef, ...]
    type: Folded[str]
    family: str
    status: Folded[Status]
    unit: Unit = "single"
    background: bool = False
    political: Political = "yes"
    when: Folded[When] | None = None
    where: tuple[Folded[Place], ...] = ()
    participants: tuple[Folded[Participant], ...] = ()
    tolls: tuple[Folded[Toll], ...] = ()
    claims: tuple[Folded[Claim], ...] = ()
    warning: Folded[WarningNotice] | None = None
    violence_kind: ViolenceKind = "undetermined"
    actor_a: str | None = None
    actor_b: str | None = None
    responses: tuple[Link, ...] = ()
    warnings: tuple[Link, ...] = ()
    part_of: tuple[Link, ...] = ()
    follows: tuple[Link, ...] = ()
    assessments: tuple[IncidentAssessment, ...] = ()
    toll_history: tuple[TollPoint, ...] = ()
    unsettled: tuple[Unsettled, ...] = ()
    coverage: tuple[str, ...] = ()
    reporting: Reporting | None = None
    review: Review = Review()
    as_of: str | None = None

    def toll(self, measure: Measure) -> Toll | None:
        """The toll of the whole event for one measure, sides apart; None where no report gives one."""
        for folded in self.tolls:
            toll = folded.value
            if toll.measure == measure and toll.scope == "event" and toll.side is None:
                return toll
        return None

"""One event as one document tells it, and how two of them hang together."""

from __future__ import annotations

from typing import Literal, TypeVar

from msgspec import Struct

from tocsin.record.event_types import EVENT_TYPES, Family
from tocsin.record.evidence import Evidence
from tocsin.record.statement import Statement, Value
from tocsin.record.values import Claim, Participant, Place, Political, Status, Toll, Unit, WarningNotice, When

RelationType = Literal["responds_to", "warns_of", "part_of", "follows"]
RelationKind = Literal["retaliation", "law_enforcement", "protection", "statement"]

V = TypeVar("V", When, Place, Participant, Toll, Claim, WarningNotice)


class Mention(Struct, frozen=True, kw_only=True):
    """One event as one document tells it: a trigger and the statements made about it.

    `id` is unique within its reading ("m1"). `unit` `summary` ("40 attacks this year") and `campaign` are
    never fused with, or counted as, a single event. `background` marks what is told only as history.
    Exactly one statement each has the property `type` and `status`.
    """

    id: str
    trigger: Evidence
    statements: tuple[Statement, ...]
    unit: Unit = "single"
    background: bool = False
    political: Political = "yes"
    confidence: float | None = None

    def all(self, kind: type[V]) -> tuple[V, ...]:
        """The values of one kind (`Toll`, `Claim`, ...), in the order of the text."""
        return tuple(s.value for s in self.statements if isinstance(s.value, kind))

    def of(self, property: str) -> tuple[Statement, ...]:
        """The statements of one property, in the order of the text."""
        return tuple([s for s in self.statements if s.property == property])

    @property
    def type(self) -> str:
        """The event type, an id of `EVENT_TYPES`."""
        return str(self._first("type"))

    @property
    def family(self) -> Family:
        """The family of the type: violence, plot, response, warning or claim."""
        return EVENT_TYPES[self.type].family

    @property
    def status(self) -> Status:
        """Whether it happened."""
        return self._first("status")  # type: ignore[return-value]

    def _first(self, property: str) -> Value:
        """The first value of a property that every mention has; asked often, and the answer stands at the head."""
        for statement in self.statements:
            if statement.property == property:
                return statement.value
        raise LookupError(f"mention {self.id} has no {property}")


class Relation(Struct, frozen=True, kw_only=True):
    """A tie between two mentions of one document, read from its words and never inferred from sequence."""

    type: RelationType
    source: str
    target: str
    evidence: tuple[Evidence, ...]
    kind: RelationKind | None = None
    asserted_by: str | None = None

"""The vocabulary that every room speaks. It imports nothing from the other rooms."""

from tocsin.record.change import Change
from tocsin.record.decision import Anchor, Decided, Decision
from tocsin.record.document import Document, document_key
from tocsin.record.event_types import EVENT_TYPES, EventType
from tocsin.record.evidence import Evidence
from tocsin.record.incident import (
    Folded,
    Incident,
    IncidentAssessment,
    Link,
    MentionRef,
    Review,
    Support,
    TollPoint,
    Unsettled,
)
from tocsin.record.matching import Feature, Linked
from tocsin.record.mention import Mention, Relation
from tocsin.record.reading import Attribution, Person, ReaderStamp, Reading, Toponym
from tocsin.record.statement import Statement, Voice
from tocsin.record.values import Bound, Claim, Interval, Participant, Place, Toll, WarningNotice, When

__all__ = [
    "EVENT_TYPES", "Anchor", "Attribution", "Bound", "Change", "Claim", "Decided", "Decision", "Document",
    "EventType", "Evidence", "Feature", "Folded", "Incident", "IncidentAssessment", "Interval", "Link", "Linked",
    "Mention", "MentionRef", "Participant", "Person", "Place", "ReaderStamp", "Reading", "Relation", "Review",
    "Statement", "Support", "Toll", "TollPoint", "Toponym", "Unsettled", "Voice", "WarningNotice", "When",
    "document_key",
]  # fmt: skip

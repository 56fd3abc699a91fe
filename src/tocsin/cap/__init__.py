"""Messages of the Common Alerting Protocol 1.2 (OASIS, July 2010) as values. Knows nothing of incidents.

`faults` says what the published schema does not catch; `tocsin.cap.xml` writes messages.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal, get_args

from msgspec import Struct

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"

Status = Literal["Actual", "Exercise", "System", "Test", "Draft"]
MsgType = Literal["Alert", "Update", "Cancel", "Ack", "Error"]
Scope = Literal["Public", "Restricted", "Private"]
Urgency = Literal["Immediate", "Expected", "Future", "Past", "Unknown"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]
Category = Literal[
    "Geo", "Met", "Safety", "Security", "Rescue", "Fire", "Health", "Env", "Transport", "Infra", "CBRNE", "Other"
]

STATUSES: tuple[Status, ...] = get_args(Status)
LONGEST_HEADLINE = 160
NO_NAME = frozenset(" ,<&\t\r\n")


class Reference(Struct, frozen=True, kw_only=True):
    """An earlier message: whose, its identifier, and when it was sent."""

    sender: str
    identifier: str
    sent: str


class Circle(Struct, frozen=True, kw_only=True):
    """A circle in degrees (WGS 84), its radius in kilometres."""

    latitude: float
    longitude: float
    radius_km: float


class Area(Struct, frozen=True, kw_only=True):
    """Where: in words, as circles, and as codes, each with the name of its scheme."""

    description: str
    circles: tuple[Circle, ...] = ()
    geocodes: tuple[tuple[str, str], ...] = ()


class Info(Struct, frozen=True, kw_only=True):
    """What a message says, in one language. `onset` and `expires` are moments."""

    event: str
    urgency: Urgency
    severity: Severity
    certainty: Certainty
    expires: str
    headline: str
    description: str
    sender_name: str
    categories: tuple[Category, ...] = ("Security",)
    language: str = "en-GB"
    onset: str | None = None
    web: str | None = None
    parameters: tuple[tuple[str, str], ...] = ()
    areas: tuple[Area, ...] = ()


class Message(Struct, frozen=True, kw_only=True):
    """One message. `sent` is a moment, ISO 8601 with an offset; `incidents` are ids that thread messages together."""

    identifier: str
    sender: str
    sent: str
    status: Status
    msg_type: MsgType
    scope: Scope
    source: str | None = None
    restriction: str | None = None
    codes: tuple[str, ...] = ()
    note: str | None = None
    references: tuple[Reference, ...] = ()
    incidents: tuple[str, ...] = ()
    info: Info | None = None


def cap_time(moment: str) -> str:
    """A moment as CAP writes it: UTC, whole seconds, `-00:00`. A bare day is its beginning, no zone is UTC."""
    at = datetime.fromisoformat(moment)
    at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    return f"{at:%Y-%m-%dT%H:%M:%S}-00:00"


def faults(message: Message) -> list[str]:
    """What is wrong with a message though the schema takes it, a phrase each."""
    found = []
    for name, value in (("identifier", message.identifier), ("sender", message.sender)):
        if not value or not NO_NAME.isdisjoint(value):
            found.append(f"{name} {value!r} is empty, or holds a space, a comma, < or &")
    if message.msg_type != "Alert" and not message.references:
        found.append(f"{message.msg_type} has no references")
    if message.scope == "Restricted" and not message.restriction:
        found.append("Restricted has no restriction")
    if message.scope == "Private":
        found.append("Private has no addresses")
    if message.info is not None and cap_time(message.info.expires) <= cap_time(message.sent):
        found.append("it expires before it is sent")
    for area in message.info.areas if message.info else ():
        for circle in area.circles:
            if not (abs(circle.latitude) <= 90 and abs(circle.longitude) <= 180 and circle.radius_km >= 0):
                found.append("a circle lies nowhere on earth")
    return found

"""Urgency, severity and certainty of a record: never more certain than the record is. The tables stand in the docs.

Urgency is `Past` for what has happened: CAP asks how soon to act, and nobody here knows what to do. Severity follows
from those harmed alone, by the least that reports agree on. Certainty follows from who says so.
"""

from __future__ import annotations

from tocsin.cap import Certainty, Severity, Urgency
from tocsin.record import Incident
from tocsin.record.values import Measure

HAPPENED = frozenset({"occurred", "attempted", "foiled", "denied"})
MANY_KILLED = 10
MANY_INJURED = 10


def urgency_of(incident: Incident, *, sent: str) -> Urgency:
    """How soon to act. `sent` is when the message goes out: what was threatened for a day before that is past."""
    when = incident.when.value if incident.when else None
    if when is not None and when.ongoing:
        return "Unknown"
    if incident.status.value in HAPPENED and incident.family != "warning":
        return "Past"
    if when is None:
        return "Unknown"
    if when.latest is not None and when.latest[:10] < sent[:10]:
        return "Past"
    return "Future" if when.earliest is None or when.earliest[:10] > sent[:10] else "Unknown"


def severity_of(incident: Incident) -> Severity:
    """How much harm was done, by the lowest figure of each toll; `Unknown` where nobody says."""
    killed, injured, abducted = (_least(incident, each) for each in ("killed", "injured", "abducted"))
    if (killed or 0) >= MANY_KILLED:
        return "Extreme"
    if killed or abducted or (injured or 0) >= MANY_INJURED:
        return "Severe"
    if injured:
        return "Moderate"
    return "Minor" if killed == 0 and injured == 0 else "Unknown"


def certainty_of(incident: Incident) -> Certainty:
    """How sure it is that it was, or will be, so."""
    if incident.status.value == "denied":
        return "Unlikely"
    if incident.status.value in ("threatened", "planned") or incident.family in ("warning", "plot"):
        return "Possible"
    if incident.review.state == "disputed" or not _is_asserted(incident):
        return "Possible"
    if incident.review.state in ("confirmed", "corrected") or incident.type.credibility == "confirmed":
        return "Observed"
    return "Likely" if incident.type.credibility == "several_sources" else "Possible"


def _is_asserted(incident: Incident) -> bool:
    """Whether an outlet says in its own voice that it was; else somebody claims or alleges it."""
    return any(support.modality == "asserted" for support in incident.type.support)


def _least(incident: Incident, measure: Measure) -> int | None:
    """The lowest figure of a toll, the best where it has no lower end; an upper end alone says nothing."""
    toll = incident.toll(measure)
    return None if toll is None else toll.low if toll.low is not None else toll.best

"""Warnings and shared intelligence: issuer, recipient, and what was said to be coming."""

from __future__ import annotations

from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.participants import participants_of
from tocsin.record import Evidence, Interval, WarningNotice

BEFORE = frozenset(("prior", "before", "ahead", "beforehand"))
PUBLIC = frozenset(("public", "publicly", "embassy", "citizens", "alert", "statement", "travel"))


def warning_of(prepared: Prepared, event: Event, lines: list[Line]) -> tuple[WarningNotice, tuple[Evidence, ...]]:
    """The warning that an event of the warning family gives, with its evidence."""
    issuer = recipient = None
    evidence: list[Evidence] = []
    for anchor in event.anchors:
        evidence.append(prepared.token_evidence(anchor.line, anchor.start, anchor.end))
        for found in participants_of(anchor):
            quote = prepared.token_evidence(found.line, found.start, found.end)
            if found.participant.role == "issuer" and issuer is None:
                issuer = found.participant.name
                evidence.append(quote)
            if found.participant.role == "recipient" and recipient is None:
                recipient = found.participant.name
                evidence.append(quote)
    if issuer is None:
        issuer = _issuer_before(prepared, event, lines, recipient, evidence)
    words = {word for a in event.anchors for word in a.sentence.folded}
    when = event.drafts[0].when
    issued = Interval(earliest=when.when.earliest, latest=when.when.latest) if when else None
    if issued is None and prepared.published is not None:
        issued = Interval(latest=prepared.published.isoformat())
    evidence += _said_before(prepared, event)
    return (
        WarningNotice(
            issuer=issuer,
            recipient=recipient,
            issued=issued,
            public=True if words & PUBLIC else None,
        ),
        tuple(dict.fromkeys(evidence)),
    )


def _said_before(prepared: Prepared, event: Event) -> list[Evidence]:
    """The words that put the warning before what it warned of: "prior to the attack"."""
    found = []
    for anchor in event.anchors:
        sentence = anchor.sentence
        for i, word in enumerate(sentence.folded):
            if word in BEFORE:
                group = sentence.noun_at.get(i + 1) or sentence.noun_at.get(i + 2)
                found.append(prepared.token_evidence(anchor.line, i, group.end if group else i + 1))
    return found


def _issuer_before(
    prepared: Prepared, event: Event, lines: list[Line], recipient: str | None, evidence: list[Evidence]
) -> str | None:
    """Where the sentence names no issuer: the state that is the subject of the sentence before, in the paragraph."""
    first = event.first
    for line in reversed(lines[: first.sentence.number]):
        if line.sentence.paragraph != first.sentence.paragraph or line.sentence.field != first.sentence.field:
            return None
        for place in line.places:
            i = line.sentence.token_at(place.start)
            if place.level == "country" and place.name != recipient and i <= 2:
                evidence.append(prepared.evidence(line, place.start, place.end))
                return place.name
        for actor in line.actors:
            if actor.start <= 2 and actor.actor and actor.actor.kind in ("government", "state_forces"):
                evidence.append(prepared.token_evidence(line, actor.start, actor.end))
                return actor.actor.name
    return None

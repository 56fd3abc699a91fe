"""The marks of the network as proposals, in the form in which a language model makes them.

A proposal says what to look for and where; the resolvers settle every value from the words of the text, or drop it
(`read/llm`, where each is held against what the rules know). What a mark is of, the words between tell: a part belongs
to the event that is named nearest in its sentence, else to the last one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import cast, get_args

from tocsin.read.llm.align import Span
from tocsin.read.llm.answers import (
    SaidAttribution,
    SaidClaim,
    SaidEvent,
    SaidParticipant,
    SaidPlace,
    SaidTime,
    SaidToll,
)
from tocsin.read.llm.ground import Ground
from tocsin.read.llm.values import KINDS as TIMES
from tocsin.read.neural.marks import Mark
from tocsin.record import EVENT_TYPES
from tocsin.record.values import Measure, ParticipantKind, Role, Scope, Status

SURE = 0.5  # of a mark that is proposed
FAR = 2  # sentences between an event and what is still told of it
ACTS = ("violence", "plot")
PARTS: dict[str, tuple[Role, ParticipantKind, tuple[str, ...]]] = {
    "doer": ("perpetrator", "group", ACTS),
    "doer_org": ("perpetrator", "organization", ACTS),
    "target": ("target", "facility", ACTS),
    "victim": ("victim", "person", ACTS),
    "hurt": ("victim", "civilians", ACTS),
    "weapon": ("weapon", "device", ACTS),
    "party": ("party", "organization", ACTS),
    "responder": ("responder", "organization", ("response",)),
    "issuer": ("issuer", "organization", ("warning", "plot", "claim")),
}


@dataclass(slots=True)
class Proposal:
    """One event with the piece of the text that tells of it."""

    said: SaidEvent
    sentence: Span
    number: int
    family: str
    start: int
    parts: list[Mark] = field(default_factory=list)


def proposals_of(ground: Ground, marks: Sequence[Mark], *, sure: float = SURE) -> list[Proposal]:
    """The events that are marked, each with what is marked of it."""
    likely = [mark for mark in marks if mark.chance >= sure]
    spans = [line.sentence for line in ground.prepared.lines if line.sentence.field == "text"]
    sentences = [(s.start, s.end) for s in spans]
    made = [_event(ground, mark, sentences) for mark in likely if mark.tag == "trigger"]
    events = [each for each in made if each is not None]
    for mark in likely:
        if mark.tag == "trigger":
            continue
        number = _sentence_of(mark, sentences)
        if number is not None and (event := _event_of(mark, number, events)) is not None:
            event.parts.append(mark)
            _add(ground, event, mark, sentences[number])
    return events


def _event(ground: Ground, mark: Mark, sentences: Sequence[Span]) -> Proposal | None:
    number = _sentence_of(mark, sentences)
    type_ = mark.kinds["type"][0]
    if number is None or type_ not in EVENT_TYPES:
        return None
    quote, trigger = ground.doc.quote(*sentences[number]), ground.doc.quote(mark.start, mark.end)
    said = SaidEvent(
        id=f"n{mark.start}",
        type=type_,
        quote=quote.quote,
        trigger=trigger.quote,
        status=cast(Status, mark.kinds["status"][0]),
        when=_time(ground, sentences[number]),
    )
    return Proposal(said, sentences[number], number, EVENT_TYPES[type_].family, mark.start)


def _time(ground: Ground, sentence: Span) -> SaidTime | None:
    """The one time that the sentence tells; the network marks none."""
    evidence = ground.doc.quote(*sentence)
    times = [time for time in ground.times(evidence) if time.kind in TIMES]
    if len(times) != 1:
        return None
    line = ground.lines(evidence)[0]
    words = ground.prepared.evidence(line, times[0].start, times[0].end)
    return SaidTime(words=words.quote, quote=evidence.quote)


# ------------------------------------------------------------------------------------------- what is of what
def _sentence_of(mark: Mark, sentences: Sequence[Span]) -> int | None:
    return next((i for i, (start, end) in enumerate(sentences) if start <= mark.start < end), None)


def _event_of(mark: Mark, number: int, events: Iterable[Proposal]) -> Proposal | None:
    """The event that a mark is told of."""
    fitting = [each for each in events if _may_have(each, mark) and 0 <= number - each.number <= FAR]
    return min(fitting, key=lambda each: (number - each.number, abs(each.start - mark.start)), default=None)


def _may_have(event: Proposal, mark: Mark) -> bool:
    if mark.tag in PARTS:
        return event.family in PARTS[mark.tag][2]
    return mark.tag in ("toll", "site") or (mark.tag == "claimant" and event.family in ACTS)


def _add(ground: Ground, event: Proposal, mark: Mark, sentence: Span) -> None:
    words, quote = ground.doc.quote(mark.start, mark.end).quote, ground.doc.quote(*sentence).quote
    said = event.said
    if mark.tag in PARTS:
        role, kind, _ = PARTS[mark.tag]
        modality = mark.kinds["modality"][0] if mark.tag in ("doer", "doer_org") else "asserted"
        said.participants.append(
            SaidParticipant(role=role, kind=kind, name=words, quote=quote, hedged=modality == "alleged")
        )
    elif mark.tag == "toll":
        measure, scope = mark.kinds["measure"][0], mark.kinds["scope"][0]
        if measure in get_args(Measure) and scope in get_args(Scope):
            said.tolls.append(
                SaidToll(measure=cast(Measure, measure), figure=words, quote=quote, scope=cast(Scope, scope))
            )
    elif mark.tag == "site":
        said.where.append(SaidPlace(name=words, quote=quote))
    elif mark.tag == "claimant":
        said.claims.extend(
            SaidClaim(claimant=words, stance=stance, quote=quote)
            for stance in ("claimed", "denied")
            if ground.follows("stances", stance, ground.doc.quote(mark.start, mark.end))
        )


# ---------------------------------------------------------------------------------------------------- said
def sayings_of(ground: Ground, marks: Sequence[Mark], *, sure: float = SURE) -> Iterator[tuple[SaidAttribution, Span]]:
    """What is marked as said, with the speaker that is marked nearest, and the piece of the text that holds both."""
    likely = [mark for mark in marks if mark.chance >= sure]
    speakers = [mark for mark in likely if mark.tag == "speaker"]
    for mark in likely:
        if mark.tag != "content" or not speakers:
            continue
        around = ground.sentence(ground.doc.quote(mark.start, mark.end))
        beside = [s for s in speakers if around.start <= s.start < around.end and not mark.meets(s.start, s.end)]
        if beside:
            nearest = min(beside, key=lambda s: max(s.start - mark.end, mark.start - s.end))
            words = ground.doc.text[nearest.start : nearest.end]
            said = SaidAttribution(speaker=words, quote=ground.doc.text[mark.start : mark.end])
            yield said, (around.start, around.end)

"""The participants of one event as fillers of the MUC-4 roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.evaluate.muc4_phrases import (
    Cast,
    Names,
    looks_like_person,
    names_of,
    people_not_force,
    split_organization,
    with_number,
    without_determiner,
)
from tocsin.evaluate.muc4_record import UNNAMED, Roles
from tocsin.record import Claim, Mention, Participant, Reading, Statement
from tocsin.record.values import ParticipantKind

DOERS = ("perpetrator", "suspect", "initiated_by")
PEOPLE: tuple[ParticipantKind, ...] = ("person", "group", "civilians")
ORGANIZED: tuple[ParticipantKind, ...] = ("organization", "state_force", "government")
BLAMED = ("claimed", "blamed", "suspected")
WITH_EXPLOSIVES = ("bombing", "suicide_bombing", "shelling", "missile_rocket", "air_strike", "arson", "sabotage")

Filler = tuple[str, str, str | None]  # role, words, actor


def roles_of(mention: Mention, reading: Reading, *, later: Iterable[Statement] = ()) -> Roles:
    """The fillers of the roles of one event; an empty mapping where there is none. `later` are more participants."""
    casts: dict[str, Cast] = {}
    names = names_of(reading)
    for statement in (*mention.of("participant"), *later):
        for role, name, actor in _fillers(statement, mention, reading, names):
            casts.setdefault(role, Cast()).add(name, actor)
    for claim in mention.all(Claim):
        if claim.stance in BLAMED:
            for role, name, actor in _doers(claim.claimant, claim.actor, organized=True):
                casts.setdefault(role, Cast()).add(name, actor)
    return {role: cast.frozen() for role, cast in casts.items() if cast.entities}


def accused_after(mention: Mention, reading: Reading) -> Iterator[Statement]:
    """The suspects of the arrests and trials that answer an event."""
    answers = {r.source for r in reading.relations if r.type == "responds_to" and r.target == mention.id}
    for other in reading.mentions:
        if other.id in answers:
            yield from (s for s in other.of("participant") if _role(s) == "suspect")


def _role(statement: Statement) -> str:
    value = statement.value
    return value.role if isinstance(value, Participant) else ""


def _fillers(statement: Statement, mention: Mention, reading: Reading, names: Names) -> Iterator[Filler]:
    participant = statement.value
    assert isinstance(participant, Participant)
    name = without_determiner(participant.name)
    counted = with_number(name, statement.evidence[0], reading.document.text)
    full = names.of(participant.name, statement.evidence) if participant.kind in PEOPLE else None
    match participant.role:
        case "perpetrator" | "suspect" | "initiated_by":
            if full:
                yield "PerpInd", full, None
            else:
                yield from _doers(counted, participant.actor, organized=participant.kind in ORGANIZED)
        case "victim":
            yield ("Victim", full, None) if full else _unnamed_victim(participant, mention, counted, names)
        case "target":
            yield "Target", name, None
        case "weapon":
            yield "Weapon", name, None
        case _:
            return


def _unnamed_victim(participant: Participant, mention: Mention, counted: str, names: Names) -> Filler:
    """Victims that no person's name was found for.

    Only people are killed or abducted: what looks like a name there is one. An organisation that was bombed is a
    target.
    """
    name = without_determiner(participant.name)
    if participant.kind in ("organization", "government") and participant.actor is None:
        if mention.type not in WITH_EXPLOSIVES and looks_like_person(name):
            return "Victim", names.fullest(name), None
        if mention.type in WITH_EXPLOSIVES:
            return "Target", name, None
    return UNNAMED, counted, None


def _doers(name: str, actor: str | None, *, organized: bool) -> Iterator[Filler]:
    """An organisation, people, or both: "FMLN guerrillas" are guerrillas, and the FMLN."""
    name = without_determiner(name)
    organization, people = split_organization(name)
    if organization and people:
        yield "PerpOrg", organization, actor
        yield "PerpInd", people, None
    elif organized and not people_not_force(name):
        yield "PerpOrg", name, actor
    else:
        yield "PerpInd", name, None

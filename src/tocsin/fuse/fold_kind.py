"""The kind of violence and the two actors, worked out from the kinds of the participants. Never from an accusation.

The attacker is who is told as perpetrator (or as having begun it), asserted by an outlet or claimed by the actor
itself; a suspect or an alleged perpetrator is not one. In a clash the parties of the two sides stand for both.
- state based: one of the two is a state's force or government, the other is organised, or fighters;
- non-state: both are organised and neither is a state's;
- one-sided: the attacker is organised or a state's, and only people who fight for nobody were struck;
- undetermined: anything else, or too little known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.record import Folded, Participant
from tocsin.record.incident import ViolenceKind

STATE = frozenset({"state_force", "government"})
CIVILIAN = frozenset({"civilians", "person", "group"})
ORGANISED = STATE | {"organization"}
FIGHTING = "side"  # the tag of people who fight for somebody: "fighters", "militants"

Folds = Sequence[Folded[Participant]]


@dataclass(frozen=True, slots=True)
class Actors:
    """What kind of violence it was and between whom; None where that is not known."""

    kind: ViolenceKind = "undetermined"
    a: str | None = None
    b: str | None = None


def fold_actors(participants: Folds, *, family: str) -> Actors:
    """The kind of violence of an act, and its actors by register id, or by name where the register has none."""
    if family != "violence":
        return Actors()
    attackers, struck = _two_sides([f for f in participants if _is_vouched_for(f)])
    first, second = _first(attackers), _first(struck)
    return Actors(kind=_kind(attackers, struck), a=_id(first), b=_id(second) or _civilians(struck))


def _is_vouched_for(folded: Folded[Participant]) -> bool:
    return any(s.modality in ("asserted", "claimed") for s in folded.support)


def _two_sides(participants: Folds) -> tuple[list[Participant], list[Participant]]:
    people = [f.value for f in participants]
    attackers = [p for p in people if p.role in ("perpetrator", "initiated_by")]
    parties = [p for p in people if p.role == "party"]
    struck = [p for p in people if p.role == "victim"]
    if attackers:
        names = {_id(p) for p in attackers}
        return attackers, struck + [p for p in parties if _id(p) not in names]
    if len(parties) >= 2:
        side = parties[0].side or "a"
        ours = [p for p in parties if p.side == side] or parties[:1]
        return ours, [p for p in parties if p not in ours]
    return [], struck


def _first(people: Iterable[Participant]) -> Participant | None:
    return next((p for p in people if p.kind in ORGANISED), None)


def _id(participant: Participant | None) -> str | None:
    return None if participant is None else participant.actor or participant.name


def _civilians(struck: Sequence[Participant]) -> str | None:
    return "civilians" if any(_is_civilian(p) for p in struck) and not any(_fights(p) for p in struck) else None


def _is_civilian(struck: Participant) -> bool:
    return struck.kind in CIVILIAN and not _fights(struck)


def _fights(struck: Participant) -> bool:
    return struck.kind in CIVILIAN and FIGHTING in struck.tags


def _kind(attackers: Sequence[Participant], struck: Sequence[Participant]) -> ViolenceKind:
    ours, theirs = ({p.kind for p in side} for side in (attackers, struck))
    if not ours & ORGANISED:
        return "undetermined"
    if theirs & ORGANISED:
        return "state_based" if (ours | theirs) & STATE else "non_state"
    if any(_fights(p) for p in struck):
        return "state_based" if ours & STATE else "undetermined"
    return "one_sided" if theirs & CIVILIAN else "undetermined"

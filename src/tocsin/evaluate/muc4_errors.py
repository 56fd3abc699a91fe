"""Missed and false fillers and events of one MUC-4 message, each with its cause and the words around it.

Fillers are judged over the whole message, as `ree` does, and those that are right there, but in the wrong template, as
`gtt` does. Events are templates that `gtt` leaves without a partner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tocsin.evaluate.assignment import best_pairs
from tocsin.evaluate.benchmark import Fault, FaultKind
from tocsin.evaluate.muc4_credit import best_credit
from tocsin.evaluate.muc4_fillers import TYPE, align_gtt, filled, filled_gold, plain
from tocsin.evaluate.muc4_record import ROLES, Entity, Gold, MucCase, Prediction, Role
from tocsin.record import Participant, Reading

NOT_PROPOSED = "not proposed"
NOT_IN_KEY = "not in the key"
BOUNDARY = "wrong boundary"
TWICE = "said twice"
ROLE = "wrong role"
EVENT = "wrong event"
IRRELEVANT = "document judged irrelevant"
NO_EVENT = "document without events"
WRONG_TYPE = "wrong type"
AROUND = 60


@dataclass(frozen=True, slots=True)
class _Held:
    """The fillers of one message: gold and predicted by role, and which of them go together."""

    golds: dict[Role, tuple[Entity, ...]]
    predictions: dict[Role, tuple[str, ...]]
    right: dict[Role, tuple[tuple[int, int], ...]]

    def missed(self, role: Role) -> list[Entity]:
        """Gold entities that nothing goes with."""
        held = {i for i, _ in self.right[role]}
        return [gold for i, gold in enumerate(self.golds[role]) if i not in held]

    def false(self, role: Role) -> list[str]:
        """Predicted names that nothing goes with."""
        held = {j for _, j in self.right[role]}
        return [name for j, name in enumerate(self.predictions[role]) if j not in held]


def faults_of(case: MucCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
    """The faults of one message: by role what is missed and what is false, then events."""
    gold = case.gold
    assert gold is not None
    held = _held(gold, prediction)
    for role in ROLES:
        for entity in held.missed(role):
            cause, near = _why_missed(entity, role, held, prediction, reading)
            yield _fault(case, "missed", role, cause, entity, near)
        for name in held.false(role):
            cause, near = _why_false(name, role, held, gold)
            yield _fault(case, "false", role, cause, (name,), near)
    yield from _event_faults(case, gold, prediction, held)


def _held(gold: Gold, prediction: Prediction) -> _Held:
    golds = {role: tuple(gold.ree.get(role, ())) for role in ROLES}
    predictions = {
        role: tuple(dict.fromkeys(entity[0] for template in prediction for entity in template.of(role)))
        for role in ROLES
    }
    right = {
        role: tuple(best_pairs([[float(_names(p, g)) for p in predictions[role]] for g in golds[role]]))
        for role in ROLES
    }
    return _Held(golds, predictions, right)


def _names(name: str, entity: Entity) -> bool:
    return plain(name) in {plain(each) for each in entity}


# ----------------------------------------------------------------------------------------------- fillers
def _why_missed(
    entity: Entity, role: Role, held: _Held, prediction: Prediction, reading: Reading | None
) -> tuple[str, str]:
    """The cause, and the predicted words that came nearest."""
    near = _nearest(entity, held.false(role))
    if near:
        return BOUNDARY, near
    for other in ROLES:
        if other != role and (near := _nearest(entity, held.false(other))):
            return ROLE, f"{near} ({other})"
    if reading is not None and (near := _nearest(entity, _participants(reading))):
        return EVENT, near
    if not prediction:
        return IRRELEVANT, ""
    return NOT_PROPOSED, ""


def _why_false(name: str, role: Role, held: _Held, gold: Gold) -> tuple[str, str]:
    """The cause, and the gold words that came nearest."""
    if not gold.gtt:
        return NO_EVENT, ""
    if near := _nearest((name,), [e[0] for e in held.missed(role)], held.missed(role)):
        return BOUNDARY, near
    if near := _nearest((name,), [e[0] for e in held.golds[role]], held.golds[role]):
        return TWICE, near
    for other in ROLES:
        if other != role and (near := _nearest((name,), [e[0] for e in held.missed(other)], held.missed(other))):
            return ROLE, f"{near} ({other})"
    return NOT_IN_KEY, ""


def _nearest(names: Entity, shown: Sequence[str], others: Sequence[Entity] | None = None) -> str:
    """The one of `shown` whose words (or those of the entity in its place) are nearest; empty where none is near."""
    entities = others if others is not None else [(each,) for each in shown]
    credits = [max(best_credit(names, entity), best_credit(entity, names)) for entity in entities]
    best = max(range(len(credits)), key=credits.__getitem__, default=None)
    return shown[best] if best is not None and credits[best] > 0 else ""


def _participants(reading: Reading) -> list[str]:
    return [participant.name for mention in reading.mentions for participant in mention.all(Participant)]


# ------------------------------------------------------------------------------------------------ events
def _event_faults(case: MucCase, gold: Gold, prediction: Prediction, held: _Held) -> Iterator[Fault]:
    golds, predictions = filled_gold(gold), [filled(template) for template in prediction]
    pairs = align_gtt(golds, predictions)
    missed = [g for i, g in enumerate(golds) if i not in {i for i, _ in pairs}]
    false = [p for j, p in enumerate(predictions) if j not in {j for _, j in pairs}]
    for each in missed:
        cause = WRONG_TYPE if false else NOT_PROPOSED if predictions else IRRELEVANT
        yield _fault(case, "missed", TYPE, cause, (each.type,), ", ".join(p.type for p in false))
    for extra in false:
        cause = NO_EVENT if not golds else WRONG_TYPE if missed else NOT_IN_KEY
        yield _fault(case, "false", TYPE, cause, (extra.type,), ", ".join(g.type for g in missed))
    for role in ROLES:
        right = {plain(held.predictions[role][j]) for _, j in held.right[role]}
        placed = {name for i, j in pairs for (name,) in predictions[j].roles[role] if _in(name, golds[i].roles[role])}
        for name in sorted(right - placed):
            yield _fault(case, "false", role, EVENT, (name,), "")


def _in(name: str, entities: Sequence[Entity]) -> bool:
    return any(name in entity for entity in entities)


# ------------------------------------------------------------------------------------------------ shared
def _fault(case: MucCase, kind: FaultKind, row: str, cause: str, names: Entity, near: str) -> Fault:
    context = "" if row == TYPE else _around(case.doc.text, names)
    return Fault(document=case.doc.id, kind=kind, row=row, cause=cause, value=names[0], context=context, near=near)


def _around(text: str, names: Entity) -> str:
    """The words around the first of the names that the text holds."""
    lower = text.lower()
    for name in names:
        at = lower.find(name.lower())
        if at >= 0:
            return " ".join(text[max(0, at - AROUND) : at + len(name) + AROUND].split())
    return ""

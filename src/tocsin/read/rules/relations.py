"""How the mentions of a document hang together: responses, warnings, what was part of what. From the words alone."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.scene import Anchor
from tocsin.record import Relation
from tocsin.record.mention import RelationKind, RelationType

KINDS: dict[str, RelationKind] = {
    "arrest": "law_enforcement",
    "trial": "law_enforcement",
    "investigation": "law_enforcement",
    "security_operation": "law_enforcement",
    "interception_seizure": "law_enforcement",
    "security_measure": "protection",
    "policy_measure": "statement",
    "condemnation": "statement",
}
RETALIATION = word_set("retaliation retaliate retaliated retaliatory revenge avenge avenged reprisal reprisals")
ABOUT = word_set(
    "suspect suspects suspected attackers attacker gunmen gunman assailants perpetrators bombers bomber "
    "accused killers attack attacks assault bombing shooting blast explosion massacre killing aftermath "
    "killings raid scene spot area"
)


def find_relations(prepared: Prepared, events: Sequence[tuple[str, Event]]) -> list[Relation]:
    """The relations between mentions, given with their ids, in the order of the text."""
    acts = [(id, e) for id, e in events if e.first.row.family in ("violence", "plot")]
    found: list[Relation] = []
    for id, event in events:
        family = event.first.row.family
        target = _target(event, [pair for pair in acts if pair[1] is not event], items=prepared.items)
        if target is None:
            continue
        if family == "response":
            kind = KINDS.get(event.first.row.type)
            found.append(_relation(prepared, "responds_to", kind, id, target[0], target[1], event))
        elif family == "warning" and _before(event):
            found.append(_relation(prepared, "warns_of", None, id, target[0], target[1], event))
        elif _retaliates(event):
            found.append(_relation(prepared, "responds_to", "retaliation", id, target[0], target[1], event))
    return found


def _target(event: Event, acts: Sequence[tuple[str, Event]], *, items: bool) -> tuple[str, Anchor] | None:
    """The act that a sentence of the event names or refers to, or that its paragraph has just told."""
    for anchor in event.anchors:
        same = [(id, a) for id, act in acts for a in act.anchors if a.line is anchor.line]
        if same:
            return max(
                same,
                key=lambda pair: (
                    set(pair[1].events) & set(anchor.events) != set(),
                    -abs(pair[1].start - anchor.start),
                ),
            )
    for anchor in event.anchors:
        about = not items and not ABOUT.isdisjoint(anchor.sentence.vocabulary)
        near = ((id, a) for id, act in reversed(acts) for a in reversed(act.anchors) if _is_told(anchor, a, act, about))
        if (latest := next(near, None)) is not None:
            return latest
    return None


def _is_told(anchor: Anchor, other: Anchor, act: Event, about: bool) -> bool:
    """Whether an anchor of an act comes before this one, in its paragraph or, where it is `about` an act, anywhere."""
    here, there = anchor.line.sentence, other.line.sentence
    before = there.number < here.number and there.field == here.field
    return before and (about or there.paragraph == here.paragraph) and not act.background


BEFORE = word_set("prior before ahead beforehand earlier had previously advance already")


def _before(event: Event) -> bool:
    """The words put the warning before the act, or make the act what is warned of."""
    words = {word for a in event.anchors for word in a.sentence.folded}
    return bool(words & BEFORE) or any(a.role == "event" and a.what.what == "event" for a in event.arguments())


def _retaliates(event: Event) -> bool:
    return any(RETALIATION & set(a.sentence.folded) for a in event.anchors)


def _relation(
    prepared: Prepared,
    type_: RelationType,
    kind: RelationKind | None,
    source: str,
    target: str,
    at: Anchor,
    event: Event,
) -> Relation:
    own = next((a for a in event.anchors if a.line is at.line), event.first)
    evidence = (
        prepared.token_evidence(own.line, own.start, own.end),
        prepared.token_evidence(at.line, at.start, at.end),
    )
    return Relation(type=type_, kind=kind, source=source, target=target, evidence=evidence)

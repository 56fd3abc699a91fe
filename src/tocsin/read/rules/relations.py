"""How the mentions of a document hang together: responses, warnings, what was part of what. From the words alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.scene import Anchor
from tocsin.record import Relation
from tocsin.record.evidence import Field
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
    acts = _Acts([(id, e) for id, e in events if e.first.row.family in ("violence", "plot")])
    found: list[Relation] = []
    for id, event in events:
        how = _how(event)
        target = _target(event, acts, items=prepared.items) if how is not None else None
        if how is not None and target is not None:
            found.append(_relation(prepared, *how, id, target[0], target[1], event))
    return found


def _how(event: Event) -> tuple[RelationType, RelationKind | None] | None:
    """How an event is tied to the act that it names, if it names one."""
    family = event.first.row.family
    if family == "response":
        return "responds_to", KINDS.get(event.first.row.type)
    if family == "warning" and _before(event):
        return "warns_of", None
    return ("responds_to", "retaliation") if _retaliates(event) else None


class _Acts:
    """The acts of a document, with their ids, and their anchors by line and by paragraph."""

    def __init__(self, acts: Sequence[tuple[str, Event]]) -> None:
        self._latest_first = [(id, act) for id, act in reversed(acts) if not act.background]
        self._by_line: dict[int, list[tuple[str, Event, Anchor]]] = {}
        self._by_paragraph: dict[tuple[Field, int], list[tuple[str, Event, Anchor]]] = {}
        for id, act in acts:
            for anchor in act.anchors:
                sentence, item = anchor.line.sentence, (id, act, anchor)
                self._by_line.setdefault(sentence.number, []).append(item)
                if not act.background:
                    self._by_paragraph.setdefault((sentence.field, sentence.paragraph), []).append(item)

    def beside(self, anchor: Anchor, event: Event) -> list[tuple[str, Anchor]]:
        """The anchors of other acts than `event` in the line of an anchor."""
        return [(id, a) for id, act, a in self._by_line.get(anchor.sentence.number, ()) if act is not event]

    def told_before(self, anchor: Anchor, event: Event, *, anywhere: bool) -> tuple[str, Anchor] | None:
        """The last other act that is told before an anchor, in its paragraph or, at will, anywhere in its field."""
        here = anchor.line.sentence
        near: Iterable[tuple[str, Event, Anchor]] = reversed(self._by_paragraph.get((here.field, here.paragraph), []))
        if anywhere:
            near = ((id, act, a) for id, act in self._latest_first for a in reversed(act.anchors))
        for id, act, a in near:
            there = a.line.sentence
            if act is not event and there.number < here.number and there.field == here.field:
                return id, a
        return None


def _target(event: Event, acts: _Acts, *, items: bool) -> tuple[str, Anchor] | None:
    """The act that a sentence of the event names or refers to, or that its paragraph has just told."""
    for anchor in event.anchors:
        same = acts.beside(anchor, event)
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
        latest = acts.told_before(anchor, event, anywhere=about)
        if latest is not None:
            return latest
    return None


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

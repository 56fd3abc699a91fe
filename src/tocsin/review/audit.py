"""Who decided what, about which incidents, and what has become of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set

from tocsin.pipeline import incident as find_incident
from tocsin.ports import Entered, Ledger
from tocsin.record import Anchor, Decision, Incident, Reading
from tocsin.record.decision import Decided, DecisionState
from tocsin.whereabouts import incidents_of_mentions

AT_ONCE = 200
FEW = 4  # anchors of one decision that a list looks at: all but merges are about one incident

Spot = tuple[str, str]  # the key of a document and the id of a mention


def decisions(ledger: Ledger, *, of: str | None = None) -> list[Decided]:
    """Every decision in the order of entry, or those on one incident. Raises `UnknownIncident`."""
    if of is not None:
        return decisions_on(ledger, find_incident(ledger, of))
    found: list[Decided] = []
    before: int | None = None
    while part := ledger.decided.latest(before=before, most=AT_ONCE):
        before = part[-1].sequence
        found += _decided(ledger, part)
    return found[::-1]


def latest_decisions(
    ledger: Ledger, *, before: int | None = None, by: str | None = None, state: str | None = None, most: int = 50
) -> tuple[list[Decided], int | None]:
    """So many decisions, the newest first, and what to give as `before` for those that follow; None at the end.

    `incidents` of each are those of its first anchors. `by` and `state` narrow it.
    """
    found: list[Decided] = []
    while len(found) < most and (part := ledger.decided.latest(before=before, by=by, most=most)):
        before = part[-1].sequence
        found += [each for each in _decided(ledger, part, most=FEW) if not state or each.state == state]
    shown = found[:most]
    last = shown[-1].sequence if shown else before
    more = last is not None and bool(ledger.decided.latest(before=last, by=by, most=1))
    return shown, last if more and shown else None


def decisions_on(ledger: Ledger, incident: Incident) -> list[Decided]:
    """The decisions anchored to what an incident holds, and their undoings, in the order of entry."""
    keys = ledger.library.keys(incident.documents)
    entered = dict(ledger.folding.sources.decisions_on(keys.values()))
    if not entered:
        return []
    spots = {(keys[ref.document], ref.mention): incident.id for ref in incident.mentions if ref.document in keys}
    about = _about(entered, _Whereabouts(ledger, spots))
    held = [number for number in sorted(entered) if about[number]]
    stands = _standing(entered)
    return [_one(number, entered[number], ledger.entry(number).recorded_at, about[number], stands) for number in held]


def around(ledger: Ledger, entered: Iterable[Entered]) -> list[tuple[int, Decision]]:
    """Some decisions with all others on the same documents, among which are those that undo them."""
    found = {each.sequence: each.decision for each in entered}
    waiting = list(found.values())
    while waiting:
        undoes = waiting.pop().undoes
        undone = ledger.decided.one(undoes) if undoes is not None and undoes not in found else None
        if undone is not None:
            found[undone.sequence] = undone.decision
            waiting.append(undone.decision)
    keys = {anchor.document for decision in found.values() for anchor in decision.anchors}
    return sorted({**found, **dict(ledger.folding.sources.decisions_on(keys))}.items())


def _decided(ledger: Ledger, part: Sequence[Entered], *, most: int | None = None) -> list[Decided]:
    """What has become of decisions. `most`: so many anchors of each are looked at, but all of a merge."""
    entered = dict(around(ledger, part))
    keys = {anchor.document for decision in entered.values() for anchor in decision.anchors}
    spots = incidents_of_mentions(ledger, keys)
    wanted = {number: entered[number] for number in _with_undone(entered, (each.sequence for each in part))}
    about = _about(wanted, _Whereabouts(ledger, spots), most=most)
    stands = _standing(entered)
    return [_one(each.sequence, each.decision, each.recorded_at, about[each.sequence], stands) for each in part]


def _with_undone(entered: Mapping[int, Decision], numbers: Iterable[int]) -> set[int]:
    """Numbers of decisions, and of those that they undo, and so on."""
    found: set[int] = set()
    for number in numbers:
        at: int | None = number
        while at is not None and at in entered and at not in found:
            found.add(at)
            at = entered[at].undoes
    return found


def _standing(entered: Mapping[int, Decision]) -> set[int]:
    from tocsin.fuse import standing

    return {number for number, _ in standing(tuple(entered.items()))}


def _about(
    entered: Mapping[int, Decision], where: _Whereabouts, *, most: int | None = None
) -> dict[int, tuple[str, ...]]:
    """The incidents that each is about; an undoing is about those of what it undoes."""
    found: dict[int, tuple[str, ...]] = {}
    for number in sorted(entered):
        decision = entered[number]
        undone = found.get(decision.undoes, ()) if decision.undoes is not None else ()
        found[number] = undone or where.of(decision.anchors[: None if decision.act == "merge" else most])
    return found


def _one(number: int, decision: Decision, recorded_at: str, incidents: tuple[str, ...], stands: Set[int]) -> Decided:
    is_undone = number not in stands and decision.undoes is None
    state: DecisionState = "undone" if is_undone else ("stands" if incidents else "unbound")
    return Decided(sequence=number, recorded_at=recorded_at, decision=decision, incidents=incidents, state=state)


class _Whereabouts:
    """In which incident the mentions are that decisions are anchored to, by where the mentions stand."""

    def __init__(self, ledger: Ledger, spots: Mapping[Spot, str]) -> None:
        self._ledger = ledger
        self._spots = spots
        self._keys = {key for key, _ in spots}
        self._known: dict[Anchor, str | None] = {}
        self._readings: dict[str, Reading | None] = {}

    def of(self, anchors: Iterable[Anchor]) -> tuple[str, ...]:
        found = (self._at(anchor) for anchor in anchors)
        return tuple(dict.fromkeys(id for id in found if id is not None))

    def _at(self, anchor: Anchor) -> str | None:
        if anchor.document not in self._keys:
            return None
        if anchor not in self._known:
            self._known[anchor] = self._find(anchor)
        return self._known[anchor]

    def _find(self, anchor: Anchor) -> str | None:
        from tocsin.fuse import mention_at

        if anchor.document not in self._readings:
            self._readings[anchor.document] = self._ledger.active_reading(anchor.document)
        reading = self._readings[anchor.document]
        mention = mention_at(reading, anchor) if reading is not None else None
        return None if mention is None else self._spots.get((anchor.document, mention))

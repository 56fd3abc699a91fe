"""What people do with the record, wired like the pipeline: search it, ask why, decide, and list what was decided.

An act becomes a `Decision`, anchored to the mentions of the incident as they stand now, and is entered in the ledger.
The fold does the rest, so the incidents are as they were until `pipeline.refold`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, get_args

import msgspec

from tocsin.errors import InputError
from tocsin.pipeline import incident as find_incident
from tocsin.ports import Ledger
from tocsin.record import EVENT_TYPES, Anchor, Bound, Decision, Incident, Linked, MentionRef, Place
from tocsin.record.decision import Act, Decided, DecisionState
from tocsin.record.event_types import ACTS
from tocsin.record.hit import Told
from tocsin.record.values import Measure
from tocsin.whereabouts import incidents_of_documents, incidents_of_mentions

# What a correction can put another value to, as `fuse.corrections` takes it.
CORRECTABLE: tuple[str, ...] = ("type", "status", "political", "when", "where", *get_args(Measure))


# ---------------------------------------------------------------------------------------------- searching
def search(ledger: Ledger, words: str, *, most: int = 20) -> list[Told]:
    """The documents that hold all the words, the likest first, each with the incidents that it tells."""
    hits = ledger.search(words, most=most)
    telling = incidents_of_documents(ledger, {hit.id for hit in hits}) if hits else {}
    return [Told(hit, tuple(sorted(telling.get(hit.id, ()), key=lambda each: each.family not in ACTS))) for hit in hits]


# ------------------------------------------------------------------------------------------------- why
def why_together(ledger: Ledger, incident: Incident) -> tuple[Linked, ...]:
    """Why the reports of an incident are held to tell one event, mention by mention."""
    from tocsin.fuse import why_together as explain

    documents = (ledger.document(id) for id in incident.documents)
    readings = (ledger.active_reading(doc.key) for doc in documents if doc is not None)
    return explain(incident, (reading for reading in readings if reading is not None))


def copies_among(ledger: Ledger, incident: Incident) -> dict[str, str]:
    """The reports of an incident that are copies of one text, each with the id of the first of its copies."""
    from tocsin.fuse import copy_groups

    documents = [doc for doc in (ledger.document(id) for id in incident.documents) if doc is not None]
    groups = copy_groups(documents)
    by_group: dict[str, list[str]] = {}
    for doc in documents:
        by_group.setdefault(groups[doc.key], []).append(doc.id)
    return {id: ids[0] for ids in by_group.values() if len(ids) > 1 for id in ids}


# ------------------------------------------------------------------------------------------------- acting
def decide(
    ledger: Ledger,
    id: str,
    act: Act,
    *,
    by: str,
    reason: str,
    property: str | None = None,
    words: str | None = None,
    cites: str | None = None,
    others: Sequence[str] = (),
    documents: Sequence[str] = (),
) -> int:
    """Enter a person's act on one incident. The number of its entry.

    Args:
        ledger: where it is entered.
        id: the incident, or an unambiguous beginning of its id.
        act: what to do; `undo` has a function of its own.
        by: who decides.
        reason: why; kept and shown for ever.
        property: what is corrected or retracted; None where a whole mention is retracted.
        words: the corrected value as a person writes it ("137", "Kano, Nigeria", "2024-03-22").
        cites: the document that bears a correction out; with it the correction counts in `--as-of`.
        others: incidents that are merged with this one.
        documents: for `split` and `retract`, the documents whose mentions are meant.

    Raises: `UnknownIncident`, and `InputError` for what makes no sense.
    """
    if not by.strip() or not reason.strip():
        raise InputError("a decision needs a name and a reason; give --by and --reason")
    incident = find_incident(ledger, id)
    anchors = [_anchor(ledger, ref) for ref in _meant(incident, act, documents)]
    if act == "merge":
        found = [find_incident(ledger, other) for other in others]
        if not found or any(other.id == incident.id for other in found):
            raise InputError("name at least one other incident to merge with this one")
        anchors += [_anchor(ledger, other.mentions[0]) for other in found]
    if cites is not None:
        cited = ledger.document(cites)
        if cited is None:
            raise InputError(f"the ledger has no document {cites!r} to cite")
        cites = cited.key
    value = correction(property or "", words or "") if act == "correct" else None
    decision = Decision(
        act=act,
        by=by.strip(),
        reason=reason.strip(),
        anchors=tuple(anchors),
        property=property,
        value=value,
        cites=cites,
    )
    return ledger.add_decision(decision)


def _meant(incident: Incident, act: Act, documents: Sequence[str]) -> list[MentionRef]:
    """The mentions of an incident that an act is about, the one that stays in a split first."""
    named = set(documents)
    unknown = named - set(incident.documents)
    if unknown:
        of_it = ", ".join(incident.documents[:5])
        raise InputError(f"{', '.join(sorted(unknown))}: no document of incident {incident.id}, which has {of_it}")
    inside = [ref for ref in incident.mentions if ref.document in named]
    match act:
        case "split":
            stays = [ref for ref in incident.mentions if ref.document not in named]
            if not inside or not stays:
                raise InputError("name the documents that leave; at least one has to leave, and one to stay")
            return [stays[0], *inside]
        case "retract":
            return inside or list(incident.mentions)
        case "merge":
            return [incident.mentions[0]]
        case _:
            return list(incident.mentions)


def _anchor(ledger: Ledger, ref: MentionRef) -> Anchor:
    document = ledger.document(ref.document)
    reading = ledger.active_reading(document.key) if document is not None else None
    mention = next((m for m in reading.mentions if m.id == ref.mention), None) if reading is not None else None
    if document is None or mention is None:
        raise InputError(f"{ref.document} was read again and tells {ref.mention} no longer; fold the ledger first")
    return Anchor(document=document.key, trigger=mention.trigger, family=EVENT_TYPES[mention.type].family)


def undo(ledger: Ledger, *, by: str, reason: str, entry: int) -> int:
    """Take a decision back. The number of the entry that does. Raises `InputError` where there is none to take back."""
    from tocsin.fuse import standing

    entered = dict(ledger.decisions())
    if entry not in entered:
        raise InputError(f"entry {entry} is no decision; `tocsin decisions` lists those there are")
    if entered[entry].undoes is None and entry not in dict(standing(tuple(entered.items()))):
        raise InputError(f"decision {entry} was undone before")
    return ledger.add_decision(Decision(act="undo", by=by.strip(), reason=reason.strip(), anchors=(), undoes=entry))


def latest_on(ledger: Ledger, id: str) -> int:
    """The number of the last decision on an incident that stands. Raises `InputError` where there is none."""
    from tocsin.fuse import standing

    incident = find_incident(ledger, id)
    entered = dict(ledger.decisions())
    stands = dict(standing(tuple(entered.items())))
    on = _On(ledger, incident)
    found = [
        number
        for number, decision in entered.items()
        if (number in stands and on.holds(decision))
        or (decision.undoes in entered and on.holds(entered[decision.undoes]))
    ]
    if not found:
        raise InputError(f"no decision stands on incident {incident.id}")
    return found[-1]


class _On:
    """Whether a decision is anchored to a mention of one incident, asking for no other."""

    def __init__(self, ledger: Ledger, incident: Incident) -> None:
        self._ledger = ledger
        self._mentions = {(ref.document, ref.mention) for ref in incident.mentions}
        documents = (ledger.document(id) for id in incident.documents)
        self._keys = {doc.key for doc in documents if doc is not None}

    def holds(self, decision: Decision) -> bool:
        return any(self._at(anchor) in self._mentions for anchor in decision.anchors)

    def _at(self, anchor: Anchor) -> tuple[str, str] | None:
        from tocsin.fuse import mention_at

        reading = self._ledger.active_reading(anchor.document) if anchor.document in self._keys else None
        mention = mention_at(reading, anchor) if reading is not None else None
        return None if reading is None or mention is None else (reading.document.id, mention)


# -------------------------------------------------------------------------------------------- corrections
def correction(property: str, words: str) -> str:
    """What a correction is entered as, from what a person writes. Raises `InputError` saying what is expected.

    Places are settled and counts bounded now, so that a later gazetteer or lexicon does not change the decision.
    """
    from tocsin.fuse.corrections import MEASURES, value_of

    words = words.strip()
    if property == "where":
        written = _canonical(_settle(words))
    elif property in MEASURES:
        written = _canonical(_bound(property, words))
    else:
        written = words.replace(" ", "_") if property == "type" else words
    if value_of(property, written) is not None:
        return written
    expected = {
        "type": "expected an event type such as bombing or armed_assault",
        "status": "expected occurred, attempted, foiled, threatened, planned or denied",
        "political": "expected yes, no or doubtful",
        "when": "expected a day, month or year such as 2024-03-22, or two with a slash between",
    }
    raise InputError(
        f"{property} cannot be made {words!r}; "
        + expected.get(property, f"what can be corrected is {', '.join(CORRECTABLE)}")
    )


def _settle(words: str) -> Place:
    from tocsin.resolve.places import PlaceResolver

    found = [each.place for each in PlaceResolver().resolve(words)]
    if not found or found[0].latitude is None:
        raise InputError(f"no place {words!r} is known; write it with its country, such as 'Kano, Nigeria'")
    return found[0]


def _bound(measure: str, words: str) -> Bound:
    from tocsin.resolve.counts import parse_count

    bound = parse_count(words)
    if bound is None:
        raise InputError(f"{words!r} is no count of {measure}; write it as 137, 'at least 130' or 'between 10 and 15'")
    return bound


def _canonical(value: Any) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


# -------------------------------------------------------------------------------------------------- audit
def decisions(ledger: Ledger, *, of: str | None = None) -> list[Decided]:
    """Every decision in the order of entry, or those on one incident. Raises `UnknownIncident`."""
    from tocsin.fuse import standing

    whole = find_incident(ledger, of).id if of is not None else None
    entered = ledger.decisions()
    stands = {number for number, _ in standing(entered)}
    about = _whereabouts(ledger, entered)
    found = [_decided(n, decision, ledger.entry(n).recorded_at, about, stands) for n, decision in entered]
    return found if whole is None else [each for each in found if whole in each.incidents]


def _decided(
    number: int, decision: Decision, recorded_at: str, about: Mapping[int, tuple[str, ...]], stands: Set[int]
) -> Decided:
    undoes = decision.undoes
    incidents = about[number] if undoes is None else about.get(undoes, ())
    is_undone = number not in stands and undoes is None
    state: DecisionState = "undone" if is_undone else ("stands" if incidents else "unbound")
    return Decided(sequence=number, recorded_at=recorded_at, decision=decision, incidents=incidents, state=state)


def decisions_on(ledger: Ledger, incident: Incident) -> list[Decided]:
    """The decisions anchored to what an incident holds now, and their undoings, in the order of entry.

    As `decisions` of its id, without looking at any other incident.
    """
    from tocsin.fuse import standing

    entered = ledger.decisions()
    on = _On(ledger, incident)
    held = {number for number, decision in entered if decision.anchors and on.holds(decision)}
    if not held:
        return []
    stands = {number for number, _ in standing(entered)}
    about = dict.fromkeys(held, (incident.id,))
    found = [(n, d) for n, d in entered if n in held or d.undoes in held]
    return [_decided(n, d, ledger.entry(n).recorded_at, {**about, n: about.get(n, ())}, stands) for n, d in found]


def _whereabouts(ledger: Ledger, entered: Sequence[tuple[int, Decision]]) -> dict[int, tuple[str, ...]]:
    """By the number of a decision, the incidents that hold what it is anchored to."""
    from tocsin.fuse import mention_at

    keys = {anchor.document for _, decision in entered for anchor in decision.anchors}
    readings = {key: reading for key in keys if (reading := ledger.active_reading(key)) is not None}
    incident_of = incidents_of_mentions(ledger, readings.keys())

    def at(anchor: Anchor) -> str | None:
        reading = readings.get(anchor.document)
        mention = mention_at(reading, anchor) if reading is not None else None
        return None if mention is None else incident_of.get((anchor.document, mention))

    about = {number: [at(anchor) for anchor in decision.anchors] for number, decision in entered}
    return {number: tuple(dict.fromkeys(id for id in ids if id is not None)) for number, ids in about.items()}

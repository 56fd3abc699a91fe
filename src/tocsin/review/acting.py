"""Deciding: what a person says about an incident, entered in the ledger as a `Decision`; and taking it back."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.errors import InputError
from tocsin.pipeline import incident as find_incident
from tocsin.ports import Ledger
from tocsin.record import EVENT_TYPES, Anchor, Decision, Incident, MentionRef, Reading
from tocsin.record.decision import Act
from tocsin.review.audit import around, decisions_on
from tocsin.review.correcting import correction


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
    anchors = _anchors(ledger, _meant(incident, act, documents))
    if act == "merge":
        found = [find_incident(ledger, other) for other in others]
        if not found or any(other.id == incident.id for other in found):
            raise InputError("name at least one other incident to merge with this one")
        anchors += _anchors(ledger, [other.mentions[0] for other in found])
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


def _anchors(ledger: Ledger, refs: Sequence[MentionRef]) -> list[Anchor]:
    keys = ledger.library.keys({ref.document for ref in refs})
    readings = ledger.folding.sources.readings(keys.values())
    return [_anchor(readings.get(keys.get(ref.document, "")), ref) for ref in refs]


def _anchor(reading: Reading | None, ref: MentionRef) -> Anchor:
    mention = next((m for m in reading.mentions if m.id == ref.mention), None) if reading is not None else None
    if reading is None or mention is None:
        raise InputError(f"{ref.document} was read again and tells {ref.mention} no longer; fold the ledger first")
    return Anchor(document=reading.document.key, trigger=mention.trigger, family=EVENT_TYPES[mention.type].family)


def undo(ledger: Ledger, *, by: str, reason: str, entry: int) -> int:
    """Take a decision back. The number of the entry that does. Raises `InputError` where there is none to take back."""
    from tocsin.fuse import standing

    entered = ledger.decided.one(entry)
    if entered is None:
        raise InputError(f"entry {entry} is no decision; `tocsin decisions` lists those there are")
    if entered.decision.undoes is None and entry not in dict(standing(around(ledger, [entered]))):
        raise InputError(f"decision {entry} was undone before")
    return ledger.add_decision(Decision(act="undo", by=by.strip(), reason=reason.strip(), anchors=(), undoes=entry))


def latest_on(ledger: Ledger, id: str) -> int:
    """The number of the last decision on an incident that stands. Raises `InputError` where there is none."""
    incident = find_incident(ledger, id)
    found = [each for each in decisions_on(ledger, incident) if each.state == "stands"]
    if not found:
        raise InputError(f"no decision stands on incident {incident.id}")
    return found[-1].sequence

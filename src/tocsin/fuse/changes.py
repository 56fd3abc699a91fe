"""What changed in an incident between two moments, value by value, with the words behind each.

Pure, and blind to the reason: a later report, a decision and another reader look the same here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from msgspec.structs import replace

from tocsin.fuse.words import name_key
from tocsin.record import Change, Claim, Evidence, Folded, Incident, Link, Participant, Place
from tocsin.record.incident_form import evidence_of

T = TypeVar("T")


def changes(before: Incident | None, after: Incident | None) -> tuple[Change, ...]:
    """Everything that differs between two states of one incident, in the order of the record.

    None is an incident that nothing had told yet, or that left the record. The reports that came are named by id.
    """
    if before is None or after is None:
        return _whole(before, after)
    found: list[Change] = []
    for property in ("type", "status", "when"):
        found += _single(property, getattr(before, property), getattr(after, property))
    found += _plain("political", before.political, after.political)
    found += _listed("where", before.where, after.where, _place)
    found += _listed("toll", before.tolls, after.tolls, lambda t: (t.measure, t.side))
    found += _listed("claim", before.claims, after.claims, _claim)
    found += _listed("participant", before.participants, after.participants, _participant)
    found += _single("warning", before.warning, after.warning)
    found += _linked("warning", before.warnings, after.warnings)
    found += _linked("response", before.responses, after.responses)
    found += _said(before, after)
    found += _plain("review", before.review.state, after.review.state)
    found += [Change("added", "report", None, id) for id in after.documents if id not in before.documents]
    found += [Change("gone", "report", id, None) for id in before.documents if id not in after.documents]
    return tuple(found)


def _whole(before: Incident | None, after: Incident | None) -> tuple[Change, ...]:
    if after is not None:
        return (Change("added", "incident", None, after.title, evidence_of(after.type)),)
    if before is not None:
        return (Change("gone", "incident", before.title, None, evidence_of(before.type)),)
    return ()


def _plain(property: str, before: str, after: str) -> Iterable[Change]:
    if before != after:
        yield Change("changed", property, before, after)


def _single(property: str, before: Folded[T] | None, after: Folded[T] | None) -> Iterable[Change]:
    if before is not None and after is not None:
        if _bare(before.value) != _bare(after.value):
            yield Change("changed", property, before.value, after.value, evidence_of(after))
    elif after is not None:
        yield Change("added", property, None, after.value, evidence_of(after))
    elif before is not None:
        yield Change("gone", property, before.value, None, evidence_of(before))


def _bare(value: object) -> object:
    """A value without the words for the one that it is about: another name for the same party is no change."""
    match value:
        case Claim():
            return replace(value, claimant="", by=None)
        case Participant():
            return replace(value, name="")
        case _:
            return value


def _listed(
    property: str, before: Sequence[Folded[T]], after: Sequence[Folded[T]], identity: Callable[[T], Hashable]
) -> Iterable[Change]:
    """Values of a list, each beside the one of the same identity."""
    old = {identity(f.value): f for f in before}
    new = {identity(f.value): f for f in after}
    for key in [*new, *(k for k in old if k not in new)]:
        yield from _single(property, old.get(key), new.get(key))


def _place(place: Place) -> Hashable:
    return place.role, name_key(place.name)


def _claim(claim: Claim) -> Hashable:
    return claim.actor or name_key(claim.claimant), claim.stance, name_key(claim.by or "")


def _participant(who: Participant) -> Hashable:
    return who.role, who.actor or name_key(who.name)


def _linked(property: str, before: Sequence[Link], after: Sequence[Link]) -> Iterable[Change]:
    """Other incidents tied to this one; one that is told in more words is no change."""
    old, new = {link.incident: link for link in before}, {link.incident: link for link in after}
    for id, link in new.items():
        if id not in old:
            yield Change("added", property, None, link, _evidence_of(link))
        elif old[id].status != link.status:
            yield Change("changed", property, old[id], link, _evidence_of(link))
    for id, link in old.items():
        if id not in new:
            yield Change("gone", property, link, None, _evidence_of(link))


def _evidence_of(link: Link) -> tuple[Evidence, ...]:
    return tuple(e for support in link.support for e in support.evidence)


def _said(before: Incident, after: Incident) -> Iterable[Change]:
    """What people say of it: each saying by its own words."""
    old = {said.attribution.evidence for said in before.assessments}
    new = {said.attribution.evidence for said in after.assessments}
    for said in after.assessments:
        if said.attribution.evidence not in old:
            yield Change("added", "assessment", None, said, said.attribution.evidence)
    for said in before.assessments:
        if said.attribution.evidence not in new:
            yield Change("gone", "assessment", said, None, said.attribution.evidence)

"""What rings: which of the changes between two states of an incident a watch asks to be told of, and why.

Pure, and blind to what was sent before: the outbox knows that by the stable key of each ring. The figures of a toll
ring by steps, so that 41, 42, 43 are one ring and 40, 50 are two.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from tocsin.care.withdrawal import is_withdrawn
from tocsin.fuse.title import number_words
from tocsin.fuse.words import name_key
from tocsin.record import Claim, Evidence, Folded, Incident, Link, Toll
from tocsin.record.incident_form import evidence_of
from tocsin.record.values import Measure, Stance
from tocsin.watch.fits import Reasons, figure_of, fit
from tocsin.watch.published import documents_of, is_late, is_long_over, newest
from tocsin.watch.seen import Seen
from tocsin.watch.values import RingKind, Watch

KIND_OF: dict[Stance, RingKind] = {
    "claimed": "claim", "denied": "denial", "blamed": "accusation", "suspected": "accusation",
}  # fmt: skip
CLEARED = frozenset({"released", "acquitted"})


class Ring(Struct, frozen=True, kw_only=True):
    """One change that a watch asks for. `key` names the change for ever: the same key is the same news.

    `told` says what changed and `withdrawn` what holds no longer, in our own words and those of the record: they may
    name persons until an alert is made of them. `why` are the conditions that held. `owed` says that it goes to whoever
    was told of the incident before, whatever the watch asks for.
    """

    kind: RingKind
    key: str
    told: tuple[str, ...]
    why: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    withdrawn: tuple[str, ...] = ()
    owed: bool = False


def rings(
    watch: Watch,
    before: Incident | None,
    after: Incident | None,
    seen: Seen,
    *,
    state: str = "",
    again: bool = False,
    moved: str | None = None,
) -> tuple[Ring, ...]:
    """What rings between two states of one incident, None for one that does not stand.

    `state` names the newer state; `again` says that the incident had stood before and was withdrawn: what goes or
    comes back is told each time. `moved` is the incident that one which stands no longer is part of now.
    """
    if before is None and after is not None and _is_old(watch, after, seen):
        return ()  # before anything is looked up: an archive holds thousands
    was = fit(watch, before, seen)
    now = fit(watch, after, seen)
    found: list[Ring] = []
    if now is not None and after is not None:
        found += _news(watch, before if was is not None else None, before, after, now, seen, state if again else "")
    if was is not None and before is not None:
        found += _taken_back(before, after, was, state, moved)
    return tuple(ring for ring in found if ring.kind in watch.changes or ring.owed)


def _news(
    watch: Watch,
    fitting: Incident | None,
    before: Incident | None,
    after: Incident,
    why: Reasons,
    seen: Seen,
    again: str,
) -> Iterator[Ring]:
    """What is new in an incident that fits. `fitting` is the state before where it fitted already."""
    if fitting is None and "new_incident" in watch.changes:
        ring = Ring(
            kind="new_incident",
            key=f"new:{again}" if again else "new",
            told=(after.title,),
            why=(*why, "it is new" if before is None else "it is known already, and fits from now on"),
            evidence=evidence_of(after.type),
        )
        if _is_timely(watch, ring, after, seen):
            yield ring
        return
    for ring in _each_news(watch, before, after, why):
        if _is_timely(watch, ring, after, seen):
            yield ring


def _is_old(watch: Watch, after: Incident, seen: Seen) -> bool:
    """Whether nothing about an incident is news any more."""
    late = is_late(newest(after), seen.now, watch.late_after) or is_long_over(after, watch.events_within)
    return late and not watch.late


def _is_timely(watch: Watch, ring: Ring, after: Incident, seen: Seen) -> bool:
    """Whether it is news: not read late, not of an event long over."""
    if watch.late:
        return True
    moment: datetime | None = newest(after, documents_of(ring.evidence)) or newest(after)
    return not is_late(moment, seen.now, watch.late_after) and not is_long_over(after, watch.events_within)


def _each_news(watch: Watch, before: Incident | None, after: Incident, why: Reasons) -> Iterator[Ring]:
    if after.family == "warning" and before is None:
        yield Ring(kind="warning", key="new", told=(after.title,), why=why, evidence=evidence_of(after.type))
    for measure, step in watch.toll_steps:
        yield from _toll(measure, step, before, after, why)
    yield from _claims(before, after, why)
    yield from _links("response", before.responses if before else (), after.responses, why)
    yield from _links("warning", before.warnings if before else (), after.warnings, why)
    if before is not None:
        yield from _status(before, after, why)


def _toll(measure: Measure, step: int, before: Incident | None, after: Incident, why: Reasons) -> Iterator[Ring]:
    """A toll that passed a step. The key is the highest step passed, whichever report passed it."""
    old, new = figure_of(before, measure), figure_of(after, measure)
    level = new // step * step
    if level <= old // step * step:
        return
    folded = next(f for f in after.tolls if f.value.measure == measure and _counts(f.value) == new)
    figure = number_words(folded.value) or str(new)
    yield Ring(
        kind="toll",
        key=f"{measure}:{level}",
        told=(f"{measure}: {figure}, after {old or 'none told'}",),
        why=(*why, f"the number of {measure} passed {level}, by steps of {step}"),
        evidence=evidence_of(folded),
    )


def _counts(toll: Toll) -> int:
    return toll.best if toll.best is not None else toll.low or 0


def _claims(before: Incident | None, after: Incident, why: Reasons) -> Iterator[Ring]:
    old = {claim_key(f.value) for f in before.claims} if before else set()
    for folded in after.claims:
        key = claim_key(folded.value)
        if key not in old:
            yield Ring(
                kind=KIND_OF[folded.value.stance],
                key=key,
                told=(claim_words(folded),),
                why=(*why, f"nobody had told that {folded.value.claimant} {_stance(folded.value)}"),
                evidence=evidence_of(folded),
            )


def claim_key(claim: Claim) -> str:
    """What makes a claim the same whoever reports it."""
    return f"{claim.stance}:{claim.actor or name_key(claim.claimant)}:{name_key(claim.by or '')}"


def _stance(claim: Claim) -> str:
    return {"claimed": "claims it", "denied": "denies it", "blamed": "is blamed", "suspected": "is suspected"}[
        claim.stance
    ]


def claim_words(folded: Folded[Claim]) -> str:
    """Such as "the Harbour Front claims it" or "the Harbour Front is blamed by the government"."""
    claim = folded.value
    return f"{claim.claimant} {_stance(claim)}" + (f" by {claim.by}" if claim.by else "")


def _links(kind: RingKind, before: tuple[Link, ...], after: tuple[Link, ...], why: Reasons) -> Iterator[Ring]:
    old = {(link.incident, link.status) for link in before}
    for link in after:
        if (link.incident, link.status) in old:
            continue
        actors = f", by {', '.join(link.actors)}" if link.actors else ""
        yield Ring(
            kind=kind,
            key=f"{link.incident}:{link.status}",
            told=(f"{kind}: {link.type.replace('_', ' ')}, {link.status}{actors}",),
            why=(*why, f"a {kind} is told that was not told before"),
            evidence=tuple(e for support in link.support for e in support.evidence),
        )


def _status(before: Incident, after: Incident, why: Reasons) -> Iterator[Ring]:
    for name, old, new in (("status", before.status, after.status), ("type", before.type, after.type)):
        if old.value != new.value:
            words = f"{name}: {new.value.replace('_', ' ')}, until now {old.value.replace('_', ' ')}"
            yield Ring(
                kind="status",
                key=f"{name}:{new.value}",
                told=(words,),
                why=(*why, f"its {name} changed"),
                evidence=evidence_of(new),
            )


# ----------------------------------------------------------------------------------------- taken back
def _taken_back(
    before: Incident, after: Incident | None, why: Reasons, state: str, moved: str | None
) -> Iterator[Ring]:
    """What was told to hold and holds no longer; also that a suspect was released or acquitted."""
    why = (*why, "it had fitted, and what was told of it changed")
    if after is None or is_withdrawn(after):
        how = "no report tells it any more" if moved is None else f"it is one with incident {moved}"
        how = "a person dismissed it" if after is not None else how
        yield Ring(kind="correction", key=f"gone:{state}", told=(how,), why=why, withdrawn=(before.title,))
        return
    if after.review.state != before.review.state and after.review.state in ("corrected", "disputed"):
        yield Ring(
            kind="correction",
            key=f"review:{after.review.state}:{state}",
            told=(f"a person reviewed it: {after.review.state}", after.title),
            why=why,
            withdrawn=(before.title,) if before.title != after.title else (),
        )
    for measure in ("killed", "injured", "abducted"):
        old, new = figure_of(before, measure), figure_of(after, measure)
        if new < old:
            yield Ring(
                kind="correction",
                key=f"fell:{measure}:{new}",
                told=(f"{measure}: {new}, until now {old}",),
                why=why,
                evidence=tuple(e for f in after.tolls if f.value.measure == measure for e in evidence_of(f)),
                withdrawn=(f"{measure}: {old}",),
            )
    standing = {claim_key(f.value) for f in after.claims}
    for folded in before.claims:
        if claim_key(folded.value) not in standing:
            words = claim_words(folded)
            yield Ring(
                kind="correction", key=f"gone:{claim_key(folded.value)}", told=("a claim is told no longer",), why=why,
                withdrawn=(words,),
            )  # fmt: skip
    yield from _cleared(before, after, why)


def _cleared(before: Incident, after: Incident, why: Reasons) -> Iterator[Ring]:
    """Suspects who were released or acquitted: all who were told of the charge are told of that (design 8)."""
    old = {(name_key(f.value.name), f.value.outcome) for f in before.participants if f.value.role == "suspect"}
    for folded in after.participants:
        who = folded.value
        known = (name_key(who.name), who.outcome) in old
        if who.role == "suspect" and who.outcome in CLEARED and not known:
            yield Ring(
                kind="correction",
                key=f"cleared:{name_key(who.name)}:{who.outcome}",
                told=(f"suspects {who.outcome}",),
                why=why,
                evidence=evidence_of(folded),
                withdrawn=("the suspicion or the charge against them",),
                owed=True,
            )

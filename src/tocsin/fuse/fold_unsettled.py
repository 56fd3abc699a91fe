"""What the reports of an incident say, or fail to say, that could not be settled: for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tocsin.fuse.case import Case, unsettled
from tocsin.fuse.figures import Figure
from tocsin.fuse.fold_claims import claims_said
from tocsin.fuse.groups import group_by
from tocsin.fuse.origins import Said
from tocsin.fuse.places import is_settled
from tocsin.fuse.words import name_key
from tocsin.record import Claim, Folded, Place, Toll, Unsettled, When


def fold_unsettled(
    case: Case,
    *,
    when: Folded[When] | None,
    where: Sequence[Folded[Place]],
    tolls: Sequence[Folded[Toll]],
    figures: Sequence[Figure],
    lost: Sequence[Said],
) -> tuple[Unsettled, ...]:
    """Everything open about an incident, in a fixed order of properties."""
    return (
        *_of_time(case, when),
        *_of_place(case, where),
        *_of_tolls(tolls, figures, lost),
        *_of_claims(case),
        *(unsettled("review", reason, case.typed) for reason in case.complaints),
    )


def _of_time(case: Case, when: Folded[When] | None) -> Iterator[Unsettled]:
    said = case.said("when") or case.typed
    if when is None or (when.value.earliest is None and when.value.latest is None):
        yield unsettled("when", "no report says when it was", said)
    elif when.value.earliest is None:
        yield unsettled("when", f"no report names a day; it was no later than {when.value.latest}", said)


def _of_place(case: Case, where: Sequence[Folded[Place]]) -> Iterator[Unsettled]:
    sites = [f.value for f in where if f.value.role == "site"]
    if not sites:
        yield unsettled("where", "no report says where it was", case.typed)
    for place in sites:
        if not is_settled(place):
            said = [s for s in case.said("where") if s.statement.value == place]
            yield unsettled("where", f"which place {place.name!r} is could not be settled", said)


def _of_tolls(tolls: Sequence[Folded[Toll]], figures: Sequence[Figure], lost: Sequence[Said]) -> Iterator[Unsettled]:
    for folded in tolls:
        toll = folded.value
        of_toll = [f for f in figures if (f.toll.measure, f.toll.side) == (toll.measure, toll.side)]
        said = [s for f in of_toll for s in f.said]
        if folded.rivals:
            yield unsettled("toll", f"reports disagree on how many were {toll.measure}", said)
        undated = [s for s in said if s.told.report.moment is None]
        if undated and len(of_toll) > 1:
            reason = f"figures of {toll.measure} in reports of no known date cannot be put in order"
            yield unsettled("toll", reason, undated)
    if lost:
        yield unsettled("toll", "figures of one side, and it cannot be told which", lost)


def _of_claims(case: Case) -> Iterator[Unsettled]:
    said = [s for s in claims_said(case) if isinstance(s.statement.value, Claim)]
    claimed = group_by((s for s in said if _claim(s).stance == "claimed"), lambda s: _party(_claim(s)))
    denied = group_by((s for s in said if _claim(s).stance == "denied"), lambda s: _party(_claim(s)))
    if len(claimed) > 1:
        reason = f"{len(claimed)} parties claim it"
        yield unsettled("claim", reason, [s for group in claimed.values() for s in group])
    for party in sorted(claimed.keys() & denied.keys()):
        both = claimed[party] + denied[party]
        yield unsettled("claim", f"{_claim(both[0]).claimant} is reported both to claim and to deny it", both)


def _claim(said: Said) -> Claim:
    claim = said.statement.value
    assert isinstance(claim, Claim)
    return claim


def _party(claim: Claim) -> str:
    return claim.actor or name_key(claim.claimant)

"""Who claims, denies, is blamed or suspected. Each accusation keeps its accuser and what the report vouches for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from tocsin.fuse.case import Case
from tocsin.fuse.groups import count_reports, group_by, plural
from tocsin.fuse.origins import Said, count_origins, credibility, statements_of, supports
from tocsin.fuse.words import name_key
from tocsin.record import Claim, Folded

ORDER = ("claimed", "denied", "blamed", "suspected")


def claims_said(case: Case) -> list[Said]:
    """What is said of responsibility, in the mentions themselves and where the issuing of a claim is an event told."""
    return case.said("claim") + statements_of(case.claim_news, "claim")


def fold_claims(case: Case) -> tuple[Folded[Claim], ...]:
    """One entry for each claimant, stance and accuser, claims first; within a stance in the order first reported.

    A group that claims and denies at once keeps both entries. Statements whose modality is `alleged` stay so: the fold
    makes no claim of an accusation.
    """
    groups = group_by(claims_said(case), lambda s: _identity(_claim(s)))
    folded = [_fold(said) for said in groups.values()]
    return tuple(sorted(folded, key=lambda f: ORDER.index(f.value.stance)))


def _claim(said: Said) -> Claim:
    claim = said.statement.value
    assert isinstance(claim, Claim)
    return claim


def _identity(claim: Claim) -> tuple[str, str, str]:
    return (claim.actor or name_key(claim.claimant), claim.stance, name_key(claim.by or ""))


def _fold(said: Sequence[Said]) -> Folded[Claim]:
    forms = group_by(said, _claim)
    claim = max(forms, key=lambda c: (count_origins(forms[c]), c.actor is not None, c.channel or "", c.claimant))
    claims = [_claim(s) for s in said]
    filled = replace(
        claim,
        channel=claim.channel or _first(c.channel for c in claims),
        claimed_at=claim.claimed_at or _first(c.claimed_at for c in claims),
        branch_attributed_by=claim.branch_attributed_by or _first(c.branch_attributed_by for c in claims),
    )
    return Folded(
        value=filled,
        rule=f"{claim.stance}, in {plural(count_reports(said), 'report')}",
        support=supports(said),
        credibility=credibility(said, claimed=claim.stance == "claimed"),
    )


def _first(values: Iterable[str | None]) -> str | None:
    return next((v for v in values if v), None)

"""Who answers for an act is a participant of it: the party that claims it or is blamed for it, as its doer."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tocsin.read.rules.claims import ClaimFound
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.naming import full_span, words_of
from tocsin.record import Participant, Statement, Voice

SIDES = frozenset(("armed", "armed_org", "security", "government"))  # blamed persons are suspects, and no doers


def claimants(prepared: Prepared, claims: Sequence[ClaimFound], known: Collection[str]) -> Iterator[Statement]:
    """A perpetrator for each party that claims the act or is blamed for it; none for those `known`.

    `known` holds ids of actors and folded names.
    """
    seen = set(known)
    for claim in claims:
        sentence, what = claim.home.sentence, claim.described
        start, end = claim.span
        name = words_of(sentence, start, end)
        keys = {name.lower(), *((what.actor.id,) if what.actor else ())}
        sided = claim.stance == "claimed" or what.actor is not None or what.what in SIDES
        if claim.stance == "denied" or what.what == "pronoun" or not sided or not keys.isdisjoint(seen):
            continue
        seen |= keys
        evidence = prepared.token_evidence(claim.home, start, end)
        value = Participant(
            role="perpetrator",
            kind=what.kind,
            name=name,
            actor=what.actor.id if what.actor else None,
            actor_kind=what.actor.kind if what.actor else None,
        )
        yield Statement(
            property="participant",
            value=value,
            original=evidence.quote,
            evidence=(evidence,),
            attribution=_accuser(prepared, claim),
            modality="claimed" if claim.stance == "claimed" else "alleged",
        )


def _accuser(prepared: Prepared, claim: ClaimFound) -> Voice | None:
    sentence, by = claim.line.sentence, claim.by
    if by is None or sentence.class_at(by.head) == "O":
        return None
    start, end = full_span(sentence, by)
    return Voice(name=words_of(sentence, start, end), evidence=(prepared.token_evidence(claim.line, start, end),))

"""Who claims an act is a participant of it, as its doer. Who is blamed for it stands in the claims alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tocsin.read.rules.claims import ClaimFound
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.naming import words_of
from tocsin.record import Participant, Statement


def claimants(prepared: Prepared, claims: Sequence[ClaimFound], known: Collection[str]) -> Iterator[Statement]:
    """A perpetrator for each party that claims the act; none for those `known`, by ids of actors and folded names."""
    seen = set(known)
    for claim in claims:
        sentence, what = claim.home.sentence, claim.described
        start, end = claim.span
        name = words_of(sentence, start, end)
        keys = {name.lower(), *((what.actor.id,) if what.actor else ())}
        if claim.stance != "claimed" or what.what == "pronoun" or not keys.isdisjoint(seen):
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
            property="participant", value=value, original=evidence.quote, evidence=(evidence,), modality="claimed"
        )

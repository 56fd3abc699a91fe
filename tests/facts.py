"""What a reading says, in short lines that tests and the page of known failures compare: "killed: 12, event"."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.record import Claim, Participant, Place, Reading, Toll, When


def facts(reading: Reading) -> set[str]:
    """What the reader says of a text, in the short form of the page."""
    return set(_facts(reading))


def _facts(reading: Reading) -> Iterator[str]:
    for mention in reading.mentions:
        yield f"{mention.type}, {mention.status}"
        for who in mention.all(Participant):
            yield f"{who.role}: {who.name}"
            yield f"{who.name} is of kind {who.kind}"
        for toll in mention.all(Toll):
            yield f"{toll.measure}: {toll.bound.best if toll.bound.best is not None else toll.bound.low}, {toll.scope}"
        for place in mention.all(Place):
            yield f"place: {place.name} in {place.country}"
        for claim in mention.all(Claim):
            yield f"{claim.stance}: {claim.claimant}"
        for when in mention.all(When):
            yield f"day: {when.earliest}"
    for said in reading.attributions:
        yield f"speaker: {said.speaker}"
    for person in reading.persons:
        yield f"person: {person.name}"

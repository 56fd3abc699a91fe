"""What an incident is, in sentences of our own: no word of a report, no name of a person, every accusation as one."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.record import Incident, Place, Toll
from tocsin.record.values import Stance
from tocsin.resolve.actors import load_actors
from tocsin.resolve.countries import country_by_code
from tocsin.share.flat import MEASURES
from tocsin.share.stix.objects import incident_name, place_name

SAID: dict[Stance, str] = {
    "claimed": "{} says that it did it.",
    "denied": "{} says that it did not do it.",
    "blamed": "Others say that {} did it; that is an accusation.",
    "suspected": "{} is suspected of having done it; that is an accusation.",
}
REVIEWED = {
    "unreviewed": "Read by machine; no person has reviewed it.",
    "confirmed": "A person has confirmed it.",
    "corrected": "A person has corrected it.",
    "disputed": "A person disputes it.",
    "dismissed": "A person has dismissed it.",
}
NOTES = {
    "attempted": "It was attempted.",
    "foiled": "It was foiled.",
    "threatened": "It is threatened.",
    "planned": "It is planned.",
    "denied": "It is known only through a denial that it happened.",
    "campaign": "It is a campaign, not a single event.",
    "summary": "It sums up several events.",
    "told as history": "It is told as history.",
    "not political": "Reports tell of private motives only.",
    "perhaps not political": "Nothing tells whether it was political.",
}
CREDIBLE = {
    "single_source": "A single source tells it.",
    "several_sources": "Several independent sources tell it.",
    "confirmed": "Independent sources confirm it.",
}


def headline(incident: Incident) -> str:
    """One line: what, where and when, what became of it, and the dead, else the injured, else the abducted."""
    notes = ", ".join(_notes(incident))
    toll = next(iter(toll_phrases(incident)), None)
    return f"{incident_name(incident)}" + (f" ({notes})" if notes else "") + (f": {toll}" if toll else "")


def _notes(incident: Incident) -> Iterator[str]:
    """What keeps it from being counted as an event of political violence that took place."""
    if incident.status.value != "occurred":
        yield incident.status.value
    if incident.unit != "single":
        yield incident.unit
    if incident.background:
        yield "told as history"
    if incident.political != "yes":
        yield "not political" if incident.political == "no" else "perhaps not political"


def toll_phrases(incident: Incident) -> list[str]:
    """The tolls of the whole event, "at least 40 killed", the dead first; none that nobody knows."""
    measures = dict.fromkeys((*MEASURES, *(folded.value.measure for folded in incident.tolls)))
    tolls = [toll for measure in measures if (toll := incident.toll(measure)) is not None]
    return [f"{words} {toll.measure}" for toll in tolls if (words := _figure(toll))]


def description(incident: Incident) -> str:
    """The record in sentences."""
    return " ".join(_sentences(incident))


def _sentences(incident: Incident) -> Iterator[str]:
    yield f"{incident_name(incident)}."
    yield from (NOTES[note] for note in _notes(incident))
    yield f"{_capital(', '.join(toll_phrases(incident)))}." if toll_phrases(incident) else "No toll is known."
    yield from claims_said(incident)
    count = len(incident.documents)
    yield f"Told by {count} report{'' if count == 1 else 's'}."
    yield CREDIBLE[incident.type.credibility]
    yield REVIEWED[incident.review.state]


def claims_said(incident: Incident) -> Iterator[str]:
    """What is said of responsibility, of organisations of the register. Who accuses may be a person and is left out."""
    told: dict[tuple[str, Stance], None] = {}
    for folded in incident.claims:
        actor = load_actors().get(folded.value.actor or "")
        if actor is not None:
            told[(actor.name, folded.value.stance)] = None
    for name, stance in told:
        yield _capital(SAID[stance].format(name))


def area_words(place: Place | None) -> str:
    """Where, as far as the gazetteer names it: "Goma, North Kivu, DR Congo"."""
    if place is None:
        return "Place not known"
    country = country_by_code(place.country) if place.country else None
    parts = (place_name(place), place.admin1, country.name if country else place.country)
    words = ", ".join(dict.fromkeys(part for part in parts if part))
    near = {"near": "Near ", "between": "On the way by ", "along": "Along "}.get(place.relation, "")
    return f"{near}{words}" if words else "Place not known"


def _figure(toll: Toll) -> str | None:
    if toll.best is not None:
        return f"about {toll.best}" if toll.approximate else str(toll.best)
    if toll.low is not None and toll.high is not None:
        return f"{toll.low} to {toll.high}"
    if toll.low is not None:
        return f"at least {toll.low}"
    return f"up to {toll.high}" if toll.high is not None else None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

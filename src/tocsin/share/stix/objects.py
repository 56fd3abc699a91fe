"""An incident as STIX objects: the incident, where it was, who is said to have done it, and on whose word.

A claim, a denial and an accusation are relationships of their own kinds; `attributed-to`, which reads as a conclusion,
is left to a person's judgement. There is no identity of a person: parties are organisations of the register.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.record import Incident, Place, When
from tocsin.record.incident import Credibility
from tocsin.record.json_form import Json
from tocsin.record.values import Stance
from tocsin.resolve.actors import Actor
from tocsin.resolve.countries import country_by_code
from tocsin.share.flat import site_of
from tocsin.share.parties import actor_of
from tocsin.share.stix import extension
from tocsin.share.stix.said import notes, opinions, references, report
from tocsin.share.terms import Stamps, Terms, common

RELATION: dict[Stance, str] = {
    "claimed": "claimed-by",
    "denied": "denied-by",
    "blamed": "blamed-on",
    "suspected": "suspected",
}
SAID: dict[Stance, str] = {
    "claimed": "It says that it did it.",
    "denied": "It says that it did not do it.",
    "blamed": "Others say that it did it.",
    "suspected": "It is suspected of having done it.",
}
# From how far what an incident says is corroborated to STIX's scale (Appendix A, Admiralty credibility).
CONFIDENCE: dict[Credibility, int] = {"confirmed": 90, "several_sources": 70, "single_source": 50}
STATE_KINDS = frozenset({"state_forces", "government", "external_forces", "intergovernmental"})
THREAT_TYPES = {"criminal_group": "crime-syndicate", "state_forces": "nation-state", "government": "nation-state"}


def objects_of(incident: Incident, terms: Terms) -> Iterator[Json]:
    """The objects of one incident, those that others refer to first, and last the report that names them all."""
    held: list[Json] = []
    for each in _parts(incident, terms):
        held.append(each)
        yield each
    yield report(incident, terms, terms.stamps(incident.id), incident_name(incident), held)


def _parts(incident: Incident, terms: Terms) -> Iterator[Json]:
    stamps = terms.stamps(incident.id)
    place = site_of(incident)
    if place is not None and (place.country or place.latitude is not None):
        yield _location(incident, place, terms, stamps)
    yield _incident(incident, terms, stamps)
    if place is not None and (place.country or place.latitude is not None):
        yield _relationship(
            incident, "located-at", terms.id("location", incident.id), "where", terms, stamps, "Where it is told to be."
        )
    for (actor, stance), credibility in _claims(incident).items():
        if (party := actor_of(actor)) is not None:
            yield _party(party, terms)
        yield _claim(incident, actor, stance, credibility, terms, stamps)
    yield from opinions(incident, terms, stamps)
    yield from notes(incident, terms, stamps)


def _incident(incident: Incident, terms: Terms, stamps: Stamps) -> Json:
    dismissed = incident.review.state == "dismissed"
    return common(
        terms,
        "incident",
        incident.id,
        stamps,
        name=incident_name(incident),
        description=_description(incident),
        confidence=CONFIDENCE[incident.type.credibility],
        revoked=True if dismissed else None,
        external_references=references(incident, terms),
        extensions={extension.CORE: extension.core(incident), extension.ID: extension.properties(incident)},
    )


def incident_name(incident: Incident) -> str:
    """A name made of type, place and day alone: titles of the record may hold words of the reports."""
    place = site_of(incident)
    days = _days(incident.when.value) if incident.when else None
    parts = (incident.type.value.replace("_", " ").capitalize(), place_name(place) if place else None, days)
    return ", ".join(part for part in parts if part)


def _days(when: When) -> str | None:
    """When it began, as coarse as it is known: "2024-03-22", "2024-03", "2015 to 2017", "by 2024-03-22"."""
    wide = {"year": 4, "month": 7}.get(when.precision, 10)
    first, last = (when.earliest or "")[:wide], (when.latest or "")[:wide]
    if not first:
        return f"by {last}" if last else None
    return f"{first} to {last}" if last and last != first else first


def place_name(place: Place) -> str | None:
    """The name of a place of the gazetteer, else of its division or country: any other may hold a person's name."""
    if place.geonames_id is not None:
        return place.name
    country = country_by_code(place.country) if place.country else None
    return place.admin1 or (country.name if country else place.country)


def _description(incident: Incident) -> str:
    tolls = []
    for folded in incident.tolls:
        toll = folded.value
        if toll.scope == "event" and toll.side is None:
            tolls.append(f"{_figure(toll.low, toll.best, toll.high)} {toll.measure}")
    status = "" if incident.status.value == "occurred" else f" ({incident.status.value})"
    count = len(incident.documents)
    told = f"told by {count} report{'' if count == 1 else 's'}"
    return f"{incident_name(incident)}{status}: {', '.join(tolls) or 'no toll known'}; {told}."


def _figure(low: int | None, best: int | None, high: int | None) -> str:
    if best is not None:
        return str(best)
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"at least {low}" if low is not None else f"up to {high}"


def _location(incident: Incident, place: Place, terms: Terms, stamps: Stamps) -> Json:
    has_point = place.latitude is not None and place.longitude is not None
    return common(
        terms,
        "location",
        incident.id,
        stamps,
        name=place_name(place),
        country=place.country,
        latitude=place.latitude if has_point else None,
        longitude=place.longitude if has_point else None,
        precision=place.radius_km * 1000.0 if has_point and place.radius_km else None,
    )


def _claims(incident: Incident) -> dict[tuple[str, Stance], Credibility]:
    """Who is said to have done it, by register id and stance, and how well that is corroborated.

    A claimant whom the register does not know may be a person, and an accuser may be one: neither is in it.
    """
    found: dict[tuple[str, Stance], Credibility] = {}
    for folded in incident.claims:
        if actor_of(folded.value.actor) is not None:
            key = (str(folded.value.actor), folded.value.stance)
            found[key] = max(found.get(key, folded.credibility), folded.credibility, key=CONFIDENCE.__getitem__)
    return found


def _party(actor: Actor, terms: Terms) -> Json:
    """An organisation of the register. A state's is an identity: it is named by others, not a threat by our word."""
    stamps = Stamps(extension.DATED, extension.DATED)
    if actor.kind in STATE_KINDS:
        return common(terms, "identity", actor.id, stamps, name=actor.name, identity_class="organization")
    return common(
        terms,
        "threat-actor",
        actor.id,
        stamps,
        name=actor.name,
        aliases=[each.lstrip("=") for each in actor.aliases if each.lstrip("=") != actor.name] or None,
        threat_actor_types=[THREAT_TYPES.get(actor.kind, "unknown")],
    )


def _claim(
    incident: Incident, actor: str, stance: Stance, credibility: Credibility, terms: Terms, stamps: Stamps
) -> Json:
    party = actor_of(actor)
    kind = "identity" if party is not None and party.kind in STATE_KINDS else "threat-actor"
    target = terms.id(kind, actor)
    return _relationship(
        incident, RELATION[stance], target, f"{stance}/{actor}", terms, stamps, SAID[stance],
        confidence=CONFIDENCE[credibility],
    )  # fmt: skip


def _relationship(
    incident: Incident,
    kind: str,
    target: str,
    what: str,
    terms: Terms,
    stamps: Stamps,
    words: str,
    *,
    confidence: int | None = None,
) -> Json:
    return common(
        terms,
        "relationship",
        f"{incident.id}/{what}",
        stamps,
        relationship_type=kind,
        source_ref=terms.id("incident", incident.id),
        target_ref=target,
        description=words,
        confidence=confidence,
    )

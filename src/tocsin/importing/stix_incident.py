"""A STIX incident that bears Tocsin's extension, as one event: each value on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args

from msgspec import structs

from tocsin.errors import FormError
from tocsin.importing.brought import Lost
from tocsin.importing.lines import Lines
from tocsin.importing.sound import event_type, value_of
from tocsin.importing.stix_objects import Thing
from tocsin.importing.telling import statement_of
from tocsin.record import (
    Claim,
    Mention,
    Participant,
    Place,
    ReaderStamp,
    Statement,
    Toll,
    Voice,
    When,
)
from tocsin.record.json_form import Json
from tocsin.record.values import Modality, PlacePrecision, Political, Stance, Status, Unit
from tocsin.resolve.actors import load_actors
from tocsin.share.stix.extension import ID

STAMP = ReaderStamp(name="import.stix", version="1")
# `attributed-to` reads as the partner's own conclusion: it is told as an accusation of the partner's.
STANCES: dict[str, Stance] = {
    "claimed-by": "claimed",
    "denied-by": "denied",
    "blamed-on": "blamed",
    "suspected": "suspected",
    "attributed-to": "blamed",
}
MODALITY: dict[Stance, Modality] = {
    "claimed": "claimed",
    "denied": "denied",
    "blamed": "alleged",
    "suspected": "alleged",
}
PARTIES = frozenset({"threat-actor", "identity"})
CITY_KM = 50.0


def incident_reading(incident: Thing, related: Sequence[Thing], lines: Lines, voice: Voice, lost: Lost) -> Mention:
    """The event that an incident tells. Raises `FormError` where a value is none that can be."""
    form = incident.extensions[ID]
    type = event_type(form.get("event_type"))
    status = _among(form.get("status"), get_args(Status), "status")
    said = [
        statement_of(lines, "type", type, voice),
        statement_of(lines, "status", status, voice),
        *_when(form, lines, voice),
        *_where(form, related, lines, voice),
        *(statement_of(lines, "toll", toll, voice) for toll in _tolls(form)),
        *_claims(related, lines, voice, lost),
    ]
    return Mention(
        id="m1",
        trigger=said[0].evidence[0],
        statements=tuple(said),
        unit=_among(form.get("unit", "single"), get_args(Unit), "unit"),
        political=_among(form.get("political", "yes"), get_args(Political), "political"),
    )


def relation_words(incident: Thing, related: Sequence[Thing]) -> Iterator[str]:
    """The relations of an incident of another's making, in words."""
    if incident.type != "incident":
        return
    for relation, target in zip(related[::2], related[1::2], strict=True):
        name = target.name or ", ".join(each for each in (target.city, target.country) if each)
        if relation.relationship_type and name:
            yield f"{relation.relationship_type.replace('-', ' ')}: {name}"


def _among(words: Any, known: Sequence[str], where: str) -> Any:
    if words not in known:
        raise FormError(where, f"{str(words)[:40]!r} is none of {', '.join(known)}")
    return words


def _when(form: Json, lines: Lines, voice: Voice) -> Iterator[Statement]:
    happened = form.get("happened")
    if happened is None:
        return
    if not isinstance(happened, dict):
        raise FormError("happened", "expected an object")
    fields = {k: v for k, v in happened.items() if not k.startswith("end_")}
    ended = {k.removeprefix("end_"): v for k, v in happened.items() if k.startswith("end_")}
    yield statement_of(
        lines, "when", value_of({**fields, **({"end": ended} if ended else {})}, When, "happened"), voice
    )


def _where(form: Json, related: Sequence[Thing], lines: Lines, voice: Voice) -> Iterator[Statement]:
    """The places of the extension, the first site with the coordinates of the location; else the location itself."""
    location = next((each for each in related if each.type == "location"), None)
    places = [_named(each) for each in _list(form, "places")]
    for n, place in enumerate(places):
        if location is not None and place.role == "site" and location.latitude is not None:
            places[n] = structs.replace(place, latitude=location.latitude, longitude=location.longitude)
            break
    if not places and location is not None:
        places = [_located(location)]
    for place in places:
        yield statement_of(lines, "where", value_of(structs.asdict(place), Place, "place"), voice)


def _named(form: Any) -> Place:
    """A place of the extension. One without a name is told by its division or country."""
    if not isinstance(form, dict):
        raise FormError("places", "expected objects")
    return value_of({**form, "name": form.get("name") or form.get("admin1") or form.get("country")}, Place, "places")


def _located(location: Thing) -> Place:
    name = location.name or location.city or location.administrative_area or location.country
    radius = location.precision / 1000 if location.precision is not None else None
    precision: PlacePrecision = "area"
    if location.latitude is not None and (location.city or (radius is not None and radius <= CITY_KM)):
        precision = "city"
    elif location.administrative_area:
        precision = "admin1"
    elif location.country and not location.name:
        precision = "country"
    return Place(
        name=name or "a place",
        country=location.country,
        admin1=location.administrative_area,
        latitude=location.latitude,
        longitude=location.longitude,
        radius_km=radius,
        precision=precision,
    )


def _tolls(form: Json) -> Iterator[Toll]:
    for each in _list(form, "tolls"):
        yield value_of(each, Toll, "tolls")


def _list(form: Json, name: str) -> list[Any]:
    found = form.get(name) or []
    if not isinstance(found, list):
        raise FormError(name, "expected a list")
    return found


def _claims(related: Sequence[Thing], lines: Lines, voice: Voice, lost: Lost) -> Iterator[Statement]:
    """Who is said to have done it. Whom the partner accuses is accused by the partner; persons are nobody's party."""
    for relation, target in zip(related[::2], related[1::2], strict=True):
        stance = STANCES.get(relation.relationship_type or "")
        name = " ".join((target.name or "").split())
        if stance is None or target.type not in PARTIES or not name:
            lost.add("relations of other kinds", int(target.type != "location"))
            continue
        if target.identity_class == "individual":
            lost.add("claims and accusations of persons")
            continue
        actor = _register().get(name.lower())
        by = voice.name if relation.relationship_type == "attributed-to" else None
        claim = Claim(claimant=name, stance=stance, actor=actor, by=by)
        yield statement_of(lines, "claim", value_of(structs.asdict(claim), Claim, "claim"), voice)
        if stance != "denied":
            doer = Participant(role="perpetrator", kind="organization", name=name, actor=actor)
            yield statement_of(lines, "participant", doer, voice, modality=MODALITY[stance])


@cache
def _register() -> dict[str, str]:
    """The ids of the register by every name that belongs to one actor alone, in small letters."""
    found: dict[str, set[str]] = {}
    for actor in load_actors().values():
        for name in (actor.name, *actor.aliases):
            found.setdefault(" ".join(name.lstrip("=").lower().split()), set()).add(actor.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}

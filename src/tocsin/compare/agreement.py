"""Where one incident and one coded event agree, field by field."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct

from tocsin.coded import CodedEvent
from tocsin.record import Bound, Evidence, Folded, Incident, Place, Toll, When
from tocsin.record.incident_form import evidence_of
from tocsin.record.sphere import great_circle_km
from tocsin.resolve.actors import find_actors
from tocsin.resolve.tokens import read_words

Verdict = Literal["agrees", "allows", "differs", "not read", "not coded"]
NEAR_KM = 25.0
STATE = ("Government of", "Military Forces of", "Police Forces of")  # how UCDP and ACLED name the forces of a state


class Field(Struct, frozen=True, kw_only=True):
    """One field of both. `allows`: what we read is vaguer and may be the coder's value. `evidence` is ours."""

    name: str
    coded: str | None
    read: object
    verdict: Verdict
    evidence: tuple[Evidence, ...] = ()


def fields_of(coded: CodedEvent, incident: Incident) -> tuple[Field, ...]:
    """Day, country, place, killed and actors of a coded event beside an incident."""
    return tuple(field(coded, incident) for field in (_day, _country, _place, killed_field, _actors))


def days_of(when: When | None) -> tuple[date | None, date | None]:
    """The first and the last day on which an event may have gone on; None is open."""
    if when is None:
        return None, None
    first = date.fromisoformat(_whole(when.earliest, "-01-01")) if when.earliest else None
    last = when.end.latest if when.end and when.end.latest else when.latest
    return first, _last(last) if last else None


def _whole(moment: str, rest: str) -> str:
    return moment[:10] if len(moment) >= 10 else moment + rest[len(moment) - 4 :]


def _last(moment: str) -> date:
    if len(moment) >= 10:
        return date.fromisoformat(moment[:10])
    year, month = int(moment[:4]), int(moment[5:7]) if len(moment) > 4 else 12
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _day(coded: CodedEvent, incident: Incident) -> Field:
    when = incident.when.value if incident.when else None
    first, last = days_of(when)
    verdict: Verdict
    if when is None or (first is None and last is None):
        verdict = "not read"
    elif (first or coded.start) > coded.end or (last or coded.end) < coded.start:
        verdict = "differs"
    elif first is not None and last is not None and first >= coded.start and last <= coded.end:
        verdict = "agrees"
    else:
        verdict = "agrees" if (first, last) == (coded.start, coded.end) else "allows"
    said = coded.start.isoformat() + (f" to {coded.end}" if coded.end != coded.start else "")
    evidence = evidence_of(incident.when) if incident.when else ()
    return Field(name="day", coded=said, read=when, verdict=verdict, evidence=evidence)


def sites_of(incident: Incident) -> list[Place]:
    """The places where it was."""
    return [folded.value for folded in incident.where if folded.value.role == "site"]


def _country(coded: CodedEvent, incident: Incident) -> Field:
    codes = list(dict.fromkeys(place.country for place in sites_of(incident) if place.country))
    evidence = evidence_of(incident.where[0]) if incident.where else ()
    verdict: Verdict = "not read" if not codes else ("agrees" if coded.country in codes else "differs")
    if coded.country is None:
        verdict = "not coded"
    return Field(name="country", coded=coded.country, read=", ".join(codes) or None, verdict=verdict, evidence=evidence)


def distance_km(coded: CodedEvent, place: Place) -> float | None:
    """How far a place lies from where an event was coded; None where one of them has no coordinates."""
    if coded.latitude is None or coded.longitude is None or place.latitude is None or place.longitude is None:
        return None
    return great_circle_km(coded.latitude, coded.longitude, place.latitude, place.longitude)


def _place(coded: CodedEvent, incident: Incident) -> Field:
    sites = [folded for folded in incident.where if folded.value.role == "site"]
    first = sites[0].value if sites else None
    if coded.latitude is None:
        return Field(name="place", coded=coded.place, read=first, verdict="not coded")
    said = coded.place or f"{coded.latitude}, {coded.longitude}"
    measured = ((distance_km(coded, folded.value), folded) for folded in sites)
    apart, folded = min(
        ((km, each) for km, each in measured if km is not None), key=lambda both: both[0], default=(0.0, None)
    )
    if folded is None:
        return Field(name="place", coded=said, read=first, verdict="not read")
    place = folded.value
    coarse = place.precision in ("country", "admin1", "area")
    verdict: Verdict = "agrees" if apart <= NEAR_KM and not coarse else "differs"
    if verdict == "differs" and apart <= NEAR_KM + (place.radius_km or 0.0):
        verdict = "allows"
    return Field(name="place", coded=said, read=place, verdict=verdict, evidence=evidence_of(folded))


def killed_field(coded: CodedEvent, incident: Incident) -> Field:
    """The killed of a coded event beside those of an incident."""
    folded = next((f for f in incident.tolls if f.value.measure == "killed" and f.value.side is None), None)
    said = None if coded.killed is None else _figure(coded.killed)
    if coded.killed is None or folded is None:
        missing: Verdict = "not coded" if coded.killed is None else "not read"
        return Field(name="killed", coded=said, read=folded.value if folded else None, verdict=missing)
    verdict = _figures(coded.killed, folded.value)
    return Field(name="killed", coded=said, read=folded.value, verdict=verdict, evidence=evidence_of(folded))


def _figures(coded: Bound, toll: Toll) -> Verdict:
    if coded.best is not None and toll.best == coded.best:
        return "agrees"
    (low, high), (coded_low, coded_high) = _ends(toll.bound), _ends(coded)
    return "allows" if low <= coded_high and coded_low <= high else "differs"


def _ends(bound: Bound) -> tuple[float, float]:
    """The least and the most that a figure allows; a round one is taken to be right within a tenth."""
    if bound.low is None and bound.high is None and bound.best is not None:
        slack = bound.best // 10 if bound.approximate else 0
        return bound.best - slack, bound.best + slack
    return bound.low or 0, float("inf") if bound.high is None else bound.high


def _figure(bound: Bound) -> str:
    first = bound.low if bound.best is None else bound.best
    if bound.low == bound.high:
        return str(first)
    ends = ("" if end is None else str(end) for end in (bound.low, bound.high))
    return f"{first} ({' to '.join(ends)})"


def _actors(coded: CodedEvent, incident: Incident) -> Field:
    named = [f for f in incident.participants if f.value.role in ("perpetrator", "suspect", "party", "initiated_by")]
    read: dict[str, Folded[Any]] = {f.value.actor or f.value.name.casefold(): f for f in named}
    read |= {c.value.actor or c.value.claimant.casefold(): c for c in incident.claims if c.value.stance != "denied"}
    said = ", ".join(coded.actors) or None
    if not coded.actors:
        return Field(name="actors", coded=None, read=", ".join(read) or None, verdict="not coded")
    wanted = actor_keys(coded.actors)
    shared = [key for key in read if key in wanted or any(_alike(key, each) for each in wanted)]
    if any(name.startswith(STATE) for name in coded.actors):
        shared += [key for key, f in read.items() if getattr(f.value, "kind", None) in ("state_force", "government")]
    verdict: Verdict = "agrees" if shared else ("differs" if read else "not read")
    evidence = evidence_of(read[(shared or list(read))[0]]) if read else ()
    return Field(name="actors", coded=said, read=", ".join(read) or None, verdict=verdict, evidence=evidence)


@lru_cache(maxsize=4096)
def actor_keys(names: tuple[str, ...]) -> frozenset[str]:
    """The register ids of actors as a coder names them, and their names in small letters."""
    keys: set[str] = set()
    for name in names:
        keys.add(name.casefold())
        words = read_words(name)
        found = find_actors(words.folded, words.texts)
        keys |= {each.actor.id for each in found if each.actor is not None}
    return frozenset(keys)


def _alike(read: str, coded: str) -> bool:
    a, b = set(read.split()), set(coded.split())
    return len(a & b) >= 2 or (len(a) == 1 and a <= b and len(read) > 4)

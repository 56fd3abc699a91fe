"""Codes of other schemes that do not follow from the type alone: from type, sides, victims, status and deaths.

A function answers None where the scheme would code the incident and we do not know enough, or where it would not code
it at all; `docs/reference/layouts.md` says what maps to what. Facts from the codebooks named in `schemes.toml`.
"""

from __future__ import annotations

from datetime import date

from tocsin.record import EVENT_TYPES, Incident, Place, When
from tocsin.share.parties import two_sides

# ACLED's event types by sub-event type, and whether they are political violence, demonstrations or neither.
ACLED_EVENT = {
    "Armed clash": "Battles",
    "Government regains territory": "Battles",
    "Non-state actor overtakes territory": "Battles",
    "Chemical weapon": "Explosions/Remote violence",
    "Air/drone strike": "Explosions/Remote violence",
    "Suicide bomb": "Explosions/Remote violence",
    "Shelling/artillery/missile attack": "Explosions/Remote violence",
    "Remote explosive/landmine/IED": "Explosions/Remote violence",
    "Grenade": "Explosions/Remote violence",
    "Sexual violence": "Violence against civilians",
    "Attack": "Violence against civilians",
    "Abduction/forced disappearance": "Violence against civilians",
    "Excessive force against protesters": "Protests",
    "Violent demonstration": "Riots",
    "Mob violence": "Riots",
    "Agreement": "Strategic developments",
    "Arrests": "Strategic developments",
    "Disrupted weapons use": "Strategic developments",
    "Looting/property destruction": "Strategic developments",
    "Other": "Strategic developments",
}
ACLED_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
# Types of ours that are an attack on civilians or a clash with the armed, as those who are struck make it.
BY_THE_STRUCK = frozenset(
    "armed_assault assassination execution stabbing vehicle_ramming beating_torture hostage_taking hijacking "
    "detainee_abuse".split()
)
CIVILIAN_TYPES = frozenset(("execution", "beating_torture", "detainee_abuse", "hostage_taking"))


def acled_sub_event(incident: Incident) -> str | None:
    """The sub-event type of ACLED; None for what it would not code, or what is not known well enough."""
    type, status = incident.type.value, incident.status.value
    if incident.unit != "single" or status in ("denied", "planned", "threatened"):
        return None
    if status == "foiled":
        return "Disrupted weapons use" if incident.family in ("violence", "plot") else None
    code = EVENT_TYPES[type].codes.get("acled")
    if code is not None:
        return str(code)
    if type not in BY_THE_STRUCK:
        return None
    doer, struck = two_sides(incident)
    if struck is None:
        return "Attack" if type in CIVILIAN_TYPES else None
    if not struck.is_organised:
        return "Attack"
    return "Armed clash" if doer is None or doer.is_organised else None


def ucdp_type_of_violence(incident: Incident) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where the sides are not settled."""
    return {"state_based": 1, "non_state": 2, "one_sided": 3}.get(incident.violence_kind)


def ucdp_where_precision(place: Place | None) -> int | None:
    """1 the exact place, 2 near it, 3 and 4 a division of second and first order, 5 a vague area, 6 the country."""
    if place is None:
        return None
    near = place.relation in ("near", "between", "along") and place.precision in ("venue", "city")
    order = {"venue": 1, "city": 1, "near": 2, "admin2": 3, "admin1": 4, "area": 5, "country": 6}
    return 2 if near else order[place.precision]


def days_of(when: When | None) -> tuple[date, date] | None:
    """The first and the last day on which the event can have been; None where either is open."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    last = when.end.latest if when.end is not None and when.end.latest else when.latest
    try:
        return date.fromisoformat(when.earliest[:10]), date.fromisoformat(last[:10])
    except ValueError:
        return None


def ucdp_date_precision(when: When | None) -> int | None:
    """1 the day, 2 within 2 to 6 days, 3 the week, 4 up to 30 days, 5 up to a year; None for unknown or vaguer."""
    days = days_of(when)
    if days is None:
        return None
    span = (days[1] - days[0]).days + 1
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 30), (5, 366)) if span <= most), None)


def deaths_of(incident: Incident) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of the dead of the whole event, as UCDP has them: without a best figure the lower is best."""
    toll = incident.toll("killed")
    if toll is None:
        return None, None, None
    best = toll.best if toll.best is not None else toll.low
    low = toll.low if toll.low is not None else best
    return low, best, toll.high if toll.high is not None else None


def gtd_attack_type(incident: Incident) -> int | None:
    """The attack type of GTD, 1 to 9; None for what is out of its scope: states' acts, plots, foiled ones, clashes."""
    if incident.family != "violence" or incident.unit != "single" or incident.political == "no":
        return None
    if incident.status.value not in ("occurred", "attempted") or incident.type.value == "armed_clash":
        return None
    doer, _ = two_sides(incident)
    if doer is not None and doer.is_state:
        return None
    code = EVENT_TYPES[incident.type.value].codes.get("gtd")
    return int(code) if code is not None else None

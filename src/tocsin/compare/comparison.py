"""Coded events and incidents set against one another: matched one to one, missed, and those that only we have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from tocsin.coded import CodedEvent
from tocsin.compare.agreement import Field, actor_keys, days_of, distance_km, fields_of, killed_field, sites_of
from tocsin.record import Incident

REACH_DAYS = 3  # between the days of a coded event and of an incident that may be the same
REACH_KM = 100.0
HAPPENED = frozenset({"occurred", "attempted"})


class Match(Struct, frozen=True):
    """A coded event, the incident that is held to be the same, and where they agree."""

    coded: CodedEvent
    incident: Incident
    fields: tuple[Field, ...]


class Comparison(Struct, frozen=True):
    """What came of it. `extra` are incidents that no coded event answers to; `articles` how many were read."""

    matched: tuple[Match, ...]
    missed: tuple[CodedEvent, ...]
    extra: tuple[Incident, ...]
    articles: int

    @property
    def recall(self) -> float:
        """The share of coded events that we have, in percent."""
        coded = len(self.matched) + len(self.missed)
        return 100 * len(self.matched) / coded if coded else 0.0

    @property
    def precision(self) -> float:
        """The share of our incidents that were coded, in percent."""
        ours = len(self.matched) + len(self.extra)
        return 100 * len(self.matched) / ours if ours else 0.0

    @property
    def extra_per_hundred(self) -> float:
        """Incidents that nobody coded, for each hundred articles."""
        return 100 * len(self.extra) / self.articles if self.articles else 0.0

    def verdicts(self) -> dict[str, Counter[str]]:
        """How often each verdict was given, by field."""
        found: dict[str, Counter[str]] = {}
        for match in self.matched:
            for field in match.fields:
                found.setdefault(field.name, Counter())[field.verdict] += 1
        return found


def comparable(incidents: Iterable[Incident], *, deadly: bool) -> list[Incident]:
    """Single acts of violence, told as news, that took place; with `deadly` only those with somebody killed."""
    return [
        each
        for each in incidents
        if each.family == "violence"
        and each.unit == "single"
        and not each.background
        and each.status.value in HAPPENED
        and (not deadly or _is_deadly(each))
    ]


def _is_deadly(incident: Incident) -> bool:
    tolls = (folded.value for folded in incident.tolls if folded.value.measure == "killed")
    return any((toll.best or toll.low or toll.high or 0) > 0 for toll in tolls)


def compare(coded: Sequence[CodedEvent], incidents: Iterable[Incident], *, articles: int, deadly: bool) -> Comparison:
    """Coded events matched one to one with the incidents that are likest to them, the likest pair first."""
    ours = comparable(incidents, deadly=False)
    pairs = [
        (points, i, j)
        for i, event in enumerate(coded)
        for j, incident in enumerate(ours)
        if (points := likeness(event, incident)) > 0
    ]
    matches: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(pairs, key=lambda each: (-each[0], each[1], each[2])):
        if i not in matches and j not in taken:
            matches[i] = j
            taken.add(j)
    left = comparable((each for j, each in enumerate(ours) if j not in taken), deadly=deadly)
    matched = tuple(Match(coded[i], ours[j], fields_of(coded[i], ours[j])) for i, j in sorted(matches.items()))
    missed = tuple(event for i, event in enumerate(coded) if i not in matches)
    return Comparison(matched, missed, tuple(left), articles)


def likeness(coded: CodedEvent, incident: Incident) -> float:
    """How well an incident may be a coded event, above 0 where it may: days and place have to allow it.

    On another day, if a near one, the dead or an actor have to agree as well: there is more than one act in a week.
    """
    day, place = _day_points(coded, incident), _place_points(coded, incident)
    if day is None or place is None or day + place <= 0.5:
        return 0.0
    killed, actors = _killed_points(coded, incident), _actor_points(coded, incident)
    if _days_between(coded, incident) and killed <= 0 and not actors:
        return 0.0
    return day + place + killed + actors


def _days_between(coded: CodedEvent, incident: Incident) -> int:
    """The days that lie between the two, 0 where they can be on one."""
    first, last = days_of(incident.when.value if incident.when else None)
    return max(((first or coded.start) - coded.end).days, (coded.start - (last or coded.end)).days, 0)


def _day_points(coded: CodedEvent, incident: Incident) -> float | None:
    first, last = days_of(incident.when.value if incident.when else None)
    gap = _days_between(coded, incident)
    if gap > REACH_DAYS:
        return None
    if first is None or last is None:
        lag = (last - coded.end).days if last else 0
        return 0.5 if lag <= 7 else (0.2 if lag <= 31 else None)
    return 2.0 - 0.5 * gap if (last - first).days <= 7 else 1.0


def _place_points(coded: CodedEvent, incident: Incident) -> float | None:
    sites = sites_of(incident)
    countries = {place.country for place in sites if place.country}
    if coded.country and countries and coded.country not in countries:
        return None
    apart = [km for place in sites if (km := distance_km(coded, place)) is not None and place.precision != "country"]
    if apart:
        reach = REACH_KM + max((place.radius_km or 0.0) for place in sites)
        return None if min(apart) > reach else 2.0 - min(apart) / reach
    names = {place.name.casefold() for place in sites}
    if coded.place and coded.place.casefold() in names:
        return 1.5
    return 0.4 if coded.country in countries else 0.0


def _killed_points(coded: CodedEvent, incident: Incident) -> float:
    return {"agrees": 1.5, "allows": 0.5, "differs": -0.5}.get(killed_field(coded, incident).verdict, 0.0)


def _actor_points(coded: CodedEvent, incident: Incident) -> float:
    wanted = actor_keys(coded.actors)
    read = {folded.value.actor for folded in incident.participants} | {c.value.actor for c in incident.claims}
    return 0.5 if wanted & read else 0.0

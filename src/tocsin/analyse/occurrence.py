"""What is counted: single events with the days on which they can have been, from the ledger or from a coder's table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from tocsin.coded import CodedEvent
from tocsin.record import Bound, Incident, Place

CONCERNED = frozenset({"perpetrator", "party", "initiated_by", "responder", "suspect"})  # roles of a stream's actors
PEACEFUL = frozenset({"peaceful protest", "protest with intervention", "strategic developments"})  # types of ACLED
DOING = frozenset({"perpetrator", "initiated_by", "responder"})
PRECISE = ("venue", "city", "near", "admin2")  # places that are known to some tens of kilometres


class Telling(Struct, frozen=True, kw_only=True):
    """How an event was reported: `reports` counts the documents that tell it, `copies` those of them that print the
    text of another, `outlets` those who printed them, `origins` how many of these are independent of one another.
    """

    reports: int = 1
    outlets: int = 1
    origins: int = 1
    copies: int = 0


class Occurrence(Struct, frozen=True, kw_only=True):
    """One event. `first` and `last` are the days between which it began, both included.

    `killed` is a bound, None where nothing is said. `words` are lower-case names and ids by which streams choose it:
    its family, type, status, kind of violence, countries, regions, actors, and doers, who are those actors that it was
    done by. `told` is how it was reported, None for a row of a coder's table.
    """

    id: str
    first: date
    last: date
    words: dict[str, frozenset[str]]
    killed: Bound | None = None
    latitude: float | None = None
    longitude: float | None = None
    told: Telling | None = None


class Left(Struct, kw_only=True):
    """How many incidents no series can hold, by reason."""

    summaries: int = 0  # campaigns and totals, which are no single events
    background: int = 0  # told only as history
    undated: int = 0  # the first day on which they can have been is not known
    not_occurred: int = 0  # foiled, threatened, denied

    def words(self) -> str:
        """The reasons in words, empty where nothing was left out."""
        parts = (
            (self.summaries, "campaigns or totals"),
            (self.background, "told only as history"),
            (self.undated, "of unknown day"),
            (self.not_occurred, "that did not happen"),
        )
        return ", ".join(f"{n} {what}" for n, what in parts if n)


def occurrences_of(incidents: Iterable[Incident], left: Left, *, statuses: frozenset[str]) -> Iterator[Occurrence]:
    """The incidents that can be counted. `left` is told of the others. `statuses` are those that count."""
    for incident in incidents:
        if incident.unit != "single":
            left.summaries += 1
        elif incident.background:
            left.background += 1
        elif incident.status.value not in statuses:
            left.not_occurred += 1
        elif (days := _days(incident)) is None:
            left.undated += 1
        else:
            yield _of_incident(incident, *days)


def _days(incident: Incident) -> tuple[date, date] | None:
    when = incident.when.value if incident.when else None
    if when is None or when.earliest is None or when.latest is None:
        return None
    first, last = date.fromisoformat(when.earliest[:10]), date.fromisoformat(when.latest[:10])
    return min(first, last), max(first, last)


def _of_incident(incident: Incident, first: date, last: date) -> Occurrence:
    sites = [folded.value for folded in incident.where if folded.value.role == "site"]
    point = next((each for each in sites if each.latitude is not None and each.precision in PRECISE), None)
    outlets = {support.source for support in incident.type.support}
    return Occurrence(
        id=incident.id,
        first=first,
        last=last,
        words={
            "family": frozenset({incident.family}),
            "type": frozenset({incident.type.value}),
            "status": frozenset({incident.status.value}),
            "kind": frozenset({incident.violence_kind}),
            "country": _lower(place.country for place in sites),
            "region": _lower(name for place in sites for name in (place.admin1, place.name)),
            "actor": _lower(_actors(incident, CONCERNED)) | _lower((incident.actor_a, incident.actor_b)),
            "doer": _lower(_actors(incident, DOING)) | _lower((incident.actor_a,)),
        },
        killed=_killed(incident),
        latitude=_latitude(point),
        longitude=_longitude(point),
        told=Telling(
            reports=len(incident.documents),
            outlets=max(1, len(outlets)),
            origins=incident.reporting.origins if incident.reporting else 1,
            copies=incident.reporting.copies if incident.reporting else 0,
        ),
    )


def _actors(incident: Incident, roles: frozenset[str]) -> Iterator[str | None]:
    for folded in incident.participants:
        if folded.value.role in roles:
            yield folded.value.actor
            yield folded.value.name if folded.value.kind in ("organization", "state_force", "government") else None


def _killed(incident: Incident) -> Bound | None:
    toll = incident.toll("killed")
    return None if toll is None else toll.bound


def _latitude(place: Place | None) -> float | None:
    return place.latitude if place else None


def _longitude(place: Place | None) -> float | None:
    return place.longitude if place else None


def occurrences_coded(events: Iterable[CodedEvent], left: Left) -> Iterator[Occurrence]:
    """The single events of a coder's table. Its own words for types and actors are those that streams choose by; the
    doer is the first of its sides. `left` is told of the others.
    """
    for event in events:
        if event.summary:
            left.summaries += 1
            continue
        types = _lower(event.types)
        yield Occurrence(
            id=event.id,
            first=event.start,
            last=event.end,
            words={
                "family": frozenset() if types & PEACEFUL else frozenset({"violence"}),
                "type": types,
                "status": frozenset({"occurred"}),
                "country": _lower([event.country]),
                "region": _lower([event.place]),
                "actor": _lower(event.actors),
                "doer": _lower(event.actors[:1]),
            },
            killed=event.killed,
            latitude=event.latitude,
            longitude=event.longitude,
        )


def _lower(words: Iterable[str | None]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words if word)

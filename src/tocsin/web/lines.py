"""An incident as a line of a list: what lists show, filter and sort by, and no more, so that many fit in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from tocsin.record import Folded, Incident, Place
from tocsin.record.values import Measure, one_number
from tocsin.selection import countries_of
from tocsin.view.list_page import event_toll
from tocsin.view.numbers import cell_figure
from tocsin.view.reading_page import POLITICS
from tocsin.view.words import STATUSES, cell_place, label, short_when


class Spot(Struct, frozen=True, kw_only=True):
    """A place that the map can draw. `radius_km` is how far from it the event may have been."""

    latitude: float
    longitude: float
    radius_km: float
    precision: str


class Site(Struct, frozen=True, kw_only=True):
    """The first place that an event is said to have been at. `id` is that of GeoNames, None where it is not settled."""

    name: str
    country: str | None
    region: str | None
    id: int | None


class Line(Struct, frozen=True, kw_only=True):
    """One incident in a list. `first` and `last` are days, None where open or unknown; `killed` is for sorting.

    `actors` are ids of the register, `stances` what claims say of them: an actor and `claimed`, `denied`, `blamed` or
    `suspected`. `reviewed` is the number of the entry by which a person judged it; `grown`: reports came after.
    `disputed`: two readers of one report contradict one another.
    """

    id: str
    title: str
    type: str
    family: str
    status: str
    unit: str
    background: bool
    political: str
    when: str
    first: str | None
    last: str | None
    ended: str | None
    dated: bool
    ongoing: bool
    where: str
    countries: frozenset[str]
    spot: Spot | None
    killed: int | None
    killed_words: str
    injured_words: str
    reports: int
    sources: int
    published: str | None
    credibility: str
    contradicted: bool
    unsettled: int
    review: str
    actors: tuple[str, ...]
    recorded_at: str
    sequence: int
    site: Site | None = None
    stances: tuple[tuple[str, str], ...] = ()
    reviewed: int | None = None
    grown: bool = False
    disputed: bool = False

    @property
    def order(self) -> tuple[int, str]:
        """Sorts by the last day on which the event can have begun, newest first, those of unknown day last."""
        return (-int((self.last or self.first or "").replace("-", "") or 0), self.id)

    @property
    def counts(self) -> bool:
        """Whether it is counted as an act: violence or a plot, one event, no history, not dismissed."""
        single = self.unit == "single" and not self.background
        return single and self.family in ("violence", "plot") and self.review != "dismissed"

    @property
    def marks(self) -> tuple[str, ...]:
        """What sets it apart from an event that simply happened."""
        marks = (
            STATUSES.get(self.status, self.status),
            "" if self.unit == "single" else self.unit,
            "history" if self.background else "",
            POLITICS.get(self.political, ""),
        )
        return tuple(mark for mark in marks if mark)

    @property
    def what(self) -> str:
        """The type in words."""
        return label(self.type)


def line_of(
    incident: Incident, *, recorded_at: str, sequence: int, grown: bool = False, disputed: bool = False
) -> Line:
    """The line of an incident."""
    when = incident.when.value if incident.when else None
    sites = [folded.value for folded in incident.where if folded.value.role == "site"]
    killed = event_toll(incident, "killed")
    published = [point for point in _published(incident) if point]
    ended = None if when is None else (when.end.latest if when.end else when.latest)
    return Line(
        id=incident.id,
        title=incident.title,
        type=incident.type.value,
        family=incident.family,
        status=incident.status.value,
        unit=incident.unit,
        background=incident.background,
        political=incident.political,
        when=short_when(when) if when else "–",
        first=_day(when.earliest) if when else None,
        last=_day(when.latest) if when else None,
        ended=_day(ended),
        dated=when is not None and bool(when.earliest or when.latest),
        ongoing=bool(when and when.ongoing),
        where=cell_place(sites[0]) if sites else "–",
        countries=countries_of(incident),
        spot=next(iter(_spots(sites)), None),
        site=_site(sites[0]) if sites else None,
        killed=one_number(killed[0]) if killed else None,
        killed_words=_figure(incident, "killed"),
        injured_words=_figure(incident, "injured"),
        reports=len(incident.documents),
        sources=len(_sources(incident)),
        published=max(published)[:10] if published else None,
        credibility=incident.type.credibility,
        contradicted=any(folded.rivals for folded in (*incident.tolls, *_one(incident.when), *_one(incident.type))),
        unsettled=len(incident.unsettled),
        review=incident.review.state,
        reviewed=incident.review.revision,
        grown=grown,
        disputed=disputed,
        actors=tuple(sorted(_actors(incident))),
        stances=tuple(sorted({(each.value.actor, each.value.stance) for each in incident.claims if each.value.actor})),
        recorded_at=recorded_at,
        sequence=sequence,
    )


def _actors(incident: Incident) -> set[str]:
    """Who acts in it, is struck, claims it or is held responsible, as far as the register knows them."""
    acting = {each.value.actor for each in incident.participants}
    return {actor for actor in acting.union(each.value.actor for each in incident.claims) if actor}


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None


def _one(folded: Folded[Any] | None) -> tuple[Folded[Any], ...]:
    return (folded,) if folded is not None else ()


def _published(incident: Incident) -> Iterable[str | None]:
    yield from (support.published for support in incident.type.support)
    yield from (point.published for point in incident.toll_history)


def _sources(incident: Incident) -> set[str]:
    return {support.source or support.document for support in incident.type.support}


def _spots(sites: Iterable[Place]) -> Iterable[Spot]:
    for place in sites:
        if place.latitude is not None and place.longitude is not None:
            yield Spot(
                latitude=place.latitude,
                longitude=place.longitude,
                radius_km=place.radius_km or 0.0,
                precision=place.precision,
            )


def _site(place: Place) -> Site:
    named = place.precision not in ("country", "area")
    return Site(name=place.name, country=place.country, region=place.admin1, id=place.geonames_id if named else None)


def _figure(incident: Incident, measure: Measure) -> str:
    found = event_toll(incident, measure)
    return cell_figure(found[0].bound, said=found[1]) if found else "–"

"""Daily counts and tolls of what fits a watch, by place, actor and type, with the incidents behind each day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tocsin.fuse.moments import first_day, last_day
from tocsin.fuse.title import place_words
from tocsin.record import Incident, Place
from tocsin.watch.fits import DOING, figure_of, fit
from tocsin.watch.places import sites_of
from tocsin.watch.seen import Seen
from tocsin.watch.values import SurgeBy, SurgeOf, Watch

WIDEST = 3  # days within which an event has to be known to count for a day


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What is counted, by what, and for which of them: killed, by country, NG. `value` is empty for a whole watch."""

    of: SurgeOf
    by: SurgeBy
    value: str


@dataclass(slots=True)
class Series:
    """What happened on each day (an ordinal), and the incidents behind it. `name` is what is counted, in words."""

    name: str
    counts: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    incidents: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def between(self, first: int, last: int) -> int:
        """The sum of some days, both included."""
        return sum(self.counts.get(day, 0) for day in range(first, last + 1))

    def behind(self, first: int, last: int) -> tuple[str, ...]:
        """The incidents of some days."""
        return tuple(id for day in range(first, last + 1) for id in self.incidents.get(day, ()))


def day_of(incident: Incident) -> int | None:
    """The day that an event counts for: its last where it is known to a few days, else that of the first news of it."""
    when = incident.when.value if incident.when else None
    first, last = (first_day(when.earliest), last_day(when.latest)) if when else (None, None)
    if first is not None and last is not None and last - first < WIDEST:
        return last
    if first is not None:
        return None  # known to lie somewhere in a week or a month: it would crowd a day that is not its own
    days = (last_day(support.published[:10]) for support in incident.type.support if support.published)
    return min((day for day in days if day is not None), default=None)


def series_of(watch: Watch, incidents: Iterable[Incident], seen: Seen) -> dict[SeriesKey, Series]:
    """The series of a watch's surges over the incidents that fit it."""
    found: dict[SeriesKey, Series] = {}
    for incident in incidents:
        day = day_of(incident)
        if day is None or fit(watch, incident, seen) is None:
            continue
        for by in watch.surge.by:
            for value, name in _values(by, incident, watch):
                for of in watch.surge.of:
                    count = 1 if of == "incidents" else figure_of(incident, of)
                    if count:
                        series = found.setdefault(SeriesKey(of, by, value), Series(name))
                        series.counts[day] += count
                        series.incidents[day].append(incident.id)
    return found


def _values(by: SurgeBy, incident: Incident, watch: Watch) -> Iterator[tuple[str, str]]:
    """What an incident counts for, each once, with how it is called."""
    sites = sites_of(incident)
    match by:
        case "watch":
            yield "", watch.name
        case "type":
            yield incident.type.value, incident.type.value.replace("_", " ")
        case "country":
            yield from {site.country: site.country for site in sites if site.country}.items()
        case "admin1":
            units = {(site.country, site.admin1): site for site in sites if site.admin1}
            for (country, unit), site in units.items():
                yield f"{country}:{unit}", place_words(Place(name=unit or "", country=site.country))
        case "actor":
            doing = [f.value.actor for f in incident.participants if f.value.role in DOING and f.value.actor]
            doing += [f.value.actor for f in incident.claims if f.value.stance != "denied" and f.value.actor]
            yield from dict.fromkeys((actor, actor) for actor in doing)

"""Which incidents are asked for: by country, type, family, time of the event, and what a person held of them."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.record import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Filters; an empty one takes everything. `since` and `until` are days, both included.

    An event is within them where it can have happened between them; one whose time nobody gives is not.
    Without `dismissed`, what a person dismissed is left out.
    """

    countries: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    since: str | None = None
    until: str | None = None
    dismissed: bool = True

    def takes(self, incident: Incident) -> bool:
        """Whether the incident is asked for."""
        return (
            (self.dismissed or incident.review.state != "dismissed")
            and (not self.families or incident.family in self.families)
            and (not self.types or incident.type.value in self.types)
            and (not self.countries or not self.countries.isdisjoint(countries_of(incident)))
            and self._within(incident)
        )

    def _within(self, incident: Incident) -> bool:
        if self.since is None and self.until is None:
            return True
        if incident.when is None:
            return False
        when = incident.when.value
        ended = None if when.ongoing else (when.end.latest if when.end else when.latest)
        begins_in_time = self.until is None or when.earliest is None or when.earliest[:10] <= self.until
        ends_in_time = self.since is None or ended is None or ended[:10] >= self.since
        return begins_in_time and ends_in_time


EVERYTHING = Selection()


def countries_of(incident: Incident) -> frozenset[str]:
    """The countries of its sites (ISO 3166-1 alpha-2); of any place it has where no site has one."""
    places = [folded.value for folded in incident.where if folded.value.country]
    sites = [place for place in places if place.role == "site"]
    return frozenset(place.country for place in sites or places if place.country)

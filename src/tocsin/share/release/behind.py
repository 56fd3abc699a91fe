"""What stands behind a record: the readings of its reports, how they are marked, what tells the words for nationals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from tocsin.care.origins import Peoples
from tocsin.record import Folded, Incident, Reading
from tocsin.tlp import TLPS, Tlp


class Behind(Struct, frozen=True, kw_only=True):
    """The readings behind a record, by the id of the report, all texts that it ever had.

    `marked` are the levels of reports that bear one; `unmarked` is the level of all others, the strictest by default.
    """

    readings: Mapping[str, tuple[Reading, ...]]
    peoples: Peoples
    marked: Mapping[str, Tlp] = {}
    unmarked: Tlp = "red"

    def level(self, incident: Incident) -> Tlp:
        """How far the record may go: the strictest level among its reports."""
        levels = [self.marked.get(id, self.unmarked) for id in reports_of(incident)]
        return max(levels, key=TLPS.index, default=self.unmarked)

    def missing(self, incident: Incident) -> bool:
        """Whether a report is not at hand, so that nobody knows whose names are in it."""
        return any(not self.readings.get(id) for id in reports_of(incident))

    def all_readings(self) -> list[Reading]:
        """Every reading there is."""
        return [reading for each in self.readings.values() for reading in each]


def reports_of(incident: Incident) -> tuple[str, ...]:
    """The ids of all reports that a record was made of or names, in the order of the record."""
    ids = dict.fromkeys((*incident.documents, *(ref.document for ref in incident.mentions), *incident.coverage))
    ids |= dict.fromkeys(point.document for point in incident.toll_history)
    ids |= dict.fromkeys(said.document for said in incident.assessments)
    for folded in folds_of(incident):
        for each in (folded, *folded.rivals):
            ids |= dict.fromkeys(support.document for support in each.support)
    for link in (*incident.responses, *incident.warnings, *incident.part_of, *incident.follows):
        ids |= dict.fromkeys(support.document for support in link.support)
    for one in incident.unsettled:
        ids |= dict.fromkeys(support.document for support in one.support)
    return tuple(ids)


def folds_of(incident: Incident) -> tuple[Folded[Any], ...]:
    """Every value of a record."""
    found: list[Folded[Any]] = [incident.type, incident.status]
    found += [each for each in (incident.when, incident.warning) if each is not None]
    found += [*incident.where, *incident.participants, *incident.tolls, *incident.claims]
    return tuple(found)

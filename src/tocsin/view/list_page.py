"""Incidents as a list: one line each."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.record import Incident, Toll
from tocsin.record.values import Measure
from tocsin.view.numbers import cell_figure
from tocsin.view.page import Page, Table, Words
from tocsin.view.reading_page import POLITICS
from tocsin.view.words import STATUSES, cell_place, label, short_when

COLUMNS = ("WHEN", "WHAT", "WHERE", "KILLED", "INJURED", "REPORTS", "ID")


def list_page(incidents: Iterable[Incident], *, title: str | None = None, short: int = 10) -> Page:
    """A table of incidents in the order given. `short` is how many characters of an id are enough."""
    rows = tuple(_row(incident, short) for incident in incidents)
    return Page(tables=(Table(title, COLUMNS, rows, right=frozenset({5})),))


def _row(incident: Incident, short: int) -> tuple[Words, ...]:
    sites = [folded.value for folded in incident.where if folded.value.role == "site"]
    return (
        Words(short_when(incident.when.value) if incident.when else "–"),
        Words(_what(incident), "plain" if incident.status.value == "occurred" else "alleged"),
        Words(cell_place(sites[0]) if sites else "–"),
        Words(_figure(incident, "killed"), "killed"),
        Words(_figure(incident, "injured")),
        Words(str(len(incident.documents))),
        Words(incident.id[:short], "faint"),
    )


def _what(incident: Incident) -> str:
    marks = (
        STATUSES[incident.status.value],
        "" if incident.unit == "single" else incident.unit,
        "history" if incident.background else "",
        POLITICS[incident.political],
    )
    return label(incident.type.value) + "".join(f", {mark}" for mark in marks if mark)


def event_toll(incident: Incident, measure: Measure) -> tuple[Toll, str] | None:
    """The incident's own toll of one measure and the words it was read from; None where no report gives one."""
    for folded in incident.tolls:
        if folded.value.measure == measure and folded.value.scope == "event":
            return folded.value, " ".join(e.quote for support in folded.support for e in support.evidence)
    return None


def _figure(incident: Incident, measure: Measure) -> str:
    found = event_toll(incident, measure)
    return cell_figure(found[0].bound, said=found[1]) if found else "–"


def enough_of_ids(ids: Iterable[str], *, least: int = 6) -> int:
    """How many characters tell these ids apart, at least `least`."""
    each = sorted(set(ids))
    longest = max((len(id) for id in each), default=least)
    for length in range(least, longest):
        if len({id[:length] for id in each}) == len(each):
            return length
    return max(longest, least)

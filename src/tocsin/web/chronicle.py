"""The days around an event, in order: what had been said before, the event, what was reported and done after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tocsin.record import Incident, Link
from tocsin.view.words import label, when_words
from tocsin.web.incident_view import IncidentView
from tocsin.web.lines import Line
from tocsin.web.proof import Shown

Lookup = Callable[[str], Line | None]


@dataclass(frozen=True, slots=True)
class Day:
    """One thing on the time line. `kind` is warning, event, report, response or claim; `at` the day, None unknown.

    `by` says that it had happened by that day; `shown` are its words with their proof, where it has any.
    """

    at: str | None
    kind: str
    words: str
    href: str | None = None
    by: bool = False
    shown: Shown | None = None


def chronicle(view: IncidentView, lines: Lookup) -> tuple[tuple[Day, ...], tuple[Day, ...]]:
    """What has a day, in order, and what has none. `lines` gives the line of an incident that is tied to this one."""
    incident = view.incident
    every = [*_event(incident), *_links(incident.warnings, view.warnings, "warning", lines), *_claims(incident)]
    every += [*_links(incident.responses, view.responses, "response", lines), *_reports(view)]
    order = {"warning": 0, "event": 1, "claim": 2, "report": 3, "response": 4}
    dated = sorted((day for day in every if day.at), key=lambda day: (day.at, order[day.kind]))
    return tuple(dated), tuple(day for day in every if not day.at)


def _event(incident: Incident) -> Iterable[Day]:
    when = incident.when.value if incident.when else None
    at = (when.earliest or when.latest) if when else None
    words = f"{label(incident.type.value)} {when_words(when)}" if when else label(incident.type.value)
    yield Day(at[:10] if at else None, "event", words)


def _links(links: Iterable[Link], shown: Iterable[Shown], kind: str, lines: Lookup) -> Iterable[Day]:
    for link, words in zip(links, shown, strict=True):
        line = lines(link.incident)
        issued = link.warning.issued if link.warning else None
        at = (issued.earliest or issued.latest) if issued else None
        by = issued.earliest is None if issued else False
        if at is None and line is not None:
            at, by = line.first or line.last, line.first is None
        yield Day(at[:10] if at else None, kind, label(link.type), words.href, by, words)


def _claims(incident: Incident) -> Iterable[Day]:
    for folded in incident.claims:
        if folded.value.claimed_at:
            yield Day(folded.value.claimed_at[:10], "claim", f"{folded.value.claimant} claims it")


def _reports(view: IncidentView) -> Iterable[Day]:
    """The first report and the last one; all of them are listed elsewhere."""
    dated = [report for report in view.reports if report.published]
    ends = dict.fromkeys((dated[0], dated[-1])) if dated else {}
    for report, name in zip(ends, ("first report", "last report"), strict=False):
        words = f"{name if len(ends) > 1 else 'the report'}, {report.source or 'source not named'}"
        yield Day((report.published or "")[:10], "report", words, report.href)

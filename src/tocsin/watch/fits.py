"""Whether an incident is what a watch looks for, and why."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.fuse.words import words_of
from tocsin.record import Incident, Toll
from tocsin.record.values import Measure
from tocsin.watch.places import where_fits
from tocsin.watch.seen import Seen
from tocsin.watch.values import CREDIBILITIES, Conditions, Watch

DOING = frozenset({"perpetrator", "suspect", "party", "initiated_by", "responder", "issuer"})
HARMED = frozenset({"victim", "target"})

Reasons = tuple[str, ...]


def fit(watch: Watch, incident: Incident | None, seen: Seen) -> Reasons | None:
    """Why an incident fits, a phrase for each condition; None where it does not.

    What is told only as history, a summary of several events, and what a person dismissed never fits.
    """
    if incident is None or incident.background or incident.unit == "summary" or incident.review.state == "dismissed":
        return None
    common = _holds(watch.all_of, incident, seen)
    if common is None or not watch.any_of:
        return common
    for conditions in watch.any_of:
        more = _holds(conditions, incident, seen)
        if more is not None:
            return (*common, *more)
    return None


def _holds(conditions: Conditions, incident: Incident, seen: Seen) -> Reasons | None:
    """The reasons, the cheap ones first, so that reports are looked up for few."""
    reasons: list[str] = []
    for reason in _judged(conditions, incident, seen):
        if reason is None:
            return None
        if reason:
            reasons.append(reason)
    return tuple(reasons)


def _judged(conditions: Conditions, incident: Incident, seen: Seen) -> Iterator[str | None]:
    """For each condition why it holds; None where it fails, empty where it is not set."""
    yield _among(conditions.families, incident.family, "the family is {}")
    yield _among(conditions.types, incident.type.value, "the type is {}")
    yield _among(conditions.statuses, incident.status.value, "the status is {}")
    yield _among(conditions.political, incident.political, "political: {}")
    yield where_fits(conditions, incident)
    yield _actors(conditions, incident)
    yield _victims(conditions, incident)
    for measure, least in conditions.at_least:
        figure = figure_of(incident, measure)
        yield f"{figure} {measure}, of the {least} asked for" if figure >= least else None
    yield _credible(conditions, incident)
    yield _graded(conditions, incident, seen)
    yield _said(conditions, incident, seen)
    if conditions.confidence is not None:
        sure = seen.confidence(incident)
        high = sure is not None and sure >= conditions.confidence
        yield f"read with a confidence of {sure:.2f}, of the {conditions.confidence:g} asked for" if high else None


def _among(wanted: frozenset[str], value: str, words: str) -> str | None:
    if not wanted:
        return ""
    return words.format(value.replace("_", " ")) if value in wanted else None


def _actors(conditions: Conditions, incident: Incident) -> str | None:
    if not conditions.actors:
        return ""
    doing = [(f.value.actor, f.value.name) for f in incident.participants if f.value.role in DOING]
    claims = [(f.value.actor, f.value.claimant) for f in incident.claims if f.value.stance != "denied"]
    found = next((each for each in (*doing, *claims) if each[0] in conditions.actors), None)
    if found is None:
        return None
    actor, name = found
    known = "" if "-".join(words_of(name)) == actor else f" ({actor})"
    return f"{name}{known} is told to have had a part"


def _victims(conditions: Conditions, incident: Incident) -> str | None:
    if not conditions.victims:
        return ""
    harmed = sorted({tag for f in incident.participants if f.value.role in HARMED for tag in f.value.tags})
    found = [tag for tag in harmed if tag in conditions.victims]
    return f"among those harmed or meant: {', '.join(found).replace('_', ' ')}" if found else None


def _credible(conditions: Conditions, incident: Incident) -> str | None:
    if conditions.credibility is None:
        return ""
    enough = CREDIBILITIES.index(incident.type.credibility) >= CREDIBILITIES.index(conditions.credibility)
    return f"told by {incident.type.credibility.replace('_', ' ')}" if enough else None


def _graded(conditions: Conditions, incident: Incident, seen: Seen) -> str | None:
    """Whether a source of the grade, or a better one, tells it. What nobody graded has none."""
    if conditions.grade is None:
        return ""
    supports = [*incident.type.support, *(s for rival in incident.type.rivals for s in rival.support)]
    grades = sorted(grade for s in supports if s.source and (grade := seen.grades.get(s.source)))
    return f"told by a source of grade {grades[0]}" if grades and grades[0] <= conditions.grade else None


def _said(conditions: Conditions, incident: Incident, seen: Seen) -> str | None:
    if not conditions.words:
        return ""
    said = f" {' '.join(words_of(seen.words(incident)))} "
    found = next((words for words in conditions.words if f" {words} " in said), None)
    return f"the reports say “{found}”" if found else None


def figure_of(incident: Incident | None, measure: Measure) -> int:
    """The figure that a step is measured by: the best, else the lower bound, else 0; the highest of the sides."""
    if incident is None:
        return 0
    tolls = [f.value for f in incident.tolls if f.value.measure == measure]
    whole = [toll for toll in tolls if toll.side is None] or tolls
    return max((_figure(toll) for toll in whole), default=0)


def _figure(toll: Toll) -> int:
    return toll.best if toll.best is not None else toll.low or 0

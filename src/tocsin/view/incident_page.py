"""An incident as a page: what is held of it now, how its toll rose, and on request why each value was chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import exp
from typing import Any

from tocsin.record import (
    Claim,
    Folded,
    Incident,
    IncidentAssessment,
    Link,
    Linked,
    Participant,
    Place,
    Support,
    Toll,
    TollPoint,
    WarningNotice,
    When,
)
from tocsin.record.grades import MEANINGS, information
from tocsin.record.incident_form import evidence_of
from tocsin.view.clean import shorten
from tocsin.view.numbers import bound_words, toll_words
from tocsin.view.page import Card, Line, Numbering, Page, Row, Table, Words, line
from tocsin.view.reading_page import POLITICS, ROLES, UNITS
from tocsin.view.rows import (
    assessment_row,
    claim_row,
    headline,
    participant_row,
    place_row,
    told_warning,
    toll_row,
    warning_words,
)
from tocsin.view.words import (
    STATUSES,
    claim_words,
    day_words,
    label,
    moment_words,
    participant_words,
    place_words,
    when_words,
)

MOST = 2  # quotations shown for one value, unless all are asked for
MOST_SAID = 4  # and of what people say of it
CREDIBILITY = {
    "single_source": "one source",
    "several_sources": "several sources",
    "confirmed": "confirmed independently",
}


def incident_page(incident: Incident, *, why: bool = False, linked: Sequence[Linked] = ()) -> Page:
    """The record of one incident. `why` adds for every value its rule, its sources and its rivals.

    `linked` adds why its reports are held to tell one event.
    """
    numbering = Numbering(whose=documents_of(incident))
    most = None if why else MOST
    rows = (*_rows(incident, numbering, most), *_linked(incident, numbering, most))
    tables = (_curve(incident, numbering),) if incident.toll_history else ()
    sections = (("WHY", tuple(_reasons(incident))),) if why else ()
    if linked:
        sections = (*sections, ("WHY ONE EVENT", tuple(link_reason(each, numbering.whose) for each in linked)))
    card = Card(_headline(incident), rows)
    return Page(cards=(card,), tables=tables, sections=sections, quotes=numbering.quotes())


def _headline(incident: Incident) -> Line:
    marks = (
        STATUSES[incident.status.value],
        UNITS[incident.unit],
        "told as history" if incident.background else "",
        POLITICS[incident.political],
    )
    return headline(incident.title, *marks)


def _supports(incident: Incident) -> Iterable[Support]:
    folded: list[Folded[Any] | None] = [
        incident.type, incident.status, incident.when, incident.warning, *incident.where, *incident.participants,
        *incident.tolls, *incident.claims,
    ]  # fmt: skip
    for one in folded:
        for each in (one, *one.rivals) if one else ():
            yield from each.support
    for link in (*incident.responses, *incident.warnings, *incident.part_of, *incident.follows):
        yield from link.support
    for unsettled in incident.unsettled:
        yield from unsettled.support


def documents_of(incident: Incident) -> dict[str, str]:
    """What each document is called beside a quotation: its id (the beginning of a long one), source and day."""
    known: dict[str, str] = {}
    for support in _supports(incident):
        known[support.document] = _named(support.document, support.source, support.published)
    for point in incident.toll_history:
        known[point.document] = _named(point.document, point.source, point.published)
    for said in incident.assessments:
        known[said.document] = _named(said.document, said.source, said.published)
    return known


def _named(document: str, source: str | None, published: str | None) -> str:
    short = document[:12] if len(document) == 32 and document.isalnum() else document
    return ", ".join(part for part in (short, source, published[:10] if published else None) if part)


# --------------------------------------------------------------------------------------------- the record
def _rows(incident: Incident, numbering: Numbering, most: int | None) -> Iterable[Row]:
    yield Row("id", line(Words(incident.id, "faint"), Words(_reports(incident), "faint")))
    yield Row("what", line(_kind(incident), numbering.refs(evidence_of(incident.type), most=most)))
    if incident.when:
        refs = numbering.refs(evidence_of(incident.when), most=most)
        yield Row("when", line(when_words(incident.when.value), refs))
    for folded in incident.where:
        if folded.value.role == "site":
            yield place_row(folded.value, None, numbering.refs(evidence_of(folded), most=most))
    for toll in sorted(incident.tolls, key=lambda f: f.value.scope != "event"):
        yield _toll_row(toll, numbering, most)
    for claim in incident.claims:
        first = claim.support[0]
        yield claim_row(claim.value, attribution=first.attribution, refs=numbering.refs(evidence_of(claim), most=most))
    yield from _participants(incident, numbering, most)
    if incident.warning:
        refs = numbering.refs(evidence_of(incident.warning), most=most)
        yield Row("warning", line(warning_words(incident.warning.value), refs))


def _reports(incident: Incident) -> str:
    count = len(incident.documents)
    as_of = f" · as published by {moment_words(incident.as_of)}" if incident.as_of else ""
    review = f" · {incident.review.state}" + (f" by {incident.review.by}" if incident.review.by else "")
    return f" · {count} report{'s' if count != 1 else ''}{review}{as_of}"


def _kind(incident: Incident) -> str:
    words = label(incident.type.value)
    kind = "" if incident.violence_kind == "undetermined" else f" ({label(incident.violence_kind)} violence)"
    return words + kind


def _toll_row(folded: Folded[Toll], numbering: Numbering, most: int | None) -> Row:
    first = folded.support[0]
    said = " ".join(evidence.quote for evidence in evidence_of(folded))
    refs = numbering.refs(evidence_of(folded), most=most)
    one_voice = len({support.attribution for support in folded.support}) == 1
    attribution = first.attribution if one_voice else None
    return toll_row(folded.value, said=said, attribution=attribution, modality=first.modality, refs=refs)


def _participants(incident: Incident, numbering: Numbering, most: int | None) -> Iterable[Row]:
    claimants = {(claim.value.actor or claim.value.claimant) for claim in incident.claims}
    for folded in sorted(incident.participants, key=lambda f: ROLES.index(f.value.role)):
        who = folded.value
        if who.role == "perpetrator" and (who.actor or who.name) in claimants:
            continue  # responsibility lives among the claims
        first = folded.support[0]
        refs = numbering.refs(evidence_of(folded), most=most)
        yield participant_row(who, attribution=first.attribution, modality=first.modality, refs=refs)


def _linked(incident: Incident, numbering: Numbering, most: int | None) -> Iterable[Row]:
    """Warnings, responses, assessments, further coverage, and what could not be settled."""
    for link in incident.warnings:
        yield _link_row("warning", link, numbering, most)
    for link in incident.responses:
        yield _link_row("response", link, numbering, most)
    for link in incident.part_of:
        yield _link_row("part of", link, numbering, most)
    for link in incident.follows:
        yield _link_row("follows", link, numbering, most)
    shown = incident.assessments if most is None else _weightiest(incident.assessments)
    for said in shown:
        evidence = (*said.attribution.speaker_evidence, *said.attribution.evidence)
        yield assessment_row(said.attribution, numbering.refs(evidence, most=most), source=said.source)
    if len(shown) < len(incident.assessments):
        yield Row("says", line(Words(f"and {len(incident.assessments) - len(shown)} more, with --why", "faint")))
    if further := [id for id in incident.coverage if id not in incident.documents]:
        ids = [_named(id, None, None) for id in (further if most is None else further[:MOST_SAID])]
        more = f" and {len(further) - len(ids)} more" if len(further) > len(ids) else ""
        yield Row("coverage", line(Words(f"of the same story: {', '.join(ids)}{more}", "faint")))
    for unsettled in incident.unsettled:
        evidence = tuple(e for support in unsettled.support for e in support.evidence)
        words = f"{label(unsettled.property)}: {unsettled.reason}"
        yield Row("unsettled", line(Words(words, "alleged"), numbering.refs(evidence, most=most)))


def _weightiest(assessments: tuple[IncidentAssessment, ...]) -> tuple[IncidentAssessment, ...]:
    """The few that are shown, in the order of the reports: first those of speakers with a post or an affiliation."""
    named = sorted(assessments, key=lambda said: not (said.attribution.post or said.attribution.affiliation))
    kept = named[:MOST_SAID]
    return tuple(said for said in assessments if said in kept)


def _link_row(name: str, link: Link, numbering: Numbering, most: int | None) -> Row:
    evidence = tuple(e for support in link.support for e in support.evidence)
    told = told_link(name, link, what=shorten(link.what, 90))
    return Row(name, (*told, numbering.refs(evidence, most=most)))


def told_link(name: str, link: Link, *, what: str) -> Line:
    """Another incident tied to this one, under a label: what it is, by whom, of which kind, and `what` tells it."""
    words = label(link.type) + (f", {STATUSES[link.status]}" if STATUSES[link.status] else "")
    if link.warning is not None:
        words = told_warning(words, link.warning, under=name)
    elif link.actors:
        words += f", by {', '.join(link.actors)}"
    kind = f" ({label(link.kind)})" if link.kind else ""
    return line(words, Words(kind, "faint"), Words(f": “{what}”" if what else "", "quote"))


# ------------------------------------------------------------------------------------------ the toll curve
def _curve(incident: Incident, numbering: Numbering) -> Table:
    """What each report said of the dead and the injured, in the order of publication."""
    by_report: dict[tuple[str, str], list[TollPoint]] = defaultdict(list)
    for point in incident.toll_history:
        by_report[point.published or "", point.document].append(point)
    others = any(point.measure not in ("killed", "injured") for point in incident.toll_history)
    columns = ("DATE", "SOURCE", "KILLED", "INJURED", *(("OTHER",) if others else ()), "THE WORDS")
    rows = tuple(_curve_row(points, numbering, others) for _, points in sorted(by_report.items()))
    return Table("THE TOLL AS REPORTED", columns, rows)


def _curve_row(points: list[TollPoint], numbering: Numbering, others: bool) -> tuple[Words, ...]:
    points = sorted(points, key=lambda point: point.measure != "killed")
    first = points[0]
    cells = [_figures(points, "killed"), _figures(points, "injured")]
    rest = [p for p in points if p.measure not in ("killed", "injured")]
    words = next((e.quote for p in points for e in p.evidence), "")
    refs = numbering.refs([e for p in points for e in p.evidence[:1]], most=MOST)
    return (
        Words(day_words(first.published)),
        Words(first.source or _named(first.document, None, None), "faint"),
        Words(cells[0], "killed"),
        Words(cells[1]),
        *((Words("; ".join(f"{_bound(p)} {p.measure}" for p in rest)),) if others else ()),
        Words(f"“{shorten(words, 40)}”{refs.text}", "quote"),
    )


def _figures(points: list[TollPoint], measure: str) -> str:
    """The figures of one measure in one report, each once."""
    return "; ".join(dict.fromkeys(_bound(point) for point in points if point.measure == measure)) or "–"


def _bound(point: TollPoint) -> str:
    said = " ".join(e.quote for e in point.evidence)
    toll = Toll(measure=point.measure, low=point.low, high=point.high, best=point.best, approximate=point.approximate)
    return bound_words(toll.bound, said=said)


# ---------------------------------------------------------------------------------------------------- why
def _reasons(incident: Incident) -> Iterable[Row]:
    """For every value its rule and its sources, and under it each rival with its own."""
    named: list[tuple[str, Folded[Any] | None]] = [
        ("type", incident.type),
        ("status", incident.status),
        ("when", incident.when),
        *(("where", folded) for folded in incident.where),
        *(("toll", folded) for folded in incident.tolls),
        *(("claim", folded) for folded in incident.claims),
        *((folded.value.role, folded) for folded in incident.participants),
        ("warning", incident.warning),
    ]
    for name, folded in named:
        if folded is not None:
            yield Row(label(name), _reason(folded))
            for rival in folded.rivals:
                yield Row("", line(Words("rival: ", "alleged"), *_reason(rival, chosen=folded)))


def _reason(folded: Folded[Any], *, chosen: Folded[Any] | None = None) -> Line:
    sources = dict.fromkeys(support.source or _named(support.document, None, None) for support in folded.support)
    said = " ".join(evidence.quote for evidence in evidence_of(folded))
    grade = information(folded, chosen=chosen)
    told = f" · {CREDIBILITY[folded.credibility]}: {', '.join(sources)} · {grade}, {MEANINGS[grade]}"
    return line(value_words(folded.value, said), Words(f" · {folded.rule}{told}", "faint"))


def link_reason(linked: Linked, whose: Mapping[str, str]) -> Row:
    """Why a report is held to tell the event of another: what speaks for it and against it, the weightiest first."""
    parts = sorted((f for f in linked.features if f.points), key=lambda f: -abs(f.points))
    points = ", ".join(f"{label(f.name)} {f.points:+.1f}" for f in parts)
    names = f"{whose.get(linked.document, linked.document)} with {whose.get(linked.other, linked.other)}"
    verdict: Words
    if linked.forbidden:
        though = linked.forbidden[:1].lower() + linked.forbidden[1:].rstrip(".")
        verdict = Words(f": put together by others or by a person, though {though}", "alleged")
    elif linked.links:
        verdict = Words(f": {_chance_words(linked.score)}", "good")
    else:
        verdict = Words(f": {_chance_words(linked.score)} by themselves; reports between them tie them", "alleged")
    return Row("", line(names, verdict, Words(f" ({points})", "faint")))


def _chance_words(odds: float) -> str:
    """The probability of log odds, never as if certain."""
    chance = 1 / (1 + exp(-odds)) if odds > -700 else 0.0
    return "over 99%" if chance > 0.99 else ("under 1%" if chance < 0.01 else f"{chance:.0%}")


def value_words(value: Any, said: str) -> str:
    """Any value of an incident in words. `said` are the words that it was read from."""
    match value:
        case When():
            return when_words(value)
        case Place():
            return place_words(value)
        case Toll():
            return toll_words(value, said=said)
        case Claim():
            return claim_words(value)
        case Participant():
            return participant_words(value)
        case WarningNotice():
            return warning_words(value)
        case _:
            return label(str(value))

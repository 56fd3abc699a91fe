"""Incidents tied to one another, and what is said of one, lifted from the documents that say so.

Responses and warnings stand with the incident they are about; what an incident was part of, and what it followed, with
the incident itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tocsin.fuse.cluster import relations_of
from tocsin.fuse.origins import reader_of
from tocsin.fuse.told import ACTING, Report, Told
from tocsin.fuse.words import name_key
from tocsin.record import Attribution, Evidence, IncidentAssessment, Link, Participant, Relation, Support, WarningNotice

SEQUELS = frozenset({"part_of", "follows"})

MentionPlace = tuple[str, str]  # document key, id of the mention


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two visible mentions of one report."""

    relation: Relation
    source: Told
    target: Told


def place_of(told: Told) -> MentionPlace:
    """Where a mention stands, as relations name it."""
    return told.report.doc.key, told.mention.id


def ties_of(mentions: Iterable[Told]) -> tuple[Tie, ...]:
    """The relations among mentions, in the order of the reports."""
    at = {place_of(told): told for told in mentions}
    ties = [
        Tie(relation, told, at[told.report.doc.key, relation.target])
        for told in at.values()
        for relation in (*relations_of(told), *_sequels_of(told))
        if (told.report.doc.key, relation.target) in at
    ]
    return tuple(sorted(ties, key=lambda t: (t.source.report.order, t.source.key, t.target.key)))


def shown_with(told: Told) -> tuple[str, ...]:
    """The mentions of the same document whose incidents show that of this one."""
    relations = told.report.reading.relations
    before = (r.source for r in relations if r.type in SEQUELS and r.target == told.mention.id)
    return (*(r.target for r in relations_of(told)), *before)


def _sequels_of(told: Told) -> Iterable[Relation]:
    return (r for r in told.report.reading.relations if r.source == told.mention.id and r.type in SEQUELS)


def owner_of(tie: Tie) -> Told:
    """The mention whose incident shows a tie: the source of a sequel, the target of a response or a warning."""
    return tie.source if tie.relation.type in SEQUELS else tie.target


def _other(tie: Tie) -> Told:
    return tie.target if tie.relation.type in SEQUELS else tie.source


def fold_links(ties: Sequence[Tie], ids: Mapping[MentionPlace, str]) -> tuple[Link, ...]:
    """One link for each incident tied to this one, kind and asserter, in the words of the first report of it."""
    groups: dict[tuple[str, str | None, str | None], list[Tie]] = {}
    for tie in ties:
        other, relation = ids[place_of(_other(tie))], tie.relation
        if other != ids[place_of(owner_of(tie))]:
            groups.setdefault((other, relation.kind, relation.asserted_by), []).append(tie)
    return tuple(_link(other, group) for (other, _, _), group in groups.items())


def _link(other: str, ties: Sequence[Tie]) -> Link:
    told = [_other(t) for t in ties]
    actors = [p.name for t in told for p in t.mention.all(Participant) if p.role in ACTING - {"suspect"}]
    notices = [n for t in told for n in t.mention.all(WarningNotice)]
    return Link(
        incident=other,
        type=told[0].type,
        status=told[-1].mention.status,
        what=told[0].sentence,
        support=tuple(dict.fromkeys(_support(t) for t in ties)),
        kind=ties[0].relation.kind,
        asserted_by=ties[0].relation.asserted_by,
        actors=tuple({name_key(name): name for name in reversed(actors)}.values())[::-1],
        warning=notices[0] if notices else None,
    )


def _support(tie: Tie) -> Support:
    doc, other = tie.source.report.doc, _other(tie)
    return Support(
        document=doc.id,
        mention=other.mention.id,
        reader=reader_of(tie.source.report),
        evidence=_unique((other.mention.trigger, *tie.relation.evidence)),
        source=doc.source,
        published=doc.published,
        attribution=tie.relation.asserted_by,
        modality="alleged" if tie.relation.asserted_by else "asserted",
    )


def _unique(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(evidence))


def fold_assessments(mentions: Sequence[Told]) -> tuple[IncidentAssessment, ...]:
    """What anybody is reported to say of the incident, in the order of the reports; a copy's repetition is left out."""
    about: dict[str, set[str]] = {}
    reports: dict[str, Report] = {}
    for told in mentions:
        about.setdefault(told.report.doc.key, set()).add(told.mention.id)
        reports[told.report.doc.key] = told.report
    found: dict[tuple[str, str, str], IncidentAssessment] = {}
    for report in sorted(reports.values(), key=lambda r: r.order):
        for said in report.reading.assessments:
            if about[report.doc.key].isdisjoint(said.about):
                continue
            mark = (report.copies, name_key(said.speaker), said.text)
            found.setdefault(mark, _assessment(report, said))
    return tuple(found.values())


def _assessment(report: Report, said: Attribution) -> IncidentAssessment:
    doc = report.doc
    return IncidentAssessment(document=doc.id, source=doc.source, published=doc.published, attribution=said)

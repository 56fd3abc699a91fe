"""One incident folded from its case: every property by its own rule, each value with its support and its rivals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tocsin.fuse.case import Case, unsettled
from tocsin.fuse.corrections import correct_one, correct_tolls, correct_where, read_corrections, review_of
from tocsin.fuse.fold_claims import fold_claims
from tocsin.fuse.fold_kind import fold_actors
from tocsin.fuse.fold_links import MentionPlace, Tie, fold_assessments, fold_links
from tocsin.fuse.fold_participants import fold_participants
from tocsin.fuse.fold_places import fold_where
from tocsin.fuse.fold_times import fold_when
from tocsin.fuse.fold_tolls import figures_in, fold_tolls, lost_sides, toll_history
from tocsin.fuse.fold_types import fold_political, fold_status, fold_type
from tocsin.fuse.fold_unsettled import fold_unsettled
from tocsin.fuse.fold_warning import fold_warning
from tocsin.fuse.origins import count_origins, statements_of
from tocsin.fuse.sides import Sides
from tocsin.fuse.title import make_title
from tocsin.record import EVENT_TYPES, Incident, MentionRef
from tocsin.record.incident import Reporting


def fold(
    case: Case,
    ties: Sequence[Tie],
    ids: Mapping[MentionPlace, str],
    *,
    coverage: Sequence[str] = (),
    as_of: str | None,
) -> Incident:
    """The incident of a case. `ties` are the relations that it shows; `ids` the incident of every mention.

    `coverage` are the documents of the stories that are mainly about it.
    """
    given = read_corrections(case.acts)
    sides = Sides(case.telling)
    figures = figures_in(case, sides)
    type = correct_one(fold_type(case), given, "type", case.typed) or fold_type(case)
    status = correct_one(fold_status(case), given, "status", case.typed) or fold_status(case)
    when = correct_one(fold_when(case), given, "when", case.typed)
    where = correct_where(fold_where(case), given, case.typed)
    tolls = correct_tolls(fold_tolls(figures), given, case.typed)
    participants = fold_participants(case, sides)
    family, unit = EVENT_TYPES[type.value].family, case.telling[0].mention.unit
    actors = fold_actors(participants, family=family)
    open_ends = fold_unsettled(case, when=when, where=where, tolls=tolls, figures=figures, lost=lost_sides(case, sides))
    return Incident(
        id=case.id,
        title=make_title(type.value, status.value, unit, when=when, where=where, tolls=tolls),
        documents=tuple(dict.fromkeys(t.report.doc.id for t in case.mentions)),
        mentions=tuple(MentionRef(document=t.report.doc.id, mention=t.mention.id) for t in case.mentions),
        type=type,
        family=family,
        status=status,
        unit=unit,
        background=all(t.mention.background for t in case.mentions),
        political=given.values.get("political") or fold_political(case),
        when=when,
        where=where,
        participants=participants,
        tolls=tolls,
        claims=fold_claims(case),
        warning=fold_warning(case),
        violence_kind=actors.kind,
        actor_a=actors.a,
        actor_b=actors.b,
        responses=fold_links([t for t in ties if t.relation.type == "responds_to"], ids),
        warnings=fold_links([t for t in ties if t.relation.type == "warns_of"], ids),
        part_of=fold_links([t for t in ties if t.relation.type == "part_of"], ids),
        follows=fold_links([t for t in ties if t.relation.type == "follows"], ids),
        assessments=fold_assessments(case.mentions),
        toll_history=toll_history(figures),
        unsettled=(*open_ends, *(unsettled("review", reason, case.typed) for reason in given.refused)),
        coverage=tuple(coverage),
        reporting=_reporting(case),
        review=review_of(case.acts, withdrawn=case.withdrawn),
        as_of=as_of,
    )


def _reporting(case: Case) -> Reporting:
    """By how many independent origins the incident is told, and how many of its documents are copies of another."""
    documents = {t.report.doc.key: t.report.copies for t in case.mentions}
    return Reporting(
        origins=count_origins(statements_of(case.mentions, "type")),
        copies=len(documents) - len(set(documents.values())),
    )

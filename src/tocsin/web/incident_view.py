"""One incident as its page shows it: the record, who is held responsible by whom, what tells of it, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tocsin.record import Claim, Folded, Incident, IncidentAssessment, Link, Participant, Toll
from tocsin.record.incident_form import evidence_of
from tocsin.view.incident_page import told_link, value_words
from tocsin.view.numbers import toll_words
from tocsin.view.page import Tone, Words, line
from tocsin.view.reading_page import ROLES
from tocsin.view.rows import (
    MODALITY_TONES,
    QUOTES,
    ROLE_LABELS,
    STANCE_TONES,
    vouched,
)
from tocsin.view.words import STATUSES, claim_words, label, participant_words, place_detail, place_words
from tocsin.web.addresses import actor_address, document_address, incident_address
from tocsin.web.proof import Prover, Shown

NONE = Words("")
CORRECTABLE_MEASURES = frozenset({"killed", "injured", "abducted", "missing", "displaced", "detained"})


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One report that tells of the incident. `copies` is the id of the text that it is a copy of, None for none."""

    id: str
    title: str | None
    source: str | None
    published: str | None
    href: str
    copies: str | None
    erased: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """Everything on the page of an incident, in the order in which it is shown."""

    incident: Incident
    marks: tuple[str, ...]
    kind: str
    values: tuple[Shown, ...]
    people: tuple[Shown, ...]
    claims: tuple[Shown, ...]
    accusations: tuple[Shown, ...]
    denials: tuple[Shown, ...]
    warnings: tuple[Shown, ...]
    responses: tuple[Shown, ...]
    ties: tuple[Shown, ...]
    assessments: tuple[Shown, ...]
    unsettled: tuple[Shown, ...]
    reports: tuple[ReportLine, ...]
    coverage: tuple[ReportLine, ...]


def incident_view(incident: Incident, prover: Prover, *, copies: Mapping[str, str]) -> IncidentView:
    """The page of an incident. `copies` are the reports that are copies of one text, with the first of each."""
    claims = [_claim(folded, prover) for folded in incident.claims]
    stances = [folded.value.stance for folded in incident.claims]
    suspects = [f for f in incident.participants if f.value.role == "suspect"]
    return IncidentView(
        incident=incident,
        marks=tuple(mark for mark in _marks(incident) if mark),
        kind="" if incident.violence_kind == "undetermined" else f"{label(incident.violence_kind)} violence",
        values=tuple(_values(incident, prover)),
        people=tuple(_people(incident, prover)),
        claims=tuple(c for c, stance in zip(claims, stances, strict=True) if stance == "claimed"),
        accusations=(
            *(c for c, stance in zip(claims, stances, strict=True) if stance in ("blamed", "suspected")),
            *(_participant(folded, prover) for folded in suspects),
        ),
        denials=tuple(c for c, stance in zip(claims, stances, strict=True) if stance == "denied"),
        warnings=tuple(_link("warning", each, prover) for each in incident.warnings),
        responses=tuple(_link("response", each, prover) for each in incident.responses),
        ties=(
            *(_link("part of", each, prover) for each in incident.part_of),
            *(_link("follows", each, prover) for each in incident.follows),
        ),
        assessments=tuple(_assessment(each, prover) for each in incident.assessments),
        unsettled=tuple(
            Shown(label(each.property), line(each.reason), prover.of_support(each.support))
            for each in incident.unsettled
        ),
        reports=tuple(sorted((_report(id, prover, copies) for id in incident.documents), key=_by_day)),
        coverage=tuple(_report(id, prover, copies) for id in incident.coverage if id not in incident.documents),
    )


def _marks(incident: Incident) -> tuple[str, ...]:
    from tocsin.view.reading_page import POLITICS, UNITS

    history = "told as history" if incident.background else ""
    return (STATUSES[incident.status.value], UNITS[incident.unit], history, POLITICS[incident.political])


# --------------------------------------------------------------------------------------------- the record
def _values(incident: Incident, prover: Prover) -> Iterable[Shown]:
    yield _plain("what", "type", incident.type, prover)
    yield _plain("status", "status", incident.status, prover)
    if incident.when:
        yield _plain("when", "when", incident.when, prover)
    for folded in incident.where:
        name = "where" if folded.value.role == "site" else f"{folded.value.role}"
        words = line(place_words(folded.value), Words(f" ({place_detail(folded.value)})", "faint"))
        yield Shown(name, words, prover.of(folded), "where" if name == "where" else None)
    for toll in sorted(incident.tolls, key=_toll_order):
        yield _toll(toll, prover)
    if incident.warning:
        yield _plain("warning", None, incident.warning, prover)


def _plain(name: str, property: str | None, folded: Folded[Any], prover: Prover) -> Shown:
    said = " ".join(evidence.quote for evidence in evidence_of(folded))
    return Shown(name, line(value_words(folded.value, said)), prover.of(folded), property)


def _toll_order(folded: Folded[Toll]) -> tuple[bool, bool, str]:
    return (folded.value.scope != "event", folded.value.measure != "killed", folded.value.measure)


def _toll(folded: Folded[Toll], prover: Prover) -> Shown:
    toll, first = folded.value, folded.support[0]
    said = " ".join(evidence.quote for evidence in evidence_of(folded))
    whole = toll.scope == "event"
    tone: Tone = "plain" if whole and toll.measure != "killed" else ("killed" if whole else "faint")
    one_voice = len({support.attribution for support in folded.support}) == 1
    words = line(
        Words(toll_words(toll, said=said), tone),
        Words(f" ({toll.whom})" if toll.whom else "", "faint"),
        vouched(first.modality, first.attribution if one_voice else None),
    )
    property = toll.measure if whole and toll.measure in CORRECTABLE_MEASURES else None
    return Shown("toll", words, prover.of(folded), property)


def _people(incident: Incident, prover: Prover) -> Iterable[Shown]:
    claimants = {(claim.value.actor or claim.value.claimant) for claim in incident.claims}
    for folded in sorted(incident.participants, key=lambda f: ROLES.index(f.value.role)):
        who = folded.value
        if who.role == "suspect" or (who.role == "perpetrator" and (who.actor or who.name) in claimants):
            continue  # responsibility lives among the claims, and suspects stand with their accusers
        yield _participant(folded, prover)


def _participant(folded: Folded[Participant], prover: Prover) -> Shown:
    who, first = folded.value, folded.support[0]
    modality = "alleged" if who.role == "suspect" and first.modality == "asserted" else first.modality
    tags = f" ({', '.join(label(tag) for tag in who.tags)})" if who.tags else ""
    words = line(
        Words(participant_words(who), MODALITY_TONES.get(modality, "plain")),
        Words(tags, "faint"),
        vouched(modality, first.attribution),
    )
    return Shown(ROLE_LABELS[who.role], words, prover.of(folded), None, _actor(who.actor))


def _claim(folded: Folded[Claim], prover: Prover) -> Shown:
    claim = folded.value
    words = line(Words(claim_words(claim), STANCE_TONES.get(claim.stance, "plain")))
    return Shown(claim.stance, words, prover.of(folded), None, _actor(claim.actor))


def _actor(actor: str | None) -> str | None:
    """The page of an actor of the register: organisations and governments only are in it."""
    return actor_address(actor) if actor else None


# ----------------------------------------------------------------------------------------- what is tied to it
def _link(name: str, link: Link, prover: Prover) -> Shown:
    shown = told_link(name, link, what=link.what)
    return Shown(name, shown, prover.of_support(link.support), None, incident_address(link.incident))


def _assessment(said: IncidentAssessment, prover: Prover) -> Shown:
    what = said.attribution
    who = ", ".join(part for part in (what.speaker, what.post, what.affiliation) if part)
    words = f"“{what.text.strip(QUOTES)}”" if what.direct else what.text
    evidence = (*what.speaker_evidence, *what.evidence)
    proof = prover.of_evidence(evidence, source=said.source, published=said.published)
    return Shown(who, line(words), proof)


def _report(id: str, prover: Prover, copies: Mapping[str, str]) -> ReportLine:
    doc = prover.document(id)
    first = copies.get(id)
    return ReportLine(
        id=id,
        title=doc.title if doc else None,
        source=doc.source if doc else None,
        published=doc.published[:16].replace("T", " ") if doc and doc.published else None,
        href=document_address(id),
        copies=first if first != id else None,
        erased=doc is None,
    )


def _by_day(report: ReportLine) -> tuple[str, str]:
    return (report.published or "", report.id)

"""Records of another Tocsin, `tocsin.incident/1`: one document and one reading with one event for each.

Lost are the rivals of values, the history of tolls, links to other records, and whatever could not be settled there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tocsin.importing.brought import Brought, From, Lost
from tocsin.importing.lines import Lines, document_of, id_of
from tocsin.importing.sound import event_type, value_of
from tocsin.importing.telling import statement_of
from tocsin.record import (
    Attribution,
    Claim,
    Folded,
    Incident,
    Mention,
    Participant,
    Place,
    ReaderStamp,
    Reading,
    Statement,
    Toll,
    Voice,
    When,
)
from tocsin.record.incident_load import load_incident
from tocsin.record.json_form import Json, dumps, value_form
from tocsin.record.statement import Property
from tocsin.record.values import Modality

STAMP = ReaderStamp(name="import.incident", version="1")
MOST_QUOTES = 3  # of each value
MODALITIES: dict[str, Modality] = {"claimed": "claimed", "alleged": "alleged", "denied": "denied"}


def bring_incident(form: Json, origin: From, lost: Lost) -> Brought:
    """The document and reading of a record. Raises `FormError` where it is none, or holds what cannot be."""
    incident = load_incident(form)
    event_type(incident.type.value)
    lines = Lines(id_of(origin, incident.id))
    voice = lines.voice(origin.source)
    statements = tuple(_statements(incident, lines, voice))
    attributions = tuple(_attributions(incident, lines))
    mention = Mention(
        id="m1",
        trigger=statements[0].evidence[0],
        statements=statements,
        unit=incident.unit,
        background=incident.background,
        political=incident.political,
    )
    doc = document_of(
        origin,
        name=incident.id,
        text=lines.text,
        title=incident.title,
        published=_published(incident),
        raw=dumps({"text": lines.text, "title": incident.title, "unit": incident.unit}).encode("utf-8", "replace"),
    )
    _note_lost(incident, lost)
    reading = Reading(document=doc, reader=STAMP, mentions=(mention,), attributions=attributions)
    return Brought(document=doc, tlp=origin.unmarked, reading=reading)


def _statements(incident: Incident, lines: Lines, voice: Voice) -> Iterator[Statement]:
    yield _said(lines, "type", incident.type, voice)
    yield _said(lines, "status", incident.status, voice)
    if incident.when is not None:
        yield _said(lines, "when", _sound(incident.when, When, "when"), voice)
    groups: tuple[tuple[Property, tuple[Folded[Any], ...], type[Any]], ...] = (
        ("where", incident.where, Place),
        ("participant", incident.participants, Participant),
        ("toll", incident.tolls, Toll),
        ("claim", incident.claims, Claim),
    )
    for property, values, kind in groups:
        for folded in values:
            yield _said(lines, property, _sound(folded, kind, property), voice)
    if incident.warning is not None:
        yield _said(lines, "warning", incident.warning, voice)


def _sound(folded: Folded[Any], kind: type[Any], where: str) -> Folded[Any]:
    value_of(value_form(folded.value), kind, where)
    return folded


def _said(lines: Lines, property: Property, folded: Folded[Any], voice: Voice) -> Statement:
    quotes = dict.fromkeys(evidence.quote for support in folded.support for evidence in support.evidence)
    first = folded.support[0].modality if folded.support else "asserted"
    return statement_of(
        lines,
        property,
        folded.value,
        voice,
        quotes=list(quotes)[:MOST_QUOTES],
        modality=MODALITIES.get(first, "asserted"),
    )


def _attributions(incident: Incident, lines: Lines) -> Iterator[Attribution]:
    """What anybody says of it, in the partner's record."""
    for each in incident.assessments:
        said = each.attribution
        words = lines.line(said.text)
        speaker = lines.line(", ".join(part for part in (said.speaker, said.post, said.affiliation) if part))
        yield Attribution(
            speaker=said.speaker,
            post=said.post,
            affiliation=said.affiliation,
            text=said.text,
            direct=said.direct,
            about=("m1",),
            evidence=(words,),
            speaker_evidence=(speaker,),
        )


def _published(incident: Incident) -> str | None:
    """When the newest report behind it came out."""
    folded: tuple[Folded[Any], ...] = (incident.type, incident.status, *incident.tolls, *incident.claims)
    return max((s.published for each in folded for s in each.support if s.published), default=None)


def _note_lost(incident: Incident, lost: Lost) -> None:
    folded: tuple[Folded[Any], ...] = (
        incident.type, incident.status, *incident.where, *incident.participants, *incident.tolls, *incident.claims,
    )  # fmt: skip
    lost.add("rival values", sum(len(each.rivals) for each in folded))
    lost.add("points of toll histories", len(incident.toll_history))
    links = (*incident.responses, *incident.warnings, *incident.part_of, *incident.follows)
    lost.add("links to other incidents", len(links))
    lost.add("unsettled values", len(incident.unsettled))
    lost.add("reviews", int(incident.review.state != "unreviewed"))

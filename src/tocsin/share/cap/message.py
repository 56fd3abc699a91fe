"""An incident as a CAP message: what it says, what it replaces, and what is taken back.

The id of a message follows from the record and the moment of the version it tells of, so that the same record gives
the same message, and a later one can name those before it. No names of persons and no quotations are in it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid5

from msgspec import structs

from tocsin.cap import (
    LONGEST_HEADLINE,
    Area,
    Category,
    Circle,
    Info,
    Message,
    MsgType,
    Reference,
    Scope,
)
from tocsin.cap.scales import certainty_of, severity_of, urgency_of
from tocsin.care.withdrawal import WHY, Withdrawn
from tocsin.record import Incident
from tocsin.record.json_form import dumps
from tocsin.share.flat import MEASURES, site_of
from tocsin.share.terms import Terms
from tocsin.share.versions import Thread
from tocsin.share.words import area_words, description, headline

EXPIRES_HOURS = 24
MOST_REFERENCES = 20  # the newest; the first message is always among them
REVIEWED = frozenset({"confirmed", "corrected"})
NO_MOMENT = "2000-01-01T00:00:00+00:00"


def outside(incident: Incident, terms: Terms) -> str | None:
    """Why there is no message of an incident; None where there is one."""
    if incident.unit != "single" or incident.background:
        return "they are no single events, or told only as history, and alert nobody"
    if terms.status == "Actual" and incident.review.state not in REVIEWED:
        return "no person has confirmed or corrected them, and a message that is Actual needs that"
    return None


def message_of(incident: Incident, terms: Terms) -> Message:
    """The newest message of a record that holds."""
    thread = thread_of_record(incident.id, terms, incident)
    sent = thread.moments[-1]
    kind: MsgType = "Alert" if len(thread.moments) == 1 else "Update"
    return structs.replace(
        _bare(incident.id, sent, kind, terms),
        source=f"Tocsin for {terms.producer}",
        references=_references(incident.id, thread.moments[:-1], terms),
        info=_info(incident, terms, sent),
    )


def thread_of_record(record: str, terms: Terms, incident: Incident | None = None) -> Thread:
    """When messages of a record went out; `incident` is the record as it is now, where it holds."""
    return terms.thread(record, lambda each: _shown(each, terms), incident)


def _shown(incident: Incident, terms: Terms) -> bytes | None:
    """What a receiver sees of an incident, without when it was sent; None where there is no message of it."""
    if outside(incident, terms) is not None:
        return None
    return dumps(structs.asdict(_info(incident, terms, NO_MOMENT))).encode("utf-8", "replace")


def cancel_of(withdrawn: Withdrawn, thread: Thread, terms: Terms) -> Message | None:
    """The message that takes back those before it; None where nothing had been said."""
    if not thread.moments:
        return None
    cancel = _bare(withdrawn.id, withdrawn.at, "Cancel", terms)
    return structs.replace(
        cancel, note=WHY[withdrawn.reason], references=_references(withdrawn.id, thread.moments, terms)
    )


def _bare(record: str, sent: str, kind: MsgType, terms: Terms) -> Message:
    scope: Scope = "Public" if terms.tlp == "clear" else "Restricted"
    label = f"TLP:{terms.tlp.upper()}"
    return Message(
        identifier=_identifier(record, sent, terms, withdrawn=kind == "Cancel"),
        sender=terms.sender,
        sent=sent,
        status=terms.status,
        msg_type=kind,
        scope=scope,
        restriction=None if scope == "Public" else label,
        codes=(label.lower(),),
        incidents=(record,),
    )


def _identifier(record: str, sent: str, terms: Terms, *, withdrawn: bool) -> str:
    """The same for the same version of a record, at the same level and of the same status."""
    parts = ["cap", record, terms.variant, terms.tlp, terms.status, sent, withdrawn]
    return f"urn:uuid:{uuid5(terms.namespace, dumps(parts))}"  # type: ignore[arg-type]


def _references(record: str, moments: tuple[str, ...], terms: Terms) -> tuple[Reference, ...]:
    kept = dict.fromkeys((*moments[:1], *moments[-MOST_REFERENCES:]))
    return tuple(
        Reference(sender=terms.sender, identifier=_identifier(record, at, terms, withdrawn=False), sent=at)
        for at in kept
    )


def _info(incident: Incident, terms: Terms, sent: str) -> Info:
    return Info(
        event=incident.type.value.replace("_", " ").capitalize(),
        categories=_categories(incident),
        urgency=urgency_of(incident, sent=sent),
        severity=severity_of(incident),
        certainty=certainty_of(incident),
        onset=_onset(incident),
        expires=(datetime.fromisoformat(sent) + timedelta(hours=EXPIRES_HOURS)).isoformat(),
        headline=_shortened(headline(incident), LONGEST_HEADLINE),
        description=description(incident),
        sender_name=terms.producer,
        parameters=_parameters(incident),
        areas=(_area(incident),),
    )


def _categories(incident: Incident) -> tuple[Category, ...]:
    return ("Security", "CBRNE") if incident.type.value == "chemical_attack" else ("Security",)


def _onset(incident: Incident) -> str | None:
    """When it began, only where the hour and its zone are known: CAP has no days."""
    when = incident.when.value if incident.when else None
    if when is None or when.earliest is None or when.earliest != when.latest or len(when.earliest) <= 10:
        return None
    try:
        at = datetime.fromisoformat(when.earliest)
        return when.earliest if at.tzinfo and at.utcoffset() is not None and 1 < at.year < 9999 else None
    except ValueError:
        return None


def _parameters(incident: Incident) -> tuple[tuple[str, str], ...]:
    """The values behind the words, for programs. A figure that nobody gives is not there."""
    found = [
        ("type", incident.type.value),
        ("family", incident.family),
        ("status", incident.status.value),
        ("political", incident.political),
        ("credibility", incident.type.credibility),
        ("review", incident.review.state),
        ("reports", str(len(incident.documents))),
    ]
    when = incident.when.value if incident.when else None
    if when is not None:
        days = (("when.earliest", when.earliest), ("when.latest", when.latest), ("when.precision", when.precision))
        found += [(name, value) for name, value in days if value]
    for measure in MEASURES:
        toll = incident.toll(measure)
        if toll is not None:
            bounds = (("low", toll.low), ("best", toll.best), ("high", toll.high))
            found += [(f"{measure}.{bound}", str(figure)) for bound, figure in bounds if figure is not None]
    place = site_of(incident)
    if place is not None:
        found.append(("place.precision", place.precision))
    return tuple(found)


def _area(incident: Incident) -> Area:
    """The circle within which it was, and codes; never a point. Without coordinates there are words alone."""
    place = site_of(incident)
    circles: tuple[Circle, ...] = ()
    geocodes: list[tuple[str, str]] = []
    if place is not None:
        if place.latitude is not None and place.longitude is not None and place.radius_km:
            circles = (Circle(latitude=place.latitude, longitude=place.longitude, radius_km=place.radius_km),)
        if place.geonames_id is not None:
            geocodes.append(("GeoNames", str(place.geonames_id)))
        if place.country:
            geocodes.append(("ISO3166-1", place.country))
    return Area(description=area_words(place), circles=circles, geocodes=tuple(geocodes))


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"

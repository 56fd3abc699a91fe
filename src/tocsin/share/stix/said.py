"""What others say of an incident, as STIX objects: its sources, assessments as notes, contradiction as opinions.

Outlets, and words of reports, go out only of a record under a policy (`Terms.redacted`), in which they are masked. An
opinion is how far somebody agrees with what stands in an object: so a party that denies what others lay to it has one
on that accusation. What an analyst says of the incident is a note, for it takes no side on our object. The report holds
all that is of one incident together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from tocsin.record import Incident, Support
from tocsin.record.json_form import Json
from tocsin.record.values import Stance
from tocsin.share.parties import actor_of
from tocsin.share.terms import Stamps, Terms, common, moment

ACCUSING: tuple[Stance, ...] = ("blamed", "suspected")


def references(incident: Incident, terms: Terms) -> list[Json] | None:
    """The reports behind the type of an incident whose outlets may be named, each once; None where there are none."""
    if not terms.redacted:
        return None
    found: dict[str, Json] = {}
    supports: list[Support] = [*incident.type.support, *(s for rival in incident.type.rivals for s in rival.support)]
    for support in supports:
        if support.source:
            form: Json = {"source_name": support.source, "external_id": support.document}
            if support.published:
                form["description"] = f"Published {support.published}"
            found.setdefault(support.document, form)
    return list(found.values()) or None


def notes(incident: Incident, terms: Terms, stamps: Stamps) -> Iterator[Json]:
    """What is said of the incident, each with whoever says it."""
    if not terms.redacted:
        return
    seen: Counter[str] = Counter()
    for each in incident.assessments:
        said = each.attribution
        seen[each.document] += 1
        at = said.evidence[0].start if said.evidence else f"no {seen[each.document]}"
        office = ", ".join(part for part in (said.post, said.affiliation) if part)
        yield common(
            terms,
            "note",
            f"{incident.id}/said/{each.document}/{at}",
            stamps,
            abstract="Assessment",
            content=said.text,
            authors=[f"{said.speaker} ({office})" if office else said.speaker],
            object_refs=[terms.id("incident", incident.id)],
        )


def opinions(incident: Incident, terms: Terms, stamps: Stamps) -> Iterator[Json]:
    """The denials of parties that others accuse, on each accusation."""
    stances: dict[str, set[Stance]] = {}
    for folded in incident.claims:
        stances.setdefault(folded.value.actor or "", set()).add(folded.value.stance)
    for actor, said in stances.items():
        party = actor_of(actor)
        if party is None or "denied" not in said:
            continue
        for stance in ACCUSING:
            if stance in said:
                yield common(
                    terms,
                    "opinion",
                    f"{incident.id}/denied/{stance}/{actor}",
                    stamps,
                    opinion="strongly-disagree",
                    explanation="It says that it did not do it.",
                    authors=[party.name],
                    object_refs=[terms.id("relationship", f"{incident.id}/{stance}/{actor}")],
                )


def published(created: str) -> str:
    """When a report was published that was made at a moment: that second, as other programs write it."""
    return f"{created[:19]}Z"


def report(incident: Incident, terms: Terms, stamps: Stamps, name: str, objects: Iterable[Json]) -> Json:
    """The report that holds the objects of one incident together. It says nothing of its own."""
    return common(
        terms,
        "report",
        incident.id,
        stamps,
        name=name,
        published=published(moment(stamps.created)),
        report_types=["threat-report"],
        object_refs=[str(each["id"]) for each in objects],
    )

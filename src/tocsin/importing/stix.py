"""STIX 2.1 bundles of others: incidents become documents and readings of the partner's, reports and notes documents.

An incident that bears Tocsin's own extension says its values; of any other the prose is read by our reader, as any
report is, and where it was and who is said to have done it stand below it as lines. Relations are looked up one step
far, so that no circle can lead anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tocsin.errors import FormError, InputError, TocsinError
from tocsin.gather.outcome import Done, Failed, Outcome
from tocsin.importing.brought import Brought, From, Lost
from tocsin.importing.lines import Lines, document_of, id_of
from tocsin.importing.sound import moment
from tocsin.importing.stix_incident import STAMP, incident_reading, relation_words
from tocsin.importing.stix_marks import level_of
from tocsin.importing.stix_objects import BROUGHT, CONTEXT, PASSED_OVER, Thing, objects_of
from tocsin.record import Document, Reading
from tocsin.record.json_form import dumps
from tocsin.share.stix.extension import ID
from tocsin.tlp import Tlp


@dataclass(slots=True)
class Known:
    """The objects of a bundle: the newest version of each, and relationships by the object they start from."""

    things: dict[str, Thing] = field(default_factory=dict)
    relations: dict[str, list[Thing]] = field(default_factory=lambda: defaultdict(list))

    def add(self, thing: Thing) -> None:
        """Hold an object, if no newer version of it is held."""
        before = self.things.get(thing.id)
        if before is None or before.version <= thing.version:
            self.things[thing.id] = thing

    def settle(self) -> None:
        """Tie the relationships, once all objects are there."""
        for thing in self.things.values():
            if thing.type == "relationship" and thing.source_ref and not thing.revoked:
                self.relations[thing.source_ref].append(thing)


def bring_bundle(content: bytes, name: str, origin: From, lost: Lost, *, own: str) -> Iterator[Outcome[Brought]]:
    """What a bundle holds, in the order of its objects. `own` is the id of this ledger's own identity.

    Raises `FormError` where it is no bundle.
    """
    known = Known()
    for each in objects_of(content):
        if isinstance(each, tuple):
            yield Failed(f"{name}, {each[0]}", InputError(f"{name}: {each[1]}"))
        elif each.type in CONTEXT | BROUGHT:
            known.add(each)
        elif each.type not in PASSED_OVER:
            lost.add(f"STIX objects of type {each.type[:60]}")
    known.settle()
    for thing in known.things.values():
        if thing.type not in BROUGHT or _only_holds(thing, known):
            continue
        if thing.created_by_ref == own:
            lost.add("records of this ledger's own that came back")
            continue
        try:
            brought = _bring(thing, known, origin, lost)
        except TocsinError as error:
            yield Failed(f"{name}, {thing.id}", InputError(f"{name}, {thing.id}: {error}"))
        else:
            yield Done(f"{name}, {thing.id}", brought)


def _bring(thing: Thing, known: Known, origin: From, lost: Lost) -> Brought:
    related = _related(thing, known)
    level = level_of([thing, *related], known.things, unmarked=origin.unmarked)
    if thing.revoked:
        return _withdrawn(thing, origin, level)
    lines = Lines(id_of(origin, thing.id), _prose(thing))
    reading: Reading | None = None
    if thing.type == "incident" and ID in thing.extensions:
        voice = lines.voice(origin.source)
        mention = incident_reading(thing, related, lines, voice, lost)
        doc = _document(thing, lines, origin, level)
        reading = Reading(document=doc, reader=STAMP, mentions=(mention,))
    else:
        for words in relation_words(thing, related):
            lines.line(words)
            lost.add("relations of incidents that were kept as words only")
        lines.voice(origin.source)
        doc = _document(thing, lines, origin, level)
    lost.add("references to reports of others", len(thing.external_references))
    return Brought(document=doc, tlp=level, reading=reading)


def _only_holds(thing: Thing, known: Known) -> bool:
    """Whether an object is a report that says nothing of its own, and holds incidents that come by themselves."""
    said = thing.description or thing.content
    held = (known.things.get(ref) for ref in thing.object_refs)
    return thing.type == "report" and not said and any(each is not None and each.type == "incident" for each in held)


def _related(thing: Thing, known: Known) -> list[Thing]:
    """The relationships that start from an object, and what they lead to."""
    found: list[Thing] = []
    for relation in known.relations.get(thing.id, ()):
        target = known.things.get(relation.target_ref or "")
        if target is not None and not target.revoked:
            found += [relation, target]
    return found


def _prose(thing: Thing) -> str:
    """The words of the object itself. Raises `FormError` where it has none."""
    words = thing.content or thing.description or thing.name or ""
    if not words.strip():
        raise FormError(thing.type, "it has no name, no description and no content")
    return words


def _document(thing: Thing, lines: Lines, origin: From, level: Tlp) -> Document:
    title = thing.name or thing.abstract
    return document_of(
        origin,
        name=thing.id,
        text=lines.text,
        title=title,
        published=moment(thing.published or thing.version or None, "modified"),
        raw=dumps({"text": lines.text, "title": title, "tlp": level}).encode("utf-8", "replace"),
        language=thing.lang[:2] if thing.lang else "en",
    )


def _withdrawn(thing: Thing, origin: From, level: Tlp) -> Brought:
    """What the partner has taken back: a document that says so and tells of nothing."""
    lines = Lines(id_of(origin, thing.id))
    lines.line("Withdrawn")
    lines.voice(origin.source)
    doc = document_of(
        origin,
        name=thing.id,
        text=lines.text,
        title=None,
        published=moment(thing.version or None, "modified"),
        raw=dumps({"text": lines.text, "at": thing.version}).encode("utf-8", "replace"),
    )
    return Brought(document=doc, tlp=level, reading=Reading(document=doc, reader=STAMP), withdrawn=True)

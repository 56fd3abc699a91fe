"""A STIX 2.1 bundle of incidents, written object by object. The same ledger and terms give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from uuid import uuid5

from msgspec import structs

from tocsin.care.withdrawal import Withdrawn, is_withdrawn
from tocsin.record import Incident
from tocsin.record.json_form import Json, dumps
from tocsin.share.exporter import Exported
from tocsin.share.stix import extension
from tocsin.share.stix.lives import Lives
from tocsin.share.stix.objects import objects_of
from tocsin.share.terms import TLP_IDS, Stamps, Terms, common, moment, required, tlp_marking
from tocsin.share.versions import Thread


class StixExporter:
    """Writes one bundle: producer, marking, extension, then the objects of each incident; each id once."""

    def __init__(self, terms: Terms | None = None) -> None:
        self._terms = terms

    def on(self, terms: Terms) -> StixExporter:
        """The exporter on these terms."""
        return StixExporter(terms)

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """The bundle. Nothing is held but the ids of the actors that are in it already.

        Raises `FormError` where it was not told on what terms.
        """
        terms = required(self._terms, "stix")
        bundle = uuid5(terms.namespace, "bundle")
        out.write(b'{"type":"bundle","id":"bundle--%s","objects":[\n' % str(bundle).encode())
        out.write(_line(producer_of(terms)) + b",\n" + _line(tlp_marking(terms.tlp)))
        out.write(b",\n" + _line(extension.definition(terms)))
        actors: set[str] = set()
        written = 0
        for incident in incidents:
            for each in _objects(incident, terms):
                if each["type"] in ("threat-actor", "identity"):
                    if each["id"] in actors:
                        continue
                    actors.add(str(each["id"]))
                out.write(b",\n" + _line(each))
            written += 1
        for withdrawn in terms.withdrawn():
            out.write(b",\n" + _line(_revoked(withdrawn, terms)))
        out.write(b"\n]}\n")
        return Exported(written)


def _objects(incident: Incident, terms: Terms) -> Iterable[Json]:
    """The objects of a record: of a version that is as old as what they say, or revoked where the record is withdrawn.

    What was revoked stays so for ever: a record that holds again has another id.
    """
    thread = _thread(incident.id, terms, incident)
    if is_withdrawn(incident):
        at = thread.ended or terms.stamps(incident.id).modified
        return [_revoked(Withdrawn(id=incident.id, reason="dismissed", at=at), terms)]
    stamps = Stamps(thread.moments[0], thread.moments[-1])
    stamped = structs.replace(terms, stamps=lambda id: stamps)
    name = _name(incident.id, thread)
    lives = Lives(terms)
    for version in terms.versions(incident.id) if terms.versions is not None else ():
        if version.at >= thread.moments[0] and version.incident is not None and not is_withdrawn(version.incident):
            lives.add(objects_of(structs.replace(version.incident, id=name), stamped), at=version.at)
    return lives.of(list(objects_of(structs.replace(incident, id=name), stamped)))


def _revoked(withdrawn: Withdrawn, terms: Terms) -> Json:
    """The last version of a record: that it is withdrawn, and nothing of what it said."""
    thread = _thread(withdrawn.id, terms)
    created = thread.moments[0] if thread.moments else terms.stamps(withdrawn.id).created
    return common(
        terms,
        "incident",
        _name(withdrawn.id, thread),
        Stamps(created, withdrawn.at),
        name="Withdrawn",
        description=withdrawn.words,
        revoked=True,
        extensions={extension.CORE: extension.withdrawn()},
    )


def _thread(record: str, terms: Terms, incident: Incident | None = None) -> Thread:
    plain = structs.replace(terms, stamps=lambda id: Stamps(extension.DATED, extension.DATED))
    return terms.thread(record, lambda each: b"\n".join(map(_line, objects_of(each, plain))), incident)


def _name(record: str, thread: Thread) -> str:
    """What the ids of a record follow from."""
    return f"{record}~{thread.generation}" if thread.generation else record


def producer_of(terms: Terms) -> Json:
    """Whoever runs the ledger, as the object that everything is created by."""
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": terms.identity,
        "created": moment(extension.DATED),
        "modified": moment(extension.DATED),
        "object_marking_refs": [TLP_IDS[terms.tlp]],
        "name": terms.producer,
        "identity_class": "organization",
    }


def _line(form: Json) -> bytes:
    return dumps(form).encode()

"""A STIX 2.1 bundle of incidents, written object by object. The same ledger and terms give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO
from uuid import uuid5

from tocsin.errors import FormError
from tocsin.record import Incident
from tocsin.record.json_form import Json, dumps
from tocsin.share.exporter import Exported
from tocsin.share.stix import extension
from tocsin.share.stix.objects import objects_of
from tocsin.share.terms import TLP_IDS, Terms, moment, tlp_marking


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
        terms = self._terms
        if terms is None:
            raise FormError("stix", "needs terms: a namespace, and when each incident was recorded")
        bundle = uuid5(terms.namespace, "bundle")
        out.write(b'{"type":"bundle","id":"bundle--%s","objects":[\n' % str(bundle).encode())
        out.write(_line(_producer(terms)) + b",\n" + _line(tlp_marking(terms.tlp)))
        out.write(b",\n" + _line(extension.definition(terms)))
        actors: set[str] = set()
        written = 0
        for incident in incidents:
            for each in objects_of(incident, terms):
                if each["type"] in ("threat-actor", "identity"):
                    if each["id"] in actors:
                        continue
                    actors.add(str(each["id"]))
                out.write(b",\n" + _line(each))
            written += 1
        out.write(b"\n]}\n")
        return Exported(written)


def _producer(terms: Terms) -> Json:
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

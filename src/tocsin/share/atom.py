"""Atom (RFC 4287): an entry for each incident, which keeps its id and is updated when what it says has changed.

An incident that was withdrawn is a tombstone (RFC 6721). No names of persons and no quotations are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO
from uuid import uuid5

from tocsin.atom import Deleted, Entry, write_feed
from tocsin.care.withdrawal import Withdrawn, is_withdrawn
from tocsin.record import Incident
from tocsin.record.json_form import dumps
from tocsin.share.exporter import Exported
from tocsin.share.terms import Terms, required
from tocsin.share.words import description, headline


class AtomExporter:
    """Writes one feed, entries in the order of the incidents, tombstones after them."""

    def __init__(self, terms: Terms | None = None) -> None:
        self._terms = terms

    def on(self, terms: Terms) -> AtomExporter:
        """The exporter on these terms."""
        return AtomExporter(terms)

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """The feed. Raises `FormError` where it was not told on what terms."""
        terms = required(self._terms, "atom")
        written = 0

        def entries() -> Iterator[Entry | Deleted]:
            nonlocal written
            for incident in incidents:
                written += 1
                yield _entry(incident, terms)
            yield from (_tombstone(each, terms) for each in terms.withdrawn())

        write_feed(
            entries(), out, id=_urn(terms, "feed", "atom"), title=f"Incidents: {terms.producer}", author=terms.producer
        )
        return Exported(written)


def _entry(incident: Incident, terms: Terms) -> Entry | Deleted:
    thread = terms.thread(incident.id, _shown, incident)
    if is_withdrawn(incident):
        at = thread.ended or thread.moments[-1]
        return _tombstone(Withdrawn(id=incident.id, reason="dismissed", at=at), terms)
    return Entry(
        id=_urn(terms, "atom", incident.id),
        title=headline(incident),
        published=thread.moments[0],
        updated=thread.moments[-1],
        categories=(
            (incident.type.value, "urn:tocsin:type"),
            (incident.status.value, "urn:tocsin:status"),
            (incident.review.state, "urn:tocsin:review"),
            (f"TLP:{terms.tlp.upper()}", "urn:tocsin:tlp"),
        ),
        text=description(incident),
    )


def _shown(incident: Incident) -> bytes:
    parts = (headline(incident), description(incident), incident.type.value, incident.status.value)
    return "\0".join(parts).encode("utf-8", "replace")


def _tombstone(withdrawn: Withdrawn, terms: Terms) -> Deleted:
    return Deleted(ref=_urn(terms, "atom", withdrawn.id), when=withdrawn.at, comment=withdrawn.words)


def _urn(terms: Terms, kind: str, record: str) -> str:
    return f"urn:uuid:{uuid5(terms.namespace, dumps([kind, record, terms.variant]))}"  # type: ignore[arg-type]

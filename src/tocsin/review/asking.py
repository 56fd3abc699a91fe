"""What people ask of the record: which incidents some words lead to, why reports are held to tell one event."""

from __future__ import annotations

from tocsin.ports import Ledger
from tocsin.record import Incident, Linked
from tocsin.record.event_types import ACTS
from tocsin.record.hit import Told
from tocsin.whereabouts import incidents_of_documents


def search(ledger: Ledger, words: str, *, most: int = 20) -> list[Told]:
    """The documents that hold all the words, the likest first, each with the incidents that it tells."""
    hits = ledger.search(words, most=most)
    telling = incidents_of_documents(ledger, {hit.id for hit in hits}) if hits else {}
    return [Told(hit, tuple(sorted(telling.get(hit.id, ()), key=lambda each: each.family not in ACTS))) for hit in hits]


def why_together(ledger: Ledger, incident: Incident) -> tuple[Linked, ...]:
    """Why the reports of an incident are held to tell one event, mention by mention."""
    from tocsin.fuse import why_together as explain

    keys = ledger.library.keys(incident.documents)
    return explain(incident, ledger.folding.sources.readings(keys.values()).values())


def copies_among(ledger: Ledger, incident: Incident) -> dict[str, str]:
    """The reports of an incident that are copies of one text, each with the id of the first of its copies.

    As fusing noted it down when it read them last.
    """
    keys = ledger.library.keys(incident.documents)
    items = ledger.folding.notes.items_of(keys.values())
    labels = {item.document: item.label for item in items if item.kind == "text"}
    by_label: dict[int, list[str]] = {}
    for id in incident.documents:
        if (label := labels.get(keys.get(id, ""))) is not None:
            by_label.setdefault(label, []).append(id)
    return {id: ids[0] for ids in by_label.values() if len(ids) > 1 for id in ids}

"""In which incidents documents and their mentions are told, as fusing noted it down: no other incident is looked at.

Where a ledger was not folded by this version yet, all incidents are looked through.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from tocsin.pipeline import incidents, incidents_by_id
from tocsin.ports import Ledger
from tocsin.record import Incident

MentionPlace = tuple[str, str]  # the key of a document, the id of one of its mentions


def incidents_of_mentions(ledger: Ledger, keys: Collection[str]) -> Mapping[MentionPlace, str]:
    """The id of the incident that each mention of some documents is in, by the documents' keys."""
    noted = _noted(ledger, keys)
    if noted is not None:
        return noted
    documents = {key: doc.id for key in keys if (doc := ledger.document(key)) is not None}
    told = {(ref.document, ref.mention): each.id for each in incidents(ledger) for ref in each.mentions}
    return {(key, mention): id for key, name in documents.items() for (of, mention), id in told.items() if of == name}


def incidents_of_documents(ledger: Ledger, ids: Collection[str]) -> Mapping[str, list[Incident]]:
    """The incidents that tell each of some documents, by the documents' ids, the newest event first."""
    documents = {doc.key for id in ids if (doc := ledger.document(id)) is not None}
    noted = _noted(ledger, documents)
    some = incidents(ledger) if noted is None else incidents_by_id(ledger, set(noted.values()))
    found: dict[str, list[Incident]] = defaultdict(list)
    for incident in some:
        for id in set(ids).intersection(incident.documents):
            found[id].append(incident)
    return found


def _noted(ledger: Ledger, keys: Collection[str]) -> Mapping[MentionPlace, str] | None:
    from tocsin.folding import incidents_noted  # takes a while to import

    return incidents_noted(ledger, keys)

"""From the incidents of a ledger to clusters of documents.

A document belongs to the incident that lists it as coverage: the one that the story it tells is mainly about. One that
no incident lists is about its main incident: an act before a response to one, news before history, one event before a
summary of several, and of those the one that most documents tell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.evaluate.linking_record import Cluster, gathered
from tocsin.record import Incident
from tocsin.record.event_types import ACTS


def clusters_of(incidents: Sequence[Incident], ids: Iterable[str]) -> dict[str, Cluster]:
    """The cluster of each document; one that tells nothing, and whose story tells nothing, is alone."""
    main: dict[str, tuple[object, ...]] = {}
    for incident in incidents:
        for id in (*incident.documents, *incident.coverage):
            own = (id in incident.coverage, *_weight(incident))
            if id not in main or own > main[id]:
                main[id] = own
    ids = list(ids)
    return dict(zip(ids, gathered(ids, [str(main[id][-1]) if id in main else f" {id}" for id in ids]), strict=True))


def _weight(incident: Incident) -> tuple[object, ...]:
    return (
        incident.family in ACTS,
        not incident.background,
        incident.unit == "single",
        len(set(incident.documents)),
        incident.id,
    )

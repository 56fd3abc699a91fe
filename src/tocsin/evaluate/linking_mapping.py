"""From the incidents of a ledger to clusters of documents.

A document is about its main incident: an act before a response to one, news before history, one event before a summary
of several, and of those the one that most documents tell. All documents that tell the main incident of one belong
with it, if only beside an event of their own: the news of a trial is of the same story as that of the attack.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.evaluate.linking_record import Cluster, joined
from tocsin.record import Incident
from tocsin.record.event_types import ACTS


def clusters_of(incidents: Sequence[Incident], ids: Iterable[str]) -> dict[str, Cluster]:
    """The cluster of each document; one that tells nothing is alone."""
    ids = list(ids)
    main: dict[str, Incident] = {}
    for incident in incidents:
        for id in incident.documents:
            if id not in main or _weight(incident) > _weight(main[id]):
                main[id] = incident
    return joined([each.documents for each in main.values() if each.unit == "single"], ids)


def _weight(incident: Incident) -> tuple[object, ...]:
    return (
        incident.family in ACTS,
        not incident.background,
        incident.unit == "single",
        len(set(incident.documents)),
        incident.id,
    )

"""Why the reports of an incident are held to tell one event: each mention beside the one that it is likest to."""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.fuse.match import LINK, explain, forbidden, score
from tocsin.fuse.told import Told, reports_of, told_by
from tocsin.record import Incident, Linked, Reading


def why_together(incident: Incident, readings: Iterable[Reading]) -> tuple[Linked, ...]:
    """For each mention of an incident but the first, the earlier one that it is likest to, in the incident's order.

    `readings` are those of its documents. An incident of one report has nothing to explain.
    """
    place = {(ref.document, ref.mention): n for n, ref in enumerate(incident.mentions)}
    told = [t for t in told_by(reports_of(readings)) if (t.report.doc.id, t.mention.id) in place]
    told.sort(key=lambda t: place[t.report.doc.id, t.mention.id])
    return tuple(_likest(each, told[:n]) for n, each in enumerate(told) if n)


def _likest(each: Told, earlier: list[Told]) -> Linked:
    judged = [(forbidden(each, other), score(each, other), other) for other in earlier]
    ban, points, other = max(judged, key=lambda one: (one[0] is None, one[1]))
    return Linked(
        document=each.report.doc.id,
        other=other.report.doc.id,
        score=points,
        links=ban is None and points >= LINK,
        features=explain(each, other),
        forbidden=ban,
    )

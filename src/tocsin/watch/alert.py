"""Alerts: what a person is told when a watch rings, with everything masked in it that may not go out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tocsin.cap.scales import certainty_of, severity_of, urgency_of
from tocsin.care.withdrawal import is_withdrawn
from tocsin.fuse.title import place_words, toll_words, when_words
from tocsin.record import Evidence, Folded, Incident, Support
from tocsin.watch.alert_masker import NAMED, AlertMasker, Sources
from tocsin.watch.alert_values import Alert, Standing
from tocsin.watch.likelihood import confidence_words, likelihood_words
from tocsin.watch.places import sites_of
from tocsin.watch.rings import Ring, claim_words
from tocsin.watch.values import Watch

ID_VERSION = "1"
MOST_TYPED = 2  # of those behind the type
MOST_BEHIND = 20  # incidents behind a surge that are named


def alert_id(watch: str, incident: str, ring: Ring) -> str:
    """The same for the same news of the same incident to the same watch, whatever report brings it."""
    parts = "\0".join((ID_VERSION, watch, incident, ring.kind, ring.key))
    return ID_VERSION + hashlib.sha256(parts.encode()).hexdigest()[:31]


def make_alert(
    watch: Watch,
    ring: Ring,
    before: Incident | None,
    after: Incident | None,
    *,
    sources: Sources,
    made_at: str,
    confidence: float | None = None,
    link: str | None = None,
) -> Alert:
    """The alert of a ring. One of the two states stands; the words are those of the newer one."""
    incident = after if after is not None else before
    assert incident is not None
    states = [state for state in (before, after) if state is not None]
    masker = AlertMasker(states, sources)
    title = masker.own(incident.title) or _bare_title(incident)
    quotes, dropped = masker.quotes(_quoted(ring, incident, sources))
    return Alert(
        id=alert_id(watch.name, incident.id, ring),
        watch=watch.name,
        kind=ring.kind,
        incident=incident.id,
        made_at=made_at,
        headline=f"{ring.kind.replace('_', ' ').capitalize()}: {title}",
        changed=masker.all_own(ring.told),
        withdrawn=masker.all_own(ring.withdrawn),
        why=masker.all_own(ring.why),
        record=_standing(after, masker, title, made_at) if after is not None else None,
        said_by=masker.sources(incident),
        evidence=quotes,
        confidence=None if confidence is None else round(confidence, 2),
        likelihood=likelihood_words(confidence),
        credibility=confidence_words(incident.type.credibility),
        link=None if link is None else link.replace("{incident}", incident.id),
        withheld=dropped,
        ended=ring.kind == "correction" and (after is None or is_withdrawn(after)),
    )


def make_surge_alert(
    watch: Watch,
    ring: Ring,
    behind: Sequence[Incident],
    *,
    sources: Sources,
    made_at: str,
) -> Alert:
    """The alert of a surge, with the incidents behind it."""
    masker = AlertMasker(behind, sources)
    told = masker.all_own(ring.told)
    titles = (masker.own(each.title) or _bare_title(each) for each in behind[:MOST_BEHIND])
    shown = [f"{each.id}: {title}" for each, title in zip(behind, titles, strict=False)]
    if len(behind) > MOST_BEHIND:
        shown.append(f"and {len(behind) - MOST_BEHIND} more")
    return Alert(
        id=alert_id(watch.name, "", ring),
        watch=watch.name,
        kind="surge",
        incident="",
        made_at=made_at,
        headline=f"Surge: {told[0]}" if told else f"Surge: {watch.name}",
        changed=(*told, *shown),
        withdrawn=(),
        why=masker.all_own(ring.why),
        record=None,
        said_by=(),
        evidence=(),
        confidence=None,
        likelihood=likelihood_words(None),
        credibility="a count of what the reports tell, not of what happened",
        link=None,
        incidents=tuple(each.id for each in behind),
    )


def _bare_title(incident: Incident) -> str:
    """A title with no name in it at all."""
    return incident.type.value.replace("_", " ").capitalize()


def _quoted(ring: Ring, incident: Incident, sources: Sources) -> list[tuple[Evidence, Support | None]]:
    """The quotations behind the change first, of the newest reports first, then a few behind the type.

    Each with the support it belongs to.
    """

    def published(evidence: Evidence) -> str:
        reading = sources.readings.get(evidence.document)
        return (reading.document.published or "") if reading is not None else ""

    by_document = {support.document: support for support in incident.type.support}
    typed = [evidence for support in incident.type.support for evidence in support.evidence]
    each = dict.fromkeys((*sorted(ring.evidence, key=published, reverse=True), *typed[:MOST_TYPED]))
    return [(evidence, by_document.get(evidence.document)) for evidence in each]


def _standing(incident: Incident, masker: AlertMasker, title: str, made_at: str) -> Standing:
    sites = sites_of(incident)
    point = next((site for site in sites if site.latitude is not None), None)
    when = incident.when.value if incident.when else None
    return Standing(
        title=title,
        type=incident.type.value,
        family=incident.family,
        status=incident.status.value,
        when=when_words(when) if when and (when.earliest or when.latest) else None,
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        where=masker.all_own(dict.fromkeys(place_words(site) for site in sites)),
        countries=tuple(dict.fromkeys(site.country for site in sites if site.country)),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        radius_km=point.radius_km if point else None,
        tolls=tuple(words for f in incident.tolls if (words := toll_words([f.value]))),
        claims=masker.all_own(claim_words(f) for f in incident.claims),
        actors=masker.all_own(_actor_words(incident)),
        reports=len(incident.documents),
        review=incident.review.state,
        urgency=urgency_of(incident, sent=made_at),
        severity=severity_of(incident),
        certainty=certainty_of(incident),
    )


def _actor_words(incident: Incident) -> list[str]:
    """Organisations only: a group without a name is told by words that may say where it came from."""
    return list(dict.fromkeys(_role(f) for f in incident.participants if f.value.kind in NAMED))


def _role(folded: Folded) -> str:  # type: ignore[type-arg]
    return f"{folded.value.role.replace('_', ' ')}: {folded.value.name}"

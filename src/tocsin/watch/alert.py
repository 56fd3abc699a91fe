"""Alerts: what a person is told when a watch rings, with everything masked in it that may not go out.

`form` is what goes out, whatever the channel: no channel adds a word of a report that is not in it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import msgspec
from msgspec import Struct

from tocsin.cap import Certainty, Severity, Urgency
from tocsin.cap.scales import certainty_of, severity_of, urgency_of
from tocsin.care.names import MASK, Withheld, withheld_names, words_in
from tocsin.care.origins import Peoples, accuses_persons, mask_origins
from tocsin.care.withdrawal import is_withdrawn
from tocsin.fuse.title import MONTHS, place_words, toll_words, when_words
from tocsin.record import Evidence, Folded, Incident, Reading, Support
from tocsin.record.json_form import Json
from tocsin.watch.likelihood import confidence_words, likelihood_words
from tocsin.watch.places import sites_of
from tocsin.watch.rings import Ring, claim_words
from tocsin.watch.values import RingKind, Watch

SCHEMA = "tocsin.alert/1"
ID_VERSION = "1"
MOST_QUOTES = 6
MOST_TYPED = 2  # of those behind the type
MOST_SOURCES = 12
MOST_BEHIND = 20  # incidents behind a surge that are named
NAMED = frozenset({"organization", "state_force", "government"})
# An address or a handle may lead to propaganda, and is no evidence (design 8 (e)).
LINK = re.compile(r"(?:https?://|www\.|t\.me/)\S+|(?<!\w)@\w{3,}", re.IGNORECASE)


class Quoted(Struct, frozen=True, kw_only=True):
    """Words of a report, masked. `document` is its id, or its key where the id may not go out."""

    document: str
    source: str | None
    published: str | None
    words: str


class Source(Struct, frozen=True, kw_only=True):
    """A report that tells of the incident, and on whose word, where it gives one."""

    document: str
    source: str | None
    published: str | None
    attribution: str | None
    url: str | None = None


class Standing(Struct, frozen=True, kw_only=True):
    """The record of the incident as it stands, in words and in the values that programs sort by.

    `actors` are the names of organisations, forces and governments that are said to have had a part, by role. `review`
    is whether a person has looked at it; `urgency`, `severity` and `certainty` are those of CAP.
    """

    title: str
    type: str
    family: str
    status: str
    when: str | None
    earliest: str | None
    latest: str | None
    where: tuple[str, ...]
    countries: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    tolls: tuple[str, ...]
    claims: tuple[str, ...]
    actors: tuple[str, ...]
    reports: int
    review: str = "unreviewed"
    urgency: Urgency = "Unknown"
    severity: Severity = "Unknown"
    certainty: Certainty = "Unknown"


class Alert(Struct, frozen=True, kw_only=True):
    """What goes out. `confidence` is the probability that a report says what was read, None where nobody estimated it.

    `withheld` counts the quotations that were dropped because a name in them could not be masked. A surge is of several
    `incidents`, and its `incident` is empty. `ended` says that the incident was withdrawn.
    """

    id: str
    watch: str
    kind: RingKind
    incident: str
    made_at: str
    headline: str
    changed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    why: tuple[str, ...]
    record: Standing | None
    said_by: tuple[Source, ...]
    evidence: tuple[Quoted, ...]
    confidence: float | None
    likelihood: str
    credibility: str
    link: str | None
    withheld: int = 0
    incidents: tuple[str, ...] = ()
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The readings of the reports that an alert is about, by document id, and what tells nationals by their words.

    Reports that are not among them are not quoted, for nobody knows whose names they hold.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    peoples: Peoples


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
    masker = _Masker(states, sources)
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
    masker = _Masker(behind, sources)
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


class _Masker:
    """Masks everything that goes into one alert, by one set of names."""

    def __init__(self, states: Sequence[Incident], sources: Sources) -> None:
        self._sources = sources
        self._withheld = Withheld(withheld_names(sources.readings.values(), states))
        self._keep = _kept(states)
        self._organisations = _organisations(states)
        self._origins = any(accuses_persons(state) for state in states)

    def own(self, words: str) -> str | None:
        """Our own words about the record, with the names of its places and organisations kept where they are no
        person's; None where they have to be dropped."""
        return self._withheld.clean(words, keep=self._keep)

    def all_own(self, each: Iterable[str]) -> tuple[str, ...]:
        """Those of several that may go out."""
        return tuple(words for one in each if (words := self.own(one)) is not None)

    def foreign(self, words: str) -> str | None:
        """Words of a report: names, links and the origin of suspects masked; None where they have to be dropped."""
        masked = self._withheld.clean(LINK.sub("[link removed]", words))
        if masked is not None and self._origins:
            masked = mask_origins(masked, self._sources.peoples, names=self._organisations)
        return masked

    def quotes(self, each: Sequence[tuple[Evidence, Support | None]]) -> tuple[tuple[Quoted, ...], int]:
        """The first few quotations that may go out, and how many of those could not."""
        found: list[Quoted] = []
        dropped = 0
        for evidence, support in each:
            if len(found) == MOST_QUOTES:
                break
            known = evidence.document in self._sources.readings
            words = self.foreign(evidence.quote) if known else None
            if words is None or not words.replace(MASK, "").strip():
                dropped += 1
            elif all(words != quoted.words for quoted in found):
                doc = self._sources.readings[evidence.document].document
                found.append(
                    Quoted(
                        document=self.document(evidence.document),
                        source=self.foreign_or_none(doc.source or (support.source if support else None)),
                        published=doc.published,
                        words=words,
                    )
                )
        return tuple(found), dropped

    def foreign_or_none(self, words: str | None) -> str | None:
        """Words of a report that may be missing."""
        return None if words is None else self.foreign(words)

    def document(self, id: str) -> str:
        """The id of a document, its key where the id holds a name, a mask where nothing is known of it."""
        reading = self._sources.readings.get(id)
        if reading is not None:
            return self._withheld.clean_link(id) or reading.document.key
        return MASK

    def sources(self, incident: Incident) -> tuple[Source, ...]:
        """The reports that tell of it, the newest first, each once with whoever it rests on."""
        found: dict[tuple[str, str | None], Source] = {}
        supports = [*incident.type.support, *(s for f in incident.claims for s in f.support)]
        supports += [s for f in incident.tolls for s in f.support]
        for support in sorted(supports, key=lambda s: (s.published or "", s.document), reverse=True):
            key = (support.document, support.attribution)
            if key not in found and support.document in self._sources.readings:
                found[key] = self._source(support)
        return tuple(found.values())[:MOST_SOURCES]

    def _source(self, support: Support) -> Source:
        url = self._sources.readings[support.document].document.url
        return Source(
            document=self.document(support.document),
            source=self.foreign_or_none(support.source),
            published=support.published,
            attribution=self.foreign_or_none(support.attribution),
            url=self._withheld.clean_link(url) if url else None,
        )


def _organisations(states: Iterable[Incident]) -> tuple[str, ...]:
    """The names of organisations, forces and governments that have a part."""
    names = [f.value.name for state in states for f in state.participants if f.value.kind in NAMED]
    names += [f.value.claimant for state in states for f in state.claims if f.value.actor]
    return tuple(dict.fromkeys(names))


def _kept(states: Sequence[Incident]) -> frozenset[str]:
    """The words of places and organisations that our own words hold."""
    names: list[str] = []
    for state in states:
        for site in (f.value for f in state.where):
            names += [place_words(site)]
        names += [state.type.value, state.family, *MONTHS]
    names += _organisations(states)
    return frozenset(word.folded for name in names for word in words_in(name.replace("_", " ")))


def _standing(incident: Incident, masker: _Masker, title: str, made_at: str) -> Standing:
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


def form(alert: Alert) -> Json:
    """The alert as `tocsin.alert/1`."""
    return {"schema": SCHEMA, **msgspec.to_builtins(alert)}

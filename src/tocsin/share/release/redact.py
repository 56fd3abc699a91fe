"""A record under a profile: a new record, built up from what may be shown. Nothing is copied that is not named here.

The record that comes out has another id, made from the record's and the profile; whoever gets two forms of one record
cannot tell from the ids that they are of one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import structs

from tocsin.care.names import is_named
from tocsin.record import (
    Attribution,
    Claim,
    Evidence,
    Folded,
    Incident,
    IncidentAssessment,
    Link,
    MentionRef,
    Participant,
    Place,
    Review,
    Support,
    Toll,
    TollPoint,
    Unsettled,
    WarningNotice,
)
from tocsin.share.flat import site_of
from tocsin.share.policy.values import Profile
from tocsin.share.release.behind import Behind
from tocsin.share.release.masker import NAMED, NOT_NAMED, Masker, actor_name
from tocsin.share.release.places import coarsened

T = TypeVar("T")

Ids = Callable[[str], str]
CORRECTED = "corrected by"
KINDS = {
    "person": "a person",
    "group": "a group",
    "organization": "an organisation",
    "state_force": "a state's force",
    "government": "a government",
    "civilians": "civilians",
    "facility": "a facility",
    "vehicle": "a vehicle",
    "infrastructure": "infrastructure",
    "property": "property",
    "device": "a device",
}
OPEN = {
    "when": "when it was is not settled",
    "where": "where it was is not settled",
    "toll": "reports disagree on the toll, or it cannot be told whose figures are meant",
    "claim": "reports disagree on who claims or denies it",
}


def redact(incident: Incident, profile: Profile, behind: Behind, *, ids: Ids) -> Incident:
    """The record as it is shown under a profile. `ids` gives the id under which a record is shown.

    Every report behind it has to be at hand (`Behind.missing`).
    """
    return _Redaction(incident, profile, behind, ids).record()


class _Redaction:
    def __init__(self, incident: Incident, profile: Profile, behind: Behind, ids: Ids) -> None:
        self._incident = incident
        self._profile = profile
        self._ids = ids
        self._masker = Masker(incident, profile, behind)

    def record(self) -> Incident:
        old = self._incident
        shown = Incident(
            id=self._ids(old.id),
            title="",
            documents=self._all_reports(old.documents),
            mentions=tuple(MentionRef(document=self._report(m.document), mention=m.mention) for m in old.mentions),
            type=self._same(old.type),
            family=old.family,
            status=self._same(old.status),
            unit=old.unit,
            background=old.background,
            political=old.political,
            when=self._same(old.when) if old.when is not None else None,
            where=self._each(old.where, self._place),
            participants=self._each(old.participants, self._participant),
            tolls=self._each(old.tolls, self._toll),
            claims=self._each(old.claims, self._claim),
            warning=self._folded(old.warning, self._notice) if old.warning is not None else None,
            violence_kind=old.violence_kind,
            actor_a=old.actor_a,
            actor_b=old.actor_b,
            responses=self._links(old.responses),
            warnings=self._links(old.warnings),
            part_of=self._links(old.part_of),
            follows=self._links(old.follows),
            assessments=tuple(said for each in old.assessments if (said := self._assessment(each)) is not None),
            toll_history=tuple(self._point(each) for each in old.toll_history),
            unsettled=tuple(self._unsettled(each) for each in old.unsettled if each.property in OPEN),
            coverage=self._all_reports(old.coverage),
            review=Review(state=old.review.state),
        )
        return structs.replace(shown, title=plain_title(shown))

    # --------------------------------------------------------------------------------------------- reports
    def _report(self, id: str) -> str:
        return self._masker.report(id)

    def _all_reports(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._report, ids)))

    def _support(self, support: Support) -> Support:
        return Support(
            document=self._report(support.document),
            mention=support.mention,
            reader=support.reader,
            evidence=self._evidence(support.evidence),
            source=self._masker.source(support.source),
            published=self._masker.moment(support.published),
            attribution=self._masker.speaker(support.attribution),
            attribution_evidence=self._evidence(support.attribution_evidence),
            modality=support.modality,
        )

    def _supports(self, each: Iterable[Support]) -> tuple[Support, ...]:
        return tuple(map(self._support, each))

    def _evidence(self, each: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The quotations that go out, with names masked in them; none where quotations do not."""
        found = []
        for one in each:
            words = self._masker.quote(one.quote)
            if words:
                found.append(structs.replace(one, document=self._report(one.document), quote=words))
        return tuple(found)

    # ---------------------------------------------------------------------------------------------- values
    def _each(self, folds: Iterable[Folded[T]], show: Callable[[T], T | None]) -> tuple[Folded[T], ...]:
        return tuple(shown for folded in folds if (shown := self._folded(folded, show)) is not None)

    def _same(self, folded: Folded[T]) -> Folded[T]:
        """A value that tells of nobody: a type, a status, a time."""
        shown = self._folded(folded, lambda value: value)
        assert shown is not None
        return shown

    def _folded(self, folded: Folded[T], show: Callable[[T], T | None]) -> Folded[T] | None:
        value = show(folded.value)
        if value is None:
            return None
        return Folded(
            value=value,
            rule="corrected by a person" if folded.rule.startswith(CORRECTED) else folded.rule,
            support=self._supports(folded.support),
            credibility=folded.credibility,
            rivals=tuple(r for each in folded.rivals if (r := self._folded(each, show)) is not None),
        )

    def _place(self, place: Place) -> Place | None:
        shown = coarsened(place, self._masker.finest)
        if shown is None or shown.geonames_id is not None or shown.precision in ("admin1", "country"):
            return shown
        name = self._masker.words(shown.name)
        return structs.replace(shown, name=name) if name else None

    def _participant(self, who: Participant) -> Participant:
        return Participant(
            role=who.role,
            kind=who.kind,
            name=self._name(who),
            actor=who.actor,
            side=who.side,
            count=who.count,
            origin=self._origin(who),
            tags=() if self._masker.sensitive else who.tags,
            outcome=who.outcome,
            actor_kind=who.actor_kind,
        )

    def _name(self, who: Participant) -> str:
        """The register's name, the name of an organisation as said, or what sort it is."""
        if known := actor_name(who.actor):
            return known
        shown = self._masker.organisation(who.name) if who.kind in NAMED else None
        if who.kind == "person" and self._profile.names != "none":
            shown = self._masker.words(who.name) if self._is_free(who.name) else None
        return shown or self._masker.description(who.name) or KINDS[who.kind]

    def _is_free(self, name: str) -> bool:
        """Whether words are a person's name that nothing masks: "a lawyer from Goma" is a description."""
        return is_named(name) and self._masker.words(name) == name

    def _origin(self, who: Participant) -> str | None:
        accused = who.role in ("suspect", "perpetrator")
        return who.origin if self._profile.origins or not accused else None

    def _toll(self, toll: Toll) -> Toll:
        return structs.replace(toll, whom=self._masker.description(toll.whom))

    def _claim(self, claim: Claim) -> Claim:
        """Every accusation keeps its accuser: of one who may not be named it is said that there is one."""
        return Claim(
            claimant=self._claimant(claim),
            stance=claim.stance,
            actor=claim.actor,
            by=self._masker.speaker(claim.by),
            channel=self._masker.words(claim.channel),
            claimed_at=claim.claimed_at,
            branch_attributed_by=self._masker.speaker(claim.branch_attributed_by),
        )

    def _claimant(self, claim: Claim) -> str:
        return (
            actor_name(claim.actor)
            or self._masker.organisation(claim.claimant)
            or self._masker.any_speaker(claim.claimant)
        )

    def _notice(self, notice: WarningNotice) -> WarningNotice:
        return WarningNotice(
            issuer=self._masker.speaker(notice.issuer),
            recipient=self._masker.speaker(notice.recipient),
            issued=notice.issued,
            window=notice.window,
            place=self._masker.description(notice.place),
            target=self._masker.description(notice.target),
            specificity=notice.specificity,
            public=notice.public,
            reaction=self._masker.quote(notice.reaction),
        )

    # ------------------------------------------------------------------------------------- what is tied to it
    def _links(self, links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(map(self._link, links)) if self._profile.links else ()

    def _link(self, link: Link) -> Link:
        return Link(
            incident=self._ids(link.incident),
            type=link.type,
            status=link.status,
            what=self._masker.quote(link.what) or "",
            support=self._supports(link.support),
            kind=link.kind,
            asserted_by=self._masker.speaker(link.asserted_by),
            actors=tuple(words for each in link.actors if (words := self._masker.any_speaker(each)) != NOT_NAMED),
            warning=None if link.warning is None else self._notice(link.warning),
        )

    def _assessment(self, said: IncidentAssessment) -> IncidentAssessment | None:
        """What somebody says of it is words of a report: only where quotations go out, and with whoever says it."""
        words, speaker = self._masker.quote(said.attribution.text), self._masker.speaker(said.attribution.speaker)
        if not words or not speaker:
            return None
        return IncidentAssessment(
            document=self._report(said.document),
            source=self._masker.source(said.source),
            published=self._masker.moment(said.published),
            attribution=Attribution(
                speaker=speaker,
                text=words,
                direct=said.attribution.direct,
                evidence=self._evidence(said.attribution.evidence),
                speaker_evidence=self._evidence(said.attribution.speaker_evidence),
                post=self._masker.description(said.attribution.post),
                affiliation=self._masker.speaker(said.attribution.affiliation),
                about=said.attribution.about,
                confidence=said.attribution.confidence,
            ),
        )

    def _point(self, point: TollPoint) -> TollPoint:
        return structs.replace(
            point,
            document=self._report(point.document),
            published=self._masker.moment(point.published),
            source=self._masker.source(point.source),
            attribution=self._masker.speaker(point.attribution),
            evidence=self._evidence(point.evidence),
        )

    def _unsettled(self, one: Unsettled) -> Unsettled:
        return Unsettled(property=one.property, reason=OPEN[one.property], support=self._supports(one.support))


def plain_title(incident: Incident) -> str:
    """A title made of type, place and day alone."""
    place = site_of(incident)
    when = incident.when.value if incident.when else None
    day = when.earliest[:10] if when and when.earliest else f"by {when.latest[:10]}" if when and when.latest else None
    parts = (incident.type.value.replace("_", " ").capitalize(), place.name if place else None, day)
    return ", ".join(part for part in parts if part)

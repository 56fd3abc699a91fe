"""An event of the document turned into a Mention: statements with their evidence, who says so, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.bearings import bearing_of
from tocsin.read.rules.claimants import claimants
from tocsin.read.rules.claims import ClaimFound, is_disowned
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.events import Draft, Event
from tocsin.read.rules.motives import Motives, political_of
from tocsin.read.rules.naming import full_span, words_of
from tocsin.read.rules.others import opens_elsewhere
from tocsin.read.rules.participants import ParticipantFound, is_own_side, is_suspected, participants_of
from tocsin.read.rules.roster import roster
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.sides import with_sides
from tocsin.read.rules.siting import BROAD, is_of_others
from tocsin.read.rules.status import hedge_of
from tocsin.read.rules.status_words import StatusFound
from tocsin.read.rules.summing import in_series
from tocsin.read.rules.toll_statements import Speaker, toll_statements
from tocsin.read.rules.types import type_of
from tocsin.record import Bound, Claim, Evidence, Mention, Participant, Statement, WarningNotice, When
from tocsin.record.values import Modality, Place, PlaceRole, Status, Unit
from tocsin.resolve.actors import government_of
from tocsin.resolve.places import PlaceFound

STATUS_RANK: tuple[Status, ...] = ("occurred", "attempted", "foiled", "threatened", "planned", "denied")
DOING = ("perpetrator", "party", "initiated_by", "suspect")
PICTURES = word_set(
    "pictures images image footage video videos photographs photograph picture recordings cameras records"
)
NOBODY = Bound.exactly(0)  # "no soldiers were hurt": none of them has a part in it
ALLEGING = frozenset(("suspect",))


class Parts(Struct, frozen=True, kw_only=True):
    """What the steps found of one event, ready to be stated."""

    event: Event
    motives: Motives
    claims: tuple[ClaimFound, ...] = ()
    extra: tuple[ParticipantFound, ...] = ()
    warning: tuple[WarningNotice, tuple[Evidence, ...]] | None = None
    type: str | None = None
    accused: Mapping[tuple[int, int], Participant] = field(default_factory=dict)  # suspects by line and token


def mention_of(prepared: Prepared, id: str, parts: Parts, speaker: Speaker) -> Mention:
    """The mention of one event."""
    event = parts.event
    anchors = event.anchors
    people = [_settled(p, parts) for draft in event.drafts for p in _people_of(draft, event)] + list(parts.extra)
    people = [p for p in people if not _is_told_fuller(p, people)]
    type_, at = _type(parts, anchors)
    main = anchors[at]
    trigger = prepared.token_evidence(main.line, main.start, main.end)
    statements = [
        Statement(property="type", value=type_, original=trigger.quote, evidence=_triggers(prepared, anchors, at)),
        _status_statement(prepared, event, speaker),
    ]
    statements += _when(prepared, event)
    if parts.warning is not None:
        value, evidence = parts.warning
        statements.append(Statement(property="warning", value=value, original=evidence[0].quote, evidence=evidence))
    statements += _where(prepared, event)
    statements += _participants(prepared, people, parts.claims, speaker)
    doers = [s.value for s in statements if isinstance(s.value, Participant) and s.value.role in DOING]
    statements += claimants(prepared, parts.claims, {w for d in doers for w in (d.actor, d.name.lower()) if w})
    statements += toll_statements(prepared, event, speaker)
    statements += _claims(prepared, parts.claims, speaker)
    return Mention(
        id=id,
        trigger=trigger,
        statements=tuple(with_sides(type_, statements)),
        unit=_unit(event.drafts[at], event),
        background=event.background,
        political=political_of(parts.motives, event, type_, parts.claims),
    )


def _people_of(draft: Draft, event: Event) -> Iterator[ParticipantFound]:
    """Whom one telling names; "the army denied having fired on the camp" names nobody who did it."""
    denied = draft.status.status == "denied" and any(d.status.status != "denied" for d in event.drafts)
    disowned = is_disowned(draft.anchor) and not all(is_disowned(d.anchor) for d in event.drafts)
    people = (p for p in participants_of(draft.anchor) if p.participant.count != NOBODY)
    return (p for p in people if not disowned and not (denied and p.participant.role in DOING))


def _is_told_fuller(found: ParticipantFound, people: Sequence[ParticipantFound]) -> bool:
    """The "rocket" of "a rocket attack", where rockets are told of: one weapon."""
    name = found.participant.name.lower()
    others = (p.participant for p in people if p.participant.role == found.participant.role == "weapon")
    return any(p.name.lower().split()[-1] in (f"{name}s", f"{name}es") for p in others)


def _settled(found: ParticipantFound, parts: Parts) -> ParticipantFound:
    """A suspect as the text names him first, and with what became of him in the end: "the man was let go"."""
    if found.participant.role != "suspect":
        return found
    known = parts.accused.get((found.line.sentence.number, found.start))
    return replace(found, participant=known) if known is not None else found


def _type(parts: Parts, anchors: Sequence[Anchor]) -> tuple[str, int]:
    weapons = [a.what for anchor in anchors for a in anchor.arguments if a.what.what in ("device", "vehicle")]
    doers = [a.what for anchor in anchors for a in anchor.of_role("perpetrator")]
    type_, at = type_of([anchor.row for anchor in anchors], weapons, doers)
    return parts.type or type_, at


# Tellings of which a mention keeps the words; an act needs no more, and a response is many: arrests here and there.
MOST, MOST_RESPONSES = 4, 24


def _triggers(prepared: Prepared, anchors: Sequence[Anchor], first: int) -> tuple[Evidence, ...]:
    ordered = [anchors[first], *(a for i, a in enumerate(anchors) if i != first and a.row.strength != "effect")]
    most = MOST_RESPONSES if anchors[first].row.family == "response" else MOST
    return tuple(dict.fromkeys(prepared.token_evidence(a.line, a.start, a.end) for a in ordered[:most]))


MANY = 500


def _unit(main: Draft, event: Event) -> Unit:
    """Several events told as one ("40 attacks this year") are a summary; a wave of them a campaign."""
    counted = [t.toll for t in event.tolls if t.toll.measure not in ("released", "rescued")]
    scopes = {toll.scope for toll in counted if toll.bound != Bound(low=2)} - {"subset"}
    if scopes and scopes <= {"period", "conflict_to_date", "several_events"}:
        return "summary"
    nowhere = not any(d.sites for d in event.drafts) and not any(d.when for d in event.drafts)
    if nowhere and any((t.toll.best or t.toll.low or 0) >= MANY for t in event.tolls):
        return "summary"  # so many, on no day and at no place, are a campaign's
    if in_series(main.anchor):
        return "campaign"
    founding = next((d for d in event.drafts if d.anchor.row.strength not in ("effect", "generic")), main)
    return "summary" if main.summed or founding.summed else "single"


# ------------------------------------------------------------------------------------------------ status
def _status_statement(prepared: Prepared, event: Event, speaker: Speaker) -> Statement:
    sure = [d for d in event.drafts if d.anchor.row.strength in ("strong", "device")]
    statuses = sure or [d for d in event.drafts if d.anchor.row.strength != "effect"] or list(event.drafts)
    best = min(statuses, key=lambda d: (STATUS_RANK.index(d.status.status), d.order))
    if {d.status.status for d in statuses} >= {"occurred", "foiled"} and statuses[0].status.status == "foiled":
        best = statuses[0]
    found: StatusFound = best.status
    line = best.anchor.line
    hedged = [h for d in statuses if (h := hedge_of(d.anchor)) is not None]
    alleged = len(hedged) == len(statuses)
    start, end = hedge_of(best.anchor) or (found.start, found.end) if alleged else (found.start, found.end)
    evidence = prepared.token_evidence(line, start, end)
    voices = [speaker(d.anchor.line, d.anchor.sentence.starts[d.anchor.start]) for d in statuses]
    told = all(v is not None and PICTURES.isdisjoint(v.name.lower().split()) for v in voices)
    return Statement(
        property="status",
        value=found.status,
        original=evidence.quote,
        evidence=(evidence,),
        attribution=speaker(line, evidence.start),
        modality="alleged" if alleged or told else "asserted",
    )


# --------------------------------------------------------------------------------------------- time, place
def _when(prepared: Prepared, event: Event) -> Iterator[Statement]:
    draft = event.dated
    if draft is not None and (time := draft.when) is not None:
        line = draft.when_line or draft.anchor.line
        words = [time] if time.base is None else [time, time.base]
        quotes = tuple(prepared.evidence(line, each.start, each.end) for each in words)
        yield Statement(property="when", value=time.when, original=quotes[0].quote, evidence=quotes)
    elif prepared.published is not None and event.drafts[0].status.status not in ("planned", "threatened"):
        first = event.first
        evidence = prepared.token_evidence(first.line, first.start, first.end)
        value = When(latest=prepared.published.isoformat(), precision="unknown")
        yield Statement(property="when", value=value, original=evidence.quote, evidence=(evidence,))


LEVELS = ("venue", "city", "admin2", "admin1", "region", "water", "country", "unknown")


def _where(prepared: Prepared, event: Event) -> Iterator[Statement]:
    """The sites, the most precise first, then where people came from and went to.

    A country or region is a site only where nothing finer lies in it. Where there is no site: the country it is about.
    """
    sites: list[tuple[Line, PlaceFound]] = []
    act = event.first.row.family in ("violence", "plot")
    for draft in event.drafts:
        for site in draft.sites:
            sentence = draft.anchor.sentence
            if not act and sentence.lower(sentence.token_at(site.start) - 1) not in ("in", "at", "near"):
                continue
            if all(site.name != known.name for _, known in sites):
                sites.append((draft.anchor.line, site))
    if act and not event.background and all(site.level in BROAD for _, site in sites):
        sites += _told_nearby(prepared, event, {site.place.country for _, site in sites})
    ranked = sorted(sites, key=lambda item: LEVELS.index(item[1].level))
    kept: list[tuple[Line, PlaceFound]] = []
    for line, site in ranked:
        broad = site.level in ("country", "admin1", "region") and not _in_one_list(kept, line, site)
        if kept and (broad or len(kept) >= 3):
            continue
        if kept and not _together(kept[0][1].place, site.place):
            continue
        kept.append((line, site))
    given: list[tuple[Line, PlaceFound, PlaceRole]] = [(line, site, "site") for line, site in kept]
    if act and not kept and (bearing := bearing_of(event.anchors)) is not None:
        evidence = prepared.token_evidence(*bearing[:3])
        yield Statement(property="where", value=bearing[3], original=evidence.quote, evidence=(evidence,))
    names = {site.name for _, site in kept}
    for draft in event.drafts if act else ():
        for place, role in draft.ways:
            if place.name not in names:
                names.add(place.name)
                given.append((draft.anchor.line, place, role))
    for line, found_, role in given:
        evidence = prepared.evidence(line, found_.start, found_.end)
        value = replace(found_.place, role=role)
        yield Statement(property="where", value=value, original=evidence.quote, evidence=(evidence,))


def _in_one_list(kept: Sequence[tuple[Line, PlaceFound]], line: Line, site: PlaceFound) -> bool:
    """ "in attacks in Bihar and Jharkhand": units of one country side by side, neither of which lies in the other."""
    return site.level == "admin1" and any(
        other.level == "admin1" and other.place.country == site.place.country and home is line for home, other in kept
    )


AT = frozenset(("in", "at", "near", "outside", "around"))


def _told_nearby(prepared: Prepared, event: Event, countries: set[str | None]) -> list[tuple[Line, PlaceFound]]:
    """A finer site from the two sentences after the event is first told: "gunmen stormed a school ... in Kuriga"."""
    first = event.first.sentence
    following = prepared.lines[first.number + 1 : first.number + (4 if first.field == "title" else 3)]
    for line in takewhile(lambda line: not opens_elsewhere(line.sentence), following):
        for place in line.places:
            at = line.sentence.lower(line.sentence.token_at(place.start) - 1) in AT and not is_of_others(line, place)
            inside = not countries or place.place.country in countries
            if at and inside and place.level in ("city", "venue", "admin2") and place.place.country is not None:
                return [(line, place)]
    return []


def _together(first: Place, second: Place) -> bool:
    return first.country is None or second.country is None or first.country == second.country


# ------------------------------------------------------------------------------------------- participants
def _participants(
    prepared: Prepared, people: Sequence[ParticipantFound], claims: Sequence[ClaimFound], speaker: Speaker
) -> Iterator[Statement]:
    """One statement for each participant; the fullest telling wins, the others lend their evidence."""
    claimed = {_claim_key(c) for c in claims}
    entries = list(roster(people))
    fought = {entry.participant.name.lower() for entry in entries if entry.participant.role == "party"}
    for entry in entries:
        participant, tellings = entry.participant, entry.tellings
        if participant.role == "perpetrator" and participant.name.lower() in fought:
            continue  # "soldiers clashed with rebels, killing four": a side of a fight, which nobody began
        each = [prepared.token_evidence(t.line, t.start, t.end) for t in tellings]
        evidence = tuple(dict.fromkeys(each))
        voices = [speaker(t.line, words.start) for t, words in zip(tellings, each, strict=True)]
        voice = voices[0] if all(voices) else None  # what the outlet says itself somewhere, it vouches for
        modality: Modality = "asserted"
        if participant.role == "perpetrator":
            stances = {stance for key, stance in claimed if key in (participant.actor, participant.name.lower())}
            hedged = all(hedge_of(t.anchor) or is_suspected(t) for t in tellings)
            if any(c.stance == "claimed" for c in claims) and all(map(is_own_side, tellings)):
                stances = {"claimed"}
            modality = "claimed" if "claimed" in stances else "alleged" if stances or voice or hedged else "asserted"
        failing = voice is not None and tellings[0].anchor.row.type == "failure_to_protect"
        if participant.role in ALLEGING or failing:
            modality = "alleged"
        yield Statement(
            property="participant",
            value=participant,
            original=evidence[0].quote,
            evidence=evidence[:4],
            attribution=voice,
            modality=modality,
        )


def _claim_key(claim: ClaimFound) -> tuple[str, str]:
    actor = claim.described.actor
    return (actor.id if actor else _name(claim).lower(), claim.stance)


def _name(claim: ClaimFound) -> str:
    return words_of(claim.home.sentence, *claim.span)


# ------------------------------------------------------------------------------------------ tolls, claims
def _claims(prepared: Prepared, claims: Sequence[ClaimFound], speaker: Speaker) -> Iterator[Statement]:
    seen: dict[Claim, list[Evidence]] = {}
    for claim in claims:
        value = _claim(claim, prepared, speaker)
        seen.setdefault(value, []).append(prepared.token_evidence(claim.line, claim.start, claim.end))
    for value, evidence in seen.items():
        modality: Modality = {"claimed": "claimed", "denied": "denied"}.get(value.stance, "alleged")  # type: ignore[assignment]
        yield Statement(
            property="claim",
            value=value,
            original=evidence[0].quote,
            evidence=tuple(evidence[:4]),
            modality=modality,
        )


def _claim(claim: ClaimFound, prepared: Prepared, speaker: Speaker) -> Claim:
    sentence = claim.line.sentence
    by = None
    if claim.by is not None and sentence.class_at(claim.by.head) != "O":  # "they believe": who speaks is settled
        by = words_of(sentence, *full_span(sentence, claim.by))
    elif claim.stance in ("blamed", "suspected"):
        at = claim.start if claim.named_in is not None else claim.claimant.start
        voice = speaker(claim.line, sentence.starts[at])
        by = voice.name if voice else None
    start, end = claim.span
    actor = claim.described.actor or next((a.actor for a in claim.home.actors if start <= a.start < end), None)
    state = government_of(_name(claim)) if actor is None else None
    return Claim(
        claimant=_name(claim),
        stance=claim.stance,
        actor=actor.id if actor else state,
        by=by,
        channel=_channel(claim),
    )


CHANNELS = ("Telegram", "Amaq", "statement", "video", "letter", "telephone", "website", "audio", "radio", "communique")


def _channel(claim: ClaimFound) -> str | None:
    if claim.stance not in ("claimed", "denied"):
        return None
    words = dict(zip(claim.line.sentence.folded, claim.line.sentence.texts, strict=True))
    return next((words[c.lower()] for c in CHANNELS if c.lower() in words), None)

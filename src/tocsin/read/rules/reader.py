"""The rule reader: the order of the cascade stands here and nowhere else.

prepare (tokens, sentences, classes, groups, times, counts, names) -> persons -> places -> attributions -> anchors ->
status -> drafts -> merge -> tolls and claims given to their events -> mentions -> relations -> reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.lexicon import digest
from tocsin.read.rules.anchors import Anchor, Scene, find_anchors
from tocsin.read.rules.assemble import Parts, Speaker, mention_of
from tocsin.read.rules.attributions import AttributionFound, find_attributions, speaker_at
from tocsin.read.rules.attributions import to_record as attribution_record
from tocsin.read.rules.claims import ClaimFound, find_claims
from tocsin.read.rules.document import Line, Prepared, prepare
from tocsin.read.rules.explain import explain
from tocsin.read.rules.merge import Draft, Event, is_background, merge, sites_of, time_of
from tocsin.read.rules.participants import ParticipantFound, found
from tocsin.read.rules.persons import PersonFound, find_persons
from tocsin.read.rules.persons import to_record as person_record
from tocsin.read.rules.relations import find_relations
from tocsin.read.rules.relevance import IRRELEVANT, relevance_of
from tocsin.read.rules.status import is_heading, status_of
from tocsin.read.rules.steps import Steps
from tocsin.read.rules.suspects import in_custody, involved
from tocsin.read.rules.tolls import TollFound, settle_tolls, tolls_of_anchor, tolls_of_phrases
from tocsin.read.rules.types import sharpened
from tocsin.read.rules.warnings import warning_of
from tocsin.record import Attribution, Document, Mention, ReaderStamp, Reading, Relation, Toponym, Voice
from tocsin.resolve.actors import register_digest
from tocsin.resolve.gazetteer import default_gazetteer
from tocsin.resolve.places import PlaceFound, PlaceResolver
from tocsin.resolve.times import TimeFound

NAME, VERSION = "rules", "1"
LEXICON = (
    "words.tsv", "triggers.csv", "frames.toml", "status.toml", "domains.toml", "nouns.csv", "posts.csv",
    "reporting.csv", "given_names.txt", "counts.toml", "times.toml",
)  # fmt: skip
LANGUAGES = (None, "en")
UNDONE = ("attempted", "foiled", "threatened", "planned")  # a plot or a threat that names its act is that act


class RuleReader:
    """Reads English news by rules and word lists: no model, no network, the same output for the same input."""

    name = NAME
    version = VERSION

    def __init__(self) -> None:
        self._gazetteer = default_gazetteer()
        self._places = PlaceResolver(self._gazetteer)
        self.stamp = ReaderStamp(
            name=NAME,
            version=VERSION,
            digests=(
                ("gazetteer", self._gazetteer.digest),
                ("lexicon", digest(*LEXICON)),
                ("register", register_digest()),
            ),
        )

    def read(self, doc: Document) -> Reading:
        """Everything the rules find in the document; depth `not_read` for a language they do not know."""
        if doc.language not in LANGUAGES and not str(doc.language).startswith("en"):
            reason = f"language {doc.language!r} has no reader yet"
            return Reading(document=doc, reader=self.stamp, depth="not_read", reason=reason)
        steps = self.steps(doc)
        return self._reading(doc, steps)

    def explain(self, doc: Document) -> str:
        """The cascade on a document, step by step, as text for a person."""
        return explain(self.steps(doc))

    def steps(self, doc: Document) -> Steps:
        """The cascade, with what each step found."""
        prepared = prepare(doc)
        steps = Steps(prepared)
        steps.persons = find_persons(prepared)
        _find_places(prepared, self._places, steps.persons)
        steps.attributions = find_attributions(prepared, steps.persons)
        drafts = _find_drafts(steps)
        steps.events = merge(drafts)
        _give_tolls(steps)
        steps.relevance = relevance_of(prepared, steps.events)
        return steps

    def _reading(self, doc: Document, steps: Steps) -> Reading:
        events = steps.events if steps.relevance >= IRRELEVANT else []
        mentions, relations = _mentions(steps, events)
        attributions = _attributions(steps, events, mentions)
        return Reading(
            document=doc,
            reader=self.stamp,
            relevance=steps.relevance,
            mentions=mentions,
            relations=relations,
            attributions=attributions,
            persons=tuple(person_record(p, steps.prepared) for p in steps.persons),
            places=_toponyms(steps.prepared),
        )


# ------------------------------------------------------------------------------------------------ finding
def _find_places(prepared: Prepared, resolver: PlaceResolver, persons: Sequence[PersonFound]) -> None:
    for name in ("title", "text"):
        lines = [line for line in prepared.lines if line.sentence.field == name]
        if not lines:
            continue
        blocked = [lines[0].sentence.span(0, 1)][:0]
        for person in persons:
            line = prepared.lines[person.line]
            if line.sentence.field == name:
                blocked.append(line.sentence.span(person.start, person.end))
        for line in lines:
            blocked += [line.sentence.span(a.start, a.end) for a in line.actors]
        cased = sum(line.sentence.cased for line in lines) * 2 >= len(lines)
        found_ = resolver.resolve(prepared.doc.field(name), cased=cased, blocked=sorted(blocked))
        _give_places(lines, found_)


def _give_places(lines: Sequence[Line], places: Sequence[PlaceFound]) -> None:
    i = 0
    for place in places:
        while i < len(lines) and lines[i].sentence.end <= place.start:
            i += 1
        if i < len(lines) and lines[i].sentence.start <= place.start:
            lines[i].places.append(place)


def _find_drafts(steps: Steps) -> list[Draft]:
    prepared = steps.prepared
    drafts: list[Draft] = []
    by_line: dict[int, dict[int, tuple[int, int]]] = {}
    for person in steps.persons:
        by_line.setdefault(person.line, {}).update(
            dict.fromkeys(range(person.start, person.end), (person.start, person.end))
        )
    for number, line in enumerate(prepared.lines):
        scene, anchors = find_anchors(line, by_line.get(number, {}))
        steps.scenes.append(scene)
        steps.claims += find_claims(scene, anchors)
        if is_heading(line.sentence):
            continue
        told = [(anchor, status) for anchor in anchors if (status := status_of(anchor)) is not None]
        named = any(a.row.family == "violence" and s.status in UNDONE for a, s in told)
        for anchor in sorted(anchors, key=lambda a: (a.row.strength == "effect", a.verb is not None, a.start)):
            status = status_of(anchor)
            if status is None or (named and anchor.row.type in ("plot", "threat")):
                steps.dropped.append(anchor)
                continue
            weapons = [a.what for a in anchor.arguments if a.what.what in ("device", "vehicle")]
            anchor = replace(anchor, row=sharpened(anchor.row, weapons))
            steps.anchors.append(anchor)
            when = time_of(anchor)
            if _to_come(prepared, when) and status.status == "occurred":
                continue  # "before the withdrawal on 31 August": what is said of a coming day has not happened
            old = is_background(prepared, anchor, when)
            drafts.append(Draft(anchor, status, len(drafts), when, sites_of(anchor, scene.event_nouns), old))
    return drafts


def _to_come(prepared: Prepared, when: TimeFound | None) -> bool:
    if when is None or prepared.published is None or when.when.earliest is None:
        return False
    return when.when.earliest[:10] > prepared.published.isoformat()


def _give_tolls(steps: Steps) -> None:
    """Each toll to the event of its anchor, or of the nearest anchor in its sentence, or that the text is on."""
    home = {id(a): event for event in steps.events for a in event.anchors}
    violent = [e for e in steps.events if e.anchors[0].row.family == "violence"]
    for number, scene in enumerate(steps.scenes):
        anchors = [a for a in steps.anchors if a.line is scene.line]
        from_anchors = [toll for anchor in anchors for toll in tolls_of_anchor(scene, anchor)]
        from_phrases = [t for t in tolls_of_phrases(scene) if not any(_overlaps(t, other) for other in from_anchors)]
        for toll in [*from_anchors, *from_phrases]:
            event = home.get(id(toll.anchor)) if toll.anchor else _event_near(toll, anchors, home, violent, number)
            if event is not None and toll not in event.tolls:
                event.tolls.append(toll)
                steps.tolls.append(toll)
    for event in steps.events:
        event.tolls = settle_tolls(event.tolls)


def _overlaps(a: TollFound, b: TollFound) -> bool:
    return a.toll.measure == b.toll.measure and a.toll.bound == b.toll.bound and a.start < b.end and b.start < a.end


def _event_near(
    toll: TollFound, anchors: Sequence[Anchor], home: dict[int, Event], violent: Sequence[Event], number: int
) -> Event | None:
    own = [a for a in anchors if id(a) in home and home[id(a)] in violent]
    if own:
        return home[id(min(own, key=lambda a: abs(a.start - toll.start)))]
    current = [e for e in violent if not e.background]
    before = [e for e in current if e.anchors[0].sentence.number <= number]
    after = [e for e in current if e not in before]
    recent = max(
        before, key=lambda e: max(a.sentence.number for a in e.anchors if a.sentence.number <= number), default=None
    )
    return recent or (after[0] if after else None)


# ------------------------------------------------------------------------------------------------ stating
def _mentions(steps: Steps, events: Sequence[Event]) -> tuple[tuple[Mention, ...], tuple[Relation, ...]]:
    prepared = steps.prepared
    named = [(f"m{i}", event) for i, event in enumerate(events, 1)]
    relations = tuple(find_relations(prepared, named))
    claims = _claims_by_event(steps, events)
    suspects = _suspects_by_event(steps, events)
    speaker = _speaker(steps)
    mentions = []
    for number, (id_, event) in enumerate(named):
        type_, extra = _custody(event)
        parts = Parts(
            event=event,
            claims=tuple(claims.get(number, ())),
            extra=(*suspects.get(number, ()), *extra),
            warning=warning_of(prepared, event, prepared.lines) if event.anchors[0].row.family == "warning" else None,
            type=type_,
        )
        mentions.append(mention_of(prepared, id_, parts, speaker))
    return tuple(mentions), relations


def _speaker(steps: Steps) -> Speaker:
    numbers = {id(line): i for i, line in enumerate(steps.prepared.lines)}

    def speaker(line: Line, offset: int) -> Voice | None:
        said = speaker_at(steps.attributions, numbers[id(line)], offset)
        if said is None or not said.speaker:
            return None
        return Voice(name=said.speaker, evidence=attribution_record(said, steps.prepared).speaker_evidence)

    return speaker


def _main_event(events: Sequence[Event], number: int) -> int | None:
    """The act that the text is on at a line: the last one told before it, else the first of the text."""
    acts = [i for i, e in enumerate(events) if e.anchors[0].row.family in ("violence", "plot") and not e.background]
    before = [i for i in acts if any(a.sentence.number <= number for a in events[i].anchors)]
    if not acts:
        return None
    if not before:
        return acts[0]
    return max(before, key=lambda i: max(a.sentence.number for a in events[i].anchors if a.sentence.number <= number))


def _claims_by_event(steps: Steps, events: Sequence[Event]) -> dict[int, list[ClaimFound]]:
    given: dict[int, list[ClaimFound]] = {}
    for claim in steps.claims:
        number = claim.line.sentence.number
        own = [
            i
            for i, e in enumerate(events)
            if e.anchors[0].row.family in ("violence", "plot") and any(a.line is claim.line for a in e.anchors)
        ]
        target = own[0] if own else _main_event(events, number)
        if target is not None:
            given.setdefault(target, []).append(claim)
    return given


def _suspects_by_event(steps: Steps, events: Sequence[Event]) -> dict[int, list[ParticipantFound]]:
    given: dict[int, list[ParticipantFound]] = {}
    for scene in steps.scenes:
        for argument in involved(scene):
            target = _main_event(events, scene.line.sentence.number)
            if target is not None:
                anchor = replace(events[target].anchors[0], line=scene.line)
                given.setdefault(target, []).append(found(anchor, argument, "suspect"))
    return given


def _custody(event: Event) -> tuple[str | None, tuple[ParticipantFound, ...]]:
    """Abuse of people in custody has a type of its own, and the people in custody as its victims."""
    for anchor in event.anchors:
        if anchor.row.type == "beating_torture":
            group = in_custody(anchor)
            if group is not None:
                scene = Scene(anchor.line, {})
                from tocsin.read.rules.anchors import Argument

                argument = Argument("victim", group, scene.describe(group), "of")
                return "detainee_abuse", (found(anchor, argument, "victim"),)
    return None, ()


def _attributions(steps: Steps, events: Sequence[Event], mentions: Sequence[Mention]) -> tuple[Attribution, ...]:
    """Everything said, tied to the mention that its words, or the text around them, are about."""
    records = []
    for said in steps.attributions:
        record = attribution_record(said, steps.prepared)
        target = _about(said, steps, events)
        records.append(replace(record, about=(mentions[target].id,) if target is not None else ()))
    return tuple(records)


ASSESSING = frozenset(("say", "argue", "believe", "warn", "report", "according", "confirm", "admit", "urge", "claim"))


def _about(said: AttributionFound, steps: Steps, events: Sequence[Event]) -> int | None:
    line = steps.prepared.lines[said.line]
    here = [
        i
        for i, e in enumerate(events)
        if e.anchors[0].row.family in ("violence", "plot") and any(a.line is line for a in e.anchors)
    ]
    return here[0] if here else _main_event(events, said.line)


def _toponyms(prepared: Prepared) -> tuple[Toponym, ...]:
    return tuple(
        Toponym(
            name=p.name,
            start=p.start,
            end=p.end,
            field=line.sentence.field,
            latitude=p.place.latitude,
            longitude=p.place.longitude,
            country=p.place.country,
            geonames_id=p.place.geonames_id,
        )
        for line in prepared.lines
        for p in line.places
    )

"""The stating half of the cascade: events with their claims, suspects and speakers into mentions and attributions."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tocsin.read.rules.accused import accused_by_event, by_place, gather_accused
from tocsin.read.rules.assemble import Parts, mention_of
from tocsin.read.rules.attributions import by_lines, source_of, speaker_at
from tocsin.read.rules.attributions import to_record as attribution_record
from tocsin.read.rules.claims import ClaimFound
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.focus import Focus
from tocsin.read.rules.motives import Motives, with_motives_of_acts
from tocsin.read.rules.nouns import is_act
from tocsin.read.rules.participants import ParticipantFound, found
from tocsin.read.rules.relations import find_relations
from tocsin.read.rules.relevance import IRRELEVANT
from tocsin.read.rules.scene import Anchor, Argument, Scene
from tocsin.read.rules.sequels import find_sequels
from tocsin.read.rules.steps import Steps
from tocsin.read.rules.suspects import in_custody, involved
from tocsin.read.rules.toll_statements import Speaker
from tocsin.read.rules.warnings import warning_of
from tocsin.record import Attribution, Mention, Relation, Toponym, Voice
from tocsin.record.evidence import Field
from tocsin.resolve.places import PlaceFound

# Who did it, and who only says so, is a claim, and a condemnation a response; what is left is an assessment.
CLAIMING = frozenset(("claim", "deny", "blame", "accuse", "condemn"))


def state_mentions(
    steps: Steps, events: Sequence[Event], focus: Focus
) -> tuple[tuple[Mention, ...], tuple[Relation, ...]]:
    """A mention for each event, in order, and the relations between them."""
    prepared = steps.prepared
    named = [(f"m{i}", event) for i, event in enumerate(events, 1)]
    relations = (*find_relations(prepared, named), *find_sequels(prepared, named))
    claims = _claims_by_event(steps, events, focus)
    suspects = _suspects_by_event(steps, events, focus)
    accused = gather_accused(steps.scenes, steps.proceedings)
    for number, person in accused_by_event(accused, events, focus):
        suspects.setdefault(number, []).append(person)
    known = by_place(accused, events)
    speaker = _speaker(steps)
    mentions, motives = [], Motives(prepared)
    for number, (id_, event) in enumerate(named):
        type_, extra = _custody(event)
        parts = Parts(
            event=event,
            motives=motives,
            claims=tuple(claims.get(number, ())),
            extra=(*suspects.get(number, ()), *extra),
            warning=warning_of(prepared, event, prepared.lines) if event.first.row.family == "warning" else None,
            type=type_,
            accused=known,
        )
        mentions.append(mention_of(prepared, id_, parts, speaker))
    if steps.relevance < IRRELEVANT:  # whatever police did there, the report tells of no political violence
        return tuple(replace(mention, political="doubtful") for mention in mentions), relations
    return with_motives_of_acts(mentions, relations), relations


def _speaker(steps: Steps) -> Speaker:
    by_line = by_lines(steps.attributions)

    def speaker(line: Line, offset: int) -> Voice | None:
        number = line.sentence.number
        said = speaker_at(tuple(by_line.get(number, ())), number, offset)
        if said is None or not said.speaker:
            return None
        return Voice(name=said.speaker, evidence=(source_of(said, steps.prepared),))

    return speaker


def _claims_by_event(steps: Steps, events: Sequence[Event], focus: Focus) -> dict[int, list[ClaimFound]]:
    given: dict[int, list[ClaimFound]] = {}
    told = {(a.sentence.number, a.start): i for i, e in reversed(list(enumerate(events))) for a in e.anchors}
    for claim in steps.claims:
        target = told.get(claim.act) if claim.act is not None else _nearest(events, focus, claim)
        if claim.act is not None and target is not None and claim.stance != "denied" and _fought(events[target]):
            continue  # how many a side says it killed in a battle is no claim to an act
        if target is None:
            target = focus.about(claim.line.sentence.number)
        for each in focus.last(claim.line.sentence.number, many) if (many := _of_several(claim)) else ():
            given.setdefault(each, []).append(claim)
        if target is not None and not many:
            given.setdefault(target, []).append(claim)
    return given


SEVERAL = {"both": 2, "two": 2, "three": 3, "four": 4}


def _of_several(claim: ClaimFound) -> int:
    """ "claimed both attacks": how many acts a claim is about; 0 where it is one."""
    folded = claim.line.sentence.folded
    for i in range(claim.start, min(claim.end + NEAR, len(folded))):
        acts = folded[i + 1 : i + NEAR]
        if folded[i] in SEVERAL and any(word.endswith("s") and is_act(word) for word in acts):
            return SEVERAL[folded[i]]
    return 0


NEAR = 4  # words from a claim, or from a number, to the acts


def _fought(event: Event) -> bool:
    return any(anchor.row.type == "armed_clash" for anchor in event.anchors)


def _nearest(events: Sequence[Event], focus: Focus, claim: ClaimFound) -> int | None:
    """The act of the claim's line that is told nearest to its words, those after it first: "denied the shelling"."""
    number = claim.line.sentence.number
    told = [(i, a) for i in focus.here(number) for a in events[i].anchors if a.sentence.number == number]
    told = [(i, a) for i, a in told if a.row.strength != "effect"] or told
    best = min(told, key=lambda each: _distance(claim, each[1]), default=None)
    return best[0] if best is not None else None


def _distance(claim: ClaimFound, anchor: Anchor) -> tuple[bool, int]:
    return anchor.start < claim.start, abs(anchor.start - claim.end)


def _suspects_by_event(steps: Steps, events: Sequence[Event], focus: Focus) -> dict[int, list[ParticipantFound]]:
    given: dict[int, list[ParticipantFound]] = {}
    for scene in steps.scenes:
        for argument in involved(scene):
            target = focus.at(scene.line.sentence.number)
            if target is not None:
                anchor = replace(events[target].first, line=scene.line, sentence=scene.line.sentence)
                given.setdefault(target, []).append(found(anchor, argument, "suspect"))
    return given


def _custody(event: Event) -> tuple[str | None, tuple[ParticipantFound, ...]]:
    """Abuse of people in custody has a type of its own, and the people in custody as its victims."""
    for anchor in event.anchors:
        group = in_custody(anchor) if anchor.row.type == "beating_torture" else None
        if group is not None:
            argument = Argument("victim", group, Scene(anchor.line, {}).describe(group), "of")
            return "detainee_abuse", (found(anchor, argument, "victim"),)
    return None, ()


def state_attributions(steps: Steps, focus: Focus, mentions: Sequence[Mention]) -> tuple[Attribution, ...]:
    """Everything that anyone is said to say; what is about an act, and no claim to it, is tied to its mention."""
    records = []
    for said in steps.attributions:
        target = focus.about(said.line) if said.kind not in CLAIMING else None
        about = (mentions[target].id,) if target is not None else ()
        records.append(replace(attribution_record(said, steps.prepared), about=about))
    return tuple(records)


def toponyms(prepared: Prepared) -> tuple[Toponym, ...]:
    """Every place named in the document, settled or not, that of the dateline with them."""
    named: list[tuple[PlaceFound, Field]] = [
        *((p, line.sentence.field) for line in prepared.lines for p in line.places),
        *((p, "text") for p in prepared.written_at),
    ]
    return tuple(
        Toponym(
            name=p.name,
            start=p.start,
            end=p.end,
            field=field,
            latitude=p.place.latitude,
            longitude=p.place.longitude,
            country=p.place.country,
            geonames_id=p.place.geonames_id,
        )
        for p, field in sorted(named, key=lambda each: (each[1] == "text", each[0].start))
    )

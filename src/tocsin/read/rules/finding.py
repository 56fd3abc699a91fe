"""The finding half of the cascade: places, drafts of events, and the tolls given to their events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.anchors import find_anchors
from tocsin.read.rules.attributions import by_lines
from tocsin.read.rules.background import is_background
from tocsin.read.rules.claims import ClaimFound, find_claims
from tocsin.read.rules.clauses import verb_before
from tocsin.read.rules.coreference import settle_claimants
from tocsin.read.rules.describe import ARMED, FIGHTING
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.events import Draft, Event
from tocsin.read.rules.focus import Focus
from tocsin.read.rules.justice import find_proceedings, is_charge
from tocsin.read.rules.labels import is_label
from tocsin.read.rules.mishaps import is_mishap
from tocsin.read.rules.outlet import home_of
from tocsin.read.rules.persons import PersonFound
from tocsin.read.rules.scene import Anchor, Argument
from tocsin.read.rules.sections import is_heading
from tocsin.read.rules.siting import sites_of, ways_of
from tocsin.read.rules.status import status_of
from tocsin.read.rules.status_words import StatusFound
from tocsin.read.rules.steps import Steps
from tocsin.read.rules.taken_up import own_time_and_sites
from tocsin.read.rules.timing import time_of, told_afterwards
from tocsin.read.rules.told_by import told_claims
from tocsin.read.rules.toll_parts import tolls_of_parts
from tocsin.read.rules.toll_phrases import tolls_of_phrases
from tocsin.read.rules.toll_settling import settle_tolls
from tocsin.read.rules.toll_values import TollFound
from tocsin.read.rules.tolls import tolls_of_anchor
from tocsin.read.rules.triggers import Trigger
from tocsin.read.rules.types import demoted, sharpened
from tocsin.read.rules.unreal import is_nobodys, is_past
from tocsin.record import When
from tocsin.record.evidence import Field
from tocsin.resolve.place_weighing import Weighed
from tocsin.resolve.places import PlaceFound, PlaceResolver
from tocsin.resolve.times import TimeFound

Weighing = dict[tuple[Field, tuple[int, int]], Weighed]
NAMED_BY_ACTS = ("plot", "threat", "interception_seizure")
UNDONE = ("attempted", "foiled", "threatened", "planned")  # a plot or a threat that names its act is that act


def find_places(prepared: Prepared, resolver: PlaceResolver, persons: Sequence[PersonFound]) -> None:
    """Give each line its places; names of persons and actors are no toponyms."""
    home = home_of(prepared.doc)
    below: tuple[PlaceFound, ...] = ()
    for field, lines, cased, blocked in _fields(prepared, persons):
        scan = prepared.scans[field]
        found = resolver.resolve(scan.text, cased=cased, blocked=blocked, home=home, scanned=scan, beside=below)
        rest = _give_places(lines, found)
        if field == "text":
            below, prepared.written_at = found, rest


def weigh_places(prepared: Prepared, resolver: PlaceResolver, persons: Sequence[PersonFound]) -> Weighing:
    """How the names of places were settled, by field and span."""
    home, weighing = home_of(prepared.doc), {}
    below: tuple[PlaceFound, ...] = ()
    for field, _, cased, blocked in _fields(prepared, persons):
        scan = prepared.scans[field]
        weighed = resolver.weigh(scan.text, cased=cased, blocked=blocked, home=home, scanned=scan, beside=below)
        below = prepared.places() if field == "text" else ()
        weighing.update({(field, span): each for span, each in weighed.items()})
    return weighing


def _fields(
    prepared: Prepared, persons: Sequence[PersonFound]
) -> Iterator[tuple[Field, list[Line], bool, list[tuple[int, int]]]]:
    """Each field with its lines, whether its capitals mean anything, and the spans in which no place is named.

    The text comes first: what its places are says what those of the title are.
    """
    for field in sorted(prepared.scans):
        lines = [line for line in prepared.lines if line.sentence.field == field]
        if not lines:
            continue
        blocked: list[tuple[int, int]] = []
        for person in persons:
            line = prepared.lines[person.line]
            if line.sentence.field == field:
                blocked.append(line.sentence.span(person.start, person.end))
        for line in lines:
            blocked += [line.sentence.span(a.start, a.end) for a in line.actors]
        yield field, lines, sum(line.sentence.cased for line in lines) * 2 >= len(lines), sorted(blocked)


def _give_places(lines: Sequence[Line], places: Sequence[PlaceFound]) -> list[PlaceFound]:
    """Give each line its places; those that stand in no line, in the dateline, are given back."""
    i, rest = 0, []
    for place in places:
        while i < len(lines) and lines[i].sentence.end <= place.start:
            i += 1
        if i < len(lines) and lines[i].sentence.start <= place.start:
            lines[i].places.append(place)
        elif place.dateline:
            rest.append(place)
    return rest


def find_drafts(steps: Steps) -> list[Draft]:
    """The anchors that tell of an event, each with its status, its day and its sites; fills in the steps before."""
    prepared = steps.prepared
    drafts: list[Draft] = []
    by_line: dict[int, dict[int, tuple[int, int]]] = {}
    for person in steps.persons:
        by_line.setdefault(person.line, {}).update(
            dict.fromkeys(range(person.start, person.end), (person.start, person.end))
        )
    said = by_lines(steps.attributions)
    main: When | None = None  # the time of what the text tells of first
    for number, line in enumerate(prepared.lines):
        scene, anchors = find_anchors(line, by_line.get(number, {}))
        steps.scenes.append(scene)
        claims = list(find_claims(scene, anchors))
        steps.claims += claims
        steps.proceedings += find_proceedings(scene, anchors)
        if not anchors or line.sentence.noise or is_heading(line.sentence):
            _date_afterwards(drafts, line)
            continue
        anchors = [anchor for anchor in anchors if not is_label(anchor)]
        told = [_told(anchor) for anchor in anchors]
        told = [(anchor, _denied_part(anchor, status, claims)) for anchor, status in told]
        steps.claims += told_claims(scene, told, said.get(number, ()), claims)
        named = any(a.row.family == "violence" and s is not None and s.status in UNDONE for a, s in told)
        for anchor, status in sorted(told, key=lambda item: _rank(item[0])):
            if status is None or (named and anchor.row.type in NAMED_BY_ACTS):
                steps.dropped.append(anchor)
                continue
            subjects = [a.what for a in anchor.arguments if a.via == "subject"]
            row = demoted(sharpened(_founding(anchor, claims, told), _weapon_tags(anchor)), subjects)
            anchor = replace(anchor, row=row) if row is not anchor.row else anchor
            steps.anchors.append(anchor)
            when = time_of(prepared, anchor)
            if _to_come(prepared, when) and status.status == "occurred" and anchor.verb is not None and is_past(anchor):
                when = None  # "whom they shot on Tuesday will be buried": no day to come
            if _to_come(prepared, when) and status.status == "occurred":
                continue  # "before the withdrawal on 31 August": what is said of a coming day has not happened
            old = is_background(prepared, anchor, when, main)
            if main is None and when is not None and not old:
                main = when.when
            sites = sites_of(anchor, scene.event_nouns)
            astray = is_mishap(anchor, prepared.sections.get(number))
            before = (d.anchor for d in drafts), (a for a in anchors if a.start < anchor.start)
            if (when is not None or sites) and any(a.row.family == "violence" for each in before for a in each):
                when, sites = own_time_and_sites(anchor, when, sites)
            ways = [] if anchor.row.strength == "effect" else list(ways_of(anchor, sites))
            drafts.append(Draft(anchor, status, len(drafts), when, sites, old, astray, ways))
    steps.claims = list(settle_claimants(steps.scenes, steps.claims))
    return drafts


def _weapon_tags(anchor: Anchor) -> frozenset[str]:
    """The tags of what it was done with, also where that is called by its owner: "Russian drones hit a block"."""
    weapons = [a for a in anchor.arguments if a.what.what in ("device", "vehicle") and not _is_pit(a)]
    owned = (anchor.line.nouns.get(a.group.head) for a in anchor.of_role("perpetrator"))
    tags = [a.what.tags for a in weapons] + [
        noun.tags for noun in owned if noun is not None and noun.class_ in ("device", "vehicle")
    ]
    dropped = anchor.verb is not None and anchor.verb.lemma == "bomb"
    if dropped and any(a.via in ("subject", "by") and anchor.sentence.lower(a.group.head) in FLYING for a in weapons):
        tags.append(("aircraft_bomb",))  # "Jets bombed a monastery"
    return frozenset(tag for each in tags for tag in each)


FLYING = word_set("jet jets plane planes aircraft helicopter helicopters gunship gunships bomber bombers")


def _date_afterwards(drafts: Sequence[Draft], line: Line) -> None:
    """Give the act told last the day of a sentence that tells only when it happened."""
    time = told_afterwards(line) if drafts and drafts[-1].when is None else None
    number = line.sentence.number
    if time is not None and 0 < number - drafts[-1].anchor.sentence.number <= AFTERWARDS:
        drafts[-1].when, drafts[-1].when_line = time, line


AFTERWARDS = 2  # sentences between an act and the one that tells when it was


def _told(anchor: Anchor) -> tuple[Anchor, StatusFound | None]:
    """The anchor with its status; what happened to nobody is a toll of nobody."""
    if _is_search(anchor):
        return anchor, None
    status = status_of(anchor) or _of_charge(anchor)
    if status is None and anchor.row.effect is not None and is_nobodys(anchor):
        return _harmless(anchor)
    return anchor, status


HOLDING = word_set("arrest detain hold capture seize find recover discover confiscate")


def _is_search(anchor: Anchor) -> bool:
    """ "Four people were arrested in raids in three cities": the police's, and told by the arrests."""
    if anchor.row.id != "raid-n" or anchor.noun is None or anchor.of_role("harmed", "victim", "target"):
        return False
    before = anchor.sentence.lower(anchor.noun.start - 1)
    verb = verb_before(anchor.sentence, anchor.noun.start)
    return verb is not None and verb.lemma in HOLDING and before in ("in", "during", "after")


def _of_charge(anchor: Anchor) -> StatusFound | None:
    """What somebody is held over or tried for has happened, though bail be refused and jurors not agree."""
    return StatusFound("occurred", anchor.start, anchor.end) if is_charge(anchor) else None


def _denied_part(anchor: Anchor, status: StatusFound | None, claims: Sequence[ClaimFound]) -> StatusFound | None:
    """Who denies it and blames another for it denies a part in it, and not that it happened."""
    stances = {claim.stance for claim in claims}
    if status is None or status.status != "denied" or not stances >= {"denied", "blamed"}:
        return status
    return StatusFound("occurred", anchor.start, anchor.end)


def _harmless(anchor: Anchor) -> tuple[Anchor, StatusFound]:
    """ "No one was killed": a toll of nobody for an act told beside it, and no act of its own."""
    row = replace(anchor.row, strength="effect")
    return replace(anchor, row=row), StatusFound("occurred", anchor.start, anchor.end)


def _is_pit(argument: Argument) -> bool:
    """ "attacked the mine": one where people dig."""
    return argument.role in ("harmed", "target") and "mine" in argument.what.tags


def _of_fighters(anchor: Anchor) -> bool:
    """ "Army confirms death of 10 rebels"."""
    return anchor.row.id in ("die-v", "found-dead-v", "death-n") and any(
        a.what.what in ARMED for a in anchor.of_role("victim")
    )


def _by_force(anchor: Anchor) -> bool:
    """ "Air force destroys rebel hideout"."""
    if anchor.row.id != "destroy-v":
        return False
    doers = [a.what.what for a in anchor.of_role("perpetrator")]
    return any(what in FIGHTING for what in doers) and bool(anchor.of_role("harmed"))


DEADLY = word_set("dead killed die dies died slain kills kill")


WRECKED = frozenset(("wreck", "raze", "gut", "trash", "smash", "shatter"))


def _is_result(anchor: Anchor, told: Sequence[tuple[Anchor, StatusFound | None]]) -> bool:
    """ "was wrecked after militants launched an attack on it": what the attack did, and no act beside it."""
    if not anchor.passive or anchor.row.id != "loot-v" or anchor.verb is None or anchor.verb.lemma not in WRECKED:
        return False
    strong = ("strong", "weak", "device")
    return any(
        a is not anchor and a.row.family == "violence" and s is not None and a.row.strength in strong for a, s in told
    )


FLEEING = word_set("flee escape leave uproot displace affect survive")


def _is_fled(anchor: Anchor) -> bool:
    """ "people who fled the fighting", "displaced by the violence": what goes on in a land, and no event of its own."""
    if anchor.noun is None or anchor.row.strength != "weak" or anchor.row.type != "armed_clash" or anchor.arguments:
        return False
    verb = verb_before(anchor.sentence, anchor.noun.start)
    return verb is not None and verb.lemma in FLEEING and anchor.noun.start - verb.end <= 1


def _founding(
    anchor: Anchor, claims: Sequence[ClaimFound], told: Sequence[tuple[Anchor, StatusFound | None]]
) -> Trigger:
    """The row of an anchor; a vague word is enough for an event where a headline has dead and no other word for it.

    Deaths for which somebody answers are an act: "it was not to blame for the deaths of two surveyors".
    """
    if _is_result(anchor, told):
        return replace(anchor.row, strength="effect")
    if _is_fled(anchor):
        return replace(anchor.row, strength="generic")
    alone = all(a is anchor or a.row.family != "violence" or a.row.strength == "effect" for a, _ in told)
    if anchor.row.strength == "effect" and anchor.row.effect == "killed" and claims and alone:
        return replace(anchor.row, strength="weak")
    if anchor.sentence.headline and (_of_fighters(anchor) or _by_force(anchor)):
        return replace(anchor.row, strength="weak")
    vague = anchor.sentence.headline and anchor.row.id == "violence-n"
    if vague and not DEADLY.isdisjoint(anchor.sentence.folded):
        return replace(anchor.row, strength="weak")  # "25 dead in violence in the north"
    return anchor.row


def _rank(anchor: Anchor) -> tuple[bool, bool, int]:
    """The order in which the anchors of a line are drafted: effects last, nouns before verbs."""
    return anchor.row.strength == "effect", anchor.verb is not None, anchor.start


def _to_come(prepared: Prepared, when: TimeFound | None) -> bool:
    if when is None or prepared.published is None or when.when.earliest is None:
        return False
    return when.when.earliest[:10] > prepared.published.isoformat()


def give_tolls(steps: Steps) -> None:
    """Each toll to the event of its anchor, or of the nearest anchor in its sentence, or that the text is on."""
    home = {id(a): event for event in steps.events for a in event.anchors}
    focus = Focus(steps.events, steps.prepared)
    by_line: dict[int, list[Anchor]] = {}
    for anchor in steps.anchors:
        if id(anchor) in home and home[id(anchor)].first.row.family == "violence":
            by_line.setdefault(anchor.sentence.number, []).append(anchor)
    every: dict[int, list[Anchor]] = {}
    for anchor in steps.anchors:
        every.setdefault(anchor.sentence.number, []).append(anchor)
    done = {id(d.anchor) for e in steps.events for d in e.drafts if d.status.status == "occurred"}
    for scene in steps.scenes:
        number = scene.line.sentence.number
        told = [anchor for anchor in every.get(number, ()) if id(anchor) in done]  # nobody died of what was foiled
        from_anchors = [toll for anchor in told if id(anchor) in home for toll in tolls_of_anchor(scene, anchor)]
        from_phrases = [t for t in tolls_of_phrases(scene) if not any(_overlaps(t, other) for other in from_anchors)]
        for toll in tolls_of_parts(scene, [*from_anchors, *from_phrases]):
            event = _event_of(toll, steps.events, home, by_line.get(number, []), focus)
            if event is not None and toll not in event.tolls:
                event.tolls.append(toll)
                steps.tolls.append(toll)
    for event in steps.events:
        event.tolls = settle_tolls(event.tolls, (*steps.anchors, *steps.dropped))


def _event_of(
    toll: TollFound, events: Sequence[Event], home: dict[int, Event], near: Sequence[Anchor], focus: Focus
) -> Event | None:
    if toll.anchor is not None:
        return home.get(id(toll.anchor))
    if near:
        return home[id(min(near, key=lambda a: abs(a.start - toll.start)))]
    at = focus.at(toll.line.sentence.number)
    return events[at] if at is not None and events[at].first.row.family == "violence" else None


def _overlaps(a: TollFound, b: TollFound) -> bool:
    return a.toll.measure == b.toll.measure and a.toll.bound == b.toll.bound and a.start < b.end and b.start < a.end

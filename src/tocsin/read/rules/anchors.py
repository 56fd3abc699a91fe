"""Anchors: a trigger with the arguments that grammar gives it, and the sense that those arguments allow.

One anchor is one way in which a sentence speaks of an event; `merge` brings the anchors of one event together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tocsin.read.rules.clauses import (
    Phrase,
    complement_of,
    conjuncts,
    objects_of,
    phrases_after,
    subject_of,
    verb_before,
)
from tocsin.read.rules.describe import (
    ARMED,
    DEVICE_TAGS_EXPLOSIVE,
    HUMAN,
    PROJECTILES,
    Described,
    describe,
)
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.nouns import THINGS
from tocsin.read.rules.triggers import Trigger, TriggerFound, find_triggers
from tocsin.resolve.countries import countries_by_demonym, country_by_name
from tocsin.resolve.tokens import Token

STRUCK = frozenset("hit hits killed kills kill targeted targets struck wounded destroyed".split())
CAPTIVES = frozenset("hostage hostages captive captives prisoner prisoners kidnapped abducted detainee".split())
CUSTODY = frozenset(
    "accused suspect suspects detainee detainees prisoner prisoners defendant defendants inmate inmates "
    "detained custody captive captives arrested".split()
)


class Argument(NamedTuple):
    """A noun group that plays a role. `via` is how grammar ties it: subject, object, 's, pre, or a preposition."""

    role: str
    group: NounGroup
    what: Described
    via: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A trigger in its sentence: tokens `start` to `end`, the row chosen, its verb or noun group, its arguments."""

    line: Line
    start: int
    end: int
    row: Trigger
    verb: VerbGroup | None
    noun: NounGroup | None
    passive: bool = False
    arguments: tuple[Argument, ...] = ()
    events: tuple[int, ...] = ()  # tokens of event nouns that grammar ties to this trigger
    carrier: VerbGroup | None = None  # "launched", where the trigger is the noun "attack"

    @property
    def sentence(self) -> Sentence:
        """The sentence of the trigger."""
        return self.line.sentence

    @property
    def verbs(self) -> tuple[VerbGroup, ...]:
        """The verb groups that say whether it happened: the trigger's own and its carrier."""
        return tuple(v for v in (self.verb, self.carrier) if v is not None)

    def of_role(self, *roles: str) -> list[Argument]:
        """The arguments that play one of the roles."""
        return [a for a in self.arguments if a.role in roles]


@dataclass(slots=True)
class Scene:
    """A line with what is needed to understand its groups; descriptions are made once."""

    line: Line
    persons: dict[int, tuple[int, int]]
    event_nouns: dict[int, TriggerFound] = field(default_factory=dict)  # by token
    described: dict[NounGroup, Described] = field(default_factory=dict)

    def describe(self, group: NounGroup) -> Described:
        """What a group stands for; a container ("a group of guerrillas") takes its meaning from what it holds."""
        known = self.described.get(group)
        if known is None:
            known = self._describe(group)
            self.described[group] = known
        return known

    def _describe(self, group: NounGroup) -> Described:
        own = describe(self.line, group, self.persons)
        if own.what in ("other", "number") and any(group.start <= i < group.end for i in self.event_nouns):
            return replace(own, what="event")
        part = self.line.sentence.lower(group.head) in PARTS
        content = complement_of(self.line.sentence, group) if part or own.what in INCOMPLETE else None
        if content is not None:
            inner = describe(self.line, content, self.persons)
            if self.line.sentence.lower(group.head) in PARTS:
                return inner  # "in front of a travel agency", "a section of the pipeline"
            if own.what == "number" or (own.what == "other" and _is_container(self.line, group)):
                return replace(inner, count=own.count or inner.count, plural=True)
            if own.what == "other" and inner.what in THINGS:
                return replace(own, what=inner.what, kind=inner.kind)  # "a block of flats"
            if own.what in ARMED | {"security"} and inner.actor is not None and own.actor is None:
                return replace(own, actor=inner.actor)
        return own


PARTS = frozenset(
    "front basement section sections part parts entrance side vicinity roof floor middle corner back rear door doors "
    "window windows wall walls outside inside".split()
)
INCOMPLETE = frozenset(("other", "number", "armed_org", "armed", "security"))
CONTAINERS = frozenset(
    "group groups number band crowd series dozens hundreds thousands scores handful couple pair majority "
    "half rest most members member all some many part convoy lives life body bodies one three two total".split()
)


def _is_container(line: Line, group: NounGroup) -> bool:
    return line.sentence.lower(group.head) in CONTAINERS


def find_anchors(line: Line, persons: dict[int, tuple[int, int]]) -> tuple[Scene, list[Anchor]]:
    """The anchors of a line, in order, with the scene in which they were understood."""
    scene = Scene(line, persons)
    found = list(find_triggers(line.sentence))
    for trigger in found:
        if trigger.noun is not None and trigger.rows[0].family in ("violence", "plot"):
            scene.event_nouns[trigger.end - 1] = trigger
    return scene, [anchor for trigger in found if (anchor := _anchor(scene, trigger)) is not None]


def _anchor(scene: Scene, trigger: TriggerFound) -> Anchor | None:
    """The first row of the trigger whose conditions the arguments meet."""
    for row in trigger.rows:
        anchor = _verb_anchor(scene, trigger, row) if trigger.verb else _noun_anchor(scene, trigger, row)
        if _holds(scene, anchor) and sensible(anchor):
            return anchor
    return None


# ------------------------------------------------------------------------------------------------- verbs
def _verb_anchor(scene: Scene, trigger: TriggerFound, row: Trigger) -> Anchor:
    sentence, verb = scene.line.sentence, trigger.verb
    assert verb is not None
    if trigger.end > verb.end:  # the trigger holds its own object: "took a hard stance"
        verb = verb._replace(end=trigger.end)
    after = verb
    objects = objects_of(sentence, after)
    phrases = list(phrases_after(sentence, objects[-1].end if objects else after.end))
    subject = subject_of(sentence, verb)
    passive = verb.passive or _reduced_passive(scene, verb, objects, subject, row)
    frame, bound = row.frame, []
    subject_role, object_role = frame.get("subject"), frame.get("object")
    if passive and object_role:
        if not verb.passive:
            subject = _adjacent(sentence, verb) or subject
        bound += _bind(scene, object_role, conjuncts(sentence, subject) if subject else [], "object")
        bound += _bind(scene, object_role, objects if verb.passive and row.effect else [], "object")
    else:
        bound += _bind(scene, subject_role, conjuncts(sentence, subject) if subject else [], "subject")
        bound += _bind(scene, object_role, objects, "object")
    bound += _phrases(scene, frame, phrases)
    return Anchor(
        line=scene.line,
        start=trigger.start,
        end=trigger.end,
        row=row,
        verb=verb,
        noun=None,
        passive=passive,
        arguments=tuple(bound),
        events=_tied_events(scene, bound, objects, subject, phrases),
    )


INTRANSITIVE = frozenset(("explode", "suffer", "clash", "self"))


def _reduced_passive(
    scene: Scene, verb: VerbGroup, objects: Sequence[NounGroup], subject: NounGroup | None, row: Trigger
) -> bool:
    """ "12 killed in blast", "a bomb planted by rebels": a past form with no object after it and a noun before."""
    if verb.form not in "VE" or objects or subject is None or row.frame_name in INTRANSITIVE:
        return False
    if scene.line.sentence.class_at(verb.start) == "X" or verb.end > verb.head + 1:
        return False
    if not scene.line.sentence.lower(verb.head).endswith(("ed", "n", "t", "ung", "ot", "id", "ain")):
        return False
    adjacent = _adjacent(scene.line.sentence, verb)
    if adjacent is None and scene.line.sentence.class_at(verb.start - 1) in "C,":
        before = verb_before(scene.line.sentence, verb.start)
        return before is not None and before.passive  # "was intercepted and shot"
    if adjacent is None:
        return verb.form == "E" and verb.start == verb.head
    what = scene.describe(adjacent)
    agent = what.what in ARMED and row.effect is None
    return not agent


def _adjacent(sentence: Sentence, verb: VerbGroup) -> NounGroup | None:
    """The noun group that ends right before a verb group, adverbs and times passed over."""
    i = verb.start - 1
    while i >= 0 and sentence.class_at(i) in "RZ":
        i -= 1
    group = sentence.noun_at.get(i)
    if group is None or group.end != i + 1:
        return None
    number = sentence.noun_at.get(group.start - 2) if sentence.lower(group.start - 1) == "of" else None
    return number if number is not None and sentence.class_at(number.head) == "M" else group  # "18 of its personnel"


def _bind(scene: Scene, role: str | None, groups: Sequence[NounGroup], via: str) -> list[Argument]:
    if role is None:
        return []
    return [Argument(role, group, scene.describe(group), via) for group in groups]


def _phrases(scene: Scene, frame: Mapping[str, str], phrases: Sequence[Phrase]) -> list[Argument]:
    return [
        Argument(frame[p.preposition], p.group, scene.describe(p.group), p.preposition)
        for p in phrases
        if p.preposition in frame
    ]


def _tied_events(
    scene: Scene,
    bound: Sequence[Argument],
    objects: Sequence[NounGroup],
    subject: NounGroup | None,
    phrases: Sequence[Phrase],
) -> tuple[int, ...]:
    """Event nouns among the arguments: "the blast killed two", "killed in the attack", "condemned the bombing"."""
    groups = [a.group for a in bound] + list(objects) + ([subject] if subject else [])
    groups += [p.group for p in phrases if p.preposition in ("in", "by", "during", "from", "when", "of", "for", "with")]
    heads = {i for g in groups for i in scene.event_nouns if g.start <= i < g.end}
    return tuple(sorted(heads))


# ------------------------------------------------------------------------------------------------- nouns
def _noun_anchor(scene: Scene, trigger: TriggerFound, row: Trigger) -> Anchor:
    sentence, group = scene.line.sentence, trigger.noun
    assert group is not None
    phrases = list(phrases_after(sentence, group.end))
    carrier = _carrier(sentence, group, phrases)
    bound = _possessors(scene, row, trigger, group) + _premodifiers(scene, row, trigger, group)
    bound += _phrases(scene, row.frame, phrases)
    if carrier is not None:
        bound += _carried(scene, row, carrier)
    return Anchor(
        line=scene.line,
        start=trigger.start,
        end=trigger.end,
        row=row,
        verb=None,
        noun=group,
        arguments=tuple(bound),
        events=(trigger.end - 1,),
        carrier=carrier,
    )


CARRIERS = frozenset("launch carry stage mount conduct perpetrate commit make execute unleash cause direct".split())


def _carrier(sentence: Sentence, group: NounGroup, phrases: Sequence[Phrase]) -> VerbGroup | None:
    """The verb whose object or subject the event noun is: "launched an attack", "the attack was carried out by"."""
    before = sentence.verb_at.get(group.start - 1)
    if before is None and sentence.lower(group.start - 1) == "out":
        before = sentence.verb_at.get(group.start - 2)
    if before is not None:
        return before
    last = phrases[-1].group.end if phrases else group.end
    for end in (group.end, last):
        i = end + 1 if sentence.class_at(end) == "," else end
        after = sentence.verb_at.get(i)
        if after is not None and after.start == i:
            return after
    return None


def _carried(scene: Scene, row: Trigger, carrier: VerbGroup) -> list[Argument]:
    """The doer of "launched an attack" is the doer of the attack; after it, phrases belong to both."""
    sentence = scene.line.sentence
    if carrier.lemma not in CARRIERS:
        return []
    role = "party" if "party" in row.frame.values() else "perpetrator"
    after = carrier.end + (sentence.lower(carrier.end) == "out")
    if carrier.passive or carrier.form == "E" or sentence.class_at(after) in "PZ":
        return _phrases(scene, row.frame, list(phrases_after(sentence, after)))
    subject = subject_of(sentence, carrier)
    return _bind(scene, role, [subject] if subject else [], "subject")


def _possessors(scene: Scene, row: Trigger, trigger: TriggerFound, group: NounGroup) -> list[Argument]:
    """ "ISIS-K's deadly assault": the name before the 's, inside the group."""
    sentence, role = scene.line.sentence, row.frame.get("'s")
    marks = [i for i in range(group.start, trigger.start) if sentence.class_at(i) == "S"]
    if not marks or role is None:
        return []
    owner = NounGroup(group.start, marks[-1], marks[-1] - 1)
    return [Argument(role, owner, scene.describe(owner), "'s")]


def _premodifiers(scene: Scene, row: Trigger, trigger: TriggerFound, group: NounGroup) -> list[Argument]:
    """Nouns and names directly before the trigger: "concert hall attack", "Taliban ambush", "knife attack"."""
    sentence, role = scene.line.sentence, row.frame.get("pre")
    marks = [i for i in range(group.start, trigger.start) if sentence.class_at(i) == "S"]
    start = (marks[-1] + 1) if marks else group.start
    while start < trigger.start and sentence.class_at(start) in "DMRAE" and start not in scene.line.nouns:
        start += 1
    if start >= trigger.start or role is None:
        return []
    inner = NounGroup(start, trigger.start, trigger.start - 1)
    return [Argument(role, inner, scene.describe(inner), "pre")]


# -------------------------------------------------------------------------------------------- conditions
def _holds(scene: Scene, anchor: Anchor) -> bool:
    needs = anchor.row.needs
    return not needs or any(all(_meets(scene, anchor, each) for each in every) for every in needs)


PALPABLE = HUMAN | THINGS | frozenset(("place", "name", "number", "pronoun", "event", "device"))
AGENTS = HUMAN | frozenset(("name", "pronoun", "number", "event", "device", "vehicle", "place"))
# What may follow an event noun in its group without turning it into something else: "attack victims", "bomb plot".
FOLLOWERS = frozenset(
    "victim victims survivor survivors suspect suspects scene site toll campaign attempt attempts plot spree case "
    "cases attack attacks charges allegations probe investigation anniversary aftermath claim claims threat threats "
    "that which who here there today yesterday".split()
)


def sensible(anchor: Anchor) -> bool:
    """Whether the arguments are such as the trigger's sense needs: "the goal killed the game" is no killing."""
    if anchor.noun is not None:
        return _heads_its_group(anchor) and not _of_nothing_palpable(anchor)
    subjects = [a for a in anchor.arguments if a.via == "subject"]
    if anchor.row.frame_name == "warn" and anchor.passive:
        subjects = [a for a in anchor.arguments if a.via == "object"]
    objects = [a for a in anchor.arguments if a.via == "object"]
    if anchor.row.family in ("response", "warning"):
        dumb = {"vehicle", "device"} | ({"other"} if anchor.row.type == "warning" else set())
        if any(a.what.what in dumb for a in subjects):
            return False
    elif any(a.what.what not in AGENTS and a.what.actor is None for a in subjects):
        return False
    if anchor.row.type == "condemnation":
        return not any(a.what.what in THINGS for a in objects)
    if anchor.row.family != "violence" or any(a.what.what in ARMED | {"security"} for a in subjects):
        return True
    return not objects or any(a.what.what in PALPABLE or a.what.actor is not None for a in objects)


def _heads_its_group(anchor: Anchor) -> bool:
    group = anchor.noun
    if group is None or anchor.end >= group.end:
        return True
    following = anchor.sentence.lower(anchor.end)
    return following in FOLLOWERS or anchor.sentence.class_at(anchor.end) in "US"


def _of_nothing_palpable(anchor: Anchor) -> bool:
    """ "the shooting of the film", "a clash of opinions": what it is of is nothing that violence touches."""
    if anchor.row.family != "violence":
        return False
    tied = [a for a in anchor.arguments if a.via in ("of", "between")]
    vague = bool(tied) and all(a.what.what not in PALPABLE and a.what.actor is None for a in tied)
    return vague and not any(a.via in ("by", "on", "against") for a in anchor.arguments)


def _meets(scene: Scene, anchor: Anchor, condition: str) -> bool:
    where, _, what = condition.partition(":")
    if where == "passive":
        return anchor.passive and any(_is_a(scene, a, "people") for a in anchor.arguments if a.via == "object")
    if where == "to" and what == "violence":
        return _followed_by_violence(scene, anchor)
    if where == "carrier":
        return anchor.carrier is not None and anchor.carrier.lemma in what.split("/")
    if where == "any":
        return _any_word(anchor, what)
    return any(_is_a(scene, a, what) for a in anchor.arguments if a.via == where)


def _followed_by_violence(scene: Scene, anchor: Anchor) -> bool:
    """ "threatened to kill", "a plot to bomb": an infinitive of violence within the next words."""
    sentence = anchor.sentence
    return any(
        found.start > anchor.end - 1
        and found.start - anchor.end <= 8
        and found.rows[0].family == "violence"
        and found.verb is not None
        and sentence.class_at(found.verb.start) == "T"
        for found in find_triggers(sentence)
    )


def _any_word(anchor: Anchor, what: str) -> bool:
    words = {token.lower for token in anchor.sentence.tokens}
    match what:
        case "captive":
            return bool(words & CAPTIVES)
        case "explosives":
            return any(word.startswith(("explos", "bomb", "suicide")) for word in words)
        case "with":
            return "with" in words
        case "custody":
            return bool(words & CUSTODY)
        case _:
            return True


def _is_a(scene: Scene, argument: Argument, what: str) -> bool:
    """Whether an argument is of a sort named in a condition."""
    described = argument.what
    tags = frozenset(described.tags)
    match what:
        case "people":
            return described.what in HUMAN or (described.what in ("pronoun", "number") and argument.via != "'s")
        case "armed":
            return described.what in ARMED | {"security"} or described.what in ("pronoun", "name")
        case "security":
            return described.what in ("security", "government", "pronoun", "name")
        case "thing":
            return described.what in THINGS or described.what == "place"
        case "place":
            return described.what in ("place", "facility", "infrastructure", "name", "civilian")
        case "device":
            return described.what == "device"
        case "explosive":
            return described.what == "device" and bool(tags & (DEVICE_TAGS_EXPLOSIVE | PROJECTILES))
        case "projectile":
            return described.what == "device" and bool(tags & PROJECTILES)
        case "weapon":
            return described.what == "device"
        case "vehicle" | "facility":
            return described.what == what
        case "event":
            return described.what == "event"
        case "captive":
            return bool({t.lower for t in _words(scene, argument)} & CAPTIVES)
        case "abuse":
            return bool({t.lower for t in _words(scene, argument)} & {"physical", "detainee", "prisoner"})
        case "military":
            state = _names_country(scene, argument) and bool({t.lower for t in scene.line.sentence.tokens} & STRUCK)
            return (
                state
                or described.what == "security"
                or bool({t.lower for t in _words(scene, argument)} & {"air", "military", "israeli", "missile", "drone"})
            )
        case "violence":
            return described.what in ("event", "device")
        case _:
            return False


def _names_country(scene: Scene, argument: Argument) -> bool:
    """ "US strike", "the Israeli strike"."""
    words = [t.text for t in _words(scene, argument)]
    return any(country_by_name(word) or countries_by_demonym(word) for word in words)


def _words(scene: Scene, argument: Argument) -> list[Token]:
    return scene.line.sentence.tokens[argument.group.start : argument.group.end]

"""Anchors: a trigger with the arguments that grammar gives it, in the first of its senses that they allow.

One anchor is one way in which a sentence speaks of an event; `merge` brings the anchors of one event together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import (
    OF_VERBS,
    Phrase,
    climb,
    conjuncts,
    objects_of,
    phrases_after,
    subject_of,
    verb_before,
)
from tocsin.read.rules.conditions import holds, sensible
from tocsin.read.rules.describe import ARMED, HUMAN
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup, coordinated
from tocsin.read.rules.nations import owners, strikers
from tocsin.read.rules.nouns import ANSWERING, THINGS, is_act, names_person
from tocsin.read.rules.relatives import object_before, resumed_subject
from tocsin.read.rules.scene import Anchor, Argument, Scene
from tocsin.read.rules.triggers import Trigger, TriggerFound, find_triggers
from tocsin.read.rules.words import word_table


def find_anchors(line: Line, persons: dict[int, tuple[int, int]]) -> tuple[Scene, list[Anchor]]:
    """The anchors of a line, in order, with the scene in which they were understood."""
    scene = Scene(line, persons)
    found = list(find_triggers(line.sentence))
    for trigger in found:
        if trigger.noun is not None and any(row.family in ("violence", "plot") for row in trigger.rows):
            scene.event_nouns[trigger.end - 1] = trigger
    return scene, [anchor for trigger in found if (anchor := _anchor(scene, trigger)) is not None]


def _anchor(scene: Scene, trigger: TriggerFound) -> Anchor | None:
    """The first row of the trigger whose conditions the arguments meet."""
    around = _around_verb(scene, trigger, trigger.verb) if trigger.verb else _around_noun(scene, trigger)
    for row in trigger.rows:
        if isinstance(around, _AroundVerb):
            anchor = _verb_anchor(scene, trigger, row, around)
        else:
            anchor = _noun_anchor(scene, trigger, row, around)
        if holds(scene, anchor) and sensible(anchor):
            return anchor
    return _anchor(scene, trigger.shorter) if trigger.shorter else None


# ------------------------------------------------------------------------------------------------- verbs
class _AroundVerb(Struct, frozen=True):
    """What grammar ties to a verb, whichever row its trigger is read by."""

    verb: VerbGroup
    objects: list[NounGroup]
    phrases: list[Phrase]
    subject: NounGroup | None


def _around_verb(scene: Scene, trigger: TriggerFound, verb: VerbGroup) -> _AroundVerb:
    sentence = scene.line.sentence
    if trigger.end > verb.end:  # the trigger holds its own object: "took a hard stance"
        verb = replace(verb, end=trigger.end)
    found = objects_of(sentence, verb) or _rest_of_group(sentence, verb.end) or _shared_objects(sentence, verb)
    objects = [_before(group, trigger.rest) for group in found]
    subject = subject_of(sentence, verb)
    phrases = list(_phrases_of(sentence, verb, objects))
    return _AroundVerb(verb, objects or _gap_filler(scene, verb, subject), phrases, subject)


def _verb_anchor(scene: Scene, trigger: TriggerFound, row: Trigger, around: _AroundVerb) -> Anchor:
    sentence, verb, objects, subject = scene.line.sentence, around.verb, around.objects, around.subject
    vows = row.type == "threat" and sentence.class_at(verb.end) == "T"  # "vowed to strike": nobody was vowed
    passive = verb.passive or (not vows and _reduced_passive(scene, verb, objects, subject, row))
    frame, bound = row.frame, []
    subject_role, object_role = frame.get("subject"), frame.get("object")
    if passive and object_role:
        if not verb.passive:
            subject = _adjacent(sentence, verb) or _before_comma(sentence, verb) or subject
        bound += _bind(scene, object_role, conjuncts(sentence, subject) if subject else [], "object")
        bound += _bind(scene, object_role, objects if verb.passive and row.effect else [], "object")
    else:
        bound += _bind(scene, subject_role, conjuncts(sentence, subject) if subject else [], "subject")
        bound += _bind(scene, object_role, objects, "object")
    bound += _phrases(scene, frame, around.phrases)
    if row.frame_name == "fire":
        bound = [_shot_at(a) for a in bound]
    if row.family == "violence":
        bound += owners(scene, row, bound)
    return Anchor(
        line=scene.line,
        sentence=sentence,
        start=trigger.start,
        end=trigger.end,
        row=row,
        verb=verb,
        noun=None,
        passive=passive,
        arguments=tuple(bound),
        events=_tied_events(scene, bound, objects, subject, around.phrases),
        rest=trigger.rest,
    )


OF_THINGS = HUMAN | THINGS | {"device", "place"}


def _gap_filler(scene: Scene, verb: VerbGroup, subject: NounGroup | None) -> list[NounGroup]:
    """ "villagers whom soldiers had executed", "the bridge that shells hit": the object of a relative clause."""
    filler = object_before(scene.line.sentence, subject, verb)
    if filler is None or subject is None:
        return []
    sure = scene.line.sentence.lower(subject.start - 1) == "whom" or scene.describe(filler).what in OF_THINGS
    return [filler] if sure else []


def _before(group: NounGroup, rest: int | None) -> NounGroup:
    """The object without the second part of a split verb: "its captain" in "took its captain hostage"."""
    if rest is None or not group.start < rest < group.end:
        return group
    return NounGroup(group.start, rest, rest - 1)


def _rest_of_group(sentence: Sentence, i: int) -> list[NounGroup]:
    """ "shot dead Elena Morales": where the trigger ends inside a noun group, what is left of it is the object."""
    group = sentence.noun_at.get(i)
    inside = group is not None and group.start < i <= group.head and sentence.verb_at.get(i) is None
    return coordinated(sentence, replace(group, start=i)) if group is not None and inside else []


def _shared_objects(sentence: Sentence, verb: VerbGroup) -> list[NounGroup]:
    """ "abducted and killed two clerks": the objects of the verb that follows are of both."""
    second = sentence.verb_at.get(verb.end + 1) if sentence.lower(verb.end) in ("and", "then") else None
    if second is None or second.start != verb.end + 1 or verb.passive or second.passive or second.form != verb.form:
        return []
    return objects_of(sentence, second)


def _phrases_of(sentence: Sentence, verb: VerbGroup, objects: Sequence[NounGroup]) -> Iterator[Phrase]:
    """The phrases of a verb. An "of" after a noun is the noun's ("police in the state of Kano"), but for some verbs."""
    begin = max(verb.end, objects[-1].end) if objects else verb.end
    for phrase in phrases_after(sentence, begin):
        own = phrase.at == begin and (not objects or verb.lemma in OF_VERBS)
        if phrase.preposition != "of" or own or sentence.class_at(phrase.at - 1) not in "NU,":
            yield phrase


NOMINATIVE = frozenset(("he", "she", "they", "we", "i"))
INTRANSITIVE = frozenset(("explode", "suffer", "clash", "self"))


def _reduced_passive(
    scene: Scene, verb: VerbGroup, objects: Sequence[NounGroup], subject: NounGroup | None, row: Trigger
) -> bool:
    """ "12 killed in blast", "a bomb planted by rebels": a past form with no object after it and a noun before."""
    if verb.form not in "VE" or objects or row.frame_name in INTRANSITIVE:
        return False
    if _before_comma(scene.line.sentence, verb) is not None or _suffered(scene.line.sentence, verb):
        return True
    if subject is None:
        return False
    if scene.line.sentence.lower(verb.end) in PARTICLES:
        return False  # "beat off an attack"
    sentence = scene.line.sentence
    rest = (
        2 if sentence.words(verb.head + 1, verb.head + 3) == "and killed" else sentence.lower(verb.head + 1) == "dead"
    )
    end = verb.head + 1 + rest  # "three men shot dead", "shot and killed"
    if scene.line.sentence.class_at(verb.start) == "X" or (
        verb.end > end and not (row.frame_name == "detonate" and _let_off(sentence, verb))
    ):
        return False
    if not scene.line.sentence.lower(verb.head).endswith(("ed", "n", "t", "ung", "ot", "id", "ain")):
        return False
    adjacent = _adjacent(scene.line.sentence, verb)
    if adjacent is None and scene.line.sentence.class_at(verb.start - 1) in "C,":
        before = verb_before(scene.line.sentence, verb.start)
        return before is not None and before.passive  # "was intercepted and shot"
    if adjacent is None:
        fronted = verb.start == 0 and subject.start > verb.end  # "Kidnapped on Friday, the trader was freed"
        return (verb.form == "E" or fronted) and verb.start == verb.head
    if scene.line.sentence.lower(adjacent.head) in NOMINATIVE:
        return False  # "after he shot from the halfway line"
    what = scene.describe(adjacent)
    if what.definite and _only_verb(scene.line.sentence, verb):
        return False  # "the midfielder shot over the bar": telegrams have no articles
    agent = what.what in ARMED and row.effect is None
    return not agent


def _suffered(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "will see their vehicles burned", "had his house torched": done to what somebody sees or has."""
    seen = _adjacent(sentence, verb)
    seen = climb(sentence, seen) if seen is not None and sentence.lower(seen.start - 1) == "of" else seen
    before = sentence.verb_at.get(seen.start - 1) if seen is not None else None
    past = sentence.lower(verb.head) != verb.lemma or verb.lemma == "set"
    return before is not None and before.lemma in ("see", "have", "find") and past and before.end > before.start


def _let_off(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "gas let off by attackers": a particle, and who did it."""
    return (
        verb.lemma == "let"
        and sentence.lower(verb.end) == "by"
        and verb.end == verb.head + 2
        and sentence.class_at(verb.head + 1) == "P"
    )


TELEGRAM = frozenset(("kill", "wound", "injure", "hurt"))


def _only_verb(sentence: Sentence, verb: VerbGroup) -> bool:
    """A full sentence has a finite verb: where there is no other, this is it."""
    if sentence.headline or not sentence.cased or verb.lemma in TELEGRAM:
        return False
    finite = [v for v in sentence.verbs if v.form == "V" or v.passive or sentence.class_at(v.start) == "X"]
    return finite == [verb]


def _adjacent(sentence: Sentence, verb: VerbGroup) -> NounGroup | None:
    """The noun group that ends right before a verb group, adverbs and times passed over."""
    resumed = resumed_subject(sentence, verb) if sentence.headline else None
    if resumed is not None:
        return resumed  # "Sniper who killed driver jailed for life"
    i = verb.start - 1
    while i >= 0 and sentence.class_at(i) in "RZ":
        i -= 1
    if sentence.class_at(i) == ")":
        i = sentence.classes.rfind("(", 0, i) - 1  # "an officer of the Border Guard (BG) killed"
    group = sentence.noun_at.get(i)
    if group is None or group.end != i + 1:
        return None
    counted = sentence.noun_at.get(group.start - 2) if sentence.lower(group.start - 1) == "of" else None
    if counted is None or "M" not in sentence.classes[counted.start : counted.end]:
        return group
    return counted if "M" not in sentence.classes[group.start : group.end] else group  # "18 of its personnel"


def _before_comma(sentence: Sentence, verb: VerbGroup) -> NounGroup | None:
    """ "the release of the trader, kidnapped last week by rebels": who it was done to, where it is said by whom."""
    if sentence.class_at(verb.start - 1) != "," or verb.start != verb.head:
        return None
    i = verb.end
    while sentence.class_at(i) in "RZ":
        i += 1
    group = sentence.noun_at.get(verb.start - 2)
    return group if sentence.lower(i) == "by" and group is not None and group.end == verb.start - 1 else None


def _bind(scene: Scene, role: str | None, groups: Sequence[NounGroup], via: str) -> list[Argument]:
    if role is None:
        return []
    return [Argument(role, group, scene.describe(group), via) for group in groups]


def _shot_at(argument: Argument) -> Argument:
    """ "sprayed the bus with bullets": what is no weapon is what was fired at."""
    hit = argument.role == "weapon" and argument.via == "object" and argument.what.what in HUMAN | THINGS
    return Argument("harmed", argument.group, argument.what, argument.via) if hit else argument


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
    if not scene.event_nouns:
        return ()
    groups = [a.group for a in bound] + list(objects) + ([subject] if subject else [])
    groups += [p.group for p in phrases if p.preposition in ("in", "by", "during", "from", "when", "of", "for", "with")]
    heads = {i for g in groups for i in scene.event_nouns if g.start <= i < g.end}
    return tuple(sorted(heads))


# ------------------------------------------------------------------------------------------------- nouns
class _AroundNoun(Struct, frozen=True):
    """What grammar ties to an event noun, whichever row its trigger is read by."""

    group: NounGroup
    phrases: list[Phrase]
    carrier: VerbGroup | None


def _around_noun(scene: Scene, trigger: TriggerFound) -> _AroundNoun:
    sentence, group = scene.line.sentence, trigger.noun
    assert group is not None
    phrases = [p for p in phrases_after(sentence, group.end) if not _of_another(sentence, p, group)]
    return _AroundNoun(group, phrases, _carrier(sentence, group, phrases))


def _noun_anchor(scene: Scene, trigger: TriggerFound, row: Trigger, around: _AroundNoun) -> Anchor:
    sentence, group, carrier = scene.line.sentence, around.group, around.carrier
    bound = _possessors(scene, row, trigger, group) + _premodifiers(scene, row, trigger, group)
    bound += strikers(scene, row.type, group, trigger.start)
    bound += _phrases(scene, row.frame, around.phrases)
    if carrier is not None:
        bound += _carried(scene, row, carrier, group)
    if not any(a.role == "perpetrator" for a in bound) and (doer := _fronted_doer(scene, row, group)) is not None:
        bound += _bind(scene, "perpetrator", [doer], "subject")
    if "head" in row.frame and trigger.end <= group.head:  # "the murdered councillor"
        bound += _bind(scene, row.frame["head"], [NounGroup(trigger.end, group.end, group.head)], "head")
    return Anchor(
        line=scene.line,
        sentence=sentence,
        start=trigger.start,
        end=trigger.end,
        row=row,
        verb=None,
        noun=group,
        arguments=tuple(bound),
        events=(trigger.end - 1,),
        carrier=carrier,
    )


def _fronted_doer(scene: Scene, row: Trigger, group: NounGroup) -> NounGroup | None:
    """ "In a surprise attack on the road, insurgents drove troops from a gate": whose attack it was."""
    sentence = scene.line.sentence
    fronted = group.start == 1 and sentence.lower(0) == "in" and sentence.lower(1) in ("a", "an", "another")
    if not fronted or row.frame_name not in ("assault_noun", "killing_noun", "hurting_noun"):
        return None
    comma = sentence.classes.find(",", group.end)
    doer = sentence.noun_at.get(comma + 1) if 0 < comma < group.end + 12 else None
    if doer is None or scene.describe(doer).what not in ARMED:
        return None
    verb = next((v for v in sentence.verbs if v.start >= doer.end), None)
    return doer if verb is not None and not verb.passive and subject_of(sentence, verb) == doer else None


def _of_another(sentence: Sentence, phrase: Phrase, group: NounGroup) -> bool:
    """ "the murder of a member of parliament": the second "of" belongs to the noun before it.

    So does "on" in "a strike in reply to the attack on the bus": to the nearer act.
    """
    if phrase.at <= group.end:
        return False
    nearer = sentence.noun_at.get(phrase.at - 1)
    if phrase.preposition in STRIKING and is_act(sentence.lower(phrase.at - 1)):
        return nearer is not None and sentence.lower(nearer.start - 2) in ANSWERING
    if phrase.preposition != "of":  # "the attack on a bus, a doctor at the hospital said"
        person = nearer is not None and names_person(sentence.lower(nearer.head))
        return nearer is not None and person and sentence.class_at(nearer.start - 1) == ","
    if sentence.class_at(phrase.at - 1) == "," and sentence.class_at(group.end) == ",":
        return False  # "the killing, on the same road, of a judge"
    return sentence.class_at(phrase.at - 1) in "NU,"


STRIKING = frozenset(("on", "against", "by", "at"))
PARTICLES = frozenset(("out", "off", "back"))
ENGAGING = word_set("engage involve lock embroil tangle fight wage")
CARRIERS = word_set(
    "launch carry stage mount conduct perpetrate commit make execute unleash cause direct fire lob use resort"
)
# What those who respond do with their responses: "imposed a curfew", "stepped up patrols".
ACTED = word_set(
    "impose clamp enforce lift relax extend declare order hold take begin start open initiate step tighten beef "
    "register file lodge issue set announce intensify strengthen maintain keep effect undertake organise organize "
    "provide increase reinforce deploy"
)


def _carrier(sentence: Sentence, group: NounGroup, phrases: Sequence[Phrase]) -> VerbGroup | None:
    """The verb whose object or subject the event noun is: "launched an attack", "the attack was carried out by"."""
    i = group.start - 1
    while i > 0 and (sentence.class_at(i) in "ZR" or sentence.lower(i) in PARTICLES):
        i -= 1  # "carried out overnight raids", "beat off an attack"
    if sentence.lower(i) == "to" and (resorted := sentence.verb_at.get(i - 1)) and resorted.lemma == "resort":
        return resorted  # "resorted to a baton charge"
    if sentence.lower(i) == "in" and (engaged := sentence.verb_at.get(i - 1)) and engaged.lemma in ENGAGING:
        return engaged  # "engaged in a gun battle"
    before = sentence.verb_at.get(i)
    if before is not None:
        return _past_naming(sentence, before)
    last = phrases[-1].group.end if phrases else group.end
    for end in (group.end, last):
        i = end + 1 if sentence.class_at(end) == "," else end
        after = sentence.verb_at.get(i)
        if after is not None and after.start == i:
            return after
    return None


CALLING = word_set("call describe term dub")


def _past_naming(sentence: Sentence, verb: VerbGroup) -> VerbGroup:
    """ "prevented what they called a bombing": the verb before the words that only give it a name."""
    i = verb.start - 1
    while i >= 0 and sentence.class_at(i) in "NUODX":
        i -= 1
    naming = verb.lemma in CALLING and sentence.lower(i + 1) == "what"
    return sentence.verb_at.get(i, verb) if naming else verb


RAGING = word_set("break erupt rage flare continue resume go take occur ensue spread intensify escalate start begin")
SIDES = frozenset(("between", "with"))  # "fighting broke out in Zawiya between"
BEGINNING = word_set("start begin provoke initiate spark open trigger instigate launch")


def _carried(scene: Scene, row: Trigger, carrier: VerbGroup, group: NounGroup) -> list[Argument]:
    """The doer of "launched an attack" is its doer; phrases after "the attack, launched" belong to both."""
    sentence = scene.line.sentence
    own = row.frame.get("carrier")
    if row.frame_name == "clash" and carrier.lemma in BEGINNING and group.start > carrier.start:
        subject = subject_of(sentence, carrier)
        return _bind(scene, "initiator", [subject] if subject else [], "subject")
    if row.frame_name == "clash" and carrier.lemma in RAGING and carrier.start > group.start:
        return _phrases(scene, row.frame, [p for p in phrases_after(sentence, carrier.end) if p.preposition in SIDES])
    if row.frame_name == "clash" and carrier.lemma in ENGAGING and carrier.end <= group.start:
        subject = subject_of(sentence, carrier)
        return _bind(scene, "party", conjuncts(sentence, subject) if subject else [], "subject")
    if carrier.lemma not in CARRIERS and not (own and carrier.lemma in ACTED):
        return []
    role = own or ("party" if "party" in row.frame.values() else "perpetrator")
    after = carrier.end + (sentence.lower(carrier.end) == "out")
    if group.start < carrier.start or carrier.passive:
        return _phrases(scene, row.frame, list(phrases_after(sentence, after)))
    subject = subject_of(sentence, carrier)
    return _bind(scene, role, [subject] if subject else [], "subject")


def _possessors(scene: Scene, row: Trigger, trigger: TriggerFound, group: NounGroup) -> list[Argument]:
    """ "ISIS-K's deadly assault": the name before the 's, inside the group."""
    role = row.frame.get("'s")
    mark = scene.line.sentence.classes.rfind("S", group.start, trigger.start)
    if mark <= group.start or role is None:
        return []
    owner = NounGroup(group.start, mark, mark - 1)
    return [Argument(role, owner, scene.describe(owner), "'s")]


def _premodifiers(scene: Scene, row: Trigger, trigger: TriggerFound, group: NounGroup) -> list[Argument]:
    """Nouns and names directly before the trigger: "concert hall attack", "Taliban ambush", "knife attack"."""
    classes, role = scene.line.sentence.classes, row.frame.get("pre")
    start = max(classes.rfind("S", group.start, trigger.start) + 1, group.start)
    while start < trigger.start and classes[start] in "DMRAE" and start not in scene.line.nouns:
        start += 1
    if start >= trigger.start or role is None:
        return []
    inner = NounGroup(start, trigger.start, trigger.start - 1)
    what, table = scene.describe(inner), word_table()
    if start == inner.head and what.what in THINGS and "a" in table.get(scene.line.sentence.lower(start), ("",))[0]:
        return []  # "a complex attack": of what sort it was
    return [Argument(role, inner, what, "pre")]

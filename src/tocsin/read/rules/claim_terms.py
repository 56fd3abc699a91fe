"""Whether a row of `claims.toml` is meant where its words stand: about an act, and neither undone nor supposed."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import climb, objects_of, subject_of, verb_before
from tocsin.read.rules.describe import DEVICE_TAGS_EXPLOSIVE
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.hypothetical import CONDITION
from tocsin.read.rules.patterns import Matched, Pattern
from tocsin.read.rules.relatives import is_finite, object_before
from tocsin.read.rules.scene import Anchor, Scene
from tocsin.read.rules.topics import HARM, IT, PART, about_violence, has_part, is_event, told_after

POSSIBLE = word_set("may might could must")


def is_meant(scene: Scene, anchors: Sequence[Anchor], verb: VerbGroup, pattern: Pattern, found: Matched) -> bool:
    """Whether a row is meant: about violence, and neither undone nor supposed."""
    if _withheld(scene.line.sentence, verb):
        return False
    match pattern.says("topic"):
        case "act":
            return about_violence(scene, anchors, found, verb, said=False)
        case "act!":
            return about_violence(scene, anchors, found, verb, said=True)
        case "deed":
            return _deed(scene, anchors, verb)
        case "object":
            return _of_act(scene, anchors, verb, found)
        case "shifted":
            return _shifted(scene, verb, found)
        case "self":
            return told_after(scene, anchors, 0) or len(scene.line.sentence.texts) < 12
        case _:
            return True


def _withheld(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "declined to blame", "has yet to claim", "if X is responsible", "would accuse": nothing of the kind is said."""
    if verb.modal and verb.modal not in POSSIBLE:
        return True
    if _ruled_out(sentence, verb):
        return True
    before = verb_before(sentence, verb.start)
    if before is not None and verb.start - before.end <= 1 and before.lemma in ("decline", "refuse", "avoid", "fail"):
        return True
    if verb.infinitive and sentence.lower(verb.start - 1) in ("yet", "not", "reluctant"):
        return True
    opened = max((i for i in range(verb.start) if sentence.class_at(i) in ".,"), default=0)
    return not CONDITION.isdisjoint(sentence.folded[opened : verb.start])


UNPROVEN = frozenset(("ruled out", "rule out", "no evidence", "no proof", "no indication", "no sign", "no suggestion"))


def _ruled_out(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "ruled out that the mafia was behind it", "found no evidence that rebels were responsible"."""
    for i in range(verb.start - 1, max(0, verb.start - 8), -1):
        if sentence.class_at(i) in ".,":
            return False
        if sentence.lower(i) == "that":
            return sentence.words(i - 2, i) in UNPROVEN
    return False


def _deed(scene: Scene, anchors: Sequence[Anchor], verb: VerbGroup) -> bool:
    """ "accused of killing", "the accusation that it had a hand in": what follows is violence or a part in it."""
    sentence = scene.line.sentence
    violent = any(_within_reach(sentence, verb, a) and a.row.family in ("violence", "plot") for a in anchors)
    return violent or has_part(sentence, verb.end) or any(i > verb.end for i in scene.event_nouns)


def _within_reach(sentence: Sentence, verb: VerbGroup, anchor: Anchor) -> bool:
    """After the verb, and before the clause goes on: "the mayor, accused of smuggling, was shot"."""
    between = [
        v
        for v in sentence.verbs
        if verb.end <= v.start <= anchor.start and "W" not in sentence.classes[verb.end : v.start]
    ]
    return anchor.start > verb.end and not any(v.passive or (v.form == "V" and not v.infinitive) for v in between)


def _of_act(scene: Scene, anchors: Sequence[Anchor], verb: VerbGroup, found: Matched) -> bool:
    """ "claimed the attack", "admitted bombing the bank": the object is an act, or a gerund tells of one."""
    if found.passive:
        return _event_before(scene, verb)
    sentence = scene.line.sentence
    group = next(iter(objects_of(sentence, verb)), None)
    taken_up = object_before(sentence, subject_of(sentence, verb), verb) if group is None else None
    if taken_up is not None and (is_event(scene, taken_up) or is_event(scene, climb(sentence, taken_up))):
        return True  # "the attack on the tanker, which Washington blames on Tehran"
    if group is not None and (is_event(scene, group) or sentence.lower(group.head) in IT or _is_bomb(scene, group)):
        return True
    if sentence.class_at(verb.end) == "G" and sentence.lower(verb.end) in PART:
        return told_after(scene, anchors, verb.end)  # "denied ordering the killing"
    if sentence.lower(verb.end) == "that" and verb.lemma in OWNING and _own_side(sentence, verb.end + 1):
        return told_after(scene, anchors, verb.end + 1)  # "confessed that one of its own had thrown the bomb"
    return act_told(anchors, verb) is not None


OWNING = frozenset(("claim", "admit", "acknowledge", "confess"))
OWN_SIDE = word_set("it its they their we our he his she her i my")


def _own_side(sentence: Sentence, i: int) -> bool:
    """ "its men", "one of its own": the subject of a clause that begins at a token is the speaker's side."""
    i += 2 if sentence.lower(i + 1) == "of" else 0
    return sentence.lower(i) in OWN_SIDE and not any(
        v.negated for v in sentence.verbs if i < v.start and is_finite(sentence, v)
    )


def _shifted(scene: Scene, verb: VerbGroup, found: Matched) -> bool:
    """ "attribute to the rebels the ambush of a bus": the act after the party."""
    sentence = scene.line.sentence
    act = sentence.noun_at.get(found.who[-1].end) if found.who else None
    return act is not None and not objects_of(sentence, verb) and is_event(scene, act)


def _is_bomb(scene: Scene, group: NounGroup) -> bool:
    """ "disowned the landmine that tore through a truck"."""
    described = scene.describe(group)
    return described.what == "device" and bool(DEVICE_TAGS_EXPLOSIVE & set(described.tags))


def act_told(anchors: Sequence[Anchor], verb: VerbGroup) -> Anchor | None:
    """The act that a verb right after tells of: "denied shelling it", "claimed to have shelled it"."""
    for anchor in anchors:
        for v in anchor.verbs:
            doing = v.form in ("G", "E") and not v.passive and 0 <= v.start - verb.end <= 1
            if doing and anchor.row.family in HARM:
                return anchor
    return None


def _event_before(scene: Scene, verb: VerbGroup) -> bool:
    subject = subject_of(scene.line.sentence, verb)
    return subject is not None and is_event(scene, subject)

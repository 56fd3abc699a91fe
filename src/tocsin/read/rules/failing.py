"""Attempts that came to nothing: "but the pistol jammed", "the grenade failed to explode", "left without firing".

What is told before such words was begun and did no harm; where somebody is said to be dead or hurt, it did.
"""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import subject_of
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import StatusFound

FAILED = word_set("jam misfire malfunction fizzle")
GOING_OFF = word_set("explode detonate ignite fire go burn")
HARM = word_set("dead killed killing dies died wounded wounding injured injuring hurt casualties")
OPENERS = FAILED | GOING_OFF | word_set("jammed misfired malfunctioned fizzled fail failed fails failing exploded gone")
OPENERS |= word_set("off detonated ignited without but")
TYPES = (
    "armed_assault",
    "assassination",
    "bombing",
    "suicide_bombing",
    "arson",
    "missile_rocket",
    "landmine_explosion",
)
NOTHING_DONE = word_set("fire light shoot harm hurt attack detonate explode kill")
GONE = word_set("go leave flee return withdraw retreat depart")


def by_failure(anchor: Anchor) -> StatusFound | None:
    """The status `attempted`, where what was begun is told to have failed by itself."""
    sentence = anchor.sentence
    if OPENERS.isdisjoint(sentence.vocabulary) or not HARM.isdisjoint(sentence.vocabulary):
        return None
    if anchor.row.type not in TYPES or anchor.row.effect is not None:
        return None
    for verb in sentence.verbs:
        if verb.start < anchor.start:
            continue
        if (
            verb.lemma in FAILED
            or _did_not_go_off(sentence, verb)
            or _left_it(anchor, verb)
            or _in_time(sentence, verb)
            or _noticed(anchor, verb)
        ):
            return StatusFound("attempted", verb.head, verb.head + 1)
    return None


STOPPING = word_set(
    "overpower stop arrest shoot seize detain wrestle subdue disarm catch tackle intercept kill restrain grab pin foil "
    "thwart gun capture hold prevent disable apprehend nab neutralise neutralize destroy down block challenge spot"
)
DOWNED = ("missile_rocket", "drone_strike", "shelling", "air_strike", "armed_assault")


def by_halt(anchor: Anchor) -> StatusFound | None:
    """The status of what was stopped: "overpowered him before he could set off the explosives", "was shot down"."""
    sentence = anchor.sentence
    if anchor.row.family != "violence" or anchor.row.effect is not None or HALTS.isdisjoint(sentence.vocabulary):
        return None
    return _could_not(anchor) or _downed(anchor) or _bomber_stopped(anchor)


HALTS = word_set("before intercepted down shot destroyed as")


def _could_not(anchor: Anchor) -> StatusFound | None:
    """ "before he could detonate it": stopped where somebody is said to have stopped him, else attempted."""
    sentence, verb = anchor.sentence, anchor.verb
    if verb is None or verb.modal not in ("could", "can") or verb.negated:
        return None
    opened = next(
        (i for i in range(verb.start - 1, max(-1, verb.start - 6), -1) if sentence.lower(i) == "before"), None
    )
    if opened is None:
        return None
    stopped = any(v.lemma in STOPPING for v in sentence.verbs if v.end <= opened)
    return StatusFound("foiled" if stopped else "attempted", opened, opened + 1)


def _downed(anchor: Anchor) -> StatusFound | None:
    """ "a rocket fired at the zone was intercepted": what flew and was brought down."""
    sentence = anchor.sentence
    if anchor.row.type not in DOWNED or not HARM.isdisjoint(sentence.vocabulary):
        return None
    if (at := _flew_and_fell(anchor)) is not None:
        return StatusFound("attempted", at, at + 1)
    flying = [a.group for a in anchor.arguments if PROJECTILE & set(a.what.tags)]
    for verb in sentence.verbs:
        down = verb.lemma in ("shoot", "bring", "take") and sentence.lower(verb.end) == "down"
        if not verb.passive or verb.negated or not (down or verb.lemma in ("intercept", "down", "destroy")):
            continue
        if flying and subject_of(sentence, verb) in flying:
            return StatusFound("attempted", verb.head, verb.head + 1)
    return None


def _flew_and_fell(anchor: Anchor) -> int | None:
    """ "shot down a missile fired at Riyadh": the verb that brought down what was fired."""
    sentence, verb = anchor.sentence, anchor.verb
    if verb is None or verb.start != verb.head or verb.passive:
        return None
    flown = sentence.noun_at.get(verb.start - 1)
    downing = next((v for v in reversed(sentence.verbs) if v.end <= flown.start), None) if flown is not None else None
    if flown is None or downing is None or downing.negated or flown.end != verb.start:
        return None
    down = downing.lemma in ("shoot", "bring", "take") and sentence.lower(downing.end) == "down"
    near = flown.start - downing.end <= 1
    tagged = PROJECTILE & set(anchor.line.nouns[flown.head].tags) if flown.head in anchor.line.nouns else None
    return downing.head if near and tagged and (down or downing.lemma in ("intercept", "down", "destroy")) else None


PROJECTILE = frozenset(("rocket", "missile", "mortar", "projectile", "drone", "artillery"))


def _bomber_stopped(anchor: Anchor) -> StatusFound | None:
    """ "a suicide bomber was shot dead before he reached the gate"."""
    sentence, verb = anchor.sentence, anchor.carrier
    if anchor.row.id != "bomber-n" or verb is None or not verb.passive or verb.lemma not in STOPPING:
        return None
    ends = [i for i in range(verb.end, len(sentence.folded)) if sentence.lower(i) in ("before", "as")]
    clause = next((v for i in ends for v in sentence.verbs if v.start > i), None)
    return StatusFound("foiled", verb.head, verb.head + 1) if clause is not None else None


def _did_not_go_off(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "failed to explode", "did not go off"."""
    if verb.lemma not in GOING_OFF or (verb.lemma == "go" and sentence.lower(verb.end) != "off"):
        return False
    before = next((v for v in reversed(sentence.verbs) if v.end <= verb.start), None)
    return verb.negated or (verb.infinitive and before is not None and before.lemma == "fail")


def _in_time(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "fell off before it could detonate"."""
    could = verb.lemma in GOING_OFF and verb.modal in ("could", "can") and not verb.negated
    return could and "before" in sentence.folded[max(0, verb.start - 4) : verb.start]


def _noticed(anchor: Anchor, verb: VerbGroup) -> bool:
    """ "laid a mine, but a herdsman noticed the wires and alerted the police"."""
    sentence = anchor.sentence
    if anchor.row.id != "plant-v" or verb.lemma not in NOTICING or verb.negated or verb.modal:
        return False
    opened = next((i for i in range(verb.start - 1, anchor.end, -1) if sentence.lower(i) == "but"), None)
    return opened is not None and not any(v.lemma in GOING_OFF and not v.negated for v in sentence.verbs)


NOTICING = word_set("notice spot see find discover alert detect uncover")


def _left_it(anchor: Anchor, verb: VerbGroup) -> bool:
    """ "came to burn the orchard and went home without lighting a match"."""
    sentence = anchor.sentence
    if anchor.verb is None or not anchor.verb.infinitive or verb.lemma not in NOTHING_DONE or verb.form != "G":
        return False
    before = next((v for v in reversed(sentence.verbs) if v.end <= verb.start), None)
    return sentence.lower(verb.start - 1) == "without" and before is not None and before.lemma in GONE

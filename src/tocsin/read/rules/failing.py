"""Attempts that came to nothing: "but the pistol jammed", "the grenade failed to explode", "left without firing".

What is told before such words was begun and did no harm; where somebody is said to be dead or hurt, it did.
"""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import StatusFound

FAILED = word_set("jam misfire malfunction fizzle")
GOING_OFF = word_set("explode detonate ignite fire go burn")
HARM = word_set("dead killed killing dies died wounded wounding injured injuring hurt casualties")
OPENERS = FAILED | GOING_OFF | word_set("jammed misfired malfunctioned fizzled fail failed fails failing exploded gone")
OPENERS |= word_set("off detonated ignited without")
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
        if verb.lemma in FAILED or _did_not_go_off(sentence, verb) or _left_it(anchor, verb):
            return StatusFound("attempted", verb.head, verb.head + 1)
    return None


def _did_not_go_off(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "failed to explode", "did not go off"."""
    if verb.lemma not in GOING_OFF or (verb.lemma == "go" and sentence.lower(verb.end) != "off"):
        return False
    before = next((v for v in reversed(sentence.verbs) if v.end <= verb.start), None)
    return verb.negated or (verb.infinitive and before is not None and before.lemma == "fail")


def _left_it(anchor: Anchor, verb: VerbGroup) -> bool:
    """ "came to burn the orchard and went home without lighting a match"."""
    sentence = anchor.sentence
    if anchor.verb is None or not anchor.verb.infinitive or verb.lemma not in NOTHING_DONE or verb.form != "G":
        return False
    before = next((v for v in reversed(sentence.verbs) if v.end <= verb.start), None)
    return sentence.lower(verb.start - 1) == "without" and before is not None and before.lemma in GONE

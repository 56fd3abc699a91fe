"""Acts that are warned of, called for or threatened in a clause of their own: who speaks says what becomes of them.

What those in authority warn of has not happened and is no act; what an armed group says will be done is threatened.
"""

from __future__ import annotations

from typing import Literal

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import climb, subject_of, verb_before
from tocsin.read.rules.describe import ARMED
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup, complement
from tocsin.read.rules.parties import speaks_for
from tocsin.read.rules.scene import Anchor, Scene
from tocsin.read.rules.status_words import StatusFound

WARNING = word_set("warn caution alert advise brief notify")
CALLING = word_set("call appeal press push plead clamour clamor agitate")
HOLDERS = word_set("warning warnings alert alerts advisory advisories alarm caution")
OF_WHAT = frozenset(("of", "about", "over", "against", "on", "for"))
OPENERS = (
    WARNING
    | CALLING
    | HOLDERS
    | word_set("warned warns warning cautioned alerted advised called calls calling appealed pressed urged")
)
REACH = 14


def by_warning(anchor: Anchor) -> StatusFound | Literal["none"] | None:
    """ "warned of attacks", "warned them that they would be shot", "called for attacks", "an alert over bombs"."""
    sentence = anchor.sentence
    if OPENERS.isdisjoint(sentence.vocabulary):
        return None
    if anchor.row.type == "warning" and anchor.verb is not None:
        return "none" if by_armed(anchor, anchor.verb) else None
    if anchor.row.family not in ("violence", "plot"):
        return None
    if anchor.noun is not None:
        return _noun(anchor, sentence)
    verb = anchor.verb
    warning = _warning_before(sentence, verb.start) if verb is not None else None
    if verb is None or warning is None or not _still_to_come(sentence, verb, warning):
        return None
    return _spoken(anchor, warning)


def _noun(anchor: Anchor, sentence: Sentence) -> StatusFound | Literal["none"] | None:
    assert anchor.noun is not None
    at = anchor.noun.start - 1
    if sentence.lower(at) not in OF_WHAT or sentence.lower(anchor.noun.start) in ("the", "that", "this"):
        return None
    if sentence.lower(at - 1) in HOLDERS:
        return "none"
    if sentence.lower(at) == "for":
        before = sentence.verb_at.get(at - 1)
        return _spoken(anchor, before) if before is not None and before.lemma in CALLING else None
    warning = _warning_before(sentence, at)
    if warning is None or "," in sentence.classes[warning.end : at]:
        return None
    return _spoken(anchor, warning)


def _warning_before(sentence: Sentence, i: int) -> VerbGroup | None:
    """The verb of warning that governs what follows: the last verb before it, infinitives of advice passed over."""
    before = verb_before(sentence, i)
    while before is not None and before.infinitive and before.lemma not in WARNING and i - before.start <= REACH:
        before = verb_before(sentence, before.start)
    found = before is not None and before.lemma in WARNING and not before.passive and i - before.end <= REACH
    return before if found else None


def _still_to_come(sentence: Sentence, verb: VerbGroup, warning: VerbGroup) -> bool:
    """ "that they would be shot", "to leave or be killed": not yet done when the warning was given."""
    if verb.modal or verb.infinitive:
        return True
    return sentence.lower(verb.start - 1) == "or" or sentence.lower(verb.start) == "be"


def _spoken(anchor: Anchor, warning: VerbGroup) -> StatusFound | Literal["none"]:
    """Threatened in the mouth of an armed group, nothing in that of anybody else."""
    if by_armed(anchor, warning):
        return StatusFound("threatened", warning.head, warning.head + 1)
    return "none"


def by_armed(anchor: Anchor, warning: VerbGroup) -> bool:
    """Whether an armed group, or who speaks for it, is the subject of a verb of warning."""
    sentence = anchor.sentence
    subject = subject_of(sentence, warning)
    if subject is None:
        return False
    scene = Scene(anchor.line, {})
    return is_armed(scene, speaks_for(scene, climb(sentence, subject)) or subject)


def is_armed(scene: Scene, party: NounGroup) -> bool:
    """Whether it is an armed group, somebody who leads one, or whoever rises against the state."""
    sentence = scene.line.sentence
    described = scene.describe(party)
    leads = described.what in ("official", "person", "security") and sentence.lower(party.head) in LEADERS
    if described.what in ARMED or (leads and _led(scene, party)):
        return True
    rising = not RISING.isdisjoint(sentence.folded[party.start : party.head])
    return described.what in ("other", "name") and (rising or sentence.lower(party.head) in ARMED_GROUP)


def _led(scene: Scene, leader: NounGroup) -> bool:
    """ "the Boko Haram leader", "the chief of the militia"."""
    inside = [a.start for a in scene.line.actors if leader.start <= a.start < leader.head]
    owner = scene.line.sentence.classes.find("S", leader.start, leader.head)
    if owner > leader.start and scene.line.sentence.lower(owner - 1) in ARMED_GROUP:
        return True  # "the group's leader"
    led = [NounGroup(leader.start, leader.head, leader.head - 1)] if inside else []
    after = complement(scene.line.sentence, leader)
    led += [after[1]] if after is not None and after[0] == "of" else []
    return any(scene.describe(group).what in ARMED for group in led)


LEADERS = word_set("leader leaders chief chiefs head commander commanders emir boss deputy founder")
ARMED_GROUP = word_set("group militia movement faction outfit sect gang cartel rebels militants insurgents")
RISING = word_set(  # before "coalition", "alliance", "front": who fights the state
    "rebel jihadist jihadi islamist separatist insurgent militant extremist guerrilla maoist secessionist paramilitary "
    "underground outlawed banned armed"
)

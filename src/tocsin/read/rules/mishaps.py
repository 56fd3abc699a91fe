"""Harm that nobody meant: storms, crashes, leaks, beasts, and the weapon that went off in its owner's hands."""

from __future__ import annotations

from functools import cache

from tocsin.lexicon import load_toml, word_set
from tocsin.read.rules.nouns import names_person
from tocsin.read.rules.scene import UNMEANT, Anchor, Argument
from tocsin.read.rules.sections import Section
from tocsin.resolve.phrases import PhraseIndex

# Triggers that tell of harm and not of who meant it.
HARM = word_set(
    "kill-v killing-n wound-v blast-n displace-v claim-lives-v hit-v explode-v death-n die-v found-dead-v ram-v "
    "drive-v burn-v bomb-destroy-v destroy-v set-fire-v detonate-v shoot-v poison-v drown-v"
)
# Those that tell of a deed as well: a mishap only where the words say so of the harm itself.
DONE = HARM | word_set(
    "shoot-dead-v shoot-wound-v stab-v stab-dead-v stab-wound-v shooting-n gunshot-wound-n hospital-v"
)
HOUSEHOLD = word_set(
    "cylinder cylinders canister canisters bottle bottles tank tanks firework fireworks firecracker firecrackers"
)
# What makes a bomb of a household thing, or tells that somebody used it as one.
RIGGED = word_set(
    "bomb bombs bomber bombers bombing explosive explosives detonator detonators detonated nails rigged packed wired "
    "hidden concealed planted strapped taped timer thrown threw hurled hurling throwing lobbed rammed attack attackers "
    "attacker attacked ied device deliberately arson arsonists loaded laden primed mortar launched fired"
)
WENT_OFF = word_set("went go goes gone discharged misfired exploded burst")
HEAVY = frozenset(("artillery", "mortar", "missile", "rocket", "drone", "aircraft_bomb"))  # fired at somebody at least
MEANT = word_set("deliberately intentionally purposely")
CAUSE = word_set("by to of on from off when after with in because since as")
OWN = frozenset(("his", "her", "their", "its"))


@cache
def _phrases(kind: str) -> PhraseIndex[bool]:
    return PhraseIndex((word, True) for row in load_toml("domains.toml")[kind] for word in row["words"])


ARMED = ("armed", "armed_org")
MEANING = (*ARMED, "security", "device")  # who or what harms on purpose


def is_mishap(anchor: Anchor, section: Section | None = None) -> bool:
    """Harm told in a sentence that speaks of a storm, a crash or a leak, and of nobody armed and no weapon.

    Under a heading of accidents, or of sport and the arts, no such word is needed.
    """
    if section in ("mishap", "aside") and (anchor.row.id in HARM or anchor.row.strength == "weak"):
        return not any(a.what.what in MEANING for a in anchor.arguments)
    if anchor.row.id not in DONE or not MEANT.isdisjoint(anchor.sentence.vocabulary):
        return False
    if _own_weapon(anchor) or _tells(anchor, "unmeant"):
        return not any(a.what.what in ARMED or not HEAVY.isdisjoint(a.what.tags) for a in anchor.arguments)
    if anchor.row.id not in HARM:
        return False
    household = [a for a in anchor.arguments if _is_household(anchor, a)]
    if any(
        a.what.what in MEANING and (a.via != "object" or a.what.what not in (*ARMED, "security"))
        for a in anchor.arguments
        if a not in household
    ):
        return False
    return bool(household) or _tells(anchor, "mishap") or _by_nature(anchor) or _by_a_fall(anchor)


def _is_household(anchor: Anchor, argument: Argument) -> bool:
    """ "a gas cylinder exploded in the kitchen": a thing that bursts by itself, and that nobody made a bomb of."""
    household = argument.what.what == "device" and anchor.sentence.lower(argument.group.head) in HOUSEHOLD
    return household and RIGGED.isdisjoint(anchor.sentence.vocabulary)


def _tells(anchor: Anchor, kind: str) -> bool:
    """Whether the sentence holds a phrase of one kind of row."""
    phrases, sentence = _phrases(kind), anchor.sentence
    if not phrases.may_stand(sentence.vocabulary):
        return False
    return any("not" not in sentence.folded[max(0, start - 4) : start] for start, _, _ in phrases.find(sentence.folded))


def _by_nature(anchor: Anchor) -> bool:
    """ "a blast set off by methane", "killed when a boiler burst": the cause is a thing that means nothing."""
    line = anchor.line
    return any(_is_cause(anchor, noun.start) for noun in line.nouns.values() if UNMEANT & set(noun.tags))


FALLING = word_set("fall topple crumble tumble collapse")


def _by_a_fall(anchor: Anchor) -> bool:
    """ "were killed when an old oak fell on a wedding party": a thing that comes down, and no projectile."""
    sentence = anchor.sentence
    for verb in sentence.verbs:
        if verb.lemma not in FALLING or verb.passive or sentence.lower(verb.end) not in ("on", "onto"):
            continue
        thing = sentence.noun_at.get(verb.start - 1)
        if thing is None or sentence.class_at(thing.head) != "N" or names_person(sentence.lower(thing.head)):
            continue
        noun = anchor.line.nouns.get(thing.head)
        opens = sentence.lower(thing.start - 1) in ("when", "as", "after")
        if opens and (noun is None or noun.class_ in ("facility", "infrastructure", "property")):
            return True
    return False


def _is_cause(anchor: Anchor, at: int) -> bool:
    sentence = anchor.sentence
    i = at - 1
    while i >= 0 and sentence.class_at(i) in "DAEG":
        i -= 1
    return sentence.lower(i) in CAUSE and "not" not in sentence.folded[max(0, i - 2) : i]


def _own_weapon(anchor: Anchor) -> bool:
    """ "killed by his own rifle", "when his rifle went off"."""
    sentence, words = anchor.sentence, anchor.sentence.folded
    for argument in anchor.arguments:
        if argument.via == "subject" and "gun" in argument.what.tags and anchor.row.frame_name == "harm":
            verbs = {v.lemma for v in sentence.verbs if v.start > argument.group.head and v.start < anchor.start}
            if verbs & {"discharge", "misfire", "fall", "topple", "slip"} or "went off" in " ".join(words):
                return True  # "A rifle fell over and discharged, wounding a girl"
    devices = [noun for noun in anchor.line.nouns.values() if noun.class_ == "device" and noun.start > 0]
    for noun in devices:
        before = words[noun.start - 1]
        if before == "own" and noun.start > 1 and words[noun.start - 2] in OWN:
            return True
        owned = before in OWN or (before == "service" and words[noun.start - 2] in OWN)
        if owned and "gun" in noun.tags and sentence.lower(noun.end) in WENT_OFF:
            return True
    return False

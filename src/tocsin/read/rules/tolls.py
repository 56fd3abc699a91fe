"""How many were killed, injured, ...: the tolls that the victims of an effect tell.

A toll keeps its scope: "another 12", "including 3 children", "12 this year" never stand for the event's own. Figures
that hang on no trigger are read in `toll_phrases`, those that lean on another figure in `toll_parts`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.lexicon import word_set
from tocsin.read.rules.describe import FIGHTING, HUMAN
from tocsin.read.rules.document import Line
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.scene import Anchor, Argument, Scene
from tocsin.read.rules.toll_phrases import MEASURE_WORDS
from tocsin.read.rules.toll_values import TollFound, make_toll
from tocsin.record.values import Bound

HIT = frozenset(("shoot-v", "stab-v"))  # who was shot was hurt or died; `toll_settling` sees what else is told
UNCOUNTED = frozenset(
    ("hospital-v",)
)  # "police found him suffering from wounds": only whom a number or an article counts
MEMBERS = word_set(  # one of a force, not a force: "Soldier killed in ambush"
    "soldier policeman policewoman officer cop patrolman peacekeeper serviceman servicewoman trooper constable "
    "commander captain colonel general lieutenant major sergeant corporal guard sheriff deputy detective recruit "
    "paramilitary commando pilot sailor marine guardsman inspector jawan conscript reservist sniper airman militiaman"
)
COUNTABLE = HUMAN | {"number", "name"}
SOMEONE = word_set("another somebody someone second third fourth fifth sixth seventh")  # "a third was hurt"
ONE_OF_US = frozenset(("him", "her"))  # counted where no other figure is told (`toll_settling`)
NUMBERED = word_set("number total")
COLLECTIVES = word_set("family household crew team group gang party clan band squad patrol")
# "a young couple": how many they are
COUNTED: dict[str, int] = {
    "couple": 2,
    "pair": 2,
    "duo": 2,
    "trio": 3,
    "twins": 2,
    "triplets": 3,
}


SCORES = 40  # "injured scores": two of them at least


def tolls_of_anchor(scene: Scene, anchor: Anchor) -> Iterator[TollFound]:
    """The tolls of an anchor whose trigger has an effect on people: one for each victim group."""
    measure = anchor.row.effect or ("killed" if is_fatal(anchor) else "injured" if anchor.row.id in HIT else None)
    if measure is None:
        return
    sentence, told = scene.line.sentence, False
    for argument in _victims(anchor):
        bound = _bound_of(scene.line, argument, sentence.lower(argument.group.head))
        if bound is None or (bound == Bound(low=2) and anchor.row.id in UNCOUNTED):
            continue
        start = _count_start(scene.line, argument, argument.group.start)
        own_end, told = max(argument.group.end, start + 1), True
        toll = make_toll(scene, measure, bound, start, own_end, argument=argument)  # type: ignore[arg-type]
        yield TollFound(
            line=scene.line,
            toll=toll,
            start=min(start, anchor.start),
            end=max(argument.group.end, anchor.end, (anchor.rest or 0) + 1),
            anchor=anchor,
        )
    if not told:
        yield from _tolls_of_noun(scene, anchor)


MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}


def _tolls_of_noun(scene: Scene, anchor: Anchor) -> Iterator[TollFound]:
    """ "a double homicide": the noun of the act counts those whom nothing else counts."""
    noun, sentence = anchor.noun, anchor.sentence
    if noun is None or anchor.row.effect != "killed" or sentence.lower(anchor.end - 1).endswith("s"):
        return
    inside = range(noun.start, anchor.end)
    many = next((n for i in inside if (n := MULTIPLES.get(sentence.lower(i)))), None)
    if many is not None:
        toll = make_toll(scene, "killed", Bound.exactly(many), noun.start, anchor.end)
        yield TollFound(line=scene.line, toll=toll, start=noun.start, end=anchor.end, anchor=anchor)


FATAL = word_set("fatal deadly lethal")


def is_fatal(anchor: Anchor) -> bool:
    """ "the fatal shooting of a teenager": an adjective says that those it is of were killed."""
    noun = anchor.noun
    if noun is None or not any(a.via == "of" for a in anchor.of_role("victim")):
        return False
    return any(anchor.sentence.lower(i) in FATAL for i in range(noun.start, anchor.end))


def _victims(anchor: Anchor) -> Iterator[Argument]:
    """The people whom the trigger harms. Whom no list knows counts by a number, or by the arms of the doer."""
    sentence = anchor.sentence
    armed = any(a.what.what in FIGHTING for a in anchor.of_role("perpetrator"))
    for argument in anchor.of_role("harmed", "victim", "suspect"):
        what = argument.what
        if measure_inside(sentence, argument.group.start, argument.group.end, anchor):
            continue  # "One killed, two wounded"
        if what.count is None and _is_of_a_number(sentence, argument.group.start):
            continue  # "the number of people killed": the figure stands elsewhere
        if argument.via == "of" and _is_whole(sentence, argument.group.start):
            continue  # "arrested two of the five men"
        if what.what == "pronoun" and argument.via == "object" and sentence.lower(argument.group.head) in ONE_OF_US:
            if anchor.row.effect == "killed" and anchor.verb is not None:
                yield argument  # "waited for the judge and shot her dead"
            continue
        someone = sentence.lower(argument.group.head) in SOMEONE and argument.group.head - argument.group.start <= 1
        if (
            someone
            or what.what in COUNTABLE
            or (what.what == "other" and what.count is not None and (what.plural or armed))
        ):
            yield argument


def _is_of_a_number(sentence: Sentence, start: int) -> bool:
    return sentence.lower(start - 1) == "of" and sentence.lower(start - 2) in NUMBERED


def _is_whole(sentence: Sentence, start: int) -> bool:
    """Whether a group at token `start` are those of whom a number is a part: "two of the five men"."""
    return sentence.lower(start - 1) == "of" and sentence.class_at(start - 2) == "M"


def measure_inside(sentence: Sentence, start: int, end: int, anchor: Anchor) -> bool:
    """Whether a group is a number with a word of another harm right after it."""
    i = next((i for i in range(start, end) if sentence.class_at(i) != "M"), end)
    measure = MEASURE_WORDS.get(sentence.lower(i)) if sentence.lower(i) != "hostage" else None
    return start < i < end and sentence.class_at(start) == "M" and measure is not None and measure != anchor.row.effect


def _count_start(line: Line, argument: Argument, start: int) -> int:
    count = argument.what.count
    return min(start, line.sentence.token_at(count.start)) if count else start


def _bound_of(line: Line, argument: Argument, head: str) -> Bound | None:
    what = argument.what
    if head in SOMEONE:
        return Bound(low=1) if head.startswith("some") else Bound.exactly(1)
    if head == "scores" and what.count is None:
        return Bound(low=SCORES)
    if head in COLLECTIVES and (members := _members(line, argument)) is not None:
        return members
    if head in COUNTED and (what.count is None or what.count.article):
        return Bound.exactly(COUNTED[head])
    if what.count is not None:
        return what.count.bound
    if what.what in ("number", "name") or what.what == "armed_org":
        return None
    if what.what == "person" or not what.plural:
        one = what.what != "government" and what.kind != "government"
        if one and what.kind == "state_force":
            one = head in MEMBERS
        return Bound.exactly(1) if one and head not in COLLECTIVES else None
    return Bound(low=2)


def _members(line: Line, argument: Argument) -> Bound | None:
    """ "a family of four": how many they are."""
    sentence, i = line.sentence, argument.group.end
    if sentence.lower(i) != "of":
        return None
    start = sentence.ends[i]
    return next((c.bound for c in line.counts if not c.article and 0 <= c.start - start <= 2), None)

"""What shows that a draft tells of another event than one told before: "another", other victims, other targets."""

from __future__ import annotations

from itertools import pairwise

from tocsin.lexicon import word_set
from tocsin.read.rules.clauses import objects_of
from tocsin.read.rules.describe import HUMAN
from tocsin.read.rules.events import Draft, Event
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.nouns import ANSWERING, THINGS
from tocsin.read.rules.other_times import at_another_time, set_in_time
from tocsin.read.rules.scene import Anchor, Argument
from tocsin.read.rules.triggers import Strength
from tocsin.resolve.actors import state_side

FEW = word_set("two twin three both all")
SERIES = word_set("campaign wave spate series string dozens hundreds scores")
DEFINITE = word_set("the that this these those")
SEVERED = frozenset(("killed", "abducted"))
ENTRANCES = word_set(
    "gate gates entrance terminal wing checkpoint city town district province region village suburb state area capital"
)  # of what is attacked, and not another target
NAMED_THINGS = THINGS | {"government"}
OPENING = 4  # words in which a sentence says where it turns
TURNS = word_set("meanwhile elsewhere separately finally similarly likewise additionally moreover furthermore")
TURNING = (("in", "addition"), ("on", "the", "other", "hand"), ("in", "another", "turn"))  # longer ones
ANSWERS = word_set("retaliation revenge reprisal response retribution return")
APART = word_set("another other separate different")
EARLY = 4  # tellings of an event that are asked who did it; keeps long texts linear
FOUNDING: tuple[Strength, ...] = ("strong", "weak", "device")
INDEFINITE = frozenset(("a", "an", "two", "three", "several"))
ANOTHER = word_set("another second third fourth separate other similar previous earlier fifth")


def told_apart(event: Event, draft: Draft) -> str | None:
    """Why a draft cannot be of an event told before, in a word, by what it says of itself; None where nothing does."""
    anchor = draft.anchor
    if other_number(event, anchor):
        return "number"
    if _is_compared_to(anchor) or _is_answered(anchor):
        return "another"
    if _answers_done(event, anchor):
        return "another"
    if listed(event, anchor) or in_sequence(event, anchor):
        return "listed"
    if other_weapons(event, anchor):
        return "weapons"
    if (
        another(anchor)
        or set_apart(event, anchor)
        or introduced(event, draft)
        or turns_elsewhere(event, anchor)
        or at_another_time(event, anchor)
        or _nearby(event, anchor)
    ):
        return "another"
    if _before_another(event, anchor):
        return "another"
    if other_victims(event, anchor):
        return "victims"
    if other_doers(event, anchor):
        return "doers"
    return "targets" if other_targets(event, anchor) else None


def _is_answered(anchor: Anchor) -> bool:
    """ "in retaliation for an operation in which 11 members were killed": what the act told of was an answer to."""
    sentence, verb = anchor.sentence, anchor.verb
    if verb is None or "which" not in sentence.vocabulary:
        return False
    which = sentence.classes.rfind("W", 0, verb.start)
    if which < 2 or sentence.lower(which) != "which" or sentence.lower(which - 1) not in ("in", "during"):
        return False
    answers = [i for i in range(max(0, which - REPLY), which) if sentence.lower(i) in ANSWERS]
    return bool(answers) and sentence.lower(answers[-1] + 1) in ("for", "to")


REPLY = 12  # words from "in retaliation for" to "in which"


def _is_compared_to(anchor: Anchor) -> bool:
    """ "the deadliest attack since March, when 58 people were killed": the one before, by which it is measured."""
    folded = anchor.sentence.folded
    if "since" not in folded or "when" not in folded:
        return False
    when = next((i for i in range(anchor.start, 0, -1) if folded[i] == "when"), 0)
    since = next((i for i in range(when, max(0, when - COUNTED_BACK), -1) if folded[i] == "since"), None)
    return since is not None and not set(anchor.sentence.classes[since:when]) & set("VX.")


COUNTED_BACK = 6  # words from "since" to "when": "since 12 March 2020, when"


def _answers_done(event: Event, anchor: Anchor) -> bool:
    """ "Marines boarded the hijacked tanker and killed two pirates": an adjective tells of what was done before."""
    first = event.first
    if first.row.frame_name != "done_to" or first.line is not anchor.line or len(event.drafts) > 1:
        return False
    return anchor.verb is not None and first.row.type != anchor.row.type and bool(anchor.of_role("perpetrator"))


def other_number(event: Event, anchor: Anchor) -> bool:
    """ "40 attacks this year" are not the one that a text is about, nor is one of them all."""
    return anchor.noun is not None and _is_many(anchor) != _is_many(event.first) and not _definite_noun(anchor)


def _is_many(anchor: Anchor) -> bool:
    """Whether an event noun tells of several at once: "40 attacks", "a wave of bombings"; two or three may be one."""
    noun, sentence = anchor.noun, anchor.sentence
    if noun is None or not sentence.lower(anchor.end - 1).endswith("s"):
        return False
    words = {sentence.lower(i) for i in range(noun.start, anchor.start)}
    if words & FEW:
        return False
    holder = sentence.lower(noun.start - 2) if sentence.lower(noun.start - 1) == "of" else ""
    return holder in SERIES or any(sentence.class_at(i) == "M" for i in range(noun.start, anchor.start))


def _definite_noun(anchor: Anchor) -> bool:
    return anchor.noun is not None and anchor.sentence.lower(anchor.noun.start) in DEFINITE


def _before_another(event: Event, anchor: Anchor) -> bool:
    """ "A drone hit a van, and a separate drone strike killed a man": the first is not the other either."""
    later = [a for a in event.anchors if a.line is anchor.line and a.noun is not None and a.start >= anchor.end]
    if later and _is_within(anchor, later[0]):
        return False
    return anchor.row.strength in FOUNDING and any(another(a) for a in later[:2])


def _is_within(anchor: Anchor, noun: Anchor) -> bool:
    """ "Three gunmen were killed and an officer was hurt in a separate shoot-out": the noun names what they tell of."""
    sentence, group = anchor.sentence, noun.noun
    if group is None or anchor.verb is None or sentence.lower(group.start - 1) not in ("in", "during"):
        return False
    between = [v for v in sentence.verbs if anchor.end <= v.start and v.end <= group.start and v not in anchor.verbs]
    return "W" not in sentence.classes[anchor.end : group.start] and all(verb.passive for verb in between)


def another(anchor: Anchor) -> bool:
    """ "Another attack", "another gunman shot": the words themselves set it apart."""
    group = anchor.noun
    if group is None:
        doers = [a for a in anchor.arguments if a.via in ("subject", "by") and a.what.what in HUMAN]
        if any(anchor.sentence.lower(a.group.start) in ("another", "other") for a in doers):
            return True
        set_apart = anchor.row.strength == "strong" and (set_in_time(anchor) or bool(anchor.line.places))
        return set_apart and any(_is_another(anchor, a) for a in anchor.of_role("harmed", "weapon", "victim"))
    return any(anchor.sentence.lower(i) in ANOTHER for i in range(group.start, anchor.start))


PARTING = word_set("then elsewhere separately away")
DISTANCES = word_set("kilometres kilometers miles km streets blocks yards metres meters")
INCIDENTS = word_set(
    "incident attack strike raid shooting ambush assault blast explosion bombing case episode operation clash act"
)


def set_apart(event: Event, anchor: Anchor) -> bool:
    """ "killed a mayor and, in a separate incident, a patrol was ambushed": words that part the acts of a sentence."""
    sentence = anchor.sentence
    if event.last_line != sentence.number or anchor.row.strength not in FOUNDING:
        return False
    if APART.isdisjoint(sentence.vocabulary) and PARTING.isdisjoint(sentence.vocabulary):
        return False
    if _moved_on(event, anchor):
        return True
    told = [a for a in event.anchors if a.line is anchor.line]
    for i in range(1, len(sentence.folded)) if told else ():
        far = sentence.lower(i) == "away" and sentence.lower(i - 1) in DISTANCES
        parted = far or sentence.lower(i) in ("elsewhere", "separately")
        if parted or (sentence.lower(i) in INCIDENTS and sentence.lower(i - 1) in APART):
            after = i < anchor.start and all(a.end <= i for a in told)
            return after or (i >= anchor.end and all(a.start >= i for a in told))
    return False


MOVING = word_set("drive move go walk head proceed ride march travel run sail cross")


def _moved_on(event: Event, anchor: Anchor) -> bool:
    """ "attacked a checkpoint and then drove on to a monastery, where they shot the abbot": another place."""
    sentence = anchor.sentence
    told = [a for a in event.anchors if a.line is anchor.line]
    for verb in sentence.verbs:
        if verb.lemma not in MOVING or verb.end > anchor.start or sentence.lower(verb.start - 1) != "then":
            continue
        onward = "to" in sentence.folded[verb.end : verb.end + 3]
        return onward and bool(told) and all(a.end <= verb.start for a in told)
    return False


def other_weapons(event: Event, anchor: Anchor) -> bool:
    """ "Mortar fire kills two as a drone hits the airport": two clauses, each with a weapon and with whom it hit."""
    mine = _weapon_and_hit(anchor)
    if mine is None:
        return False
    for other in event.anchors:
        theirs = _weapon_and_hit(other) if other.line is anchor.line else None
        if theirs is not None and theirs[0].isdisjoint(mine[0]) and theirs[1].isdisjoint(mine[1]):
            return True
    return False


SORTS = ("drone", "mortar", "artillery", "missile", "rocket", "mine", "vehicle_bomb", "suicide_device", "grenade")


def _weapon_and_hit(anchor: Anchor) -> tuple[frozenset[str], frozenset[int]] | None:
    """The sorts of the weapon that is the subject of a verb, and the tokens of what it hit; None where not both are."""
    if anchor.noun is not None:
        return _carried_and_hit(anchor)
    weapons = [a for a in anchor.arguments if a.via == "subject" and a.what.what == "device"]
    hit = frozenset(a.group.head for a in anchor.of_role("harmed", "victim", "target") if a.via == "object")
    sorts = frozenset(tag for a in weapons for tag in a.what.tags if tag in SORTS)
    return (sorts, hit) if sorts and hit and anchor.verb is not None and anchor.verb.form == "V" else None


SORTED = {
    "shelling": frozenset(("mortar", "artillery")),
    "missile_rocket": frozenset(("missile", "rocket")),
    "drone_strike": frozenset(("drone",)),
    "air_strike": frozenset(("aircraft_bomb",)),
    "bombing": frozenset(("vehicle_bomb",)),
}


def _carried_and_hit(anchor: Anchor) -> tuple[frozenset[str], frozenset[int]] | None:
    """ "artillery fire killed a couple": the same of a noun that is the subject of a verb."""
    sorts, carrier = SORTED.get(anchor.row.type), anchor.carrier
    if anchor.row.type == "bombing" and anchor.row.id != "car-bomb-n":
        return None  # a blast is what any of them makes
    if sorts is None or carrier is None or carrier.passive or carrier.start < anchor.end:
        return None
    hit = frozenset(group.head for group in objects_of(anchor.sentence, carrier))
    return (sorts, hit) if hit else None


def _is_another(anchor: Anchor, argument: Argument) -> bool:
    """ "another was ambushed", "a second protester was shot dead"."""
    start = argument.group.start
    first = anchor.sentence.lower(start)
    return first == "another" or (first == "a" and anchor.sentence.lower(start + 1) in ("second", "third", "fourth"))


def introduced(event: Event, draft: Draft) -> bool:
    """A new weapon or doer, with a day of its own, after a text has told of its event for a paragraph or more."""
    anchor, first = draft.anchor, event.first
    if draft.when is None or first.sentence.field == "title" or first.sentence.paragraph == anchor.sentence.paragraph:
        return False
    if anchor.noun is not None and anchor.row.strength in FOUNDING:
        new = anchor.row.strength != "device" or not _same_day(
            event, draft
        )  # "today's bombing ... A bomb went off today"
        return new and anchor.sentence.lower(anchor.noun.start) in INDEFINITE
    subjects = [a for a in anchor.arguments if a.via == "subject"]
    return any(anchor.sentence.lower(a.group.start) in INDEFINITE for a in subjects)


def _same_day(event: Event, draft: Draft) -> bool:
    day = draft.when.when.earliest if draft.when is not None else None
    known = (d.when.when.earliest for d in event.drafts if d.when is not None)
    return day is not None and any(other is not None and other[:10] == day[:10] for other in known)


def listed(event: Event, anchor: Anchor) -> bool:
    """ "The kidnapping of five students and the murder of a trader": nouns side by side, each with its own victims."""
    sentence, noun = anchor.sentence, anchor.noun
    if noun is None or sentence.class_at(noun.start - 1) not in "C," or not _owned(anchor):
        return False
    beside = [a for a in event.anchors if a.line is anchor.line and a.noun is not None and a.end <= noun.start]
    return any(_owned(a) and not set(sentence.classes[a.end : noun.start]) & set("VX.W") for a in beside)


def _in_answer(event: Event, anchor: Anchor) -> bool:
    """ "the killing of the governor was its answer to the burning of farms", "a strike in reply to the attack on"."""
    noun, folded = anchor.noun, anchor.sentence.folded
    for other in event.anchors:
        if other.line is anchor.line and noun is not None and other.end <= noun.start:
            between = folded[other.end : noun.start]
            answers = other.noun is not None and _owned(other) and not ANSWERING.isdisjoint(between)
            in_reply = folded[noun.start - 3 : noun.start - 2] == ["in"] and folded[noun.start - 2] in ANSWERING
            if (answers or in_reply) and _owned(anchor):
                return True
    return False


FOLLOWING = word_set("follow precede")


def in_sequence(event: Event, anchor: Anchor) -> bool:
    """ "The shooting of the prosecutor followed the killing of a judge": one act came after another."""
    noun, carrier = anchor.noun, anchor.carrier
    if noun is not None and _in_answer(event, anchor):
        return True
    if noun is None or carrier is None or carrier.lemma not in FOLLOWING or carrier.end > noun.start:
        return False
    return any(a.line is anchor.line and a.noun is not None and a.end <= carrier.start for a in event.anchors)


def _owned(anchor: Anchor) -> bool:
    """Whether an event noun names its victims or its target: "the murder of", "the attack on"."""
    return any(
        a.via in ("of", "on", "against", "'s") and a.role in ("victim", "harmed", "target") for a in anchor.arguments
    )


def turns_elsewhere(event: Event, anchor: Anchor) -> bool:
    """ "Meanwhile, gunmen attacked a bank", "In another incident, ...": the sentence says that it goes on to others."""
    if event.last_line >= anchor.sentence.number or anchor.row.strength not in FOUNDING or not anchor.arguments:
        return False
    if _definite_noun(anchor):
        return False
    return opens_elsewhere(anchor.sentence)


def opens_elsewhere(sentence: Sentence) -> bool:
    """Whether a sentence says with its first words that it goes on to something else."""
    words = sentence.folded[:OPENING]
    if words[0] == "in" and words[1:2] and words[1] in ANSWERS:
        return True  # "In retaliation the rebels ambushed a patrol"
    if any(tuple(words[: len(turn)]) == turn for turn in TURNING):
        return True
    apart = words[0] in ("in", "on") and not APART.isdisjoint(words[1:3])  # "in a separate incident"
    return apart or words[0] in TURNS or any(a in ("in", "on") and b in APART for a, b in pairwise(words))


NEARBY = word_set("nearby neighbouring neighboring adjacent")


def _nearby(event: Event, anchor: Anchor) -> bool:
    """ "One man was killed in nearby Zaatara": not where the act of the sentence before was."""
    if event.last_line >= anchor.sentence.number or anchor.row.strength not in FOUNDING:
        return False
    sentence = anchor.sentence
    spots = [i for i in range(anchor.end, len(sentence.texts) - 1) if sentence.lower(i) in NEARBY]
    named = [i for i in spots if sentence.lower(i - 1) == "in" and sentence.class_at(i + 1) == "U"]
    return bool(named) and not set(sentence.classes[anchor.end : named[0]]) & set("VX.W")


def other_victims(event: Event, anchor: Anchor) -> bool:
    """Both tell of one killed or seized person by name, and the names share no word. Many are hurt in one attack."""
    mine = _names(anchor) if anchor.row.effect in SEVERED else frozenset()
    if not mine:
        return False
    theirs = [names for other in event.anchors if other.row.effect in SEVERED and (names := _names(other))]
    return bool(theirs) and all(not (mine & names) for names in theirs)


def other_doers(event: Event, anchor: Anchor) -> bool:
    """ "Boko Haram killed six farmers ... The ADF abducted two drivers": groups that are not one another's, each with
    whom it struck. An army that answers is of the same event, so the forces of states do not count."""
    if event.last_line == anchor.sentence.number or anchor.row.strength not in FOUNDING:
        return False
    mine = _doers(anchor)
    if not mine:
        return False
    theirs = [doers for draft in event.drafts[:EARLY] if (doers := _doers(draft.anchor))]
    return bool(theirs) and all(mine.isdisjoint(doers) for doers in theirs)


def _doers(anchor: Anchor) -> frozenset[str]:
    """The groups of the register that strike somebody here, with those that they are branches of."""
    if not anchor.of_role("harmed", "victim", "target"):
        return frozenset()
    actors = [a.what.actor for a in anchor.of_role("perpetrator") if a.what.actor is not None]
    if any(state_side(actor) for actor in actors):
        return frozenset()
    return frozenset(id for actor in actors for id in (actor.id, actor.parent) if id)


def same_victim(a: Anchor, b: Anchor) -> bool:
    """Both tell of one person by name, who was seized and killed: the end of one story."""
    names = _names(b)
    return bool(names) and not names.isdisjoint(_names(a))


def _names(anchor: Anchor) -> frozenset[str]:
    sentence = anchor.sentence
    harmed = anchor.of_role("harmed", "victim")
    if anchor.row.frame_name == "killing_noun":
        harmed += [a for a in anchor.of_role("by_class") if a.via == "'s"]  # "the senator's murder"
    named = [a.what for a in harmed if a.what.what == "person" or (a.what.what == "name" and sentence.cased)]
    return frozenset(sentence.lower(i) for w in named for i in range(w.start, w.end) if sentence.class_at(i) == "U")


def other_targets(event: Event, anchor: Anchor) -> bool:
    """Both tell of a thing that was attacked, by name, and the names share no word: two embassies, two banks."""
    if anchor.row.strength == "effect":
        return False
    mine = _things(anchor)
    if not mine:
        return False
    theirs = [words for other in event.anchors if (words := _things(other))]
    return bool(theirs) and all(not (mine & words) for words in theirs)


def _things(anchor: Anchor) -> frozenset[str]:
    """The words in capitals of the things with a name that an anchor says were attacked."""
    sentence = anchor.sentence
    things = [a for a in anchor.of_role("target", "harmed", "by_class", "pre") if a.what.what in NAMED_THINGS]
    named = [a.what for a in things if sentence.cased and sentence.lower(a.group.head) not in ENTRANCES]
    return frozenset(sentence.lower(i) for w in named for i in range(w.start, w.end) if sentence.class_at(i) == "U")

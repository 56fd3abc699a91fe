"""The day and the site that a sentence gives to an event, by what grammar ties to its trigger; whether it is old."""

from __future__ import annotations

from collections.abc import Collection

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.words import reports
from tocsin.resolve.places import PlaceFound
from tocsin.resolve.times import TimeFound

BACK = word_set("after following since before for over despite avenge avenging")


def looks_back(anchor: Anchor) -> bool:
    """ "in retaliation for the airport attack", "after the bombing": an event told earlier, not this sentence's own."""
    group = anchor.noun
    if group is None:
        return False
    before = anchor.sentence.lower(group.start - 1)
    return before in BACK or (before == "with" and anchor.sentence.lower(group.start - 2) == "connection")


def time_of(anchor: Anchor) -> TimeFound | None:
    """The time that the sentence gives to the event: the nearest point in time that grammar gives to its trigger."""
    at = anchor.sentence.starts[anchor.start]
    points = [t for t in anchor.line.times if t.kind == "point" and (t.when.earliest or t.when.latest)]
    if points and _is_compared(anchor):
        return None
    return min((t for t in points if _owns(anchor, t)), key=lambda t: abs(t.start - at), default=None)


def _is_compared(anchor: Anchor) -> bool:
    """ "It was the deadliest attack since March 2017": the time is that of others, beside which it stands out."""
    group, sentence = anchor.noun, anchor.sentence
    if group is None or sentence.class_at(group.start - 1) != "X":
        return False
    return any(_is_superlative(sentence, i) for i in range(group.start, anchor.start))


def _is_superlative(sentence: Sentence, i: int) -> bool:
    word = sentence.lower(i)
    return word in SUPERLATIVES or (word.endswith("est") and sentence.class_at(i) in "AN" and len(word) > 5)


SUPERLATIVES = word_set("worst most first second third latest last only")


# What tells of an event and has a day of its own: "footage of the shooting was released on Friday".
TELLING = word_set(
    "footage video videos tape tapes recording recordings image images picture pictures photo photos photographs "
    "report reports news details detail account accounts investigation investigations inquiry inquiries probe trial "
    "hearing hearings film documentary anniversary memorial survivors survivor witness witnesses claim claims "
    "statement evidence commemoration coverage findings suspect suspects victims"
)


def _is_topic(anchor: Anchor) -> bool:
    """Whether an event noun is what something else is of or about."""
    group, sentence = anchor.noun, anchor.sentence
    if group is None or sentence.class_at(group.start - 1) != "P":
        return False
    return sentence.lower(group.start - 2) in TELLING


def _owns(anchor: Anchor, time: TimeFound) -> bool:
    """Whether a time is the trigger's: "Friday's attack", "the attack on Friday", "were killed on Friday".

    Not the day of a statement ("said on Friday that ..."), nor that of another verb that stands between.
    """
    sentence = anchor.sentence
    first, last = sentence.token_at(time.start), sentence.token_at(time.end - 1)
    if sentence.class_at(last + 1) == "S":
        group = sentence.noun_at.get(last + 2)
        return group is not None and group.start <= anchor.end - 1 < group.end
    adverb = sentence.class_at(first - 1) == "P"  # "in 1984 separatists bombed"; not "the 1984 separatists"
    if not adverb and sentence.class_at(last + 1) in "NU" and (group := sentence.noun_at.get(last + 1)) is not None:
        return group.start <= anchor.end - 1 < group.end
    beside = (
        anchor.noun is not None
        and anchor.end <= first
        and not set(sentence.classes[anchor.end : first]) & set("VXEGWC.,")
    )
    if looks_back(anchor):  # "following the assassination of X on 18 August", but "held over the killings on Saturday"
        return beside and any(text.isdigit() for text in sentence.texts[first : last + 1])
    if beside:
        return True  # "the assault on a prison in Hasakah last Thursday shows ..."
    if _is_topic(anchor):
        return False
    verbs = [v for v in sentence.verbs if v.end <= first]
    following = next((v for v in sentence.verbs if v.start > last), None)
    if not verbs:
        return following is None or not reports(following.lemma) or following in anchor.verbs
    nearest = verbs[-1]
    if any(nearest.head == verb.head for verb in anchor.verbs):
        return True
    if reports(nearest.lemma) and not set(sentence.classes[nearest.end : first]) - set("PRNU"):
        return False  # "said on Saturday", "told reporters on Tuesday"
    if anchor.start >= nearest.end and anchor.start < first:
        return True
    if anchor.start > last:
        between = sentence.classes[last + 1 : anchor.start]
        apart = "," in between and "W" not in between
        if apart and not set(sentence.classes[nearest.end : first]) & set(",.W"):
            return False  # "whose predecessor was murdered in 1996, was attacked"
        return following is None or following in anchor.verbs or following.start >= anchor.start
    return anchor.noun is not None and not reports(nearest.lemma) and _same_clause(anchor, nearest)


def _same_clause(anchor: Anchor, verb: VerbGroup) -> bool:
    between = anchor.sentence.classes[min(anchor.start, verb.start) : max(anchor.start, verb.start)]
    return not any(mark in between for mark in ',."W') and "C" not in between


BROAD = ("country", "admin1", "region", "water")


def sites_of(anchor: Anchor, others: Collection[int] = ()) -> list[PlaceFound]:
    """The places at which the event may have been: those that grammar ties to the trigger, else those of its clause.

    `others` are the tokens of event nouns in the sentence: a place right after one of them is that one's.
    """
    sentence = anchor.sentence
    at = sentence.starts[anchor.start]
    strange = [i for i in others if not anchor.start <= i < anchor.end and i not in anchor.events]
    places = [p for p in anchor.line.places if not _elsewhere(anchor, p) and not _of_another(anchor, p, strange)]
    tied = [p for p in places if _tied_place(anchor, p)]
    if looks_back(anchor):
        return tied
    own = [p for p in places if p not in tied and not _of_speaker(anchor, p)]
    if tied and all(p.level in BROAD for p in tied):
        own = [p for p in own if p.level not in BROAD and p.place.country == tied[0].place.country]
        near = tied + own  # "Tudun Biri, the village in north-western Nigeria that was bombed"
    else:
        near = tied or own
    return sorted(near, key=lambda p: (p.level in BROAD, abs(p.start - at)))


def _of_another(anchor: Anchor, place: PlaceFound, strange: Collection[int]) -> bool:
    """ "the raids came a week after the bombing in Istanbul": the place of the other event."""
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.start)
    group = sentence.noun_at.get(i)
    if group is not None and any(group.start <= j < group.end for j in strange):
        return True
    before = [j for j in strange if j < i and not _broken(sentence.classes[j + 1 : i])]
    return bool(before) and not (max(before) < anchor.start < i)


def _tied_place(anchor: Anchor, place: PlaceFound) -> bool:
    """Inside the trigger's group or an argument, or in the phrases right after them."""
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.start)
    groups = [a.group for a in anchor.arguments if a.via not in ("subject", "by", "'s", "pre")]
    if anchor.noun is not None:
        groups.append(anchor.noun)
    if any(g.start <= i < g.end for g in groups):
        return True
    ends = [g.end for g in groups] + [anchor.end]
    return any(end <= i < end + 14 and not _broken(sentence.classes[end:i]) for end in ends)


def _broken(between: str) -> bool:
    return any(mark in between for mark in "VXW.") or "CN" in between


def _in_list_of_motion(sentence: Sentence, i: int) -> bool:
    """ "were taken to Turkey, Sudan and Kenya": the later items of a list go where the first goes."""
    while i > 1 and (sentence.class_at(i - 1) in "C," and sentence.class_at(i - 2) == "U"):
        i -= 2
    return sentence.lower(i - 1) in MOTION


MOTION = word_set("from to told toward towards for")
PEOPLE_VERBS = frozenset(("warn", "tell", "accuse", "blame", "urge", "inform", "alert"))


def _elsewhere(anchor: Anchor, place: PlaceFound) -> bool:
    """An origin, a destination, or a state that acts: not a site."""
    sentence = anchor.sentence
    i, j = sentence.token_at(place.start), sentence.token_at(place.end - 1)
    if sentence.lower(i - 1) in MOTION or _in_list_of_motion(sentence, i):
        return True
    if "since" in sentence.folded[anchor.end : i]:
        return True
    if place.level == "country" and any(
        a.group.start <= i < a.group.end and a.via in ("subject", "by", "'s") for a in anchor.arguments
    ):
        return True
    verb = sentence.verb_at.get(i - 1)
    return (verb is not None and verb.lemma in PEOPLE_VERBS) or (
        sentence.lower(j + 1) == "'s" and place.level == "country"
    )


def _of_speaker(anchor: Anchor, place: PlaceFound) -> bool:
    """ "officials in the Moscow region said": where somebody speaks is not where it happened."""
    sentence, i = anchor.sentence, anchor.sentence.token_at(place.end - 1)
    verb = next((v for v in sentence.verbs if v.start > i), None)
    return verb is not None and reports(verb.lemma) and "," not in sentence.classes[i : verb.start]

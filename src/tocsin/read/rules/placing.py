"""The day that a sentence gives to an event, by what grammar ties to its trigger. Not its place: `siting`."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.words import reports
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

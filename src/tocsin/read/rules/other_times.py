"""Acts set apart by the time between them: "the next day", "two days later", "a day after gunmen attacked"."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.events import Event
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.words import reports

LATER = word_set("later earlier before after afterwards afterward beforehand")
UNITS = word_set("day days night nights week weeks fortnight month months year years hour hours evening morning")
FOUNDING = ("strong", "weak", "device")
NEAR = 14  # tokens between an act and the words that say when it was


def at_another_time(event: Event, anchor: Anchor) -> bool:
    """Whether an act is told to have been hours or days before or after another."""
    if anchor.row.family != "violence" or anchor.row.strength not in FOUNDING or _taken_up(anchor):
        return False
    number = anchor.sentence.number
    near = [a for a in event.anchors if number - 1 <= a.sentence.number <= number]
    others = [a for a in near if a.row.family == "violence" and a.row.strength in FOUNDING]
    if not others:
        return False
    here = [a for a in others if a.line is anchor.line]
    if UNITS.isdisjoint(anchor.sentence.vocabulary):
        return bool(here) and _long_since(anchor) and not any(_long_since(a) for a in here)
    if here and (_is_measured_from(anchor) != any(_is_measured_from(a) for a in here)):
        return not any(anchor.events and set(anchor.events) & set(a.events) for a in here)
    if here and _long_since(anchor) and not any(_long_since(a) for a in here):
        return True
    before = all(a.sentence.number < anchor.sentence.number or a.start < anchor.start for a in others)
    return before and set_in_time(anchor) and not any(set_in_time(a) for a in here)


def _long_since(anchor: Anchor) -> bool:
    """ "had earlier killed his landlady": before what the sentence tells besides."""
    verb = anchor.verb
    if verb is None or "had" not in anchor.sentence.folded[verb.start : verb.head]:
        return False
    return not {"earlier", "previously"}.isdisjoint(anchor.sentence.folded[verb.start : verb.head])


def _taken_up(anchor: Anchor) -> bool:
    """ "The attack", and nothing that tells it from another."""
    noun = anchor.noun
    if any(
        a.via == "object"
        and a.group.head == a.group.start
        and a.what.what == "pronoun"
        and anchor.sentence.lower(a.group.head) != "another"
        for a in anchor.arguments
    ):
        return True  # "a day after he was shot dead"
    return noun is not None and anchor.sentence.lower(noun.start) in ("the", "that", "this") and not anchor.arguments


def _is_measured_from(anchor: Anchor) -> bool:
    """ "came a day after gunmen attacked a church", "hours after an earlier strike": what the time is counted from."""
    sentence = anchor.sentence
    start = anchor.noun.start if anchor.noun is not None else anchor.start
    for i in range(start - 1, max(0, start - NEAR), -1):
        if sentence.class_at(i) in ".,W":
            return False
        if sentence.lower(i) in ("after", "before") and sentence.lower(i - 1) in UNITS:
            return not any(v.start > i and v.end <= anchor.start for v in sentence.verbs)
    return False


def set_in_time(anchor: Anchor) -> bool:
    """ "the next day", "two hours later", "the day before", in the clause of an act."""
    return any(_dates(anchor, i) and not _from_its_telling(anchor, i) for i in _counted(anchor.sentence))


def _from_its_telling(anchor: Anchor, i: int) -> bool:
    """ "The army said on Wednesday that it had hit the camp the day before": counted from when it was said."""
    sentence = anchor.sentence
    if sentence.lower(i) not in ("before", "earlier"):
        return False
    said = (verb for verb in sentence.verbs if verb.end <= min(anchor.start, i) and reports(verb.lemma))
    return any("Z" in sentence.classes[verb.end : verb.end + SAID_WHEN] for verb in said)


SAID_WHEN = 3  # tokens after a verb of saying in which its day stands


def _counted(sentence: Sentence) -> list[int]:
    """Tokens at which words for a time end that is counted from another: "the next day", "two days later"."""
    words = sentence.folded
    return [
        i
        for i, word in enumerate(words)
        if (word in LATER and words[i - 1] in UNITS and _ends(sentence, i))
        or (word in UNITS and words[i - 1] in ("next", "following", "previous"))
    ]


def _ends(sentence: Sentence, i: int) -> bool:
    """Whether "after" or "before" ends its words, and nothing follows that the time is counted from."""
    return (
        sentence.lower(i) in ("later", "earlier", "afterwards", "afterward", "beforehand")
        or sentence.class_at(i + 1) in ".,C"
    )


def _dates(anchor: Anchor, i: int) -> bool:
    """Whether the time is that of the act: nothing but its own words lie between them."""
    sentence = anchor.sentence
    if i > anchor.end:
        between = sentence.classes[anchor.end : i]
        return len(between) <= NEAR and not set(between) & set(".,VXWC")
    between = sentence.classes[i + 1 : anchor.start]
    verbs = [v for v in sentence.verbs if v.start > i and v.end <= anchor.start and v not in anchor.verbs]
    return len(between) <= NEAR and "." not in between and "W" not in between and not verbs

"""The time that a sentence gives to an event, by what grammar ties to its trigger.

Not the day of a statement, a funeral or another act that the sentence tells of besides. A time that is counted from
an event ("two days later") is counted from the one that the sentence names, else from the last day that the text told.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from tocsin.lexicon import word_set
from tocsin.read.rules.document import Line, Prepared
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.nouns import ANSWERING, is_act
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.words import reports
from tocsin.resolve.time_anchors import Shift, counted_from
from tocsin.resolve.time_words import ABOUT, ACT_NOUNS, AFTER_NOUNS, AFTER_VERBS
from tocsin.resolve.times import TimeFound

REACH = 3  # sentences back in which a day may stand from which another is counted
TAILS = word_set("after before of")  # with which a counted time ends whose event follows: "a day after", "the eve of"

BACK = word_set("after following since before for over despite avenge avenging")


def looks_back(anchor: Anchor) -> bool:
    """ "in retaliation for the airport attack", "after the bombing": an event told earlier, not this sentence's own."""
    group = anchor.noun
    if group is None:
        return False
    before = anchor.sentence.lower(group.start - 1)
    return before in BACK or (before == "with" and anchor.sentence.lower(group.start - 2) == "connection")


def time_of(prepared: Prepared, anchor: Anchor) -> TimeFound | None:
    """The time that the text gives to the event; the one that grammar ties closest to its trigger."""
    if not anchor.line.times or _is_compared(anchor):
        return None
    counted = [t for t in anchor.line.times if t.shift is not None]
    inside = next((t for t in counted if _is_its_event(anchor, t)), None)
    at = anchor.sentence.starts[anchor.start]
    found: list[tuple[int, int, TimeFound]] = []
    for time in anchor.line.times:
        goes_on = time.kind == "since" and time.when.ongoing and _is_perfect(anchor)
        if time is inside or not (time.shift or goes_on or _is_point(time)):
            continue
        rank = _tie(anchor, time)
        if goes_on and rank != 1:
            continue  # "have shelled the enclave since Monday"; not "the worst raid since 2014"
        if rank is not None and not (inside is not None and time.end <= inside.start):
            found.append((rank, abs(time.start - at), time))
    best = min(found, key=lambda item: item[:2], default=None)
    if best is None:
        return _counted_back(prepared, anchor, inside) if inside is not None else None
    return best[2] if best[2].shift is None else _counted(prepared, anchor.line, best[2])


def _is_perfect(anchor: Anchor) -> bool:
    """ "Have shelled", "has been under siege": what began then may go on."""
    verb = anchor.verb
    return verb is not None and not {"has", "have"}.isdisjoint(anchor.sentence.folded[verb.start : verb.end])


def _is_point(time: TimeFound) -> bool:
    return time.kind == "point" and bool(time.when.earliest or time.when.latest)


# ------------------------------------------------------------------------------------------------ what is whose
def _tie(anchor: Anchor, time: TimeFound) -> int | None:
    """How close a time is tied to the trigger, 0 the closest: "Friday's attack", "the attack on Friday" are; None where
    it is not the trigger's: the day of a statement ("said on Friday that ..."), or of another verb that stands between.
    """
    sentence = anchor.sentence
    first, last = sentence.token_at(time.start), sentence.token_at(time.end - 1)
    if sentence.class_at(last + 1) == "S":
        group = sentence.noun_at.get(last + 2)
        return 0 if group is not None and group.start <= anchor.end - 1 < group.end else None
    inside = sentence.class_at(first - 1) in "DAN"  # "the 1984 separatists"; not "in 1984 separatists bombed"
    if inside and sentence.class_at(last + 1) in "NU" and (group := sentence.noun_at.get(last + 1)) is not None:
        return 0 if group.start <= anchor.end - 1 < group.end else None
    beside = anchor.noun is not None and anchor.end <= first and _is_beside(sentence, anchor.end, first)
    if looks_back(anchor):  # "following the assassination of X on 18 August", but "held over the killings on Saturday"
        exact = any(text.isdigit() for text in sentence.texts[first : last + 1])
        return 0 if beside and (exact or _has_own_day(anchor)) else None
    if beside or _done_on(anchor, first):
        return 0  # "the assault on a prison in Hasakah last Thursday shows ..."
    if _is_topic(anchor) or is_spoken_of(anchor) or _is_of_source(sentence, first) or _is_of_answered(anchor, first):
        return None
    verbs = [v for v in sentence.verbs if v.end <= first]
    after = (v for v in sentence.verbs if v.start > last)
    following = next((v for v in after if not _is_in_name(sentence, v) and not _is_aside(sentence, v)), None)
    own = [v for v in anchor.verbs if v is anchor.verb or not (reports(v.lemma) or v.lemma in AFTER_VERBS)]
    if not verbs:
        if following in own:
            return 1
        return None if following is not None and (reports(following.lemma) or _comes_after(anchor, following)) else 2
    nearest = verbs[-1]
    if any(nearest.head == verb.head for verb in own) or anchor.start <= nearest.head < anchor.end:
        return 1
    if is_of_saying(sentence, nearest, first) or _comes_after(anchor, nearest):
        return None
    if anchor.start >= nearest.end and anchor.start < first:
        return 2
    if anchor.start > last:
        between = sentence.classes[last + 1 : anchor.start]
        apart = "," in between and "W" not in between
        if apart and not set(sentence.classes[nearest.end : first]) & set(",.W"):
            return None  # "whose predecessor was murdered in 1996, was attacked"
        if "C" in between and nearest.end <= first and _has_own(anchor):
            return None  # "wounded in May and killed on Sunday"
        return 2 if following is None or following in anchor.verbs or following.start >= anchor.start else None
    if anchor.noun is None:
        return 2 if _at_once(anchor, nearest, first) else None
    if reports(nearest.lemma) and not _takes_lives(sentence, nearest):
        return None
    return 2 if _same_clause(anchor, nearest) or _tells_of(anchor, nearest) else None


def _is_of_answered(anchor: Anchor, first: int) -> bool:
    """ "the bombing was in revenge for the killing of a leader last year": the time is that of what was answered."""
    between = anchor.sentence.folded[anchor.end : first]
    at = next((i for i, word in enumerate(between) if word in ANSWERING), None)
    return at is not None and any(map(is_act, between[at + 1 :]))


def _is_beside(sentence: Sentence, start: int, end: int) -> bool:
    """ "the murder of an officer and his partner in June": nothing but who and where, and no other act."""
    between = sentence.classes[start:end]
    if set(between) & set("VXEGW.,"):
        return False
    return "C" not in between or not any(is_act(word) for word in sentence.folded[start:end])


def _is_in_name(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "On 2 May suspected rebels staged": a participle before the noun that it goes with."""
    return sentence.classes[verb.start : verb.end] == "E" and sentence.class_at(verb.end) in "NU"


def _is_aside(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "In 2021 bombings in the capital, claimed by the group, killed four": a participle set off by a comma."""
    by = sentence.class_at(verb.start) == "V" and sentence.lower(verb.end) == "by"
    return (by or sentence.class_at(verb.start) == "E") and sentence.class_at(verb.start - 1) == ","


DONE = word_set("perpetrated committed staged carried launched mounted conducted executed made unleashed")


def _done_on(anchor: Anchor, at: int) -> bool:
    """ "The murder of the editor, committed in December 1986": the time of a participle after the event's words."""
    sentence, i = anchor.sentence, at - 1
    while i > anchor.end and sentence.class_at(i) in "PRZNUD" and sentence.lower(i) not in DONE:
        i -= 1  # "perpetrated by rebels in"
    between = sentence.classes[anchor.end : i]
    done = anchor.noun is not None and sentence.lower(i) in DONE
    return done and set(between) <= set("PDNUAM,S-") and between.count(",") <= 1


def is_of_saying(sentence: Sentence, verb: VerbGroup, first: int) -> bool:
    """ "Said on Saturday", "told reporters on Tuesday": the time at token `first` is that of the verb of saying."""
    return reports(verb.lemma) and not set(sentence.classes[verb.end : first]) - set("PRNU")


def _same_clause(anchor: Anchor, verb: VerbGroup) -> bool:
    between = anchor.sentence.classes[min(anchor.start, verb.start) : max(anchor.start, verb.start)]
    return not any(mark in between for mark in ',."W') and "C" not in between


def _comes_after(anchor: Anchor, verb: VerbGroup) -> bool:
    """ "Charged on Monday with the killing", "an investigation began on Monday into the blast": of a later act."""
    if anchor.row.family not in ("violence", "plot") or verb is anchor.verb:
        return False
    if verb.lemma in AFTER_VERBS:
        return True
    subject = anchor.sentence.noun_at.get(verb.start - 1)
    return subject is not None and anchor.sentence.lower(subject.head) in AFTER_NOUNS


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


def is_spoken_of(anchor: Anchor) -> bool:
    """ "Made statements yesterday about the murder"."""
    return anchor.noun is not None and anchor.sentence.lower(anchor.noun.start - 1) in ABOUT


def _is_of_source(sentence: Sentence, first: int) -> bool:
    """ "According to military sources today": the day on which the source spoke."""
    i = first - 1
    while i >= 0 and sentence.class_at(i) in "DNAUS":
        i -= 1
    return sentence.lower(i) == "to" and sentence.lower(i - 1) == "according"


def _at_once(anchor: Anchor, verb: VerbGroup, first: int) -> bool:
    """ "Shot as he left the mosque on Friday": what was done meanwhile was on the same day, that of token `first`."""
    sentence = anchor.sentence
    if "," in sentence.classes[verb.end : first]:
        return False
    lead = range(max(anchor.end, verb.start - 4), verb.start)
    return not reports(verb.lemma) and any(sentence.lower(i) in MEANWHILE for i in lead)


MEANWHILE = frozenset(("as", "when", "while"))


def _takes_lives(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "The blast claimed a life on Monday"."""
    return not LIVES.isdisjoint(sentence.folded[verb.end : verb.end + 4])


LIVES = frozenset(("life", "lives"))


def _tells_of(anchor: Anchor, verb: VerbGroup) -> bool:
    """ "The attack at a parish that left six dead on Friday": a relative clause about the event itself."""
    noun, sentence = anchor.noun, anchor.sentence
    if noun is None or sentence.lower(verb.start - 1) not in ("that", "which"):
        return False
    return not set(sentence.classes[noun.end : verb.start - 1]) & set("VXEGWC.Z")


def _has_own_day(anchor: Anchor) -> bool:
    """ "On Monday claimed responsibility for the ambush last Thursday": the main verb has a day of its own."""
    sentence = anchor.sentence
    verbs = [v for v in sentence.verbs if v.end <= anchor.start]
    start = sentence.starts[anchor.start]
    return len(verbs) == 1 and any(t.kind == "point" and t.end <= start for t in anchor.line.times)


# ------------------------------------------------------------------------------------------------ counted times
def _names_event(sentence: Sentence, time: TimeFound) -> int | None:
    """The token after a counted time whose event follows: "a day after | the attack"; None where none does."""
    last = sentence.token_at(time.end - 1)
    if sentence.lower(last) not in TAILS or sentence.class_at(last + 1) in ".,CZ":
        return None
    return last + 1


def _is_its_event(anchor: Anchor, time: TimeFound) -> bool:
    """Whether the trigger is the event from which a time is counted: "two days after rebels attacked"."""
    sentence = anchor.sentence
    start = _names_event(sentence, time)
    return start is not None and start <= anchor.start and not set(sentence.classes[start : anchor.start]) & set(".,")


def _counted(prepared: Prepared, line: Line, time: TimeFound) -> TimeFound | None:
    """A counted time as a point, from the day that stands with its event or was told last."""
    start = _names_event(line.sentence, time)
    base = _told_last(prepared, line, time) if start is None else _of_named(prepared, line, time, start)
    return _settled(prepared, time, time.shift, base)


def _of_named(prepared: Prepared, line: Line, time: TimeFound, start: int) -> TimeFound | None:
    """The day of the event that token `start` begins to name: beside its name, or where the text spoke of it before."""
    sentence = line.sentence
    stop = sentence.classes.find(",", start)
    stop = stop if stop >= 0 else len(sentence.texts)
    named = [t for t in _points(line, stop) if t.start >= time.end]
    if named:
        return named[0]
    group = sentence.noun_at.get(start)
    head = sentence.lower(group.head) if group is not None else ""
    number = sentence.number
    for each in reversed(prepared.lines[max(0, number - REACH) : number]):
        if head in each.sentence.vocabulary and (points := _points(each, len(each.sentence.texts))):
            return points[-1]
    return _told_last(prepared, line, time) if head in ACT_NOUNS else None


def _counted_back(prepared: Prepared, anchor: Anchor, time: TimeFound) -> TimeFound | None:
    """The day of the event from which a time is counted, by the day of what the sentence tells before it."""
    shift = time.shift
    if shift is None or shift.weekday is not None:
        return None
    least = None if shift.most is None else -shift.most
    most = None if shift.least is None else -shift.least
    before = [t for t in _points(anchor.line, len(anchor.sentence.texts)) if t.end <= time.start]
    return _settled(prepared, time, Shift(shift.unit, least, most), before[-1] if before else None)


def _settled(prepared: Prepared, time: TimeFound, shift: Shift | None, base: TimeFound | None) -> TimeFound | None:
    if shift is None or base is None:
        return None
    when = counted_from(shift, base.when, prepared.published)
    return replace(time, when=when, kind="point", shift=None, base=base) if when is not None else None


def _told_last(prepared: Prepared, line: Line, time: TimeFound) -> TimeFound | None:
    """The day told last before a time, of those that are no statement's; those are taken where there is no other."""
    said: TimeFound | None = None
    number = line.sentence.number
    for each in reversed(prepared.lines[max(0, number - REACH) : number + 1]):
        if each.sentence.field != line.sentence.field:
            break
        for point in reversed(_points(each, len(each.sentence.texts))):
            if point.end > time.start:
                continue
            if not _is_said(each.sentence, point):
                return point
            said = said or point
    return said


def _points(line: Line, stop: int) -> Sequence[TimeFound]:
    """The points in time of a line whose two ends are known and that begin before token `stop`."""
    limit = line.sentence.ends[stop - 1] if 0 < stop <= len(line.sentence.ends) else 0
    return [t for t in line.times if t.kind == "point" and t.when.earliest and t.when.latest and t.start < limit]


def _is_said(sentence: Sentence, time: TimeFound) -> bool:
    first = sentence.token_at(time.start)
    verb = next((v for v in reversed(sentence.verbs) if v.end <= first), None)
    return verb is not None and is_of_saying(sentence, verb, first)


# ------------------------------------------------------------------------------------------------ told afterwards
HAPPEN = frozenset(("happen", "occur", "take", "come", "begin", "start", "unfold"))
IT = word_set("it this incident episode tragedy violence")


def told_afterwards(line: Line) -> TimeFound | None:
    """The time of a sentence that tells only when it happened: "It took place on Thursday, the army said"."""
    sentence = line.sentence
    if not line.times or len(sentence.texts) < 3:
        return None
    subject = sentence.noun_at.get(0) or sentence.noun_at.get(1)
    verb = sentence.verbs[0] if sentence.verbs else None
    if verb is None or verb.lemma not in HAPPEN or verb.start > 4:
        return None
    head = sentence.lower(subject.head) if subject is not None else sentence.lower(0)
    if head not in IT or (verb.lemma == "take" and sentence.lower(verb.end) != "place"):
        return None
    stop = sentence.verbs[1].start if len(sentence.verbs) > 1 else len(sentence.texts)
    points = [t for t in _points(line, stop) if t.start >= sentence.ends[verb.end - 1]]
    return points[0] if points else None


def _has_own(anchor: Anchor) -> bool:
    """Whether a time follows an act in its clause."""
    classes = anchor.sentence.classes
    at = classes.find("Z", anchor.end)
    return at >= 0 and not set(classes[anchor.end : at]) & set(".,VXWC")

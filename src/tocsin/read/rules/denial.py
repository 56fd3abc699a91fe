"""Denials that an event happened: "reports of a massacre are baseless", "the kidnapping was a hoax".

A denial of *involvement* ("denied the attack", "had no part in it") leaves the event as it is; `claims` sees to it.
"""

from __future__ import annotations

from functools import cache

from tocsin.read.rules.clauses import climb, conjuncts, subject_of, verb_before
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.status_words import StatusFound, status_words
from tocsin.read.rules.triggers import inflect
from tocsin.read.rules.words import BE

BRUSHING = frozenset(("play", "brush", "wave", "laugh", "shrug"))  # "played down reports"
FAR = 16  # tokens between a "that" and the event of its clause
LINKING = frozenset(("be", "turn", "prove", "appear", "seem", "remain")) | BE
HAPPENING = frozenset(("happen", "occur", "exist", "take"))  # "take place"


@cache
def _openers() -> frozenset[str]:
    """Words without one of which a sentence denies nothing in these ways."""
    turning_down = {form for verb in (*status_words("dismissal"), "rule") for form in inflect(verb)}
    return frozenset(
        {*status_words("falsehood"), *status_words("sham"), *turning_down, "true", "place", "happen", "happened"}
        | {
            "play",
            "played",
            "brushed",
            "occur",
            "occurred",
            "up",
            "contrary",
            "truth",
            "basis",
            "foundation",
            "merit",
            "substance",
        }
    )


def by_denial(anchor: Anchor) -> StatusFound | None:
    """The status `denied` and the words that deny, where the event is known only through its denial."""
    sentence = anchor.sentence
    if _openers().isdisjoint(sentence.vocabulary):
        return None
    at = _denying(anchor, sentence)
    return StatusFound("denied", at, at + 1) if at is not None else None


def _denying(anchor: Anchor, sentence: Sentence) -> int | None:
    """The token that denies the event."""
    told = _report_of(anchor)
    if told is not None:
        found = _contrary(sentence, told) or _turned_down(sentence, told, anchor.end)
        if found is not None:
            return found
    elif (at := _denied_clause(anchor)) is not None:
        return at
    if anchor.noun is not None and told is None:
        return _said_to_be(sentence, anchor.noun, anchor.end, "sham") or _ruled_out(anchor)
    return None


def _report_of(anchor: Anchor) -> NounGroup | None:
    """ "reports of an ambush", "the claim that troops fired": the noun that holds what is said."""
    sentence = anchor.sentence
    if anchor.verb is not None and sentence.lower(anchor.verb.start - 1) == "of" and _is_gerund(sentence, anchor.verb):
        held = sentence.noun_at.get(anchor.verb.start - 2)
        return held if held is not None and sentence.lower(held.head) in status_words("report") else None
    if anchor.noun is not None:
        group = conjuncts(sentence, anchor.noun)[0]
        link = sentence.lower(group.start - 1)
        about = sentence.noun_at.get(group.start - 2) if link in ("about", "on") else None
        top = about if about is not None else _held_in(sentence, group)
        if top != group and sentence.lower(top.head) in status_words("report"):
            return top
    that = None if _presupposed(anchor) else _that_before(anchor)
    held = sentence.noun_at.get(that - 1) if that is not None else None
    claiming = sentence.verb_at.get(that - 1) if that is not None else None
    if claiming is not None and claiming.form == "G" and claiming.start == claiming.head:
        held = sentence.noun_at.get(claiming.start - 1)  # "messages claiming that"
    telling = held is not None and sentence.lower(held.head) in status_words("report")
    if held is not None and not telling and sentence.lower(held.start - 1) in ("by", "from", "of"):
        told = sentence.noun_at.get(held.start - 2)  # "claims by the militia that it had"
        held = told if told is not None and told.end == held.start - 1 else held
    if that is not None and sentence.class_at(that - 1) == ",":  # "the story, shared by thousands, that"
        opened = sentence.classes.rfind(",", 0, that - 1)
        held = sentence.noun_at.get(opened - 1) if opened > 0 and that - opened < 14 else None
    return held if held is not None and sentence.lower(held.head) in status_words("report") else None


def _held_in(sentence: Sentence, group: NounGroup) -> NounGroup:
    """The nearest noun above that holds what is said, "reports" of "no truth in reports of an attack"; else the top."""
    at = group
    while sentence.class_at(at.start - 1) in "PT":
        above = sentence.noun_at.get(at.start - 2)
        if above is None or above.end != at.start - 1:
            break
        at = above
        if sentence.lower(at.head) in status_words("report"):
            return at
    return climb(sentence, group)


def _is_gerund(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "claims of having tortured", "the account of being beaten"."""
    return verb.form == "G" or sentence.lower(verb.start) in ("being", "having")


def _that_before(anchor: Anchor) -> int | None:
    """The "that" whose clause holds the event, or None."""
    sentence = anchor.sentence
    if "that" not in sentence.vocabulary:
        return None
    for i in range(anchor.start - 1, max(-1, anchor.start - FAR), -1):
        if sentence.lower(i) == "that" and sentence.class_at(i) == "W":
            return i
        if sentence.class_at(i) == "." or (sentence.class_at(i) == "C" and sentence.class_at(i + 1) in "VX"):
            return None
    return None


def _presupposed(anchor: Anchor) -> bool:
    """ "rejected the claim that it had a hand in the killing": the killing stands, whoever had a hand in it."""
    if anchor.noun is None:
        return False
    owned = "S" in anchor.sentence.classes[anchor.noun.start : anchor.start]  # "Tuesday's raid on the clinic"
    return owned or anchor.sentence.lower(anchor.noun.start) in ("the", "this", "that", "these")


def _contrary(sentence: Sentence, told: NounGroup) -> int | None:
    """ "contrary to reports that he was shot"."""
    at = told.start - 2
    return at if sentence.lower(at) == "contrary" else None


def _turned_down(sentence: Sentence, told: NounGroup, end: int) -> int | None:
    """The verb that turns a report down, or the word of falsehood that is said of it."""
    told_in = sentence.lower(told.start - 1) in ("in", "to", "behind")
    if told_in and sentence.lower(told.start - 2) in GROUNDS:
        none = {"no", "without", "not", "little"} & set(sentence.folded[max(0, told.start - 6) : told.start])
        return told.start - 2 if none else None  # "there was no truth in reports that"
    before = verb_before(sentence, told.start)
    if before is not None and not before.negated and _governs(sentence, before, told):
        aside = before.lemma in BRUSHING and sentence.lower(before.end) in ("down", "off", "aside", "away")
        if before.lemma in status_words("dismissal") or aside:
            return before.head
        if before.lemma in status_words("labelling"):
            named = [i for i in range(before.end, told.start) if sentence.lower(i) in status_words("falsehood")]
            return named[0] if named else _word_in(sentence, end, "falsehood")  # "branded unfounded the claim that"
    after = _verb_of(sentence, told, end)
    if after is not None and after.passive and not after.negated and after.lemma in status_words("dismissal"):
        return after.head
    return _said_to_be(sentence, told, end, "falsehood") or _said_to_be(sentence, told, end, "sham")


def _governs(sentence: Sentence, verb: VerbGroup, told: NounGroup) -> bool:
    """ "dismissed the reports", "dismissed as nonsense a report"."""
    between = sentence.classes[verb.end : told.start]
    return len(between) <= 6 and not set(between) & set(".VXW") and sentence.lower(verb.end) not in ("to", "by")


def _verb_of(sentence: Sentence, group: NounGroup, end: int) -> VerbGroup | None:
    """The finite verb of which the group is the subject, after the event that it tells of."""
    for verb in sentence.verbs:
        if verb.start < end or verb.form == "G" or verb.infinitive:
            continue
        between = sentence.classes[end : verb.start]
        if not set(between) & set(".,CW"):
            if _is_reduced(sentence, verb):
                continue
            return verb
        if subject_of(sentence, verb) == group:
            return verb
        if "W" not in between:
            return None  # "reports of a bomb, which emptied the harbour, proved": past what is said of it
    return None


def _is_reduced(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "the hijacking reported on social media had never happened": a participle before the verb of the clause."""
    participle = verb.start == verb.head and not verb.passive and sentence.class_at(verb.end) in "PRZ"
    after = next((v for v in sentence.verbs if v.start >= verb.end), None)
    if not participle or after is None or sentence.class_at(after.start) != "X":
        return False
    return not set(sentence.classes[verb.end : after.start]) & set(".,CWVXO")


def _said_to_be(sentence: Sentence, group: NounGroup, end: int, kind: str) -> int | None:
    """The word in "is baseless", "was a hoax", "is not true", "never took place", "was made up"."""
    verb = _verb_of(sentence, group, end)
    if verb is None:
        return _word_in(sentence, end, kind) if sentence.headline else None
    if verb.negated:
        happened = verb.lemma in HAPPENING and (verb.lemma != "take" or sentence.lower(verb.end) == "place")
        return verb.head if happened or _word_in(sentence, verb.end, "true") is not None else None
    groundless = _groundless(sentence, verb)
    if groundless is not None:
        return groundless
    if verb.lemma == "make" and sentence.lower(verb.end) == "up":
        return verb.head
    if verb.lemma in LINKING or verb.passive:
        return _word_in(sentence, verb.head, kind)
    return None


GROUNDS = frozenset(("truth", "basis", "foundation", "merit", "substance", "grounds", "evidence"))


def _groundless(sentence: Sentence, verb: VerbGroup) -> int | None:
    """ "were without foundation", "had no basis in fact", "lacked any basis"."""
    for i in range(verb.end, verb.end + 4):
        if sentence.lower(i) in GROUNDS and sentence.lower(i) != "evidence":
            between = set(sentence.folded[verb.end : i])
            denied = between & {"without", "no"} or verb.lemma == "lack"
            return i if denied else None
    return None


def _word_in(sentence: Sentence, start: int, kind: str) -> int | None:
    """The first word of a kind in the clause that goes on at token `start`, where nothing negates it."""
    words = status_words(kind) if kind != "true" else {"true": "", "accurate": "", "correct": ""}
    for i in range(start, min(len(sentence.folded), start + FAR)):
        if sentence.class_at(i) in ".," or sentence.class_at(i) == "W" or sentence.lower(i) in ("not", "no"):
            return None
        if sentence.lower(i) in words:
            return i
    return None


def _denied_clause(anchor: Anchor) -> int | None:
    """The word that denies in "denied that there had been an attempt", "denied an attack had happened"."""
    sentence = anchor.sentence
    that = _that_before(anchor)
    if that is not None and _presupposed(anchor):
        return None
    if that is not None:
        verb = sentence.verb_at.get(that - 1)
        if verb is not None:
            neither = sentence.lower(verb.start - 1) == "nor"  # "neither confirmed nor denied that"
            return verb.head if verb.lemma in status_words("dismissal") and not (verb.negated or neither) else None
        if sentence.lower(that - 1) in ("true", "correct"):
            before = verb_before(sentence, that - 1)
            return before.head if before is not None and before.negated else None
        return that - 1 if sentence.lower(that - 1) in status_words("falsehood") else None
    if anchor.verb is not None and (at := _denied_outright(anchor, anchor.verb)) is not None:
        return at
    verb = anchor.carrier
    there = "there" in (sentence.lower(verb.start), sentence.lower(verb.start - 1)) if verb is not None else False
    if anchor.noun is not None and verb is not None and there:
        before = verb_before(sentence, verb.start)
        close = before is not None and verb.start - before.end <= 1 and not before.negated
        if close and before is not None and before.lemma in status_words("dismissal"):
            return before.head  # "denied there had been a massacre"
    if anchor.noun is None or verb is None or verb.negated or verb.lemma not in status_words("dismissal"):
        return None
    after = next((v for v in sentence.verbs if v.start >= anchor.end), None)
    return verb.head if after is not None and after.lemma in HAPPENING else None


def _denied_outright(anchor: Anchor, verb: VerbGroup) -> int | None:
    """ "denies troops fired on marchers": what is denied in a clause without "that"."""
    sentence = anchor.sentence
    subject = subject_of(sentence, verb) if not verb.infinitive and verb.form != "G" else None
    before = sentence.verb_at.get(subject.start - 1) if subject is not None else None
    denied = before is not None and before.lemma in ("deny", "dispute", "disclaim") and not before.negated
    return before.head if denied and before is not None else None


def _ruled_out(anchor: Anchor) -> int | None:
    """ "ruled out a bombing"."""
    sentence = anchor.sentence
    assert anchor.noun is not None
    at = anchor.noun.start - 1
    verb = sentence.verb_at.get(at - 1)
    out = sentence.lower(at) == "out" and verb is not None and verb.lemma == "rule"
    return verb.head if out and verb is not None and not verb.negated and not verb.modal else None

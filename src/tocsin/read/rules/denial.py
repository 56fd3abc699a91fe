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

FAR = 16  # tokens between a "that" and the event of its clause
LINKING = frozenset(("be", "turn", "prove", "appear", "seem", "remain")) | BE
HAPPENING = frozenset(("happen", "occur", "exist", "take"))  # "take place"


@cache
def _openers() -> frozenset[str]:
    """Words without one of which a sentence denies nothing in these ways."""
    turning_down = {form for verb in (*status_words("dismissal"), "rule") for form in inflect(verb)}
    return frozenset(
        {*status_words("falsehood"), *status_words("sham"), *turning_down, "true", "place", "happen", "happened"}
        | {"occur", "occurred", "up", "contrary"}
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
    if anchor.noun is not None:
        group = conjuncts(sentence, anchor.noun)[0]
        link = sentence.lower(group.start - 1)
        about = sentence.noun_at.get(group.start - 2) if link in ("about", "on") else None
        top = about if about is not None else climb(sentence, group)
        if top != group and sentence.lower(top.head) in status_words("report"):
            return top
    that = None if _presupposed(anchor) else _that_before(anchor)
    held = sentence.noun_at.get(that - 1) if that is not None else None
    if that is not None and sentence.class_at(that - 1) == ",":  # "the story, shared by thousands, that"
        opened = sentence.classes.rfind(",", 0, that - 1)
        held = sentence.noun_at.get(opened - 1) if opened > 0 and that - opened < 14 else None
    return held if held is not None and sentence.lower(held.head) in status_words("report") else None


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
    return anchor.noun is not None and anchor.sentence.lower(anchor.noun.start) in ("the", "this", "that", "these")


def _contrary(sentence: Sentence, told: NounGroup) -> int | None:
    """ "contrary to reports that he was shot"."""
    at = told.start - 2
    return at if sentence.lower(at) == "contrary" else None


def _turned_down(sentence: Sentence, told: NounGroup, end: int) -> int | None:
    """The verb that turns a report down, or the word of falsehood that is said of it."""
    before = verb_before(sentence, told.start)
    if before is not None and not before.negated and _governs(sentence, before, told):
        if before.lemma in status_words("dismissal"):
            return before.head
        if before.lemma in status_words("labelling"):
            return _word_in(sentence, end, "falsehood")
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
            return verb
        return verb if subject_of(sentence, verb) == group else None
    return None


def _said_to_be(sentence: Sentence, group: NounGroup, end: int, kind: str) -> int | None:
    """The word in "is baseless", "was a hoax", "is not true", "never took place", "was made up"."""
    verb = _verb_of(sentence, group, end)
    if verb is None:
        return _word_in(sentence, end, kind) if sentence.headline and kind == "falsehood" else None
    if verb.negated:
        happened = verb.lemma in HAPPENING and (verb.lemma != "take" or sentence.lower(verb.end) == "place")
        return verb.head if happened or _word_in(sentence, verb.end, "true") is not None else None
    if verb.lemma == "make" and sentence.lower(verb.end) == "up":
        return verb.head
    if verb.lemma in LINKING or verb.passive:
        return _word_in(sentence, verb.head, kind)
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
            return verb.head if verb.lemma in status_words("dismissal") and not verb.negated else None
        if sentence.lower(that - 1) in ("true", "correct"):
            before = verb_before(sentence, that - 1)
            return before.head if before is not None and before.negated else None
        return that - 1 if sentence.lower(that - 1) in status_words("falsehood") else None
    verb = anchor.carrier
    if anchor.noun is None or verb is None or verb.negated or verb.lemma not in status_words("dismissal"):
        return None
    after = next((v for v in sentence.verbs if v.start >= anchor.end), None)
    return verb.head if after is not None and after.lemma in HAPPENING else None


def _ruled_out(anchor: Anchor) -> int | None:
    """ "ruled out a bombing"."""
    sentence = anchor.sentence
    assert anchor.noun is not None
    at = anchor.noun.start - 1
    verb = sentence.verb_at.get(at - 1)
    out = sentence.lower(at) == "out" and verb is not None and verb.lemma == "rule"
    return verb.head if out and verb is not None and not verb.negated and not verb.modal else None

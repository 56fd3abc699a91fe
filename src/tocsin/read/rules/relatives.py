"""Relative clauses: what they hang on, when it is the object of their verb, and when the sentence goes on after them.

"The 15 colleagues whom soldiers had shot" has its object before the pronoun; "the man who shot the mayor was arrested"
has the subject of its last verb there. Found by position, as in `clauses`, and for clauses without commas alone.
"""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import NounGroup, Sentence, VerbGroup
from tocsin.read.rules.words import reports

PRONOUNS = frozenset(("who", "whom", "which", "that", "whose", "where"))
TAKEN = frozenset(("who", "whom", "which", "that"))  # those that can be the object of their clause
CLAUSAL = word_set("as after before until till since because while although though if")
SEEING = word_set("see hear watch let make help think know feel notice find show mean")
ORDERING = word_set("order command direct instruct threaten accuse blame condemn")  # what they report is no clause
TOLD = word_set("claim report news fact allegation accusation suspicion evidence belief fear rumour rumor sign idea")
TELLING = word_set("tell warn inform assure convince remind notify persuade advise show")


def antecedent_of(sentence: Sentence, i: int) -> NounGroup | None:
    """The noun group right before the relative pronoun at token `i`; None where that opens a clause of content."""
    at = i - 1 if sentence.class_at(i - 1) == "," and sentence.lower(i) != "that" else i
    group = sentence.noun_at.get(at - 1)
    if group is None or group.end != at:
        return None
    group = past_age(sentence, group) or group
    if sentence.lower(i) == "that":
        before = sentence.verb_at.get(group.start - 1)
        told = before is not None and before.lemma in TELLING
        if told or sentence.lower(group.head).removesuffix("s") in TOLD:
            return None  # "told the governor that rebels", "the claim that rebels"
    return group


def past_age(sentence: Sentence, group: NounGroup | None) -> NounGroup | None:
    """ "Corvel, 29, who": whose age it is, where a group is nothing but a number between two commas."""
    if group is None or group.start != group.head or sentence.class_at(group.start) != "M":
        return group
    if sentence.class_at(group.end) != "," or sentence.class_at(group.start - 1) != ",":
        return group
    return sentence.noun_at.get(group.start - 2) or group


def resumed_subject(sentence: Sentence, verb: VerbGroup) -> NounGroup | None:
    """ "the man who shot the mayor was arrested": the noun before a relative clause that ends where the verb begins."""
    opened = sentence.classes.rfind("W", 0, verb.start)
    if opened < 1 or sentence.lower(opened) not in PRONOUNS or not is_finite(sentence, verb):
        return None
    between = sentence.classes[opened + 1 : verb.start]
    if any(mark in between for mark in ',."(C'):
        return None
    inner = [v for v in sentence.verbs if opened < v.start < verb.start and is_finite(sentence, v)]
    if len(inner) != 1 or inner[0].lemma in SEEING:
        return None
    if reports(inner[0].lemma) and inner[0].lemma not in ORDERING and inner[0].form != "G":
        return None  # "who said rebels killed"; but "who were planning attacks were killed"
    last = sentence.noun_at.get(verb.start - 1)
    if last is not None and (sentence.class_at(last.head) == "O" or sentence.lower(last.start - 1) in CLAUSAL):
        return None  # "who fled when he", "who fled as police": a clause of its own
    return antecedent_of(sentence, opened)


def object_before(sentence: Sentence, subject: NounGroup | None, verb: VerbGroup) -> NounGroup | None:
    """ "the man whom they had held": the noun before the pronoun, where a subject stands between it and the verb."""
    if subject is None or verb.passive or verb.form not in "VE" or not subject.end <= verb.start:
        return None
    opened = subject.start - 1
    beside = sentence.noun_at.get(opened)
    if beside is not None and sentence.lower(subject.head) == "police" and subject.start == subject.head:
        return beside if verb.start == subject.end else None  # "three people police arrested"
    if sentence.lower(opened) not in TAKEN or sentence.class_at(opened) != "W":
        return None
    if any(sentence.class_at(i) not in "RZ" for i in range(subject.end, verb.start)):
        return None
    return antecedent_of(sentence, opened)


def is_finite(sentence: Sentence, verb: VerbGroup) -> bool:
    """Whether a verb group can be the verb of a clause."""
    return not verb.infinitive and (verb.form == "V" or verb.passive or sentence.class_at(verb.start) == "X")

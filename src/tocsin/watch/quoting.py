"""A quotation in its sentence, where the sentence can go out whole.

A reader quotes the few words that a value was read from; a person wants the sentence. But a sentence may name somebody
of whom no reading knows. So one goes out only where every word in it that is written as a name is a known one: of a
place, an organisation or a public person that the readings found there, of a month or a day, or for nationals.
"""

from __future__ import annotations

from tocsin.care.names import Word, words_in
from tocsin.care.origins import Peoples
from tocsin.fuse.title import MONTHS
from tocsin.fuse.words import sentence_span
from tocsin.record import Evidence, Participant, Reading

LONGEST = 400  # code points; more is no sentence
NAMED = frozenset({"organization", "state_force", "government", "facility"})
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS_FOLDED = frozenset(month.casefold() for month in MONTHS)
TITLES = frozenset(
    "army capital federal general governor government minister ministry mr mrs ms police president".split()
)
# Words that open sentences. Others do only where the report has them written small as well.
OPENING = frozenset(
    "a about after all also an and another any armed as at authorities both but by dozens each eight eleven "
    "few five for four from gunmen he her his hospital hundreds in it its last many militants more most nearly "
    "nine no nobody none of officials on one only other others over people police rebels residents scores "
    "seven several she since six soldiers some sources suspected ten that the their there they this those "
    "thousands three troops twelve twenty two unidentified unknown up when while witnesses".split()
)


def in_sentence(evidence: Evidence, reading: Reading, *, known: frozenset[str], peoples: Peoples) -> str | None:
    """The sentence around a quotation, on one line; None where it is too long, or a name in it is not a known one.

    `known` are folded words that name nobody: those of the places and organisations of the incident.
    """
    text = reading.document.field(evidence.field)
    start, end = sentence_span(text, evidence.start, evidence.end)
    sentence = " ".join(text[start:end].split())
    if end - start > LONGEST:
        return None
    spans = _known_spans(evidence, reading)
    for n, word in enumerate(words_in(text[start:end])):
        at = (start + word.start, start + word.end)
        if word.small or word.folded.isdigit() or word.folded in known:
            continue
        if any(first <= at[0] and at[1] <= last for first, last in spans):
            continue
        if not _names_nobody(word, opens=n == 0, text=text, peoples=peoples):
            return None
    return sentence


def _names_nobody(word: Word, *, opens: bool, text: str, peoples: Peoples) -> bool:
    if word.folded in DAYS or word.folded in MONTHS_FOLDED or word.folded in TITLES or peoples.is_demonym(word.folded):
        return True
    if not opens:
        return False
    return word.folded in OPENING or any(other.small and other.folded == word.folded for other in words_in(text))


def _known_spans(evidence: Evidence, reading: Reading) -> list[tuple[int, int]]:
    """Where the field names places, public persons, and organisations of mentions and sayings."""
    field = evidence.field
    spans = [(place.start, place.end) for place in reading.places if place.field == field]
    spans += [(one.start, one.end) for one in reading.persons if one.field == field]  # others are masked
    for mention in reading.mentions:
        for statement in mention.statements:
            if isinstance(statement.value, Participant) and statement.value.kind in NAMED:
                spans += [(each.start, each.end) for each in statement.evidence if each.field == field]
    return spans

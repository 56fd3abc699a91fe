"""The full words of a noun group that cannot stand alone: "the head of Russia's FSB", not "the head"."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import NounGroup, Sentence, complement
from tocsin.read.rules.words import is_common

INCOMPLETE = word_set(
    "head chief leader director spokesman spokeswoman spokesperson member members branch faction wing official "
    "officials minister ministry department directorate commander deputy secretary president division ally allies "
    "affiliate offshoot cell army government forces group chairman council committee head part elements"
)


CHARGED = word_set(  # with something "for" which they are there
    "head chief minister ministry director department directorate secretary deputy spokesman spokeswoman spokesperson "
    "committee council"
)


def full_span(sentence: Sentence, group: NounGroup) -> tuple[int, int]:
    """The tokens of the group, and of what it is of or at where its head needs that; determiners left out."""
    start, end = group.start, group.end
    while start < group.head and sentence.class_at(start) in "DR":
        start += 1
    last = group
    while after := complement(sentence, last):
        head = sentence.lower(last.head)
        goes_on = head in INCOMPLETE and (after[0] == "of" or (after[0] == "for" and head in CHARGED))
        if not goes_on and not _inside_name(sentence, last, after):
            break
        last, end = after[1], after[1].end
    return start, end


BODIES = word_set(
    "army union front movement party brigade brigades committee council league organisation organization coalition "
    "alliance battalion battalions company soldiers sons partisans defenders guardians ansar supporters group network "
    "tigers lions wolves knights force forces unit units cells followers fighters mujahideen congress state"
)


def names_a_body(sentence: Sentence, group: NounGroup) -> bool:
    """ "the Northern Front", "the Union of the Faithful": a capital on a word for a body."""
    return sentence.cased and sentence.class_at(group.head) == "U" and sentence.lower(group.head) in BODIES


def _inside_name(sentence: Sentence, group: NounGroup, after: tuple[str, NounGroup]) -> bool:
    """ "the Union of the Faithful", "the Movement for Unity": a name of a body that a capital goes on with."""
    body = names_a_body(sentence, group) or _common_name(sentence, group)
    named = body and sentence.class_at(after[1].head) == "U"
    return named and after[0] in ("of", "for")


def _common_name(sentence: Sentence, group: NounGroup) -> bool:
    """ "Dawn of Freedom": a common word in a capital, in the midst of a sentence."""
    single = group.start == group.head and group.start > 0 and sentence.class_at(group.start - 1) != "."
    return sentence.cased and single and sentence.class_at(group.head) == "U" and is_common(sentence.lower(group.head))


def words_of(sentence: Sentence, start: int, end: int) -> str:
    """The words of tokens `start` to `end`, spaced as in the text (one blank for any white space)."""
    texts, starts, ends = sentence.texts, sentence.starts, sentence.ends
    words = texts[start]
    for i in range(start + 1, end):
        words += texts[i] if ends[i - 1] == starts[i] else " " + texts[i]
    return words

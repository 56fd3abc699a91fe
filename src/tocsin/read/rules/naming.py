"""The full words of a noun group that cannot stand alone: "the head of Russia's FSB", not "the head"."""

from __future__ import annotations

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import NounGroup, Sentence, complement

INCOMPLETE = word_set(
    "head chief leader director spokesman spokeswoman spokesperson member members branch faction wing official "
    "officials minister ministry department directorate commander deputy secretary president division ally allies "
    "affiliate offshoot cell army government forces group chairman council committee head part elements"
)


def full_span(sentence: Sentence, group: NounGroup) -> tuple[int, int]:
    """The tokens of the group, and of what it is of or at where its head needs that; determiners left out."""
    start, end = group.start, group.end
    while start < group.head and sentence.class_at(start) in "DR":
        start += 1
    last = group
    while sentence.lower(last.head) in INCOMPLETE and (after := complement(sentence, last)):
        if after[0] not in ("of", "for"):
            break
        last, end = after[1], after[1].end
    return start, end


def words_of(sentence: Sentence, start: int, end: int) -> str:
    """The words of tokens `start` to `end`, spaced as in the text (one blank for any white space)."""
    texts, starts, ends = sentence.texts, sentence.starts, sentence.ends
    words = texts[start]
    for i in range(start + 1, end):
        words += texts[i] if ends[i - 1] == starts[i] else " " + texts[i]
    return words

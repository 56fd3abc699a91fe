"""Words that report speech, belief or intention, found in a sentence: "said", "according to", "blamed".

`reporting.csv` holds the words; here it is settled which of them are cues in their sentence ("police report a fire",
but not "the report").
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tocsin.lexicon import cell_list, load_rows
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.names import word_set
from tocsin.read.rules.words import lemma_of
from tocsin.resolve.phrases import PhraseIndex

# Wanting and intending: not what anyone says, but what is said of somebody's mind. All are of kind `believe`.
MINDS = (
    "want|wants|wanted|wanting|wish|wishes|wished|wishing|decide|decides|decided|realize|realizes|realized|realise|realised|"
    "worry|worries|worried|seek|seeks|sought|hoping|aim|aims|prefer|prefers|preferred|wonder|wonders|wondered|"
    "remember|remembers|remembered|imagine|anticipate|anticipates|anticipated"
)
MORE_SPEECH = "continue|continues|continued|rule|rules|ruled|read|reads|begin|began|warning|quip|quips|quipped|promising"
# Words of the table that report only where a clause follows: "the count shows that", but not "showed a card".
ADVERBIAL = word_set("reportedly allegedly supposedly purportedly apparently ostensibly per")
OPENINGS = ("according to", "in the words of", "in the view of", "in the opinion of", "citing", "quoting", "accordingly to")


class Cue(NamedTuple):
    """Tokens `start` to `end` report something. `verb` is None for "according to" and for nouns."""

    start: int
    end: int
    kind: str
    stance: str
    lemma: str
    verb: VerbGroup | None


@cache
def _index() -> PhraseIndex[tuple[str, str]]:
    phrases: list[tuple[str, tuple[str, str]]] = []
    for row in load_rows("reporting.csv"):
        phrases += [(form, (row["kind"], row["stance"])) for form in cell_list(row["forms"])]
    have = {form for form, _ in phrases}
    phrases += [(form, ("believe", "neutral")) for form in cell_list(MINDS) if form not in have]
    phrases += [(form, ("say", "neutral")) for form in cell_list(MORE_SPEECH) if form not in have]
    return PhraseIndex(phrases)


def find_cues(sentence: Sentence) -> list[Cue]:
    """The reporting words that are at work in a sentence, from left to right."""
    found = []
    for match in _index().find(sentence.tokens):
        kind, stance = match.values[0]
        cue = _cue(sentence, match.start, match.end, kind, stance)
        if cue is not None:
            found.append(cue)
    return found


def _cue(sentence: Sentence, start: int, end: int, kind: str, stance: str) -> Cue | None:
    words = sentence.words(start, end)
    if kind == "according":
        opening = next((o for o in OPENINGS if words.startswith(o)), None)
        if opening is None and not (words.startswith("as ") and words.endswith(" by")):
            return None
        end = start + len(opening.split()) if opening else end
        return Cue(start, end, kind, stance, words, None)
    if kind == "noun":
        plain = sentence.class_at(end - 1) == "N" and sentence.lower(end) == "that"
        return Cue(start, end, kind, stance, words, None) if plain else None
    verb = next((sentence.verb_at[i] for i in range(start, end) if i in sentence.verb_at), None)
    if verb is not None and start <= verb.head < end + 1:
        return Cue(start, max(end, verb.head + 1), kind, stance, lemma_of(sentence.lower(start)), verb)
    if _reads_as_verb(sentence, start, end):
        return Cue(start, end, kind, stance, lemma_of(sentence.lower(start)), None)
    if sentence.class_at(start) == "N" and end - start == 1 and sentence.lower(end) == "that":
        return Cue(start, end, "noun", stance, sentence.lower(start), None)
    return None


def _reads_as_verb(sentence: Sentence, start: int, end: int) -> bool:
    """A word taken for a noun that has a subject before it and "that" or a clause after it: "the ministry reports that"."""
    if end - start > 1 or sentence.class_at(start) not in "NA" or sentence.class_at(start - 1) not in "UNO":
        return False
    lemma = lemma_of(sentence.lower(start))
    if lemma == sentence.lower(start) and not sentence.lower(start - 1).endswith(("s", "police", "people", "men")):
        return False
    return sentence.lower(end) == "that" or sentence.class_at(end) in "DO" or sentence.class_at(end) == '"'

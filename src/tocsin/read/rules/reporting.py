"""Words that report speech, belief or intention, found in a sentence: "said", "according to", "blamed".

`reporting.csv` holds the words; here it is settled which of them are cues in their sentence ("police report a fire",
but not "the report").
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from tocsin.lexicon import cell_list, load_rows, word_set
from tocsin.read.rules.groups import Sentence, VerbGroup
from tocsin.read.rules.words import lemma_of
from tocsin.resolve.phrases import PhraseIndex

# Wanting and intending: not what anyone says, but what is said of somebody's mind. All are of kind `believe`.
MINDS = (
    "want|wants|wanted|wanting|wish|wishes|wished|wishing|decide|decides|decided|realize|realizes|realized|realise|realised|"
    "worry|worries|worried|hoping|prefer|prefers|preferred|wonder|wonders|wondered|"
    "remember|remembers|remembered|imagine|anticipate|anticipates|anticipated"
)
MORE_SPEECH = (
    "continue|continues|continued|rule|rules|ruled|read|reads|begin|began|warning|quip|quips|quipped|promising"
    "|express|expresses|expressed|expressing"
)
ADVERBIAL = word_set("reportedly allegedly supposedly purportedly apparently ostensibly per")
OPENINGS = (
    "according to",
    "in the words of",
    "in the view of",
    "in the opinion of",
    "citing",
    "quoting",
    "accordingly to",
)


PLURALS = ("s", "police", "people", "men", "media", "troops", "both")
# Reporting verbs that are as often nouns; the others are verbs wherever a subject stands before them.
NOUNS_TOO = word_set(
    "claim report estimate state note demand order request promise pledge vow threaten hope fear plan show find "
    "question doubt remark comment post tweet record count name label brand term cry protest object answer link "
    "document study cite blast support challenge contest alert rumour rumor leak display detail outline monitor "
    "forecast hint brief address finger fault project judge rule release guess wish desire read direct speculate "
    "account blame charge caution appeal"
)


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
    for start, end, values in _index().find(sentence.folded):
        cue = _cue(sentence, start, end, *values[0])
        if cue is not None:
            found.append(cue)
    return found


def _cue(sentence: Sentence, start: int, end: int, kind: str, stance: str) -> Cue | None:
    words = sentence.words(start, end)
    if words.endswith((" comment", " statement")):
        return None  # nothing is said; and what is issued is told by the "saying" that follows
    if words.endswith("as saying"):
        return Cue(start, end, kind, stance, "say", None)
    if kind == "according":
        opening = next((o for o in OPENINGS if words.startswith(o)), None)
        if opening is None and not (words.startswith("as ") and words.endswith(" by")):
            return None
        end = start + len(opening.split()) if opening else end
        return Cue(start, end, kind, stance, words, None)
    if kind == "noun":
        plain = sentence.class_at(end - 1) == "N" and sentence.lower(end) == "that"
        return Cue(start, end, kind, stance, words, None) if plain else None
    verb_at = sentence.verb_at
    verb = verb_at.get(start) or next((verb_at[i] for i in range(start + 1, end) if i in verb_at), None)
    if verb is not None and start <= verb.head < end + 1:
        return Cue(start, max(end, verb.head + 1), kind, stance, lemma_of(sentence.lower(start)), verb)
    if _reads_as_verb(sentence, start, end):
        return Cue(start, end, kind, stance, lemma_of(sentence.lower(start)), None)
    if sentence.class_at(start) == "N" and end - start == 1 and sentence.lower(end) == "that":
        return Cue(start, end, "noun", stance, sentence.lower(start), None)
    return None


def _reads_as_verb(sentence: Sentence, start: int, end: int) -> bool:
    """A word taken for a noun that has a subject before it and what is said beside it: "the ministry reports that"."""
    if end - start > 1 or sentence.class_at(start) not in "NA" or sentence.class_at(start - 1) not in "UNOC":
        return False
    word, lemma = sentence.lower(start), lemma_of(sentence.lower(start))
    if lemma == word and not (sentence.class_at(start - 1) == "O" or sentence.lower(start - 1).endswith(PLURALS)):
        return False
    if lemma not in NOUNS_TOO:
        return True
    return sentence.lower(end) == "that" or sentence.class_at(end) in 'DO"'

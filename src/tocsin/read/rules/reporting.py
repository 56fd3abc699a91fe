"""Words that report speech, belief or intention, found in a sentence: "said", "according to", "blamed".

`reporting.csv` holds the words; here it is settled which of them are cues in their sentence ("police report a fire",
but not "the report").
"""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tocsin.lexicon import cell_list, load_rows, word_set
from tocsin.read.rules.groups import Sentence, VerbGroup, next_noun
from tocsin.read.rules.words import lemma_of
from tocsin.resolve.phrases import Opening, PhraseIndex
from tocsin.resolve.word_facts import Fact

SEEMS = word_set("be seem feel remain become look appear sound get grow stay")
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


class Cue(Struct, frozen=True):
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
    return PhraseIndex(phrases)


CUE: Fact[Opening[tuple[str, str]] | None] = Fact(lambda text: _index().opening(text))


def find_cues(sentence: Sentence) -> list[Cue]:
    """The reporting words that are at work in a sentence, from left to right."""
    found = []
    for start, end, values in _index().find(sentence.folded, openings=sentence.row(CUE)):
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
    if kind == "mind":
        return _state(sentence, start, end, stance)
    claiming = sentence.verb_at.get(start) if words.endswith(" that") else None
    if kind == "noun" and claiming is not None and claiming.head == start:
        return Cue(start, end - 1, "claim", stance, claiming.lemma, claiming)  # "villagers claim that"
    telling = sentence.verb_at.get(end - 1) if kind == "noun" and end - start > 1 else None
    if telling is not None and telling.start == end - 1 and sentence.lower(end) == "that":
        return Cue(end - 1, end, "say", stance, telling.lemma, telling)  # "local media report that"
    if kind == "noun":
        return _noun(sentence, start, end, stance)
    verb_at = sentence.verb_at
    verb = verb_at.get(start) or next((verb_at[i] for i in range(start + 1, end) if i in verb_at), None)
    if verb is not None and start <= verb.head < end + 1:
        naming = verb.lemma in ("call", "consider") and end - start == 1
        if _is_reduced(sentence, verb) or _is_no_telling(sentence, verb) or (naming and not _names(sentence, verb.end)):
            return None
        if sentence.class_at(end - 1) == "T" and end - start > 1:
            end -= 1  # "threatened to": what is threatened begins with "to"
        return Cue(start, max(end, verb.head + 1), kind, stance, lemma_of(sentence.lower(start)), verb)
    if _reads_as_verb(sentence, start, end):
        return Cue(start, end, kind, stance, lemma_of(sentence.lower(start)), None)
    if end - start > 1 and sentence.class_at(start + 1) in "PT":
        end = start + 1  # "a call for"
    return _noun(sentence, start, end, stance) if end - start == 1 else None


def _noun(sentence: Sentence, start: int, end: int, stance: str) -> Cue | None:
    """A noun with what is said beside it: "the claim that", "his promise to", "the belief among voters that"."""
    if sentence.lower(end - 1) == "that":
        end -= 1
    if sentence.class_at(end - 1) != "N" or end not in range(start + 1, len(sentence.texts)):
        return None
    if sentence.class_at(end) not in "PT" and sentence.lower(end) != "that":
        return None
    return Cue(start, end, "noun", stance, sentence.words(start, end), None)


def _state(sentence: Sentence, start: int, end: int, stance: str) -> Cue | None:
    """ "is confident", "seemed eager", "was worried": a state of mind after the verb that says whose it is."""
    i = start if start in sentence.verb_at else start - 1
    while i > 0 and i not in sentence.verb_at and sentence.class_at(i) in "RA":
        i -= 1
    verb = sentence.verb_at.get(i)
    if verb is None or not (verb.lemma in SEEMS or verb.passive):
        return None
    return Cue(start, end, "mind", stance, sentence.words(start, end), verb)


def _names(sentence: Sentence, i: int) -> bool:
    """ "called him a puppet", "called the bill dead": somebody, and what he is called; not "a town called Mora"."""
    if sentence.class_at(i) in "WG":
        return True  # "considers that", "considered leaving"
    group = next_noun(sentence, i)
    return group is not None and (sentence.class_at(group.end) in 'DA"' or next_noun(sentence, group.end) is not None)


NEVER = frozenset(("say", "add", "tell", "warn"))  # nobody is "said in a leaflet"


def _is_reduced(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "two officials briefed on the inquiry said": one phrase, and then the verb of the sentence."""
    if verb.start != verb.head or verb.form != "V" or sentence.class_at(verb.end) != "P" or verb.lemma in NEVER:
        return False
    group = next_noun(sentence, verb.end + 1)
    if group is None or sentence.class_at(verb.start - 1) not in "NU":
        return False
    after = sentence.verb_at.get(group.end)
    return after is not None and after.start == group.end and after.form == "V" and not after.infinitive


BELIEVING = word_set("believe think suspect know say report presume allege")
NAMING = word_set("know call dub nickname name title")


def _is_no_telling(sentence: Sentence, verb: VerbGroup) -> bool:
    """ "wanted on suspicion of fraud", "did not want to be named", "known as killer bees", "life threatening"."""
    if verb.lemma == "want":
        unnamed = verb.negated and sentence.words(verb.end, verb.end + 2) == "to be"
        return unnamed or sentence.class_at(verb.end) == "P" or verb.passive
    if verb.lemma in NAMING and sentence.lower(verb.end) == "as":
        return verb.passive or verb.form == "E" or sentence.lower(verb.start) == "also"
    if verb.lemma == "find" and sentence.class_at(verb.end) == "P" and sentence.class_at(verb.start - 1) in "NU":
        return verb.start == verb.head  # "a leaflet found near the body that it had"
    if verb.lemma in BELIEVING and sentence.class_at(verb.end) == "T" and sentence.class_at(verb.start - 1) in ",NU":
        return verb.form == "E" or sentence.class_at(verb.start - 1) == ","  # "bags of powder, believed to be heroin"
    return verb.lemma == "threaten" and sentence.lower(verb.start - 1) in ("life", "non-life")


def _reads_as_verb(sentence: Sentence, start: int, end: int) -> bool:
    """A word taken for a noun that has a subject before it and what is said beside it: "the ministry reports that"."""
    if end - start > 1 or sentence.class_at(start) not in "NA" or sentence.class_at(start - 1) not in "UNOC":
        return False
    word, lemma = sentence.lower(start), lemma_of(sentence.lower(start))
    if lemma == word and not (sentence.class_at(start - 1) == "O" or sentence.lower(start - 1).endswith(PLURALS)):
        return False
    if lemma not in NOUNS_TOO:
        return True
    return sentence.lower(end) == "that" or sentence.class_at(end) in 'DO"T'

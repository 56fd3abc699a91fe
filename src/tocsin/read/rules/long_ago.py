"""Words that put an act long before its report: old years, "three decades earlier", "when he was a lieutenant".

The phrases are rows of `status.toml`; what follows a pattern is found here.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import compress

from tocsin.lexicon import load_toml, word_set
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.nouns import PEOPLE, names_person
from tocsin.read.rules.scene import Anchor
from tocsin.resolve.phrases import PhraseIndex
from tocsin.resolve.remembered import Remembered

YEARS = word_set("summers winters springs autumns year years decade decades century centuries generation generations")
SINCE = word_set("after since following from before")
EARLIER = word_set("ago earlier before previously beforehand")
LATER = word_set("on later afterwards afterward")
FAR = 14  # tokens between an act and the words that date it
FIRST_YEAR = 1800
SPANNING = word_set("since until till by from before after during between to through")
STAGES = frozenset(("when", "while", "where", "before"))
BECAME = frozenset(("was", "were", "became"))
PERSONS = frozenset(("he", "she", "they", "i", "we"))
FOR_THE_MOMENT = word_set(  # what somebody is for an hour: "shot when he was a guest at a wedding"
    "guest passenger hostage captive visitor witness spectator pedestrian customer patient prisoner speaker"
)
AGES = word_set("teens twenties thirties forties fifties sixties seventies eighties nineties hundreds")
OWNER = word_set("his her their")
OPENERS = BECAME | AGES | {"now"}
SIGNS = STAGES | AGES | {"now"}


def is_long_ago(anchor: Anchor, today: date | None) -> bool:
    """Whether words in the clause of an act put it a year or more before a day."""
    return _by_phrase(anchor) or _by_span(anchor) or _by_year(anchor, today) or _by_stage(anchor)


@cache
def _index() -> PhraseIndex[bool]:
    return PhraseIndex((word, True) for row in load_toml("status.toml")["long_ago"] for word in row["words"])


def _by_phrase(anchor: Anchor) -> bool:
    """ "half a century ago", "when she was a girl", "during the civil war", in the clause of the act."""
    sentence, index = anchor.sentence, _index()
    if not index.may_stand(sentence.vocabulary):
        return False
    for _, match in index.at_each(sentence.folded):
        if match is not None and _in_clause(anchor, match.start, match.end):
            return True
    return False


def _in_clause(anchor: Anchor, start: int, end: int) -> bool:
    classes = anchor.sentence.classes
    between = classes[_relative_end(anchor) : start] if start >= anchor.end else classes[end : anchor.start]
    return len(between) <= FAR and not set(between) & set(".W") and between.count(",") <= 1


def _relative_end(anchor: Anchor) -> int:
    """The end of an act, or of the pronoun that goes on about it: "the bomb that killed a judge in the seventies"."""
    return anchor.end + 1 if anchor.noun is not None and anchor.sentence.class_at(anchor.end) == "W" else anchor.end


def _by_span(anchor: Anchor) -> bool:
    """ "three decades earlier", "a year before", "six decades on", "years later" of an act told before it."""
    sentence = anchor.sentence
    if YEARS.isdisjoint(sentence.vocabulary):
        return False
    for i in compress(range(len(sentence.folded)), map(YEARS.__contains__, sentence.folded)):
        after = sentence.lower(i + 1)
        if after in EARLIER and _in_clause(anchor, i, i + 2):
            return True
        if after in LATER and (i >= anchor.end or _opens(anchor, i + 2)):
            return True
    return False


def _opens(anchor: Anchor, i: int) -> bool:
    """ "Six decades on, nobody has been charged with the killing": what the text looks back on."""
    sentence, noun = anchor.sentence, anchor.noun
    named = noun is not None and sentence.lower(noun.start) in ("the", "that", "this")
    return i <= FAR // 2 and named and sentence.lower(i - 1) == "on" and i <= anchor.start


def _by_year(anchor: Anchor, today: date | None) -> bool:
    """ "the attack of 1994", "on Good Friday 1976", "dynamited and rebuilt in 1951", "2013, when a bomber struck"."""
    sentence = anchor.sentence
    if today is None or ("M" not in sentence.classes and "Z" not in sentence.classes):
        return False
    years = compress(range(len(sentence.folded)), map(_IS_YEAR.__getitem__, sentence.folded))
    return any(_dates(anchor, i) for i in years if FIRST_YEAR <= int(sentence.folded[i]) < today.year)


_IS_YEAR: Remembered[str, bool] = Remembered(lambda word: len(word) == 4 and word.isascii() and word.isdigit())


def _dates(anchor: Anchor, i: int) -> bool:
    sentence = anchor.sentence
    if i < anchor.start:
        at = i + 2 if sentence.class_at(i + 1) == "," else i + 1
        when = sentence.lower(at) == "when"
        return when and not set(sentence.classes[at + 1 : anchor.start]) & set(".,W")
    before = sentence.lower(i - 1)
    if before in SPANNING or (before not in ("of", "in") and sentence.class_at(i - 1) not in "UZ"):
        return False
    start = _relative_end(anchor)
    between = sentence.classes[start:i]
    if not (SINCE - {"from"}).isdisjoint(sentence.folded[start:i]):
        return False  # "the deadliest attack since the bombing of 2017"
    if "C" in between:  # what was rebuilt in an old year was wrecked before it
        at = between.index("C")
        if between[at + 1 : at + 2] not in ("V", "E"):
            return False
        between = between[:at] + between[at + 2 :]
    return len(between) <= FAR and not set(between) & set(".,WVXC")


def _by_stage(anchor: Anchor) -> bool:
    """ "when he was a lieutenant", "in his twenties", "the survivors, now in their eighties"."""
    sentence = anchor.sentence
    if OPENERS.isdisjoint(sentence.vocabulary):
        return False
    for i in compress(range(len(sentence.folded)), map(SIGNS.__contains__, sentence.folded)):
        word = sentence.folded[i]
        staged = word in STAGES and sentence.lower(i + 1) in PERSONS and sentence.lower(i + 2) in BECAME
        if staged and _names_a_station(anchor, i + 3):
            return True
        if staged and _names_an_age(sentence, i + 3):
            return True
        aged = word in AGES and sentence.lower(i - 1) in OWNER and _of_a_past(anchor, i)
        if aged or (word == "now" and i and sentence.class_at(i + 1) == "M" and _is_age(sentence, i + 1)):
            return True
    return False


def _names_an_age(sentence: Sentence, i: int) -> bool:
    """ "when she was four", "when he was 12 years old"."""
    if sentence.class_at(i) not in "MZA" or sentence.lower(i) in ("one", "two"):
        return False
    return sentence.class_at(i + 1) in ".,C" or sentence.lower(i + 1) in ("years", "and", "years-old")


def _names_a_station(anchor: Anchor, i: int) -> bool:
    sentence = anchor.sentence
    group = sentence.noun_at.get(i)
    if group is None or sentence.lower(i) not in ("a", "an"):
        return False
    noun, word = anchor.line.nouns.get(group.head), sentence.lower(group.head)
    return word not in FOR_THE_MOMENT and ((noun is not None and noun.class_ in PEOPLE) or names_person(word))


def _of_a_past(anchor: Anchor, i: int) -> bool:
    """ "bombed a shop in his twenties", "now in their eighties"; not "shot a man in his twenties"."""
    sentence = anchor.sentence
    if sentence.lower(i - 2) != "in":
        return False
    if sentence.lower(i - 3) == "now":
        return True
    before = sentence.noun_at.get(i - 3)
    if before is not None and sentence.class_at(before.head) == "O":
        return False  # "most of them in their fifties"
    person = before is not None and (before.head in anchor.line.nouns or names_person(sentence.lower(before.head)))
    return i > anchor.end and before is not None and not person


def _is_age(sentence: Sentence, i: int) -> bool:
    """A number that stands alone: "who is now 70,"."""
    return sentence.folded[i].isdigit() and len(sentence.folded[i]) == 2 and sentence.class_at(i + 1) in ".,"

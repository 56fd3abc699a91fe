"""Credit of 1, 0.5 or 0 for one predicted value against one gold value: phrases, dates, places, ranges.

In the manner of the MUC-4 evaluation of 1992, made exact: an accepted alternative gets 1, also with a title, number,
pre- or postmodifier added; a part of the name, the same head noun or half of the words get 0.5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from tocsin.lexicon import word_set

PREMODIFIERS = frozenset(
    """a an the this that these those one two three four five six seven eight nine ten more most many several some all
    few any another other certain of about at least""".split()
)
FUNCTION = frozenset(
    """a an the of in on at by for from with and or to near who which that whose his her its their is was were been
    be""".split()
)
FOLLOW = word_set("of in on at by for from with near who which that whose belonging located")
GENERIC = frozenset(
    """city town village hamlet department province region municipality district neighborhood neighbourhood suburb area
    state county jurisdiction intendancy farm hacienda hill mountain mountains volcano river valley airport
    international island port zone sector canton of the in near de la el las los del""".split()
)
COUNTRY_ALIASES = {
    "us": "united states",
    "usa": "united states",
    "united states of america": "united states",
    "u s": "united states",
    "u s a": "united states",
    "america": "united states",
    "uk": "united kingdom",
    "great britain": "united kingdom",
    "britain": "united kingdom",
    "england": "united kingdom",
    "soviet union": "ussr",
    "u s s r": "ussr",
    "russia": "ussr",
    "federal republic of germany": "west germany",
    "frg": "west germany",
    "germany": "west germany",
    "german democratic republic": "east germany",
    "gdr": "east germany",
    "china": "peoples rep of china",
    "prc": "peoples rep of china",
    "people s republic of china": "peoples rep of china",
    "taiwan": "republic of china",
    "south korea": "republic of korea",
    "south africa": "republic of south africa",
    "north korea": "democratic peoples rep of korea",
    "vatican": "vatican city",
    "holland": "netherlands",
    "salvador": "el salvador",
    "czech republic": "czechoslovakia",
}
LONGEST_TITLE = 5
LONGEST_POSTMODIFIER = 8
NEAR_DAYS = 7

Words = tuple[str, ...]
Days = tuple[str | None, str | None]  # earliest and latest, None where open
Range = tuple[float, float]


@cache
def words_of(phrase: str) -> Words:
    """The words of a phrase: ASCII, lower case, no punctuation."""
    ascii_ = unicodedata.normalize("NFKD", phrase).encode("ascii", "ignore").decode().lower()
    ascii_ = re.sub(r"(?<=\w)'s\b", " s", ascii_)
    ascii_ = re.sub(r"\b(?:[a-z]\.){2,}", lambda match: match.group(0).replace(".", ""), ascii_)
    return tuple(re.sub(r"[^a-z0-9]+", " ", ascii_).split())


def trim(words: Words) -> Words:
    """The words without leading articles, quantifiers and numbers."""
    first = 0
    while first < len(words) - 1 and (words[first] in PREMODIFIERS or words[first].isdigit()):
        first += 1
    return words[first:]


def head_of(words: Words) -> str:
    """The last word before the first preposition or relative pronoun: a rough head noun."""
    return next((words[i - 1] for i, word in enumerate(words) if i and word in FOLLOW), words[-1])


# ----------------------------------------------------------------------------------------------- phrases
def phrase_credit(predicted: str, accepted: Iterable[str], extra: Iterable[str] = ()) -> float:
    """The credit of a phrase. `extra` describe the same entity, but are worth half on their own."""
    words = trim(words_of(predicted))
    if not words:
        return 0.0
    accepted, extra = tuple(accepted), tuple(extra)
    known = FUNCTION.union(*map(words_of, accepted), *map(words_of, extra))
    golds = [trim(words_of(each)) for each in accepted]
    best = max((_credit(words, gold, known) for gold in golds if gold), default=0.0)
    if best < 0.5 and any(_describes(words, trim(words_of(each))) for each in extra):
        return 0.5
    return best


def _credit(words: Words, gold: Words, known: frozenset[str]) -> float:
    if words == gold:
        return 1.0
    bounded = len(words) <= 3 * len(gold) + 6
    at = _position(gold, words)
    if at is not None and bounded:
        before, after = words[:at], words[at + len(gold) :]
        return 1.0 if _only_adds(before, after, known) else 0.5
    if _position(words, gold) is not None:
        return 0.5
    own, other = set(words) - FUNCTION, set(gold) - FUNCTION
    alike = head_of(words) == head_of(gold) or 2 * len(own & other) >= max(len(own), len(other))
    return 0.5 if own and other and bounded and alike else 0.0


def _only_adds(before: Words, after: Words, known: frozenset[str]) -> bool:
    """Whether the words around the gold ones are known ones, a title before, or a postmodifier after."""
    if known.issuperset(before + after):
        return True
    if not after:
        return len(before) <= LONGEST_TITLE and not {"and", "or"}.intersection(before)
    return not before and after[0] in FOLLOW and len(after) <= LONGEST_POSTMODIFIER


def _describes(words: Words, gold: Words) -> bool:
    if not gold:
        return False
    if words == gold or (_position(gold, words) is not None and len(words) <= len(gold) + LONGEST_TITLE):
        return True
    return _position(words, gold) is not None and words[-1] == head_of(gold)


def _position(small: Words, large: Words) -> int | None:
    """Where `small` begins in `large`."""
    size = len(small)
    return next((i for i in range(len(large) - size + 1) if large[i : i + size] == small), None)


def shares_word(predicted: str, accepted: Iterable[str]) -> bool:
    """Whether a word of content is common to both."""
    idle = FUNCTION | PREMODIFIERS
    own = set(trim(words_of(predicted))) - idle
    return any(own & (set(words_of(each)) - idle) for each in accepted)


# ------------------------------------------------------------------------------------------------ places
def country_name(name: str | None) -> str:
    """A country in the spelling of the keys."""
    plain = " ".join(words_of(name or ""))
    return COUNTRY_ALIASES.get(plain, plain)


def place_name(name: str) -> str:
    """A place without the words for its kind."""
    words = words_of(re.sub(r"\([^)]*\)", " ", name))
    return " ".join([word for word in words if word not in GENERIC] or words)


# ------------------------------------------------------------------------------------------ dates, ranges
def date_credit(predicted: Days, gold: Days) -> float:
    """1 for the same days; 0.5 for a part of them, for little more, or for the same open latest day."""
    if predicted == gold:
        return 1.0
    earliest, latest = predicted
    if earliest is None or latest is None:
        return 0.5 if latest is not None and latest == gold[1] else 0.0
    first, last = gold
    if (first is None or earliest >= first) and (last is None or latest <= last):
        return 0.5
    wider = first and last and earliest <= first and last <= latest and _days_between(earliest, latest) <= NEAR_DAYS
    return 0.5 if wider else 0.0


def _days_between(first: str, last: str) -> float:
    try:
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    except ValueError:
        return float("inf")


def range_of(low: int | None, high: int | None) -> Range:
    """A range with its open ends written out."""
    return (0 if low is None else low, float("inf") if high is None else high)


def overlaps(a: Range, b: Range) -> bool:
    """Whether two ranges have a number in common."""
    return a[0] <= b[1] and b[0] <= a[1]


def best_credit(predicted: Sequence[str], accepted: Sequence[str], extra: Sequence[str] = ()) -> float:
    """The credit of the best of several names of one entity."""
    return max((phrase_credit(name, accepted, extra) for name in predicted), default=0.0)

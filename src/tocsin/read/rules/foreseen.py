"""Whether violence that may come is spoken of after a word: "because militants might kidnap", "the risk of an attack".

What makes telling, advising or urging a warning, where those in authority do it.
"""

from __future__ import annotations

from functools import cache

from tocsin.lexicon import word_set
from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.triggers import inflect, load_triggers

POSSIBLY = word_set("may might could can would will")
FORESEEN = word_set(
    "possible possibility risk risks risked risking threat threats threatened danger dangers fear fears feared fearing "
    "expected expecting expect expects likely likelihood potential planned planning plans plan intend intends intended "
    "intending plot plots plotting plotted prepare prepares prepared preparing imminent impending looming brace case "
    "attempts attempt attempting further fresh vulnerable poised aim aimed aiming"
)
AFTER = word_set(
    "feared fears fear expected possible likely imminent planned prepared threat threats risk risks warning"
)
CREDIBLE = word_set("credible specific terror terrorist imminent security bomb serious")
STRIKERS = word_set(
    "terrorists militants extremists jihadists attackers gunmen rebels insurgents group groups islamists"
)
BACK, ON = 8, 7  # tokens before the word of violence that may put it ahead, and after it


@cache
def _violence() -> frozenset[str]:
    """The single words that tell of violence, in all their forms."""
    words: set[str] = set()
    for row in load_triggers():
        if row.family not in ("violence", "plot") or row.strength in ("effect", "generic"):
            continue
        for form in row.forms:
            variants = inflect(form) if row.pos == "v" else (form,)
            words.update(w for w in variants if " " not in w)
    return frozenset(words | OTHERS) - VAGUE


OTHERS = word_set(
    "terror blown blow bomber bombers hijackers kidnappers unrest terrorism violence fire rocket rockets missiles mines"
)
VAGUE = word_set("hit hits strike leave left throw set place fix light start drop drive board down launch plot plots")


def is_foreseen(sentence: Sentence, start: int) -> bool:
    """Whether some act of violence after token `start` is told as what may come."""
    folded = sentence.folded
    if (_violence() | {"threat", "threats", "strike"}).isdisjoint(sentence.vocabulary):
        return False
    violence = _violence()
    for i in range(start, len(folded)):
        if folded[i] in ("threat", "threats") and folded[i - 1] in CREDIBLE:
            return True  # "of a credible threat to synagogues"
        if folded[i] in ("strike", "hit") and folded[i - 1] in POSSIBLY and folded[i - 2] in STRIKERS:
            return True  # "terrorists could strike at any moment"
        if folded[i] in violence and (_put_ahead(folded, max(start, i - BACK), i) or _expected(folded, i)):
            return True
    return False


def _put_ahead(folded: list[str], first: int, i: int) -> bool:
    for j in range(first, i):
        if folded[j] in FORESEEN or (folded[j] == "about" and folded[j + 1] == "to"):
            return True
        if folded[j] in POSSIBLY and folded[j + 1] != "have":
            return True
    return False


def _expected(folded: list[str], i: int) -> bool:
    return any(word in AFTER for word in folded[i + 1 : i + 1 + ON])

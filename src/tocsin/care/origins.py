"""Where suspects come from, and of what people or faith they are said to be, kept out of quotations (design 8 (d)).

What stands before an institution stays: "the Nigerian army", "the Turkish embassy". Places stay, but not after "from",
"born in" and the like. It errs on the side of masking.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol

from tocsin.care.names import Word, words_in
from tocsin.care.peoples import people_words
from tocsin.record import Incident

MASK = "[origin withheld]"
ACCUSED = frozenset({"suspect", "perpetrator"})
UNORGANISED = frozenset({"person", "group"})
# What a demonym may stand before and be seen.
INSTITUTIONS = frozenset(
    "administration agency air ambassador armed army authorities authority base border capital city coast consulate "
    "court courts defence defense embassy federal forces foreign government governor guard intelligence interior "
    "investigative investigator investigators judge law media military minister ministers ministry national navy "
    "officials parliament police president press prime prosecutor prosecutors security service services soldiers "
    "special state television territory town troops village".split()
)
COMING_FROM = frozenset({"from", "born", "citizen", "citizens", "national", "nationals", "native", "natives"})
LONGEST = 4  # words of a country's name


class Peoples(Protocol):
    """Knows the words for nationals and the names of countries."""

    def is_demonym(self, word: str) -> bool:
        """Whether a folded word means the people of a country ("nigerian")."""
        ...

    def country(self, words: str) -> str | None:
        """The code of a country of this name or code, None where there is none."""
        ...


def accuses_persons(incident: Incident) -> bool:
    """Whether anybody but an organisation or a force is said to have done it."""
    return any(f.value.role in ACCUSED and f.value.kind in UNORGANISED for f in incident.participants)


def mask_origins(text: str, peoples: Peoples, *, names: Iterable[str] = ()) -> str:
    """The text with words for nationality, people and faith masked, where they do not belong to an institution.

    `names` are those of organisations, which keep theirs: "the Pakistani Taliban".
    """
    words = words_in(text)
    pairs = {pair for name in names for pair in pairwise(word.folded for word in words_in(name))}
    spans: list[tuple[int, int]] = []
    i = 0
    while i < len(words):
        named = i + 1 < len(words) and (words[i].folded, words[i + 1].folded) in pairs
        length = 0 if named else _origin_at(words, i, peoples)
        if length:
            spans.append((words[i].start, words[i + length - 1].end))
        i += length or 1
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += [text[at:start], MASK]
        at = end
    return "".join([*parts, text[at:]])


def _origin_at(words: list[Word], i: int, peoples: Peoples) -> int:
    """How many words from the i-th on tell an origin, 0 for none."""
    word = words[i].folded
    after = words[i + 1].folded if i + 1 < len(words) else ""
    if word in people_words() and not words[i].small:
        return 1
    if peoples.is_demonym(word) and not words[i].small:
        return 0 if after in INSTITUTIONS else 1
    if (
        i
        and words[i - 1].folded in {"from", "in", "of"}
        and any(w.folded in COMING_FROM for w in words[max(0, i - 3) : i])
    ):
        for length in range(min(LONGEST, len(words) - i), 0, -1):
            if peoples.country(" ".join(w.folded for w in words[i : i + length])) is not None:
                return length
    return 0

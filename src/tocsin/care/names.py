"""Names of persons kept out of what goes out, in every string: quotes, titles, links, the names of files (design 8).

Masked are the persons of the readings who are not named for a public role or as leaders of an armed group, every
victim, whoever he or she is, and every person named as a participant whom no reading knows to be public. Where a person
is private in one report and official in another, private goes before. It fails closed: a string in which a name is
still found after masking is dropped.

Names are compared as folded words: without case, accents and punctuation, so that "DOE, Jane" and "jane-doe.html" are
found as well. The parts of a name are masked too, where they are written as names are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tocsin.fuse.words import name_key
from tocsin.record import Incident, Participant, Reading

MASK = "[name withheld]"
PUBLIC = frozenset({"official", "expert", "combatant_leader"})
PARTICLES = frozenset(
    "a al an and as bin bint da de del der di dos du el ibn in la le mr mrs ms of or s st the to van von".split()
)
LEAST_PART = 3  # letters of a part of a name that is masked by itself

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded, with where it stands, and whether it is written as a common word."""

    folded: str
    start: int
    end: int
    small: bool


def fold_word(word: str) -> str:
    """A word without case, accents and marks."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def words_in(text: str) -> list[Word]:
    """The words of a text in order; a mark that stands by itself (an accent) is part of the word before it."""
    return [
        Word(folded, found.start(), found.end(), found[0].islower())
        for found in _WORD.finditer(text)
        if (folded := fold_word(found[0]))
    ]


class Withheld:
    """The names that may not go out; `mask` stands in their place."""

    def __init__(self, names: Iterable[str], *, mask: str = MASK) -> None:
        self._mask = mask
        whole: dict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._parts: set[str] = set()
        self._small: set[tuple[str, ...]] = set()
        self._squeezed: set[str] = set()
        for name in names:
            found = words_in(unicodedata.normalize("NFC", name))
            words = tuple(word.folded for word in found)
            if not words or (len(words) == 1 and len(words[0]) < 2):
                continue
            whole[words[0]].add(words)
            self._small |= {words for word in found[:1] if word.small}
            self._squeezed.add("".join(words))
            self._parts |= {word for word in words if len(word) >= LEAST_PART and word not in PARTICLES}
        self._whole = {first: sorted(each, key=len, reverse=True) for first, each in whole.items()}

    def __bool__(self) -> bool:
        return bool(self._whole)

    def clean(self, text: str, *, keep: frozenset[str] = frozenset()) -> str | None:
        """The text with the names masked; None where one is found all the same, and the text has to be dropped.

        `keep` are folded words that are not masked as a mere part of a name: those of the places and organisations
        that our own words are about. A whole name is masked whatever is kept.
        """
        text = unicodedata.normalize("NFC", text)
        spans = self._spans(text, keep)
        if not spans:
            return text
        masked = _masked(text, spans, self._mask)
        return None if self._spans(masked.replace(self._mask, "\n"), keep) else masked

    def clean_link(self, link: str) -> str | None:
        """An address or the name of a file as it is, None where a name or a part of one is in it, however written."""
        if not self:
            return link
        words = [word.folded for word in words_in(link)]
        squeezed = "".join(words)
        if any(part in words for part in self._parts) or any(name in squeezed for name in self._squeezed):
            return None
        return link

    def _spans(self, text: str, keep: frozenset[str]) -> list[tuple[int, int]]:
        words = words_in(text)
        spans: list[tuple[int, int]] = []
        i = 0
        while i < len(words):
            length = self._length_at(words, i)
            word = words[i]
            if length:
                spans.append((word.start, words[i + length - 1].end))
            elif word.folded in self._parts and not word.small and word.folded not in keep:
                spans.append((word.start, word.end))
            i += length or 1
        return spans

    def _length_at(self, words: list[Word], i: int) -> int:
        """The words of the longest whole name that begins there, 0 for none.

        A name of one word counts only with a capital, unless the report has it without: "rose" is no Rose.
        """
        for name in self._whole.get(words[i].folded, ()):
            if len(name) == 1 and words[i].small and name not in self._small:
                continue
            if tuple(word.folded for word in words[i : i + len(name)]) == name:
                return len(name)
        return 0


def _masked(text: str, spans: list[tuple[int, int]], mask: str) -> str:
    """The text with the mask over each span; spans with nothing but spaces, hyphens and dots between get one."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        between = text[at:start]
        if not (parts and not between.strip(" -‐‑'’.\n")):
            parts += [between, mask]
        at = end
    return "".join([*parts, text[at:]])


def withheld_names(readings: Iterable[Reading], incidents: Iterable[Incident]) -> set[str]:
    """The names that are masked in what goes out about some incidents, from all readings of their reports."""
    names: set[str] = set()
    public: set[str] = set()
    for reading in readings:
        for person in reading.persons:
            if person.standing in PUBLIC:
                public.add(name_key(person.name))
            else:
                names.add(person.name)
        for mention in reading.mentions:
            names |= {who.name for who in mention.all(Participant) if _is_victim(who)}
    for incident in incidents:
        persons = [f.value for f in incident.participants if f.value.kind == "person" and is_named(f.value.name)]
        names |= {who.name for who in persons if who.role == "victim" or name_key(who.name) not in public}
    return names


def _is_victim(who: Participant) -> bool:
    return who.role == "victim" and who.kind == "person" and is_named(who.name)


def is_named(words: str) -> bool:
    """Whether words hold a name: with a capital somewhere behind the first word, or more than one word of capitals."""
    each = words.split()
    capitals = [word for word in each if not word[:1].islower() and word[:1].isalpha()]
    return len(capitals) > 1 or (len(each) == 1 and bool(capitals) and name_key(words) not in PARTICLES)

"""The persons of one document by their names, so that "Roggio" finds what was said of Bill Roggio."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from tocsin.read.rules.names import fold
from tocsin.read.rules.posts import higher
from tocsin.read.rules.standing import Words
from tocsin.record.reading import Standing


class PersonFound(Struct, frozen=True, kw_only=True):
    """A name at tokens `start` to `end` (half-open) of line `line`.

    `name` is as it stands here, `full_name` the longest form of it in the document. `post` and `affiliation` are
    where this person's are said, which for "Roggio argues" may be an earlier line.
    """

    line: int
    start: int
    end: int
    name: str
    full_name: str
    standing: Standing = "unknown"
    post: Words | None = None
    affiliation: Words | None = None


class Known:
    """The persons of a document by the words of their names, to link later and shorter mentions."""

    def __init__(self, found: list[PersonFound]) -> None:
        self._by_word: dict[str, PersonFound] = {}
        self._by_name: dict[str, PersonFound] = {}
        for person in sorted(found, key=lambda p: -len(p.full_name.split())):
            self._add(person)

    def _add(self, person: PersonFound) -> None:
        name = _key(person.full_name)
        full = self._by_name.get(name) or self._by_word.get(name)
        if full is not None:  # the same again: what is said of it at one place holds at all
            person = _joined(full, person)
            name = _key(person.full_name)
        self._by_name[name] = person
        words = name.split()
        for word in (words[-1], words[0]) if len(words) > 1 else words:
            held = self._by_word.get(word)
            if held is None or _key(held.full_name) == name:
                self._by_word[word] = person

    def find(self, name: str) -> PersonFound | None:
        """The person whom a name, whole or shortened, stands for in this document."""
        key = _key(name)
        if key in self._by_name:
            return self._by_name[key]
        words = key.split()
        if len(words) == 1:
            return self._by_word.get(key)
        held = self._by_word.get(words[-1])
        return held if held is not None and set(words) <= set(_key(held.full_name).split()) else None


@lru_cache(maxsize=50_000)
def _key(name: str) -> str:
    plain = fold(name).replace(".", " ").replace("’", "'").replace("‐", "-").removesuffix("'s")
    return " ".join(word[3:] if word.startswith(("al-", "el-")) and len(word) > 5 else word for word in plain.split())


def _joined(first: PersonFound, second: PersonFound) -> PersonFound:
    """Two mentions of one person as one: the longer name, and what either says of post and standing."""
    return replace(
        first,
        standing=higher(first.standing, second.standing),
        post=first.post or second.post,
        affiliation=first.affiliation or second.affiliation,
    )

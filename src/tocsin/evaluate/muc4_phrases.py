"""Names of participants in the way the MUC-4 keys write them, and the participants of an event as entities."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from tocsin.evaluate.muc4_record import Entity
from tocsin.record import Evidence, Reading
from tocsin.resolve.actors import find_actors, state_side
from tocsin.resolve.tokens import find_tokens


@cache
def load_tables() -> Mapping[str, Any]:
    """The tables of `muc4.toml`."""
    return tomllib.loads(files("tocsin.evaluate").joinpath("muc4.toml").read_text("utf-8"))


@cache
def word_set(name: str) -> frozenset[str]:
    """A list of words of `muc4.toml`."""
    return frozenset(load_tables()["words"][name])


@dataclass(slots=True)
class Cast:
    """The participants of one event that fill one role, as entities: same actor or same words, same entity."""

    entities: list[list[str]] = field(default_factory=list)
    actors: list[str | None] = field(default_factory=list)

    def add(self, name: str, actor: str | None = None) -> None:
        """Add a name to the entity it belongs to, or as a new one."""
        if not name:
            return
        for i, names in enumerate(self.entities):
            if (actor is not None and actor == self.actors[i]) or any(_same(name, known) for known in names):
                self.actors[i] = self.actors[i] or actor
                if all(name.lower() != known.lower() for known in names):
                    names.append(name)
                return
        self.entities.append([name])
        self.actors.append(actor)

    def frozen(self, *, most: int = 1) -> tuple[Entity, ...]:
        """The entities, each with its first names."""
        return tuple(tuple(names[:most]) for names in self.entities)


def _same(a: str, b: str) -> bool:
    first, second = a.lower(), b.lower()
    return first == second or first.endswith(" " + second) or second.endswith(" " + first)


def without_determiner(name: str) -> str:
    """The words without articles, pronouns and the like before them."""
    return _without(name, word_set("determiner"))


def without_title(name: str) -> str:
    """A person's name without titles before it."""
    return _without(name, word_set("title"))


def _without(name: str, before: frozenset[str]) -> str:
    words = name.split()
    while len(words) > 1 and words[0].lower() in before:
        words = words[1:]
    return " ".join(words)


def with_number(name: str, evidence: Evidence, text: str) -> str:
    """The words with the small number that stands before them in the text ("two men")."""
    before = text[: evidence.start].split()[-1:] if evidence.field == "text" else []
    if before and before[0].lower() in word_set("number"):
        return f"{before[0]} {name}"
    return name


def people_not_force(name: str) -> bool:
    """Whether the words are for people of a force ("soldiers"), not for the force ("the army")."""
    words = name.lower().split(" of ")[0].split()
    return bool(words) and words[-1] in word_set("people")


def looks_like_person(name: str) -> bool:
    """Whether the words are two or more names in mixed case: "Luis Vargas", not "the FMLN" or "labour unions"."""
    words = name.split()
    return len(words) > 1 and all(word[0].isupper() and not word.isupper() for word in words)


def split_organization(name: str) -> tuple[str, str]:
    """The organisation of the register at the head of words for people, and the people; both empty where none is."""
    if not people_not_force(name):
        return "", ""
    tokens = find_tokens(name)
    for found in find_actors([t.lower for t in tokens], [t.text for t in tokens]):
        end = found.end
        while end > found.start and tokens[end - 1].lower in word_set("people"):
            end -= 1  # the register knows some groups by their people, too: "FMLN guerrillas"
        if found.start < end < len(tokens) and found.actor is not None and not state_side(found.actor):
            return name[tokens[found.start].start : tokens[end - 1].end], name[tokens[end].start :]
    return "", ""


@dataclass(frozen=True, slots=True)
class Names:
    """The names of the persons in a text, longest first, and where they stand."""

    reading: Reading
    longest: tuple[str, ...]

    def of(self, words: str, evidence: Iterable[Evidence]) -> str | None:
        """The fullest name that the text has for a person; None where the words hold no name.

        A title before the name is left out: the span of the person is the name alone.
        """
        spans = tuple(evidence)
        inside = [
            person.name
            for person in self.reading.persons
            if person.name == words
            or any(e.field == person.field and e.start <= person.start and person.end <= e.end for e in spans)
        ]
        return self.fullest(max(inside, key=len)) if inside else None

    def fullest(self, name: str) -> str:
        """The longest name of the text that ends with a name, without title."""
        own = without_title(name)
        lower = own.lower()
        fuller = (each for each in self.longest if each.lower() == lower or each.lower().endswith(" " + lower))
        return without_title(next(fuller, own))


def names_of(reading: Reading) -> Names:
    """The names of the persons of a reading."""
    return Names(reading, tuple(sorted({p.name for p in reading.persons}, key=lambda name: (-len(name), name))))

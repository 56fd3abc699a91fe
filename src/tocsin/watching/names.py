"""What the names in a file of watches are looked up in: the countries, and the settings' gazetteer and register."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property

from tocsin.fuse.words import name_key
from tocsin.pipeline import open_gazetteer, open_register
from tocsin.record import Place
from tocsin.resolve.actors import Register
from tocsin.resolve.countries import countries_by_demonym, country_by_code, country_by_name
from tocsin.settings import BUILT_IN

# The forces and the government of a country, which the register makes of the country's name.
BRANCH = re.compile(r"(?:government|military|police)-([a-z]{2})$")


class Names:
    """Names to what they mean (`watch.lookup.Lookup`, `care.origins.Peoples`)."""

    def __init__(self, *, gazetteer: str = BUILT_IN, register: str = BUILT_IN) -> None:
        self._gazetteer = gazetteer
        self._register_name = register

    @cached_property
    def _register(self) -> Register:
        return open_register(self._register_name)

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for actor in self._register.actors.values():
            for name in (actor.name, *actor.aliases):
                found.setdefault(name_key(name), {})[actor.id] = None
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def _children(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for actor in self._register.actors.values():
            if actor.parent:
                found.setdefault(actor.parent, []).append(actor.id)
        return {parent: tuple(ids) for parent, ids in found.items()}

    def country(self, words: str) -> str | None:
        """The ISO 3166-1 alpha-2 code of a country's code or name; None where it is none."""
        known = country_by_code(words) if len(words) == 2 else country_by_name(words)
        return known.code if known else None

    def place(self, words: str) -> Place | None:
        """The place with coordinates that is meant by "Kano" or "Kano, Nigeria"; None where there is none."""
        from tocsin.resolve.places import PlaceResolver

        found = [each.place for each in PlaceResolver(open_gazetteer(self._gazetteer)).resolve(words)]
        return found[0] if found and found[0].latitude is not None else None

    def actors(self, words: str) -> tuple[str, ...]:
        """The ids of the actors that bear a name or an id: none, one, or several where the name is not enough."""
        branch = BRANCH.match(words)
        if words in self._register.actors or (branch and country_by_code(branch[1])):
            return (words,)
        known = self._by_name.get(name_key(words))
        if known is not None:
            return known
        each = words.split()
        found = self._register.find([word.lower() for word in each], each)
        whole = [one for one in found if one.start == 0 and one.end == len(each)]
        return tuple(dict.fromkeys(actor.id for one in whole for actor in one.candidates))

    def factions(self, actor: str) -> frozenset[str]:
        """The ids of all actors below one in the register."""
        found: set[str] = set()
        above = [actor]
        while above:
            below = [id for id in self._children.get(above.pop(), ()) if id not in found]
            found.update(below)
            above += below
        return frozenset(found - {actor})

    def names_person(self, words: str) -> bool:
        """Whether words look like the name of a person: a given name, alone or before other words with a capital.

        A place or an actor of that name goes before; so does a common word written small ("rose", "will").
        """
        from tocsin.read.rules.names import belongs_to_others, is_given_name
        from tocsin.read.rules.words import is_common

        each = words.split()
        first = each[0].lower()
        if not is_given_name(first) or (is_common(first) and len(each) == 1) or self.actors(words):
            return False
        if any(belongs_to_others(word.lower()) for word in each) or self._is_place(words):
            return False
        return len(each) == 1 or all(word[:1].isupper() for word in each) or not any(is_common(w.lower()) for w in each)

    def _is_place(self, words: str) -> bool:
        return bool(open_gazetteer(self._gazetteer).find(words))

    def is_demonym(self, word: str) -> bool:
        """Whether a folded word means the people of a country ("nigerian")."""
        return _is_demonym(word)


@cache
def _is_demonym(word: str) -> bool:
    return bool(countries_by_demonym(word)) or (word.endswith("s") and bool(countries_by_demonym(word[:-1])))

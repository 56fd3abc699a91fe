"""What the names in a file of watches are looked up in. The wiring hands in the gazetteer and the register."""

from __future__ import annotations

from typing import Protocol

from tocsin.record import Place


class Lookup(Protocol):
    """Names to what they mean."""

    def country(self, words: str) -> str | None:
        """The ISO 3166-1 alpha-2 code of a country's code or name; None where it is none."""
        ...

    def place(self, words: str) -> Place | None:
        """The place with coordinates that is meant by "Kano" or "Kano, Nigeria"; None where there is none."""
        ...

    def actors(self, words: str) -> tuple[str, ...]:
        """The ids of the actors that bear a name or an id: none, one, or several where the name is not enough."""
        ...

    def factions(self, actor: str) -> frozenset[str]:
        """The ids of all actors below one in the register."""
        ...

    def names_person(self, words: str) -> bool:
        """Whether words look like the name of a person."""
        ...

"""One table of a TOML file taken key by key: each value checked, each fault noted with its place, none left unread."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from tocsin.errors import Fault
from tocsin.written.lines import Where, line_at

T = TypeVar("T")


class Faults:
    """The faults of a file, in the order of their lines."""

    def __init__(self, lines: dict[Where, int]) -> None:
        self._lines = lines
        self._found: list[Fault] = []

    def note(self, where: Where, reason: str) -> None:
        """Note a fault at a path."""
        self._found.append(Fault(line_at(self._lines, where), shown(where), reason))

    def all(self) -> tuple[Fault, ...]:
        """All that were noted."""
        return tuple(sorted(self._found, key=lambda fault: fault.line or 0))


def shown(where: Where) -> str:
    """A path as a person reads it: "watch 2, match 1, near"."""
    words: list[str] = []
    for part in where:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words)


class Table:
    """A table at a path. What was not taken when `close` is called is a fault too."""

    def __init__(self, content: Mapping[str, Any], where: Where, faults: Faults) -> None:
        self._content = dict(content)
        self._asked: list[str] = []
        self.where = where
        self.faults = faults

    def fault(self, key: str, reason: str) -> None:
        """Note a fault of one key."""
        self.faults.note((*self.where, key), reason)

    def has(self, key: str) -> bool:
        """Whether a key is there and was not taken yet."""
        return key in self._content

    def take(self, key: str) -> Any:
        """The raw value of a key, None where it is not there."""
        self._asked.append(key)
        return self._content.pop(key, None)

    def forgive(self) -> None:
        """Leave what was not asked for unsaid: the fault is another one."""
        self._content.clear()

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key in self._content:
            near = get_close_matches(key, self._asked, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(sorted(self._asked))}"
            self.fault(key, f"no such key{hint}")

    # -------------------------------------------------------------------------------------------- values
    def text(self, key: str, *, among: Collection[str] = ()) -> str | None:
        """Some words, one of a few where so told."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            self.fault(key, f"expected some words in quotes, found {value!r}")
            return None
        return self._one_of(key, value.strip(), among)

    def texts(self, key: str, *, among: Collection[str] = (), may_be_empty: bool = False) -> list[str]:
        """A list of words; a single one may stand alone. An empty list is a fault, unless it means something."""
        value = self.take(key)
        if value is None:
            return []
        each = [value] if isinstance(value, str) else value
        if not isinstance(each, list) or not all(isinstance(one, str) and one.strip() for one in each):
            self.fault(key, f"expected a list of words in quotes, found {value!r}")
            return []
        if not each and not may_be_empty:
            self.fault(key, "an empty list would fit nothing; leave the key out")
        return [one for word in each if (one := self._one_of(key, word.strip(), among)) is not None]

    def _one_of(self, key: str, word: str, among: Collection[str]) -> str | None:
        if not among:
            return word
        plain = word.lower().replace(" ", "_").replace("-", "_")
        if plain in among:
            return plain
        near = get_close_matches(plain, among, n=1)
        known = "" if len(among) > 12 else f" (one of {', '.join(sorted(among))})"
        self.fault(key, f"{word!r} is not known{known}" + (f"; did you mean {near[0]!r}?" if near else ""))
        return None

    def number(self, key: str, *, least: float, most: float = math.inf) -> float | None:
        """A number within bounds, both included."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            self.fault(key, f"expected a number {_bounds(least, most)}, found {value!r}")
            return None
        return float(value)

    def whole(self, key: str, *, least: int, most: int = 10**9) -> int | None:
        """A whole number within bounds, both included."""
        value = self.take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.fault(key, f"expected a whole number {_bounds(least, most)}, found {value!r}")
            return None
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is not there."""
        value = self.take(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault(key, f"expected true or false, found {value!r}")
        return False

    def counts(self, key: str, *, among: Iterable[str], least: int) -> list[tuple[str, int]]:
        """A table of whole numbers by name, such as { killed = 10 }."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, Mapping) or not value:
            self.fault(key, f"expected a table such as {{ killed = 10 }}, found {value!r}")
            return []
        inner = Table(value, (*self.where, key), self.faults)
        found = [(name, inner.whole(name, least=least)) for name in among]
        inner.close()
        return [(name, number) for name, number in found if number is not None]

    def each(self, key: str, parse: Callable[[Table], T]) -> list[T]:
        """Each table of an array of tables, parsed."""
        value = self.take(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            self.fault(
                key, f"expected tables: write [[{'.'.join(str(p) for p in (*self.where, key) if isinstance(p, str))}]]"
            )
            return []
        return [self._closed(one, (*self.where, key, n), parse) for n, one in enumerate(value)]

    def one(self, key: str, parse: Callable[[Table], T]) -> T | None:
        """A single table, parsed; None where it is not there."""
        value = self.take(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.fault(key, f"expected a table, found {value!r}")
            return None
        return self._closed(value, (*self.where, key), parse)

    def _closed(self, content: Mapping[str, Any], where: Where, parse: Callable[[Table], T]) -> T:
        inner = Table(content, where, self.faults)
        value = parse(inner)
        inner.close()
        return value


def _bounds(least: float, most: float) -> str:
    return f"of {least:g} or more" if math.isinf(most) or most >= 10**9 else f"from {least:g} to {most:g}"

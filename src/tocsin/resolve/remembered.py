"""What a function has answered, kept by its argument: quicker to ask than a function, and never larger than it may be.

For functions of one word, which a text asks again and again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

MOST = 200_000  # answers kept; a year of news has about as many different words


class Remembered(dict[K, V]):
    """A dictionary that makes the value of a key it has not got; it forgets all where it would hold too many."""

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[K], V], most: int = MOST) -> None:
        super().__init__()
        self._make, self._most = make, most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        value = self[key] = self._make(key)
        return value

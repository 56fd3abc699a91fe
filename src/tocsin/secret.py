"""A word that must not be shown, logged or written down, and what is kept of one that is handed out."""

from __future__ import annotations

import hashlib
from typing import Any


def hash_of(secret: str) -> str:
    """What is kept of a random secret. It needs no slow hash: there is nothing in it to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


class Secret:
    """A word that is never shown: its `repr` and `str` are three stars. `reveal` gives it away."""

    __slots__ = ("_word",)

    def __init__(self, word: str = "") -> None:
        self._word = word

    def reveal(self) -> str:
        """The word itself, empty for none."""
        return self._word

    def __bool__(self) -> bool:
        return bool(self._word)

    def __repr__(self) -> str:
        return "Secret(***)" if self._word else "Secret()"

    __str__ = __repr__

    def __reduce__(self) -> Any:
        raise TypeError("a secret is not written down")

"""What steps want to know of every word by itself, looked up once for each token of a text, for all steps together.

A step that asks one thing of all words of a text (its class, its shape, whether a phrase may begin with it) states the
question as a `Fact`. The answers to all questions are kept side by side by the word as it is written, and a text is
looked up once: `Facts.of` gives a row of answers, token by token, for each question. A table of thirty thousand words
lies outside the processor's caches, so that a look-up in each of a dozen of them was a twentieth of the reader's time.
Not for what depends on the words beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar, cast

from tocsin.resolve.remembered import Remembered

T_co = TypeVar("T_co", covariant=True)

_questions: list[Callable[[str], Any]] = []
_ANSWERS: Remembered[str, tuple[Any, ...]] = Remembered(lambda text: tuple([ask(text) for ask in _questions]))


class Fact(Generic[T_co]):
    """A question that is asked of each word as it is written. To be stated when a module is loaded, and once."""

    __slots__ = ("_ask", "number")

    def __init__(self, ask: Callable[[str], T_co]) -> None:
        self._ask = ask
        self.number = len(_questions)
        _questions.append(ask)
        _ANSWERS.clear()  # they lack this one

    def __call__(self, text: str) -> T_co:
        """The answer for one word."""
        return self._ask(text)


class Facts:
    """The answers for the tokens of a text: a row for each question."""

    __slots__ = ("_rows",)

    def __init__(self, texts: Sequence[str]) -> None:
        self._rows: list[tuple[Any, ...]] = list(zip(*map(_ANSWERS.__getitem__, texts), strict=True))

    def row(self, fact: Fact[T_co], start: int = 0, end: int | None = None) -> Sequence[T_co]:
        """The answers to one question for tokens `start` to `end` (half-open), in order."""
        return cast("Sequence[T_co]", self._rows[fact.number][start:end]) if self._rows else ()

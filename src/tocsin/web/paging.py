"""A list in parts, by a number in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One part of a list. Numbers begin at 1; there is always one part, though it may be empty."""

    items: Sequence[T]
    number: int
    parts: int
    first: int
    last: int


def page_of(items: Sequence[T], wanted: str | None, *, size: int = SIZE) -> Part[T]:
    """The part of a number; the nearest there is, where it is none or beyond the end."""
    parts = max(1, -(-len(items) // size))
    number = min(max(int(wanted) if wanted and wanted.isdecimal() and len(wanted) < 8 else 1, 1), parts)
    start = (number - 1) * size
    shown = items[start : start + size]
    return Part(shown, number, parts, start + 1 if shown else 0, start + len(shown))

"""What came of one item of a batch, as a value: one bad document does not end the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from tocsin.errors import TocsinError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """It worked. `name` is what a person calls the item; `notes` are things worth telling him or her.

    `line` is set for a line of a JSONL batch.
    """

    name: str
    value: T
    notes: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not. `line` is set for a line of a JSONL batch."""

    name: str
    error: TocsinError
    line: int | None = None


Outcome: TypeAlias = Done[T] | Failed

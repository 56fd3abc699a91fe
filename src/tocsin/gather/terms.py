"""The terms under which documents are gathered: what the caller knows of them, limits, the time, finding a date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

# The date that a text gives for itself, and where its words stand.
FindPublished = Callable[[str], tuple[date, int, int] | None]

MAX_BYTES = 20_000_000


def find_in_text(text: str) -> tuple[date, int, int] | None:
    """The date that a text gives for itself: in its dateline, or before its first words."""
    from tocsin.resolve.datelines import find_published

    return find_published(text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How to gather.

    `source` and `published` are what the caller says of documents that do not say it themselves. `now` is the
    present moment, by which a date in the future is known; `retrieved` what the Documents carry as such, None
    where nothing is to be kept. `columns` says which column of a table holds a field, where its name does not.
    `find_published` looks for the date that a text gives for itself.
    """

    now: str
    retrieved: str | None = None
    source: str | None = None
    published: str | None = None
    max_bytes: int = MAX_BYTES
    find_published: FindPublished = find_in_text
    columns: Mapping[str, str] = field(default_factory=dict)

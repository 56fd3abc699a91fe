"""A status, the words that say it, and the rows of `status.toml` by word."""

from __future__ import annotations

from functools import cache

from msgspec import Struct

from tocsin.lexicon import load_toml
from tocsin.record.values import Status


class StatusFound(Struct, frozen=True):
    """A status and the tokens that say it; the trigger's own where nothing else does."""

    status: Status
    start: int
    end: int


@cache
def status_words(kind: str) -> dict[str, str]:
    """The words of one kind of row, each with the status that it says."""
    return {word: row["status"] for row in load_toml("status.toml")[kind] for word in row["words"]}


@cache
def figure_words(kind: str) -> frozenset[str]:
    """The words of one kind of row that gives no status: who fights with words, what is done in a match, ..."""
    return frozenset(word for row in load_toml("status.toml")[kind] for word in row["words"])


@cache
def news_words() -> frozenset[str]:
    """Adjectives that take an event out of the world in running text, and not in a headline."""
    rows = load_toml("status.toml")["adjective"]
    return frozenset(word for row in rows if not row.get("headline", True) for word in row["words"])

"""The word lists of `tolls.toml`."""

from __future__ import annotations

from functools import cache

from tocsin.lexicon import load_toml


@cache
def words(name: str) -> frozenset[str]:
    """A word list of `tolls.toml`."""
    return frozenset(load_toml("tolls.toml")["words"][name])

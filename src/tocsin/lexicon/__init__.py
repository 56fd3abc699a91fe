"""Word lists, registers and gazetteer: data files and one small loader.

Nothing here knows what a row means; the room that uses a file says so. Tables are CSV with a header, lists inside
a cell are joined by `|`.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from tocsin.errors import LexiconError

Row = dict[str, str]


def load_bytes(name: str) -> bytes:
    """The content of a data file. Raises `LexiconError` where there is none of that name."""
    try:
        return files("tocsin.lexicon").joinpath(name).read_bytes()
    except OSError as error:
        raise LexiconError(name, "is missing from the package; install Tocsin again") from error


def load_rows(name: str) -> list[Row]:
    """The rows of a CSV file, each cell a string without white space around it."""
    lines = load_bytes(name).decode("utf-8").splitlines()
    reader = csv.DictReader(lines)
    rows = [{key: (value or "").strip() for key, value in row.items() if key} for row in reader]
    if not rows:
        raise LexiconError(name, "has no rows")
    return rows


def load_toml(name: str) -> dict[str, Any]:
    """The content of a TOML file."""
    try:
        return tomllib.loads(load_bytes(name).decode("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(name, str(error)) from error


def cell_list(cell: str) -> tuple[str, ...]:
    """The items of a cell that holds a list."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())


@cache
def digest(*names: str) -> str:
    """The first 16 hexadecimal digits of a SHA-256 over files, in the order given."""
    whole = hashlib.sha256()
    for name in names:
        whole.update(load_bytes(name))
    return whole.hexdigest()[:16]


def word_set(words: str) -> frozenset[str]:
    """The words of a string as a set: short closed lists of grammar that belong to the code beside them."""
    return frozenset(words.split())

"""On which line of a TOML text a key stands, for telling a person where a fault is. Not a parser: `tomllib` is one."""

from __future__ import annotations

import re
from collections import Counter

_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\" -]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*[.=]")

Where = tuple[str | int, ...]


def lines_of(text: str) -> dict[Where, int]:
    """The line, counted from 1, of each table and key by its path, such as ("watch", 0, "match", 1, "near")."""
    found: dict[Where, int] = {}
    counts: Counter[Where] = Counter()
    at: Where = ()
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            at = _path(header[2], array=header[1] == "[[", counts=counts)
            found.setdefault(at, number)
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault((*at, key[1]), number)
    return found


def _path(name: str, *, array: bool, counts: Counter[Where]) -> Where:
    """The path of a table; under an array of tables it is the last of them that is meant."""
    parts = [part.strip().strip('"') for part in name.split(".")]
    at: Where = ()
    for depth, part in enumerate(parts, 1):
        at = (*at, part)
        if array and depth == len(parts):
            counts[at] += 1
        if counts[at]:
            at = (*at, counts[at] - 1)
    return at


def line_at(lines: dict[Where, int], where: Where) -> int | None:
    """The line of a path, or of the nearest table above it; None where none is known."""
    for length in range(len(where), 0, -1):
        if where[:length] in lines:
            return lines[where[:length]]
    return None

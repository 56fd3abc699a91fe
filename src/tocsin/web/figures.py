"""The measured accuracy of the reader, from the page of scores that the benchmarks write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

_ROW = re.compile(r"^\|(.+)\|$")


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark: its title, what it is, and its rows of measure, precision, recall, F1 and the interval of F1."""

    title: str
    about: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def scores_text() -> str | None:
    """The page of scores, as the package carries it or the sources hold it; None where neither does."""
    packed = files("tocsin.web") / "data" / "scores.md"
    if packed.is_file():
        return packed.read_text("utf-8")
    beside = Path(__file__).parents[3] / "docs" / "reference" / "scores.md"
    return beside.read_text("utf-8") if beside.is_file() else None


@cache
def benchmarks() -> tuple[Benchmark, ...]:
    """Every benchmark of the page with the first table under it; none where there is no page."""
    text = scores_text() or ""
    return tuple(_benchmark(part) for part in re.split(r"^## ", text, flags=re.M)[1:])


def _benchmark(part: str) -> Benchmark:
    title, _, rest = part.partition("\n")
    blocks = [block for block in rest.split("\n### ")[0].split("\n\n") if block.strip()]
    about = [" ".join(b.split()) for b in blocks if not b.lstrip().startswith(("|", "- `"))]
    tables = [block for block in blocks if block.lstrip().startswith("|")]
    lines = [m[1] for m in map(_ROW.match, tables[0].strip().splitlines()) if m] if tables else []
    cells = [tuple(cell.strip().strip("`") for cell in line.split("|")) for line in lines]
    _, _, name = title.partition(": ")
    return Benchmark(name or title, tuple(about), cells[0] if cells else (), tuple(cells[2:]))

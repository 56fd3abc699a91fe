"""The page of scores in the documentation, as Markdown. Generated: nobody edits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.evaluate.run import Result, Row
from tocsin.evaluate.table import HEADING, row_cells

HEAD = """# Scores

How well the rule reader does on benchmarks, as `tocsin evaluate` measures it. Written by
`bench/check_floors.py --page`; do not edit.

Figures are percentages. P is precision (what is right of what was predicted), R recall (what was found of the gold), F1
their harmonic mean, with its 95 % interval over 1,000 resamples of the documents. Rows in brackets are not part of
`ALL`. A percent sign marks a share: of those in the column `predicted`, so many are in `right`; `mean` marks a plain
number.

What was tuned on is never reported as unseen. `muc4` has a train part, with which in view the rules were written; the
totals of the part scored here were watched meanwhile, its texts and keys were not read. The others are split by a hash
of the document's id: `fit` (60 %) was read and tuned on, `check` (40 %) was only scored.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One benchmark, or a part of one, on the page: its data, what the scores mean, and the tables."""

    name: str
    part: str | None  # fit or check, where the data are split
    about: str
    data: tuple[tuple[str, str], ...]  # files and their SHA-256
    documents: int
    meaning: str
    results: tuple[Result, ...]


def scores_page(sections: Iterable[Section]) -> str:
    """The whole page."""
    parts = [HEAD, *("\n".join(_section_lines(section)) for section in sections)]
    return "\n".join(parts).rstrip() + "\n"


def _section_lines(section: Section) -> Iterator[str]:
    if section.part in (None, "fit"):
        yield f"## {section.name}: {section.about}\n"
        for file, digest in section.data:
            yield f"- `{file}`, SHA-256 `{digest[:16]}`"
        yield f"\n{section.meaning.strip()}\n"
    if section.part is not None:
        yield f"### {section.name}, part `{section.part}`\n"
    yield f"{section.documents} documents with gold.\n"
    yield from markdown_table(("measure", "P", "R", "F1", "95 %"), [_head_cells(r) for r in section.results])
    for result in section.results:
        yield f"\n{'###' if section.part is None else '####'} {result.measure.name}\n"
        yield f"{_capital(result.measure.title)}.\n"
        yield from markdown_table(HEADING, [row_cells(row, _interval(row), digits=1) for row in result.rows])
    yield ""


def markdown_table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; the first column to the left, the others to the right."""
    yield f"| {' | '.join(heading)} |"
    yield "|---|" + "---:|" * (len(heading) - 1)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _head_cells(result: Result) -> tuple[str, ...]:
    row = result.headline
    return f"`{result.measure.name}`", *row_cells(row, _interval(row), digits=1)[1:5]


def _interval(row: Row) -> str:
    return "" if row.interval is None else f"{row.interval[0]:.1f} to {row.interval[1]:.1f}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

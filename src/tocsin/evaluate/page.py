"""The page of scores in the documentation, as Markdown. Generated: nobody edits it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tocsin.evaluate.run import Result, Row
from tocsin.evaluate.scores import Counts

HEAD = """# Scores

How well the rule reader does on benchmarks, as `tocsin evaluate` measures it. Written by
`bench/check_floors.py --page`; do not edit.

Figures are percentages. P is precision (what is right of what was predicted), R recall (what was found of the gold), F1
their harmonic mean, with its 95 % interval over 1,000 resamples of the documents. Rows in brackets are not part of
`ALL`. The rules were written with the train part in view; the totals of the part scored here were watched meanwhile,
its texts and keys were not read.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One benchmark on the page: its data, what the scores mean, and the tables."""

    name: str
    about: str
    data: str
    digest: str
    documents: int
    meaning: str
    results: tuple[Result, ...]


def scores_page(sections: Iterable[Section]) -> str:
    """The whole page."""
    parts = [HEAD, *("\n".join(_section_lines(section)) for section in sections)]
    return "\n".join(parts).rstrip() + "\n"


def _section_lines(section: Section) -> Iterator[str]:
    yield f"## {section.name}: {section.about}\n"
    yield f"Data: `{section.data}`, {section.documents} documents, SHA-256 `{section.digest[:16]}`.\n"
    yield section.meaning.strip() + "\n"
    yield from markdown_table(("measure", "P", "R", "F1", "95 % of F1"), [_head_cells(r) for r in section.results])
    for result in section.results:
        yield f"\n### {result.measure.name}\n\n{_capital(result.measure.title)}.\n"
        heading = ("", "P", "R", "F1", "95 % of F1", "right", "predicted", "gold")
        yield from markdown_table(heading, [_cells(row) for row in result.rows])
    yield ""


def markdown_table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table; the first column to the left, the others to the right."""
    yield f"| {' | '.join(heading)} |"
    yield "|---|" + "---:|" * (len(heading) - 1)
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _head_cells(result: Result) -> tuple[str, ...]:
    return f"`{result.measure.name}`", *_figures(result.all.counts), _interval(result.all)


def _cells(row: Row) -> tuple[str, ...]:
    counts = row.counts
    totals = f"{counts.right:.1f}", f"{counts.predicted:.0f}", f"{counts.gold:.0f}"
    return f"({row.name})" if row.apart else row.name, *_figures(counts), _interval(row), *totals


def _figures(counts: Counts) -> tuple[str, ...]:
    return tuple(f"{value:.1f}" for value in (counts.precision, counts.recall, counts.f1))


def _interval(row: Row) -> str:
    return "" if row.f1_95 is None else f"{row.f1_95[0]:.1f} to {row.f1_95[1]:.1f}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

"""Results and faults as text: aligned columns, plain in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tocsin.evaluate.benchmark import Fault
from tocsin.evaluate.run import Result, Row

HEADING = ("", "P", "R", "F1", "95 % of F1", "right", "predicted", "gold")


def result_lines(results: Iterable[Result]) -> Iterator[str]:
    """A table for each measure, with a blank line after it. Rows that are not summed stand in brackets."""
    for result in results:
        yield f"{result.measure.name}: {result.measure.title}"
        yield from aligned([HEADING, *map(_cells, result.rows)])
        yield ""


def _cells(row: Row) -> tuple[str, ...]:
    counts = row.counts
    interval = "" if row.f1_95 is None else f"{row.f1_95[0]:.1f} - {row.f1_95[1]:.1f}"
    figures = tuple(f"{value:.2f}" for value in (counts.precision, counts.recall, counts.f1))
    totals = (f"{counts.right:.1f}", f"{counts.predicted:.0f}", f"{counts.gold:.0f}")
    return f"({row.name})" if row.apart else row.name, *figures, interval, *totals


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of cells as lines: the first column to the left, the others to the right."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        first, *others = (
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(("  " + first, *others)).rstrip()


def fault_lines(faults: Sequence[Fault]) -> Iterator[str]:
    """How often each cause is met, then the faults by document, with the words around them."""
    counter = Counter((fault.kind, fault.row, fault.cause) for fault in faults)
    rows = [(f"{kind} {row}", cause, str(n)) for (kind, row, cause), n in counter.most_common()]
    yield from aligned([("", "cause", "times"), *rows])
    document = None
    for fault in sorted(faults, key=lambda each: each.document):
        if fault.document != document:
            document = fault.document
            yield f"\n{document}"
        near = f" [{fault.near}]" if fault.near else ""
        context = f'  "{fault.context}"' if fault.context else ""
        yield f"  {fault.kind} {fault.row}, {fault.cause}: {fault.value}{near}{context}"

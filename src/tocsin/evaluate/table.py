"""Results and faults as text: aligned columns, plain in a pipe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tocsin.evaluate.benchmark import Fault
from tocsin.evaluate.run import Result, Row

HEADING = ("", "P", "R", "F1", "95 %", "right", "predicted", "gold")


def result_lines(results: Iterable[Result]) -> Iterator[str]:
    """A table for each measure, with a blank line after it. Rows that are not summed stand in brackets."""
    for result in results:
        yield f"{result.measure.name}: {result.measure.title}"
        yield from aligned([HEADING, *map(_cells, result.rows)])
        if result.measure.beside:
            yield ""
            yield from aligned(result.measure.beside)
        yield ""


def _cells(row: Row) -> tuple[str, ...]:
    interval = "" if row.interval is None else f"{row.interval[0]:.1f} - {row.interval[1]:.1f}"
    return row_cells(row, interval, digits=2)


def row_cells(row: Row, interval: str, *, digits: int) -> tuple[str, ...]:
    """The cells of a row under `HEADING`. A share has a percent sign; a mean and a score stand where F1 does."""
    counts = row.counts
    name = f"({row.name})" if row.apart else row.name
    value = f"{row.value:.{digits}f}"
    totals = f"{counts.right:.1f}", f"{counts.predicted:.0f}"
    match row.kind:
        case "f1":
            figures = f"{counts.precision:.{digits}f}", f"{counts.recall:.{digits}f}", value
            return name, *figures, interval, *totals, f"{counts.gold:.0f}"
        case "rate":
            return name, "", "", f"{value} %", interval, *totals, ""
        case "mean":
            return name, "", "", f"mean {value}", interval, *totals, ""
        case _:
            return name, "", "", value, interval, "", "", ""


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

"""CSV: one row an incident, with a header, as RFC 4180 has it, in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

from tocsin.record import Incident
from tocsin.share.exporter import Exported
from tocsin.share.flat import Cell, flat_row

# A spreadsheet takes a cell that begins so for a formula, and a formula can fetch and send.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = (
    "id", "type", "family", "status", "unit", "background", "political", "violence_kind", "earliest", "latest",
    "end_earliest", "end_latest", "date_precision", "place", "admin1", "country", "latitude", "longitude",
    "place_precision", "radius_km", "geonames_id", "killed_low", "killed_best", "killed_high", "injured_low",
    "injured_best", "injured_high", "abducted_low", "abducted_best", "abducted_high", "actor_a", "actor_b",
    "claimed_actors", "denied_actors", "blamed_actors", "suspected_actors", "reports", "first_published",
    "last_published", "responses", "warnings", "unsettled", "review", "as_of",
)  # fmt: skip


class CsvExporter:
    """Writes one row an incident. Words that a spreadsheet would take for a formula get a leading apostrophe."""

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """The header and the rows."""
        return Exported(write_table(COLUMNS, map(flat_row, incidents), out))


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], out: BinaryIO) -> int:
    """A header and a line for each row; how many rows there were."""
    out.write(_line(columns))
    written = 0
    for row in rows:
        out.write(_line([cell_words(row[column]) for column in columns]))
        written += 1
    return written


def cell_words(cell: Cell) -> str:
    """A cell as it is written: empty for nothing known; numbers as they are, negative ones too."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode("utf-8", "replace")

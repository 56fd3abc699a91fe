"""Parquet: one row an incident, typed, in Tocsin's own columns or in those of UCDP GED, ACLED or GTD.

For programs that read tables by the million: days are dates, figures are whole numbers that may be missing, and lists
are lists. It needs pyarrow (the extra `tocsin[bulk]`). No names of private persons and no quotations are in it. The
same incidents give the same bytes under the same version of pyarrow, which writes its own name into the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeVar

from tocsin.errors import TocsinError, UnknownNameError
from tocsin.record import Incident
from tocsin.share.exporter import Exported
from tocsin.share.flat import Cell, flat_row
from tocsin.share.layouts import ACLED, GTD, UCDP, AcledExporter, GtdExporter, LayoutExporter, UcdpExporter
from tocsin.share.table import COLUMNS

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
Kind = Literal["text", "whole", "number", "day", "moment", "flag", "texts"]

BATCH = 250  # rows that are Python objects at one time
GROUP = 10_000  # rows of a row group, which are held as columns until they are written
LARGEST = 2**63 - 1
# The columns that are not words, by name: a column is of one kind in every layout.
KINDS: Mapping[Kind, frozenset[str]] = {
    "whole": frozenset(
        "geonames_id killed_low killed_best killed_high injured_low injured_best injured_high abducted_low "
        "abducted_best abducted_high reports responses warnings unsettled year type_of_violence side_a_new_id "
        "side_b_new_id number_of_sources where_prec priogrid_gid event_clarity date_prec deaths_a deaths_b "
        "deaths_civilians deaths_unknown best high low time_precision geo_precision fatalities iyear imonth iday "
        "extended specificity vicinity success suicide attacktype1 guncertain1 claimed compclaim nkill nwound "
        "nhostkid".split()
    ),
    "number": frozenset(("latitude", "longitude", "radius_km")),
    "day": frozenset(
        "earliest latest end_earliest end_latest first_published last_published source_date date_start date_end "
        "event_date".split()
    ),
    "moment": frozenset(("earliest_at", "latest_at", "end_earliest_at", "end_latest_at")),
    "flag": frozenset(("background",)),
    "texts": frozenset(("claimed_actors", "denied_actors", "blamed_actors", "suspected_actors")),
}
TIMED = ("earliest", "latest", "end_earliest", "end_latest")
OWN = tuple(
    name for column in COLUMNS for name in ((column, f"{column}_at") if column in TIMED else (column,))
)  # an instant stands beside its day


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns, the row of an incident in them (None for what they have no place for), and why those are left out."""

    columns: tuple[str, ...]
    row: Callable[[Incident], Mapping[str, Cell] | None]
    outside: str = ""


def _own_row(incident: Incident) -> Mapping[str, Cell]:
    row = flat_row(incident)
    return {**row, **{f"{name}_at": row[name] for name in TIMED}}


def _of(exporter: type[LayoutExporter], columns: tuple[str, ...]) -> Layout:
    return Layout(columns, exporter.row, exporter.outside)


LAYOUTS: Mapping[str, Layout] = {
    "tocsin": Layout(OWN, _own_row),
    "ucdp": _of(UcdpExporter, UCDP),
    "acled": _of(AcledExporter, ACLED),
    "gtd": _of(GtdExporter, GTD),
}


class ParquetExporter:
    """Writes row groups; no more than one is held."""

    def __init__(self, layout: str = "tocsin") -> None:
        self._name = layout

    def in_layout(self, layout: str) -> ParquetExporter:
        """The exporter for the columns of a layout. Raises `UnknownNameError`."""
        if layout not in LAYOUTS:
            raise UnknownNameError("layout", layout, tuple(LAYOUTS))
        return ParquetExporter(layout)

    def write(self, incidents: Iterable[Incident], out: BinaryIO) -> Exported:
        """The table. Raises `TocsinError` where pyarrow is not installed."""
        try:
            import pyarrow as pa
            from pyarrow import parquet
        except ImportError as error:
            raise TocsinError("parquet needs pyarrow; install it: pip install 'tocsin[bulk]'") from error
        layout = LAYOUTS[self._name]
        schema = pa.schema([(name, _arrow(pa, kind_of(name))) for name in layout.columns])
        schema = schema.with_metadata({"tocsin.layout": self._name, "tocsin.version": "1"})
        left_out = 0

        def rows() -> Iterator[Mapping[str, Cell]]:
            nonlocal left_out
            for incident in incidents:
                row = layout.row(incident)
                if row is None:
                    left_out += 1
                else:
                    yield row

        written = 0
        with parquet.ParquetWriter(pa.PythonFile(_Sink(out), mode="w"), schema, compression="zstd") as writer:
            batches = (pa.RecordBatch.from_pylist(_typed(some), schema) for some in _by(BATCH, rows()))
            for group in _by(GROUP // BATCH, batches):
                table = pa.Table.from_batches(group, schema)
                writer.write_table(table, row_group_size=GROUP)
                written += table.num_rows
        return Exported(written, left_out, layout.outside)


def _by(most: int, each: Iterable[T]) -> Iterator[list[T]]:
    """As they come, so many at a time."""
    left = iter(each)
    while some := list(islice(left, most)):
        yield some


def kind_of(column: str) -> Kind:
    """What the values of a column are."""
    return next((kind for kind, names in KINDS.items() if column in names), "text")


def _typed(rows: Iterable[Mapping[str, Cell]]) -> list[dict[str, Any]]:
    return [{name: CASTS[kind_of(name)](cell) for name, cell in row.items()} for row in rows]


def _arrow(pa: Any, kind: Kind) -> pa.DataType:
    types: Mapping[Kind, pa.DataType] = {
        "text": pa.string(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "day": pa.date32(),
        "moment": pa.timestamp("s", tz="UTC"),
        "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
    }
    return types[kind]


# --------------------------------------------------------------------------------------------- the cells
def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell).encode("utf-8", "replace").decode()


def _whole(cell: Cell) -> int | None:
    return cell if isinstance(cell, int) and abs(cell) <= LARGEST else None


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) else None


def _day(cell: Cell) -> date | None:
    """The day that words begin with: of an instant, its day at the place of the event."""
    try:
        return date.fromisoformat(str(cell)[:10]) if cell is not None else None
    except ValueError:
        return None


def _moment(cell: Cell) -> datetime | None:
    """An instant in UTC; None for a day, and for a time of an unknown zone."""
    try:
        at = datetime.fromisoformat(str(cell))
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _flag(cell: Cell) -> bool | None:
    return None if cell is None else cell == "yes"


def _texts(cell: Cell) -> list[str]:
    return str(cell).encode("utf-8", "replace").decode().split(";") if cell else []


CASTS: Mapping[Kind, Callable[[Cell], Any]] = {
    "text": _text,
    "whole": _whole,
    "number": _number,
    "day": _day,
    "moment": _moment,
    "flag": _flag,
    "texts": _texts,
}


class _Sink:
    """What pyarrow writes to: any stream, a pipe too. It counts by itself, and the end is its owner's business."""

    closed = False

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._at = out, 0

    def write(self, content: bytes) -> int:
        self._out.write(content)
        self._at += len(content)
        return len(content)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        self._out.flush()

    def close(self) -> None:
        pass

"""Events that a person coded, from CSV in the columns of UCDP GED, of ACLED, of GTD, or of a mapping.

Column names are those of the codebooks (UCDP GED 25.1, ACLED of 2024, GTD of 2021). A layout is told by its columns; a
mapping names the column of each field that is there.
"""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from tocsin.errors import InputError, LineError
from tocsin.record import Bound
from tocsin.resolve.countries import country_by_code, country_by_name

Columns = Mapping[str, tuple[str, ...]]  # the columns of each field, in the order of preference or all of them

FIELDS = (
    "id", "start", "end", "country", "place", "latitude", "longitude", "killed", "low", "high", "actors", "type",
    "about", "precision", "clarity",
)  # fmt: skip
LAYOUTS: Mapping[str, Columns] = {
    "ucdp": {
        "id": ("id",), "start": ("date_start",), "end": ("date_end",), "country": ("country",),
        "place": ("where_coordinates", "adm_2", "adm_1"), "latitude": ("latitude",), "longitude": ("longitude",),
        "killed": ("best", "best_est"), "low": ("low", "low_est"), "high": ("high", "high_est"),
        "actors": ("side_a", "side_b"), "type": ("type_of_violence",),
        "about": ("source_headline", "source_article", "where_description"), "precision": (),
        "clarity": ("event_clarity",),
    },
    "acled": {
        "id": ("event_id_cnty", "data_id"), "start": ("event_date",), "end": ("event_date",), "country": ("country",),
        "place": ("location", "admin2", "admin1"), "latitude": ("latitude",), "longitude": ("longitude",),
        "killed": ("fatalities",), "low": (), "high": (), "actors": ("actor1", "actor2"),
        "type": ("sub_event_type", "event_type"), "about": ("notes",), "precision": ("time_precision",), "clarity": (),
    },
    "gtd": {
        "id": ("eventid",), "start": ("iyear", "imonth", "iday"), "end": (), "country": ("country_txt",),
        "place": ("city", "provstate"), "latitude": ("latitude",), "longitude": ("longitude",),
        "killed": ("nkill",), "low": (), "high": (), "actors": ("gname", "gname2", "gname3"),
        "type": ("attacktype1_txt", "attacktype1"), "about": ("summary",), "precision": (), "clarity": (),
    },
}  # fmt: skip
MARKS: Mapping[str, frozenset[str]] = {
    "ucdp": frozenset({"date_start", "side_a"}),
    "acled": frozenset({"event_date", "fatalities"}),
    "gtd": frozenset({"iyear", "imonth", "iday", "gname"}),
}
HALF_WEEK = timedelta(days=3)
DATES = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d-%b-%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S")


class CodedEvent(Struct, frozen=True, kw_only=True):
    """One event as a person coded it; None where the cell is empty. `start` and `end` are days, both included.

    `country` is ISO 3166-1 alpha-2, coordinates are degrees, `killed` a bound. `types` are the coder's words for the
    kind of event, the narrowest first. `summary`: it sums up several events (UCDP's event clarity 2). `about` is what
    the coder noted.
    """

    id: str
    start: date
    end: date
    country: str | None = None
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    killed: Bound | None = None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    summary: bool = False
    about: str | None = None


def load_coded(
    path: Path, *, layout: str | None = None, mapping: Mapping[str, str] | None = None
) -> tuple[CodedEvent, ...]:
    """The events of a CSV file, in order.

    Args:
        path: the file, in UTF-8; columns separated by commas, semicolons or tabs.
        layout: a name of `LAYOUTS`; told by the columns where none is given.
        mapping: for a layout of one's own, the column of each of `FIELDS` that is there; `start` has to be.

    Raises: `InputError` for a file that cannot be read or whose layout is unknown, `LineError` for a cell of no sense.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.read(65536)
            file.seek(0)
            rows = csv.DictReader(file, dialect=_dialect(head))
            names = [name for name in rows.fieldnames or () if name]
            columns = _columns(path, names, layout, mapping)
            return tuple(_event(path, number, row, columns) for number, row in enumerate(rows, 2))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path} cannot be read as CSV in UTF-8 ({error})") from error


def _dialect(head: str) -> type[csv.Dialect]:
    first = head.partition("\n")[0]

    class Found(csv.excel):
        delimiter = max(",;\t", key=first.count)

    return Found


def _columns(path: Path, names: list[str], layout: str | None, mapping: Mapping[str, str] | None) -> Columns:
    if mapping:
        for field, column in mapping.items():
            if field not in FIELDS:
                raise InputError(f"no field {field!r}; a mapping names columns for {', '.join(FIELDS)}")
            if column not in names:
                raise InputError(f"{path} has no column {column!r}; it has {', '.join(names)}")
        if "start" not in mapping:
            raise InputError("a mapping has to name the column of `start`, the day of the event")
        return {field: (mapping[field],) if field in mapping else () for field in FIELDS}
    found = layout or next((name for name, marks in MARKS.items() if marks <= set(names)), None)
    if found is None:
        known = " or ".join(LAYOUTS)
        raise InputError(f"{path}: the columns are neither those of {known}; name them with --map start=COLUMN ...")
    if found not in LAYOUTS:
        raise InputError(f"no layout {found!r}; known: {', '.join(LAYOUTS)}")
    return LAYOUTS[found]


def _event(path: Path, number: int, row: Mapping[str, str | None], columns: Columns) -> CodedEvent:
    def cells(field: str) -> Iterator[str]:
        for column in columns[field]:
            value = (row.get(column) or "").strip()
            if value:
                yield value

    def first(field: str) -> str | None:
        return next(cells(field), None)

    try:
        start, end = _span(row, columns, first)
        killed = _bound(first("killed"), first("low"), first("high"))
        latitude, longitude = _degrees(first("latitude"), 90), _degrees(first("longitude"), 180)
    except ValueError as error:
        raise LineError(str(path), number, str(error)) from error
    return CodedEvent(
        id=first("id") or f"row {number}",
        start=min(start, end),
        end=max(start, end),
        country=_country(first("country")),
        place=first("place"),
        latitude=latitude if longitude is not None else None,
        longitude=longitude if latitude is not None else None,
        killed=killed,
        actors=tuple(dict.fromkeys(cells("actors"))),
        types=tuple(dict.fromkeys(cells("type"))),
        summary=first("clarity") == "2",
        about=first("about"),
    )


def _span(row: Mapping[str, str | None], columns: Columns, first: Callable[[str], str | None]) -> tuple[date, date]:
    """The days between which the event was; of a day in three columns (GTD) 0 stands for one that is not known. A day
    that stands for its week or its month (ACLED's time precision 2 and 3) is that week or month.
    """
    if len(columns["start"]) != 3:
        start, end = _day(first("start")), _day(first("end") or first("start"))
        match first("precision"):
            case "2":
                return start - HALF_WEEK, end + HALF_WEEK
            case "3":
                return start.replace(day=1), end.replace(day=monthrange(end.year, end.month)[1])
            case _:
                return start, end
    year, month, day = (_number((row.get(column) or "").strip() or None) or 0 for column in columns["start"])
    last = date(year, month or 12, day or monthrange(year, month or 12)[1])
    return date(year, month or 1, day or 1), last


def _day(words: str | None) -> date:
    if words is None:
        raise ValueError("the day of the event is empty")
    for form in DATES:
        try:
            return datetime.strptime(words, form).date()
        except ValueError:
            continue
    raise ValueError(f"{words!r} is no day; expected one such as 2024-03-22")


def _number(words: str | None) -> int | None:
    if words is None:
        return None
    try:
        return int(float(words.replace(",", "")))
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{words!r} is no number") from error


def _bound(best: str | None, low: str | None, high: str | None) -> Bound | None:
    figures = _number(best), _number(low), _number(high)
    if figures == (None, None, None):
        return None
    known, least, most = figures
    if least is None and most is None:
        return Bound(low=known, high=known, best=known)
    return Bound(low=least, high=most, best=known)


def _degrees(words: str | None, most: int) -> float | None:
    if words is None:
        return None
    try:
        value = float(words)
    except ValueError as error:
        raise ValueError(f"{words!r} is no coordinate") from error
    if not abs(value) <= most:
        raise ValueError(f"{words!r} is beyond {most} degrees")
    return value


def _country(words: str | None) -> str | None:
    """The code of a country; a name with another in brackets ("Yemen (North Yemen)") is tried without them too."""
    if words is None:
        return None
    found = country_by_code(words.upper()) if len(words) == 2 else None
    for name in (words, words.partition("(")[0].strip(), words.partition("(")[2].rstrip(") ")):
        found = found or (country_by_name(name) if name else None)
    return found.code if found else None

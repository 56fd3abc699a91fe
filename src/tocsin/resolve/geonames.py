"""The files of GeoNames as values, line by line: places, names of units, alternate names, countries.

The form is that of https://download.geonames.org/export/dump/readme.txt: UTF-8, a tab between fields, no quoting. A
file may lie as it is or in its zip archive. Not for choosing what a gazetteer takes of it: `resolve.gazetteer_build`.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from tocsin.errors import InputError, LineError

T = TypeVar("T")
LEVELS = ("cities500", "cities1000", "cities5000", "cities15000", "allCountries")
ALTERNATES, ADMIN1, ADMIN2, COUNTRIES = "alternateNamesV2", "admin1CodesASCII", "admin2Codes", "countryInfo"
_COUNTRY_FILE = re.compile(r"[A-Z]{2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
LONGEST_LINE = 1_000_000  # bytes; the longest line of GeoNames has some 20,000


class PlaceLine(NamedTuple):
    """A place: its GeoNames id, names, class and code of feature, codes of country and units, degrees, people."""

    id: int
    name: str
    ascii_name: str
    alternates: str
    feature: str  # "P.PPLC"
    country: str
    units: tuple[str, str, str]
    latitude: float
    longitude: float
    population: int


class UnitLine(NamedTuple):
    """The name of a unit: its codes ("NG", "27") or ("NG", "27", "08"), and its GeoNames id."""

    codes: tuple[str, ...]
    name: str
    id: int


class NameLine(NamedTuple):
    """One more name of a place, its language (ISO 639, empty where not said), whether it is the preferred one."""

    place: int
    name: str
    language: str
    preferred: bool
    historic: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One file of GeoNames, plain or in a zip archive. `stem` is its name without an ending."""

    path: Path
    stem: str

    def lines(self, parse: Callable[[list[str]], T]) -> Iterator[T]:
        """What a function makes of the fields of each line; empty lines and those that begin with # are left out.

        Raises `LineError` where a line is not of the form, `InputError` where the file cannot be read.
        """
        try:
            for number, raw in enumerate(self._raw(), 1):
                if raw.strip() and not raw.startswith(b"#"):
                    yield self._parsed(number, raw, parse)
        except (OSError, EOFError, zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError) as error:
            raise InputError(f"{self.path} cannot be read ({error})") from error

    def _parsed(self, number: int, raw: bytes, parse: Callable[[list[str]], T]) -> T:
        try:
            return parse(raw.decode("utf-8").rstrip("\r\n").split("\t"))
        except UnicodeDecodeError as error:
            raise LineError(str(self.path), number, f"is not UTF-8 ({error.reason})") from error
        except ValueError as error:
            raise LineError(str(self.path), number, str(error)) from error

    def _raw(self) -> Iterator[bytes]:
        if self.path.suffix != ".zip":
            with self.path.open("rb") as stream:
                yield from iter(lambda: stream.readline(LONGEST_LINE), b"")
            return
        with zipfile.ZipFile(self.path) as archive, archive.open(f"{self.stem}.txt") as member:
            yield from iter(lambda: member.readline(LONGEST_LINE), b"")


def find_sources(folder: Path) -> dict[str, Source]:
    """The files of GeoNames in a folder by the names that GeoNames gives them; a plain file goes before its archive.

    Beside the files named above, those of single countries count (`NG.txt`). Raises `InputError` where there is none
    of places.
    """
    found: dict[str, Source] = {}
    try:
        paths = sorted(folder.iterdir(), key=lambda path: (path.suffix != ".txt", path.name))
    except OSError as error:
        raise InputError(f"{folder} cannot be read ({error.strerror})") from error
    for path in paths:
        known = path.stem in (*LEVELS, ALTERNATES, ADMIN1, ADMIN2, COUNTRIES) or _COUNTRY_FILE.fullmatch(path.stem)
        if known and path.suffix in (".txt", ".zip") and path.is_file():
            found.setdefault(path.stem, Source(path, path.stem))
    if not places_of(found):
        names = ", ".join(f"{level}.txt" for level in LEVELS)
        raise InputError(f"{folder} holds no places of GeoNames; expected one of {names}, or a country's file (NG.txt)")
    return found


def places_of(sources: dict[str, Source]) -> list[Source]:
    """Those of the files that hold places, in the order of their names."""
    return [sources[stem] for stem in sorted(sources) if stem in LEVELS or _COUNTRY_FILE.fullmatch(stem)]


# -------------------------------------------------------------------------------------------- lines
def parse_place(fields: list[str]) -> PlaceLine:
    """A line of a file of places. Raises `ValueError`, which says what is wrong."""
    _expect(fields, 19)
    latitude, longitude = _degrees(fields[4], "latitude", 90), _degrees(fields[5], "longitude", 180)
    if not fields[1].strip():
        raise ValueError("the name (field 2) is empty")
    return PlaceLine(
        id=_number(fields[0], "the id (field 1)"),
        name=fields[1].strip(),
        ascii_name=fields[2].strip(),
        alternates=fields[3],
        feature=f"{fields[6]}.{fields[7]}",
        country=fields[8],
        units=(fields[10], fields[11], fields[12]),
        latitude=latitude,
        longitude=longitude,
        population=_number(fields[14] or "0", "the population (field 15)"),
    )


def parse_unit(fields: list[str]) -> UnitLine:
    """A line of a file of units' names. Raises `ValueError`."""
    _expect(fields, 4)
    codes = tuple(fields[0].split("."))
    if len(codes) not in (2, 3) or not _COUNTRY.fullmatch(codes[0]) or not all(codes):
        raise ValueError(f"the code {fields[0]!r} (field 1) is none of a unit, such as NG.27 or NG.27.08")
    return UnitLine(codes, fields[1].strip() or fields[2].strip(), _number(fields[3], "the id (field 4)"))


def parse_name(fields: list[str]) -> NameLine:
    """A line of the file of alternate names. Raises `ValueError`."""
    if len(fields) < 4:
        raise ValueError(f"expected 4 to 10 fields with tabs between, found {len(fields)}")
    flags = [*fields[4:8], *[""] * 4]
    number = _number(fields[1], "the id of the place (field 2)")
    return NameLine(number, fields[3].strip(), fields[2], flags[0] == "1", "1" in flags[2:4])


def parse_country(fields: list[str]) -> str:
    """The code of a country from a line of the file of countries. Raises `ValueError`."""
    if len(fields) < 5 or not _COUNTRY.fullmatch(fields[0]):
        raise ValueError(f"expected a line that begins with a code of two capitals, found {fields[0]!r}")
    return fields[0]


def _expect(fields: list[str], count: int) -> None:
    if len(fields) != count:
        raise ValueError(f"expected {count} fields with tabs between, found {len(fields)}")


def _number(words: str, what: str) -> int:
    if not (words.isascii() and words.isdigit()):
        raise ValueError(f"{what} is {words!r}, not a whole number")
    return int(words[:18])


def _degrees(words: str, what: str, most: int) -> float:
    try:
        degrees = float(words)
    except ValueError:
        degrees = float("nan")
    if not -most <= degrees <= most:
        raise ValueError(f"the {what} is {words!r}, not a number of degrees between -{most} and {most}")
    return degrees

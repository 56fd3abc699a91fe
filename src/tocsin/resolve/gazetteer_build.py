"""A gazetteer from the files of GeoNames: which places and names are taken, and how units get their middle.

Taken are populated places (not historical or abandoned ones), refugee camps, and units of the first three levels; other
features are not. Two passes over a scratch database beside the file that is written: lines in, then rows out in their
order, so that memory does not grow with the size of the files. The same files give the same digest.
"""

from __future__ import annotations

import math
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from tocsin.errors import LexiconError
from tocsin.record.sphere import great_circle_km
from tocsin.resolve.countries import load_countries
from tocsin.resolve.gazetteer_entry import fold
from tocsin.resolve.gazetteer_file import (
    Row,
    RowKind,
    Saved,
    alternate_key,
    bare_name,
    english_words,
    is_latin,
    radius_of,
    save_gazetteer,
)
from tocsin.resolve.geonames import (
    ADMIN1,
    ADMIN2,
    ALTERNATES,
    COUNTRIES,
    NameLine,
    PlaceLine,
    Source,
    find_sources,
    parse_country,
    parse_name,
    parse_place,
    parse_unit,
    places_of,
)

ALTERNATES_FROM = 15_000  # people; smaller towns keep their main and their English names, or every word would be a town
WORDS_FROM = 500  # people; smaller places whose name is a plain English word are left out
LEFT_OUT = frozenset(("P.PPLH", "P.PPLQ", "P.PPLCH"))
UNITS = {"A.ADM1": 1, "A.ADM2": 2, "A.ADM3": 3}
CAMP = "S.CMPRF"
NO_WORDS = frozenset(("link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "phon", "abbr"))
LEAST_RADIUS = {1: 10, 2: 10, 3: 5}  # kilometres
RADIUS_UNKNOWN = {1: 100, 2: 30, 3: 15}  # where a unit has no town
Step = Callable[[str, int], None]
UnitNames = dict[tuple[str, ...], tuple[str, int]]  # (country, codes): name, GeoNames id
T = TypeVar("T")

_SCRATCH = """
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, ascii TEXT, alternates TEXT, level INTEGER, country TEXT,
  a1 TEXT, a2 TEXT, a3 TEXT, latitude REAL, longitude REAL, population INTEGER);
CREATE TABLE unit (country TEXT, a1 TEXT, a2 TEXT, name TEXT, id INTEGER);
CREATE TABLE alias (place INTEGER, key TEXT, main INTEGER, name TEXT);
CREATE TABLE row (name TEXT, country TEXT, kind TEXT, latitude REAL, longitude REAL, population INTEGER,
  radius INTEGER, geonames INTEGER, admin1 TEXT, keys TEXT);
"""


def build_gazetteer(folder: Path, out: Path, *, built: str, step: Step = lambda what, lines: None) -> Saved:
    """Write the gazetteer of a folder of GeoNames files; `built` is the day written into it.

    `step` is told of every file and stage and of its lines so far. Raises `InputError` where there is nothing to build
    from, `LineError` for a malformed line, `LexiconError` where the file cannot be written.
    """
    sources = find_sources(folder)
    try:
        scratch = tempfile.TemporaryDirectory(prefix=".gazetteer-", dir=out.resolve().parent)
    except OSError as error:
        raise LexiconError(str(out), f"cannot be written ({error.strerror})") from error
    with scratch as room, closing(sqlite3.connect(Path(room) / "scratch.sqlite")) as base:
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_SCRATCH)
        _load(base, sources, step)
        step("units and names", 0)
        english = _english_units(base)
        names = _unit_names(base, english)
        _add_rows(base, _units(base, names))
        _add_rows(base, _towns(base, names))
        step("writing", 0)
        inputs = ", ".join(sorted(source.path.name for source in sources.values()))
        return save_gazetteer(out, _in_order(base), built=built, inputs=f"GeoNames: {inputs}")


# ---------------------------------------------------------------------------------------------- lines in
def _load(base: sqlite3.Connection, sources: dict[str, Source], step: Step) -> None:
    codes = frozenset(country.code for country in load_countries())
    if COUNTRIES in sources:
        codes &= frozenset(sources[COUNTRIES].lines(parse_country))
    for source in places_of(sources):
        kept = (_place_row(line) for line in _told(source, parse_place, step) if _level(line) is not None)
        rows = (row for row in kept if row[5] in codes)
        base.executemany("INSERT OR IGNORE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    for stem in (ADMIN1, ADMIN2):
        if stem in sources:
            lines = _told(sources[stem], parse_unit, step)
            rows = ((*line.codes, *("",) * (3 - len(line.codes)), line.name, line.id) for line in lines)
            base.executemany("INSERT INTO unit VALUES (?,?,?,?,?)", rows)
    if ALTERNATES in sources:
        base.execute("UPDATE place SET alternates = ''")  # the file says of each name what it is
        base.executemany("INSERT INTO alias VALUES (?,?,?,?)", _aliases(base, sources[ALTERNATES], step))
    base.execute("CREATE INDEX alias_place ON alias (place)")


def _told(source: Source, parse: Callable[[list[str]], T], step: Step) -> Iterator[T]:
    step(source.path.name, 0)
    for number, line in enumerate(source.lines(parse), 1):
        if number % 50_000 == 0:
            step(source.path.name, number)
        yield line


def _level(line: PlaceLine) -> int | None:
    """0 for a town or a camp, 1 to 3 for a unit, None for what is not taken."""
    if line.feature in UNITS:
        return UNITS[line.feature]
    if (line.feature.startswith("P.") and line.feature not in LEFT_OUT) or line.feature == CAMP:
        return None if line.population < WORDS_FROM and fold(line.name) in english_words() else 0
    return None


def _place_row(line: PlaceLine) -> tuple[object, ...]:
    alternates = line.alternates if _level(line) or line.population >= ALTERNATES_FROM else ""
    return (
        line.id, line.name, line.ascii_name, alternates, _level(line), line.country, *line.units,
        line.latitude, line.longitude, line.population,
    )  # fmt: skip


def _aliases(base: sqlite3.Connection, source: Source, step: Step) -> Iterator[tuple[int, str, bool, str]]:
    """The alternate names to be kept: those in English of all places, others of towns of some size and of units."""
    asked = base.cursor()
    for line in _told(source, parse_name, step):
        if line.historic or line.language in NO_WORDS or not (line.language or line.name.isascii()):
            continue
        key = alternate_key(line.name)
        if key is None:
            continue
        row = asked.execute("SELECT level, population FROM place WHERE id = ?", (line.place,)).fetchone()
        if row is not None and (line.language == "en" or row[0] or row[1] >= ALTERNATES_FROM):
            yield line.place, key, _is_main(line), line.name if _is_main(line) else ""


def _is_main(line: NameLine) -> bool:
    return line.language == "en" and line.preferred


# ---------------------------------------------------------------------------------------------- rows out
def _english_units(base: sqlite3.Connection) -> dict[int, str]:
    """The English names of units by their GeoNames id, where the file of alternate names gives a preferred one."""
    found = base.execute(
        "SELECT alias.place, alias.name FROM alias JOIN place ON place.id = alias.place "
        "WHERE alias.main AND place.level > 0 ORDER BY alias.place, alias.name DESC"
    )
    return dict(found)


def _unit_names(base: sqlite3.Connection, english: dict[int, str]) -> UnitNames:
    """Name and GeoNames id of each unit by (country, codes): from the files of units' names, else from the places."""
    names: UnitNames = {}
    units = "SELECT country, a1, a2, a3, name, id FROM place WHERE level = ? ORDER BY id"
    for level in (1, 2, 3):
        for *codes, name, number in base.execute(units, (level,)):
            names.setdefault(tuple(codes[: level + 1]), (english.get(number, name), number))
    for country, a1, a2, name, number in base.execute("SELECT country, a1, a2, name, id FROM unit ORDER BY id"):
        codes = (country, a1, a2) if a2 else (country, a1)
        names[codes] = (english.get(number, name), number)
    return names


def _admin1(names: UnitNames, country: str, a1: str) -> str:
    return bare_name(names[country, a1][0]) if (country, a1) in names else ""


def _units(base: sqlite3.Connection, names: UnitNames) -> Iterator[Row]:
    """The units, each with the middle that GeoNames gives it or else the mean of its towns."""
    seen = set()
    for level in (1, 2, 3):
        for codes, towns in _towns_by_unit(base, level):
            if codes in names:
                seen.add(codes)
                if (row := _unit(base, codes, names, towns)) is not None:
                    yield row
    for codes in sorted(names.keys() - seen):
        if (row := _unit(base, codes, names, [])) is not None:
            yield row


Town = tuple[str, float, float, int]


def _towns_by_unit(base: sqlite3.Connection, level: int) -> Iterator[tuple[tuple[str, ...], list[Town]]]:
    """The towns of each unit of a level: name, degrees, people."""
    columns = ", ".join(("country", "a1", "a2", "a3")[: level + 1])
    towns = base.execute(
        f"SELECT {columns}, name, latitude, longitude, population FROM place WHERE level = 0 ORDER BY {columns}, id"
    )
    for codes, group in groupby(towns, key=lambda row: tuple(row[: level + 1])):
        if all(codes):
            yield codes, [tuple(row[level + 1 :]) for row in group]


def _unit(base: sqlite3.Connection, codes: tuple[str, ...], names: UnitNames, towns: list[Town]) -> Row | None:
    level, (name, number) = len(codes) - 1, names[codes]
    bare = fold(bare_name(name))
    if level > 1 and codes[0] != "US" and bare in {fold(town[0]) for town in towns}:
        return None  # the town stands for the unit that is named after it
    known = base.execute(
        "SELECT latitude, longitude, population, name, ascii, alternates FROM place WHERE id = ? AND level > 0",
        (number,),
    ).fetchone()
    if known is None and not towns:
        return None
    latitude, longitude = known[:2] if known else _mean([(town[1], town[2]) for town in towns])
    distances = [great_circle_km(latitude, longitude, town[1], town[2]) for town in towns]
    people = (known[2] if known else 0) or sum(town[3] for town in towns)
    radius = radius_of(distances, LEAST_RADIUS[level]) if towns else RADIUS_UNKNOWN[level]
    kind: RowKind = "admin1" if level == 1 else "admin2"
    row = Row(name, codes[0], kind, latitude, longitude, people, radius, number)
    row.admin1 = _admin1(names, *codes[:2])
    for word in (name, *(known[3:5] if known else ())):
        row.keys[fold(word)] = True
        if codes[0] != "US" or level == 1:  # a county of the United States is never named without the word
            row.keys[fold(bare_name(word))] = True
    _add_alternates(
        row, known[5] if known else "", base.execute("SELECT key, main FROM alias WHERE place = ?", (number,))
    )
    return row


def _mean(spots: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean of some coordinates in degrees; that of the longitudes is taken on the circle."""
    east = sum(math.cos(math.radians(longitude)) for _, longitude in spots)
    north = sum(math.sin(math.radians(longitude)) for _, longitude in spots)
    return sum(latitude for latitude, _ in spots) / len(spots), math.degrees(math.atan2(north, east))


def _towns(base: sqlite3.Connection, names: UnitNames) -> Iterator[Row]:
    towns = base.execute(
        "SELECT id, name, ascii, alternates, country, a1, latitude, longitude, population FROM place WHERE level = 0"
    )
    asked = base.cursor()
    for number, name, plain, alternates, country, a1, latitude, longitude, population in towns:
        row = Row(name if is_latin(name) else plain or name, country, "city", latitude, longitude, population)
        row.geonames_id, row.admin1 = number, _admin1(names, country, a1)
        row.keys = {key: True for key in (fold(name), fold(plain)) if key}
        aliases = asked.execute("SELECT key, main FROM alias WHERE place = ? ORDER BY key", (number,))
        _add_alternates(row, alternates, aliases)
        yield row


def _add_alternates(row: Row, alternates: str, aliases: Iterable[tuple[str, int]]) -> None:
    for name in alternates.split(","):
        if (key := alternate_key(name.strip())) is not None:
            row.keys.setdefault(key, False)
    for key, main in aliases:
        row.keys[key] = bool(main) or row.keys.get(key, False)


def _add_rows(base: sqlite3.Connection, rows: Iterable[Row]) -> None:
    forms = (
        (r.name, r.country, r.kind, r.latitude, r.longitude, r.population, r.radius_km, r.geonames_id, r.admin1,
         "\t".join(f"{'' if main else '-'}{key}" for key, main in r.keys.items()))
        for r in rows
    )  # fmt: skip
    base.executemany("INSERT INTO row VALUES (?,?,?,?,?,?,?,?,?,?)", forms)


def _in_order(base: sqlite3.Connection) -> Iterator[Row]:
    ordered = "SELECT * FROM row ORDER BY population DESC, country, name, kind, latitude, geonames"
    for *cells, keys in base.execute(ordered):
        row = Row(*cells)
        row.keys = {key.removeprefix("-"): not key.startswith("-") for key in keys.split("\t") if key}
        yield row

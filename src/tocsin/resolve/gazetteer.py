"""The gazetteer: from the words of a name to the places that bear it.

Three data files are seen as one: `gazetteer.sqlite` (built from GeoNames by `data/build_gazetteer.py`; a file that
`tocsin gazetteer build` wrote may take its place), `regions.csv` (our own rows: exonyms, conflict geography, venues)
and `countries.csv`. An own row hides the GeoNames row it stands for. Not for choosing among places of one name:
`resolve.places` does that.

The database is opened read-only at first use and asked once for each first word of a name; answers are kept.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from urllib.parse import quote

from tocsin.errors import LexiconError
from tocsin.lexicon import cell_list, digest, load_rows
from tocsin.resolve.countries import FILE as COUNTRIES_FILE
from tocsin.resolve.countries import load_countries
from tocsin.resolve.gazetteer_entry import KINDS, Entry, city_radius, fold
from tocsin.resolve.place_words import FILE as WORDS_FILE

DATABASE = "gazetteer.sqlite"
OWN_FILE = "regions.csv"
SCHEMA = "1"
CACHED_WORDS = 50_000  # first words kept in memory; a day of world news holds about 20,000 capitalised ones

Names = Mapping[str, tuple[Entry, ...]]
_NOTHING: Names = {}


@cache
def _capitals() -> frozenset[tuple[str, str]]:
    return frozenset((country.code, fold(country.capital)) for country in load_countries())


def _exact(alias: str) -> str | None:
    """An alias that is a word or nothing in other letters: initials, short forms with a dot."""
    letters = alias.replace(".", "")
    if alias.endswith(".") or (letters.isupper() and len(letters) <= 4):
        return alias
    return None


def _own_entry(row: Mapping[str, str]) -> Entry:
    kind = next(kind for kind in KINDS if kind == row["kind"])
    return Entry(
        name=row["name"],
        kind=kind,
        country=row["country"] or None,
        admin1=row["admin1"] or None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        radius_km=float(row["radius_km"]),
        population=int(row["population"] or 0),
        geonames_id=int(row["geonames_id"]) if row["geonames_id"] else None,
        own=True,
        capital=(row["country"], fold(row["name"])) in _capitals(),
    )


def _own_names() -> Iterator[tuple[str, Entry]]:
    """Names and the entries of the two CSV files they lead to."""
    for row in load_rows(OWN_FILE):
        entry = _own_entry(row)
        yield row["name"], entry
        for alias in cell_list(row["aliases"]):
            yield alias, replace(entry, main=False, exact=_exact(alias))
    for country in load_countries():
        entry = Entry(
            name=country.name,
            kind="country",
            country=country.code,
            admin1=None,
            latitude=country.latitude,
            longitude=country.longitude,
            radius_km=country.radius_km,
            geonames_id=country.geonames_id,
            own=True,
        )
        for name in country.names:
            yield name, replace(entry, exact=_exact(name))


class _Names(Mapping[str, tuple[Entry, ...]]):
    """The names that begin with one word; their places are looked up when one of them is asked for."""

    __slots__ = ("_entries", "_found", "_marks", "_own")

    def __init__(self, marks: dict[str, str], own: Names, entries: Callable[[str], tuple[Entry, ...]]) -> None:
        self._marks, self._own, self._entries = marks, own, entries
        self._found: dict[str, tuple[Entry, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Entry, ...]:
        found = self._found.get(key)
        if found is None:
            own = self._own.get(key, ())
            marks = self._marks.get(key)
            others = self._entries(marks) if marks else ()
            found = (*own, *(entry for entry in others if not _stands_for(own, entry)))
            self._found[key] = found
        if not found:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter({**self._marks, **dict.fromkeys(self._own, "")})

    def __len__(self) -> int:
        return len({*self._marks, *self._own})


class Gazetteer:
    """Places by name. Opens its files at the first question; safe to share between threads.

    `path` is a file that `tocsin gazetteer build` has written; the one that ships where none is given. Raises
    `LexiconError` where a file is missing, damaged or of another schema.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._meta: dict[str, str] = {}
        self._own: dict[str, dict[str, tuple[Entry, ...]]] = {}
        self._hidden: frozenset[int] = frozenset()
        self._units: dict[int, tuple[str, str]] = {}
        self._unit_names: dict[tuple[str, str], str] = {}
        self._words: dict[str, Names] = {}

    @property
    def digest(self) -> str:
        """The first 16 hexadecimal digits of a SHA-256 over the database and the three tables beside it.

        These are `regions.csv`, `countries.csv` and `place_words.csv`: a change of any of them can change which
        places a text names.
        """
        self._open()
        return _joined_digest(self._meta["digest"], digest(OWN_FILE, COUNTRIES_FILE, WORDS_FILE))

    @property
    def built(self) -> str:
        """The day on which the database was built, `2026-11-23`."""
        self._open()
        return self._meta["built"]

    @property
    def attribution(self) -> str:
        """The notice owed to GeoNames wherever its data is passed on."""
        self._open()
        return self._meta["attribution"]

    @property
    def inputs(self) -> str:
        """What the database was built from."""
        self._open()
        return self._meta["inputs"]

    def counts(self) -> Mapping[str, int]:
        """How many places of each kind the database holds, and under `names` how many names; our own rows left out."""
        connection = self._open()
        kinds = connection.execute("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY kind")
        (names,) = connection.execute("SELECT count(*) FROM name").fetchone()
        return {**{KINDS[kind]: count for kind, count in kinds}, "names": names}

    def find(self, name: str) -> tuple[Entry, ...]:
        """All places of a name, own rows first, then by falling population; empty where there is none.

        Names that count in one spelling only are left out unless `name` is spelt so.
        """
        key = fold(name)
        found = self.starting_with(key.split(" ", 1)[0]).get(key, ()) if key else ()
        return tuple(entry for entry in found if entry.exact is None or entry.exact == name)

    def starting_with(self, word: str) -> Names:
        """All folded names whose first word is `word` (folded), with their places."""
        names = self._words.get(word)
        if names is None:
            if len(self._words) >= CACHED_WORDS:
                self._words.clear()
            names = self._words[word] = self._ask(word)
        return names

    def own_names(self) -> Iterable[str]:
        """The folded names of our own rows and of the countries."""
        self._open()
        return (key for names in self._own.values() for key in names)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = _connect(self.path)
            self._meta = _read_meta(connection, str(self.path or DATABASE))
            self._units = {number: (a, b) for number, a, b in connection.execute("SELECT * FROM unit")}
            self._load_own(connection)
            weakref.finalize(self, connection.close)
            self._connection = connection
        return self._connection

    def _load_own(self, connection: sqlite3.Connection) -> None:
        pairs = list(_own_names())
        self._unit_names = {
            (entry.country or "", fold(name)): entry.admin1 or entry.name
            for name, entry in pairs
            if entry.kind == "admin1"
        }
        grouped: dict[str, list[Entry]] = {}
        for name, entry in pairs:
            if (key := fold(name)) and entry not in grouped.setdefault(key, []):
                grouped[key].append(entry)
        for key, entries in grouped.items():
            self._own.setdefault(key.split(" ", 1)[0], {})[key] = tuple(entries)
        self._hidden = frozenset(e.geonames_id for _, e in pairs if e.kind == "city" and e.geonames_id)

    def _ask(self, word: str) -> Names:
        rows = self._open().execute(
            "SELECT key, places FROM name WHERE key >= ? AND key < ?", (word, word + "!")
        )  # every longer name has a space after the word, and "!" is the character after the space
        marks, own = dict(rows.fetchall()), self._own.get(word, _NOTHING)
        return _Names(marks, own, self._entries) if marks or own else _NOTHING

    def _entries(self, places: str) -> tuple[Entry, ...]:
        marks = [(int(mark.removeprefix("-")), not mark.startswith("-")) for mark in places.split()]
        connection = self._open()
        found = (self._entry(connection, number, main) for number, main in marks)
        return tuple(entry for entry in found if entry.geonames_id not in self._hidden)

    def _entry(self, connection: sqlite3.Connection, number: int, main: bool) -> Entry:
        row = connection.execute("SELECT * FROM place WHERE id = ?", (number,)).fetchone()
        _, name, kind, unit, latitude, longitude, population, radius, geonames = row
        country, admin1 = self._units[unit]
        admin1 = self._unit_names.get((country, fold(admin1)), admin1)
        return Entry(
            name=name,
            kind=KINDS[kind],
            country=country,
            admin1=admin1 or None,
            latitude=latitude / 10_000,
            longitude=longitude / 10_000,
            radius_km=float(radius) or city_radius(population),
            population=population,
            geonames_id=geonames,
            main=main,
            capital=(country, fold(name)) in _capitals(),
        )


def _stands_for(own: Iterable[Entry], entry: Entry) -> bool:
    """Whether an own row of the same name and kind stands for a unit that the database holds too."""
    return entry.kind in ("admin1", "admin2") and any(
        row.kind == entry.kind and row.country == entry.country and row.admin1 == entry.admin1 for row in own
    )


def _joined_digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]


def _connect(path: Path | None) -> sqlite3.Connection:
    if path is None:
        with ExitStack() as stack:
            # A package read from an archive would be unpacked for the time of this block only; the file is
            # opened inside it and stays readable after it on every system that lets open files be removed.
            return _connect(stack.enter_context(as_file(files("tocsin.lexicon").joinpath(DATABASE))))
    try:
        return sqlite3.connect(
            f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
    except sqlite3.OperationalError as error:
        raise LexiconError(str(path), "cannot be opened; `tocsin gazetteer build` writes a gazetteer") from error


def _read_meta(connection: sqlite3.Connection, name: str) -> dict[str, str]:
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except sqlite3.DatabaseError as error:
        connection.close()
        raise LexiconError(name, f"is not a gazetteer ({error})") from error
    if meta.get("schema") != SCHEMA:
        connection.close()
        raise LexiconError(name, f"is of schema {meta.get('schema')}, not {SCHEMA}; build it again")
    return meta


@cache
def default_gazetteer() -> Gazetteer:
    """The gazetteer that ships with Tocsin, one for the process."""
    return Gazetteer()

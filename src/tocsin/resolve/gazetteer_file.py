"""The file of a gazetteer: the rows that go into it, and how it is written.

Four tables of SQLite: `place`, `unit` (countries and admin1 units), `name` (folded names and the places they lead to),
`meta` (schema, build date, inputs, notice, digest). Written row by row: the memory needed does not grow with the
number of rows. Not for reading it: `resolve.gazetteer`. Not for where rows come from: `resolve.gazetteer_build`.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Literal

from tocsin.errors import LexiconError
from tocsin.lexicon import load_bytes
from tocsin.resolve.gazetteer import SCHEMA
from tocsin.resolve.gazetteer_entry import fold

ATTRIBUTION = "Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0; selected and reshaped."
LONGEST_KEY = 40  # characters; longer names are official titles that no report uses
SHORTEST_KEY = 4
UNIT_WORDS = re.compile(
    r"^(?:the |sha`biyat |wilaya de |gouvernorat d[eu] |muhafazat |wilayat-e |wilaya d[eu] |provincia d[ei] "
    r"|provincia del |departamento d[ei] |departamento del |estado |respublika |region d[eu] |province d[eu] "
    r"|sous-region de (?:la |l')?|municipio (?:de )?|distrito de |gorod |misto |provincie |district of |powiat "
    r"|judetul |comuna )"
    r"|(?: province| state| region| governorate| district| department| oblast'?| oblasty| krai| county| prefecture"
    r"| municipality| marz| division| territory| rayon| raion| rajon| rajons| novads| apskritis| shahrestan"
    r"| sheng| shi| zhuangzu zizhiqu| uygur zizhiqu| huizu zizhiqu| avtonomnyy okrug| republic| parish"
    r"| autonomous (?:region|republic|oblast))$",
    re.IGNORECASE,
)

RowKind = Literal["city", "admin2", "admin1"]
KINDS: tuple[RowKind, ...] = ("city", "admin2", "admin1")
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unit (id INTEGER PRIMARY KEY, country TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, unit INTEGER NOT NULL, latitude INTEGER NOT NULL,
  longitude INTEGER NOT NULL, population INTEGER NOT NULL, radius INTEGER NOT NULL, geonames INTEGER);
CREATE TABLE name (key TEXT PRIMARY KEY, places TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE lead (key TEXT NOT NULL, place INTEGER NOT NULL, main INTEGER NOT NULL);
"""


@dataclass(slots=True)
class Row:
    """One place, with the folded names that lead to it (True: a name it is mainly known by).

    Degrees, people, kilometres; `admin1` is the unit's name without "province" and the like.
    """

    name: str
    country: str
    kind: RowKind
    latitude: float
    longitude: float
    population: int = 0
    radius_km: int = 0
    geonames_id: int | None = None
    admin1: str = ""
    keys: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What was written: places by kind, names, bytes, and the digest of the content."""

    path: Path
    kinds: Mapping[str, int]
    names: int
    size: int
    digest: str


def in_order(row: Row) -> tuple[int, str, str, str, float]:
    """The sort key of the rows of a file: by falling population, then as it is spelt."""
    return -row.population, row.country, row.name, row.kind, row.latitude


def bare_name(name: str) -> str:
    """A unit's name without the words that say what it is: "Basra Governorate" gives "Basra"."""
    bare = UNIT_WORDS.sub("", UNIT_WORDS.sub("", name)).strip(" '")
    return bare or name


def alternate_key(name: str) -> str | None:
    """The folded form of an alternate name that a report in English could use; None where it could not.

    Left out: what is not in Latin script, too short or too long, in capitals, or a plain English word.
    """
    key = fold(name)
    usable = name[:1].isupper() and is_latin(name) and SHORTEST_KEY <= len(key) < LONGEST_KEY and not name.isupper()
    return key if usable and key not in english_words() else None


def is_latin(name: str) -> bool:
    """Whether every letter of a name is of the Latin script."""
    return all(not c.isalpha() or ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "ʻʼʿʾ" for c in name)


@cache
def english_words() -> frozenset[str]:
    """The lower-case words of English that the word table holds."""
    lines = load_bytes("words.tsv").decode("utf-8").splitlines()
    return frozenset(line.split("\t", 1)[0] for line in lines)


def save_gazetteer(out: Path, rows: Iterable[Row], *, built: str, inputs: str) -> Saved:
    """Write rows, given in the order of `in_order`, as a gazetteer; a file that is there is replaced at the end.

    The same rows give the same digest. Raises `LexiconError` where the file cannot be written.
    """
    part = out.with_name(out.name + ".part")
    try:
        part.unlink(missing_ok=True)
        base = sqlite3.connect(part)
        try:
            saved = _fill(base, rows, out, {"schema": SCHEMA, "built": built, "inputs": inputs})
        finally:
            base.close()
        size = part.stat().st_size
        part.replace(out)
    except (sqlite3.OperationalError, OSError) as error:
        raise LexiconError(str(out), f"cannot be written ({error})") from error
    finally:
        if part.parent.is_dir():
            part.unlink(missing_ok=True)
    kinds, names, digest = saved
    return Saved(path=out, kinds=kinds, names=names, size=size, digest=digest)


def _fill(
    base: sqlite3.Connection, rows: Iterable[Row], out: Path, meta: dict[str, str]
) -> tuple[Mapping[str, int], int, str]:
    base.execute("PRAGMA page_size = 4096")
    base.execute("PRAGMA journal_mode = OFF")
    base.executescript(_TABLES)
    kinds = _write_places(base, rows)
    names = _write_names(base)
    digest = _content_digest(base)
    meta |= {"attribution": ATTRIBUTION, "digest": digest}
    base.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
    base.commit()
    base.execute("VACUUM")
    return kinds, names, digest


def _write_places(base: sqlite3.Connection, rows: Iterable[Row]) -> Mapping[str, int]:
    units: dict[tuple[str, str], int] = {}
    kinds: Counter[str] = Counter()
    for number, row in enumerate(rows, 1):
        unit = units.setdefault((row.country, row.admin1), len(units) + 1)
        spot = round(row.latitude * 10_000), round(row.longitude * 10_000)
        base.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)",
            (number, row.name, KINDS.index(row.kind), unit, *spot, row.population, row.radius_km, row.geonames_id),
        )
        leads = ((key, number, main) for key, main in row.keys.items() if key)
        base.executemany("INSERT INTO lead VALUES (?,?,?)", leads)
        kinds[row.kind] += 1
    base.executemany("INSERT INTO unit VALUES (?,?,?)", [(n, *unit) for unit, n in units.items()])
    return kinds


def _write_names(base: sqlite3.Connection) -> int:
    leads = base.execute("SELECT key, place, main FROM lead ORDER BY key, place")
    names = 0
    for key, group in groupby(leads, key=lambda lead: lead[0]):
        places = " ".join(f"{'' if main else '-'}{place}" for _, place, main in group)
        base.execute("INSERT INTO name VALUES (?,?)", (key, places))
        names += 1
    base.execute("DROP TABLE lead")
    return names


def _content_digest(base: sqlite3.Connection) -> str:
    """A SHA-256 over all rows of all tables but `meta`, in the order of their keys."""
    whole = sha256()
    for table in ("unit", "place", "name"):
        for row in base.execute(f"SELECT * FROM {table} ORDER BY 1"):
            whole.update(repr(row).encode())
    return whole.hexdigest()


def radius_of(distances: Iterable[float], least: int) -> int:
    """How far a unit reaches: within it lie nine of ten of its towns; in whole kilometres, `least` or more."""
    ordered = sorted(distances)
    return max(least, round(ordered[int(0.9 * (len(ordered) - 1))])) if ordered else least

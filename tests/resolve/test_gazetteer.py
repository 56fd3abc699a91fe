"""The gazetteer as shipped: every own row can be found, the database is sound and within its size."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest

from tocsin import lexicon
from tocsin.errors import LexiconError
from tocsin.lexicon import Row, cell_list, load_rows
from tocsin.resolve import gazetteer as gazetteer_module
from tocsin.resolve.countries import load_countries
from tocsin.resolve.gazetteer import Gazetteer, default_gazetteer
from tocsin.resolve.gazetteer_entry import KINDS, Entry, distance_km, fold, lies_in

ROWS = load_rows("regions.csv")


def entry(name: str, kind: str, country: str) -> Entry:
    return next(e for e in default_gazetteer().find(name) if e.kind == kind and e.country == country)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sana'a", "sanaa"), ("Ürümqi", "urumqi"), ("Port-au-Prince", "port au prince"), ("St. Louis", "saint louis"),
        ("U.S.", "us"), ("Łódź", "lodz"), ("al-Bab", "al bab"), ("N’Djamena", "ndjamena"), ("", ""), ("--", ""),
    ],
)  # fmt: skip
def test_folding(name: str, key: str) -> None:
    assert fold(name) == key


def test_own_rows_are_many_and_all_have_a_source() -> None:
    assert len(ROWS) >= 250
    assert all(row["source"] for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['country']}-{row['kind']}-{row['name']}")
def test_own_row_is_sound_and_found_by_each_of_its_names(row: Row) -> None:
    assert row["kind"] in KINDS
    assert -90 <= float(row["latitude"]) <= 90
    assert -180 <= float(row["longitude"]) <= 180
    assert float(row["radius_km"]) > 0
    assert not row["country"] or row["country"] in {country.code for country in load_countries()}
    for name in (row["name"], *cell_list(row["aliases"])):
        found = [e for e in default_gazetteer().find(name) if e.own and e.name == row["name"]]
        assert any(e.kind == row["kind"] and e.country == (row["country"] or None) for e in found), name


def test_no_own_row_stands_twice() -> None:
    keys = [(row["name"], row["kind"], row["country"], row["admin1"]) for row in ROWS]
    assert len(keys) == len(set(keys))


def test_an_own_row_hides_the_one_it_stands_for() -> None:
    towns = [e for e in default_gazetteer().find("Raqqa") if e.kind == "city" and e.country == "SY"]
    units = [e for e in default_gazetteer().find("Borno") if e.kind == "admin1"]
    assert [e.own for e in towns] == [True]
    assert [e.own for e in units] == [True]


@pytest.mark.parametrize(
    ("name", "kind", "country", "admin1"),
    [
        ("Moscow", "city", "RU", "Moscow"), ("Goma", "city", "CD", "North Kivu"),
        ("Maiduguri", "city", "NG", "Borno"), ("Latacunga", "city", "EC", "Cotopaxi"),
        ("Deraa", "city", "SY", "Daraa"), ("Clarke County", "admin2", "US", "Georgia"),
    ],
)  # fmt: skip
def test_units_have_the_names_that_news_uses(name: str, kind: str, country: str, admin1: str) -> None:
    assert entry(name, kind, country).admin1 == admin1


@pytest.mark.parametrize(
    "name", ["us", "Us", "man.", "la.", "", "   ", "Nowhereville upon Nothing", "'", "%", "a' OR 1"]
)
def test_what_is_no_name_finds_nothing_of_ours(name: str) -> None:
    assert not [e for e in default_gazetteer().find(name) if e.own]


def test_a_spelling_that_counts_in_capitals_only() -> None:
    assert [e.country for e in default_gazetteer().find("US")] == ["US"]
    assert any(e.name == "Manitoba" for e in default_gazetteer().find("Man."))
    assert not any(e.name == "Manitoba" for e in default_gazetteer().find("Man"))


def test_lying_in() -> None:
    goma, kivu = entry("Goma", "city", "CD"), entry("North Kivu", "admin1", "CD")
    congo, rwanda = entry("DRC", "country", "CD"), entry("Rwanda", "country", "RW")
    assert lies_in(goma, kivu)
    assert lies_in(goma, congo)
    assert not lies_in(goma, rwanda)
    assert not lies_in(congo, goma)
    assert 10 < distance_km(goma, entry("Rutshuru", "city", "CD")) < 100


def test_the_database_says_what_it_is() -> None:
    gazetteer = default_gazetteer()
    assert "GeoNames" in gazetteer.attribution
    assert "CC BY 4.0" in gazetteer.attribution
    assert len(gazetteer.built) == len("2026-11-23")
    assert len(gazetteer.digest) == 16
    assert gazetteer.digest == Gazetteer().digest


@pytest.mark.parametrize("changed", ["regions.csv", "countries.csv", "place_words.csv"])
def test_the_digest_is_another_when_a_table_beside_the_database_changes(
    changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, load = Gazetteer().digest, lexicon.load_bytes
    monkeypatch.setattr(lexicon, "load_bytes", lambda name: load(name) + b"\n" * (name == changed))
    monkeypatch.setattr(gazetteer_module, "digest", lexicon.digest.__wrapped__)  # past its cache
    assert Gazetteer().digest != before


def test_the_database_is_small_and_whole() -> None:
    path = Path(str(files("tocsin.lexicon").joinpath("gazetteer.sqlite")))
    assert path.stat().st_size <= 9_000_000
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        places = connection.execute("SELECT count(*), min(latitude), max(latitude) FROM place").fetchone()
        countries = {code for (code,) in connection.execute("SELECT DISTINCT country FROM unit")}
    finally:
        connection.close()
    assert places[0] > 100_000
    assert places[1] >= -900_000
    assert places[2] <= 900_000
    assert countries <= {country.code for country in load_countries()}


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(LexiconError):
        Gazetteer(path).find("Moscow")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LexiconError):
        Gazetteer(tmp_path / "none.sqlite").find("Moscow")


def test_another_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    connection.execute("INSERT INTO meta VALUES ('schema', '0')")
    connection.commit()
    connection.close()
    with pytest.raises(LexiconError, match="schema"):
        Gazetteer(path).find("Moscow")

"""Every row of the countries file, and the three ways to ask for one."""

from __future__ import annotations

import pytest

from tocsin.resolve.countries import (
    Country,
    countries_by_demonym,
    country_by_code,
    country_by_government,
    country_by_name,
    load_countries,
)

ALL = load_countries()
SHARED_DEMONYMS = {"congolese": {"CD", "CG"}}


def test_every_assigned_code_and_kosovo_have_a_row() -> None:
    codes = [country.code for country in ALL]
    assert codes == sorted(set(codes))
    assert len(codes) == 250
    assert {"NA", "XK", "PS", "TW", "EH", "SS"} <= set(codes)


@pytest.mark.parametrize("country", ALL, ids=lambda country: country.code)
def test_row_is_sound(country: Country) -> None:
    assert len(country.code) == 2
    assert country.code.isupper()
    assert -90 <= country.latitude <= 90
    assert -180 <= country.longitude <= 180
    assert country.radius_km >= 5
    assert country.geonames_id > 0
    assert country.region
    assert country_by_code(country.code.lower()) is country
    assert country.name not in country.aliases
    assert all(country_by_name(name) is country for name in country.names)
    for word in country.demonyms:
        owners = {found.code for found in countries_by_demonym(word)}
        assert owners == SHARED_DEMONYMS.get(word.lower(), {country.code})
    assert all(country_by_government(words) is country for words in country.government)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RU"), ("the Russian Federation", "RU"), ("DR Congo", "CD"), ("DRC", "CD"), ("U.S.", "US"),
        ("America", "US"), ("Burma", "MM"), ("UAE", "AE"), ("Ivory Coast", "CI"), ("côte d’ivoire", "CI"),
        ("Palestine", "PS"), ("the Gambia", "GM"), ("Niger", "NE"), ("Namibia", "NA"),
    ],
)  # fmt: skip
def test_names_that_news_uses(name: str, code: str) -> None:
    found = country_by_name(name)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("word", ["", "Atlantis", "Moscow", "Russian"])
def test_what_is_no_country_has_none(word: str) -> None:
    assert country_by_name(word) is None


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Congolese", ["CD", "CG"]), ("Nigerien", ["NE"]), ("nigerian", ["NG"]), ("South Korean", ["KR"]),
        ("Gazans", ["PS"]), ("Martian", []), ("Dominican", ["DO"]),
    ],
)  # fmt: skip
def test_demonyms(word: str, codes: list[str]) -> None:
    assert sorted(country.code for country in countries_by_demonym(word)) == codes


@pytest.mark.parametrize(("words", "code"), [("the Kremlin", "RU"), ("Downing Street", "GB"), ("White House", "US")])
def test_words_for_a_government(words: str, code: str) -> None:
    found = country_by_government(words)
    assert found is not None
    assert found.code == code

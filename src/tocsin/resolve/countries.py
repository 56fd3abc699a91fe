"""The countries and territories of the world as news in English names them.

Read from `lexicon/countries.csv`, once, at first use. For look-up by code, name and demonym. Not for finding names
in running text: `resolve.places` does that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from msgspec import Struct

from tocsin.errors import LexiconError
from tocsin.lexicon import cell_list, load_rows
from tocsin.resolve.remembered import Remembered

FILE = "countries.csv"


class Country(Struct, frozen=True, kw_only=True):
    """One country or territory with an ISO 3166-1 code of its own, or `XK`, the code in use for Kosovo.

    `aliases` leaves `name` out. A demonym may belong to several countries. `government` holds the words by which
    news means the government ("Kremlin"), the capital's name left out. The coordinates are a middle in degrees,
    `radius_km` that of a circle as large as the country.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    region: str
    latitude: float
    longitude: float
    radius_km: float
    geonames_id: int
    government: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return self.name, *self.aliases


def _country(row: Mapping[str, str]) -> Country:
    return Country(
        code=row["code"],
        name=row["name"],
        aliases=cell_list(row["aliases"]),
        demonyms=cell_list(row["demonyms"]),
        capital=row["capital"],
        region=row["region"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        radius_km=float(row["radius_km"]),
        geonames_id=int(row["geonames_id"]),
        government=cell_list(row["government"]),
    )


@cache
def load_countries() -> tuple[Country, ...]:
    """All countries in the order of their codes. Raises `LexiconError` where a row is malformed."""
    try:
        return tuple(_country(row) for row in load_rows(FILE))
    except (KeyError, ValueError) as error:
        raise LexiconError(FILE, f"a row is malformed ({error})") from error


def _index(pairs: Iterable[tuple[str, Country]]) -> dict[str, tuple[Country, ...]]:
    index: dict[str, tuple[Country, ...]] = {}
    for word, country in pairs:
        held = index.get(_key(word), ())
        if country not in held:
            index[_key(word)] = (*held, country)
    return index


def _key(words: str) -> str:
    return " ".join(words.casefold().replace("’", "'").split()).removeprefix("the ")


@cache
def _by_code() -> dict[str, Country]:
    return {country.code: country for country in load_countries()}


@cache
def _by_name() -> dict[str, tuple[Country, ...]]:
    return _index((name, country) for country in load_countries() for name in country.names)


@cache
def _by_demonym() -> dict[str, tuple[Country, ...]]:
    return _index((word, country) for country in load_countries() for word in country.demonyms)


@cache
def _by_government() -> dict[str, tuple[Country, ...]]:
    return _index((word, country) for country in load_countries() for word in country.government)


def country_by_code(code: str) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 code, any case, or None."""
    return _by_code().get(code.upper())


def country_by_name(name: str) -> Country | None:
    """The country of a name or an alias, any case, with or without "the", or None."""
    found = _by_name().get(_key(name), ())
    return found[0] if len(found) == 1 else None


_PEOPLES: Remembered[str, tuple[Country, ...]] = Remembered(lambda word: _by_demonym().get(_key(word), ()))


def countries_by_demonym(word: str) -> tuple[Country, ...]:
    """The countries whose people are called so, any case: "Congolese" gives two; none gives an empty tuple."""
    return _PEOPLES[word]


def country_by_government(words: str) -> Country | None:
    """The country whose government these words mean ("the Kremlin"), any case, or None."""
    found = _by_government().get(_key(words), ())
    return found[0] if len(found) == 1 else None

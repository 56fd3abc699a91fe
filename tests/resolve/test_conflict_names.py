"""Some 1,500 names that reports of conflict use: kept, in the right country or in none, nearly all on the map."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from tocsin.resolve.countries import country_by_code
from tocsin.resolve.places import PlaceFound, PlaceResolver

LISTED = (Path(__file__).parent / "conflict_names.txt").read_text("utf-8").splitlines()
LEAST_PLACED, LEAST_KEPT = 0.96, 0.99
# Names of which the world knows another bearer better; the country named by a speaker is too little against it.
BETTER_KNOWN = {("CM", "Bali"), ("CO", "Buenos Aires"), ("CD", "Tanganyika"), ("SS", "Abyei"), ("EC", "Litoral")}


class Told(NamedTuple):
    """A name, its country, and what is read of it in a sentence where a speaker's country is the only hint."""

    name: str
    country: str
    found: PlaceFound | None


@pytest.fixture(scope="module")
def told() -> list[Told]:
    resolver, each = PlaceResolver(), []
    for line in LISTED:
        code, _, names = line.partition(": ")
        for name in dict.fromkeys(names.split("; ")) if not line.startswith("#") else ():
            country = country_by_code(code)
            assert country is not None
            text = f"Gunmen killed five people in {name} on Friday, officials in {country.name} said."
            start = text.index(name)
            over = [p for p in resolver.resolve(text) if p.start < start + len(name) and start < p.end]
            each.append(Told(name, code, over[0] if over else None))
    return each


def test_the_list_is_long_and_of_many_countries(told: list[Told]) -> None:
    assert len(told) >= 1_400
    assert len({each.country for each in told}) >= 45


def test_nearly_all_are_on_the_map_in_their_country(told: list[Told]) -> None:
    placed = [t for t in told if t.found and t.found.place.latitude is not None and t.found.place.country == t.country]
    assert len(placed) >= LEAST_PLACED * len(told)


def test_none_is_put_in_another_country(told: list[Told]) -> None:
    strays = {(t.country, t.name) for t in told if t.found and t.found.place.country not in (t.country, None)}
    assert strays == BETTER_KNOWN


def test_what_is_not_known_is_kept_with_its_name(told: list[Told]) -> None:
    kept = [t for t in told if t.found is not None]
    assert len(kept) >= LEAST_KEPT * len(told)
    assert any(t.found is not None and t.found.place.latitude is None for t in told)

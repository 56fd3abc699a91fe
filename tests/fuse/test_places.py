"""Places compared."""

from __future__ import annotations

import pytest

from fuse.builders import KADUNA, KANO, KANO_STATE, LOST_VILLAGE, MARKET, NIAMEY, NIGERIA
from tocsin.fuse.places import are_far, distance_km, holds, place_agreement
from tocsin.record import Place


def test_distance_is_that_of_the_great_circle() -> None:
    assert distance_km(KANO, KADUNA) == pytest.approx(202, abs=3)
    assert distance_km(KANO, LOST_VILLAGE) is None


def test_agreement_falls_from_the_same_place_to_the_country() -> None:
    falling = [place_agreement(KANO, p) for p in (KANO, MARKET, KANO_STATE, NIGERIA, LOST_VILLAGE, KADUNA)]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] == 1
    assert falling[-1] == -1


def test_places_of_two_countries_are_far_and_regions_reach() -> None:
    assert are_far(KANO, NIAMEY)
    assert are_far(KANO, KADUNA)
    assert not are_far(KANO, KANO_STATE)


def test_a_country_is_never_far_from_a_town_in_it() -> None:
    border = Place(name="Gubio", country="NG", latitude=20.0, longitude=14.0, radius_km=8, precision="city")
    assert distance_km(border, NIGERIA) > 1000
    assert not are_far(border, NIGERIA)
    assert are_far(border, Place(name="Niger", country="NE", precision="country"))


def test_a_region_holds_its_city_and_a_city_its_venue() -> None:
    assert holds(KANO_STATE, KANO)
    assert holds(KANO, MARKET)
    assert holds(NIGERIA, MARKET)
    assert not holds(MARKET, KANO)
    assert not holds(KANO_STATE, KADUNA)
    assert not holds(LOST_VILLAGE, KANO)


def test_a_country_that_an_act_concerns_is_hardly_agreement() -> None:
    about = Place(name="Nigeria", country="NG", precision="country", role="about")
    assert 0 < place_agreement(about, about) < 0.2

"""The country of an outlet, by its web address or its name; and what it decides."""

import pytest

from builders import a_document
from tocsin.read.rules.outlet import home_of
from tocsin.read.rules.reader import RuleReader

HOMES = {
    "national domain": ("https://www.example.ng/story", None, "NG"),
    "the domain of the United Kingdom": ("http://news.example.co.uk:8080/a?b=.fr", None, "GB"),
    "a domain that anybody buys": ("https://example.io/", None, None),
    "a domain of all the world": ("https://example.com/", None, None),
    "no address": ("not an address", None, None),
    "a broken address": ("http://[broken", None, None),
    "a country in the name": (None, "The Times of India", "IN"),
    "a people in the name": (None, "Irish Herald", "IE"),
    "two countries": (None, "Kenya and Uganda Post", None),
    "no country": (None, "Harbour Wire", None),
    "the address goes first": ("https://example.ke/", "Irish Herald", "KE"),
}


@pytest.mark.parametrize(("url", "source", "expected"), HOMES.values(), ids=HOMES)
def test_the_country_of_an_outlet(url, source, expected):
    assert home_of(a_document("Text.", url=url, source=source)) == expected


@pytest.mark.parametrize(("source", "country"), [("British Herald", "GB"), ("Harbour Wire", "CA")])
def test_it_speaks_for_the_town_of_its_country(source, country):
    (place,) = RuleReader().read(a_document("A man was stabbed in Hamilton on Friday.", source=source)).places
    assert place.country == country

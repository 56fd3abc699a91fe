"""Times, places, participants and claims in words."""

import pytest

from tocsin.record import Bound, Claim, Interval, Participant, Place, When
from tocsin.view.words import (
    cell_place,
    claim_words,
    participant_words,
    place_detail,
    place_words,
    short_when,
    when_words,
)

DAY = "2024-03-22"
WHENS = {
    "a day": (When(earliest=DAY, latest=DAY), "on 22 March 2024", DAY),
    "an instant": (
        When(earliest="2024-03-22T20:15:00+03:00", latest="2024-03-22T20:15:00+03:00", precision="minute"),
        "22 March 2024, 20:15 +0300",
        DAY,
    ),
    "by": (When(latest="2024-03-26"), "on or before 26 March 2024", "≤ 2024-03-26"),
    "to come": (When(earliest="2024-03-26"), "on or after 26 March 2024", "≥ 2024-03-26"),
    "unknown": (When(), "at a time not given", "–"),
    "between": (When(earliest="2024-03-20", latest=DAY), "between 20 March 2024 and 22 March 2024", "2024-03-20/22"),
    "a month": (When(earliest="2024-03-01", latest="2024-03-31", precision="month"), "in March 2024", "2024-03"),
    "a year": (When(earliest="2024-01-01", latest="2024-12-31", precision="year"), "in 2024", "2024"),
    "years": (
        When(earliest="2015-01-01", latest="2017-12-31", precision="year"),
        "between 1 January 2015 and 31 December 2017",
        "2015/2017",
    ),
    "months": (
        When(earliest="2023-11-01", latest="2024-02-29", precision="month"),
        "between 1 November 2023 and 29 February 2024",
        "2023-11/2024-02",
    ),
    "days": (
        When(earliest="2024-07-25", latest="2024-07-25", end=Interval(earliest="2024-07-27", latest="2024-07-27")),
        "on 25 July 2024; it ended on 27 July 2024",
        "2024-07-25",
    ),
    "goes on": (When(earliest=DAY, latest=DAY, ongoing=True), "on 22 March 2024; it goes on", DAY),
}


@pytest.mark.parametrize(("when", "words", "cell"), WHENS.values(), ids=WHENS)
def test_whens(when, words, cell):
    assert when_words(when) == words
    assert short_when(when) == cell


GOMA = Place(
    name="Goma", country="CD", admin1="North Kivu", latitude=-1.67, longitude=29.22, radius_km=15, precision="city"
)
PLACES = {
    "whole": (GOMA, "Goma, North Kivu, Democratic Republic of the Congo", "Goma, CD"),
    "said twice": (Place(name="Moscow", country="RU", admin1="Moscow"), "Moscow, Russia", "Moscow, Russia"),
    "near": (Place(name="Goma", country="RW", relation="near"), "near Goma, Rwanda", "near Goma, Rwanda"),
    "unknown": (Place(name="the compound"), "the compound", "the compound"),
    "no such country": (Place(name="X", country="ZZ"), "X, ZZ", "X, ZZ"),
}  # fmt: skip


@pytest.mark.parametrize(("place", "words", "cell"), PLACES.values(), ids=PLACES)
def test_places(place, words, cell):
    assert place_words(place) == words
    assert cell_place(place) == cell


def test_how_precisely_a_place_is_known():
    assert place_detail(GOMA) == "city, 1.67 S 29.22 E within 15 km"
    assert place_detail(Place(name="the compound")) == "not found on the map"


CLAIMS = {
    "claimed": (Claim(claimant="ISIS-K", stance="claimed", channel="Amaq"), "ISIS-K claims it, through Amaq"),
    "claimed at": (Claim(claimant="A", stance="claimed", claimed_at=DAY), "A claims it, on 22 March 2024"),
    "branch": (
        Claim(claimant="IS", stance="claimed", branch_attributed_by="Washington"),
        "IS claims it; the branch is named by Washington",
    ),
    "denied": (Claim(claimant="Kyiv", stance="denied"), "Kyiv denies it"),
    "blamed by": (Claim(claimant="Kyiv", stance="blamed", by="Moscow"), "Moscow blames Kyiv"),
    "blamed": (Claim(claimant="Kyiv", stance="blamed"), "Kyiv is blamed"),
    "suspected by": (Claim(claimant="ADF", stance="suspected", by="the army"), "the army suspects ADF"),
    "claimed, as one says": (Claim(claimant="A", stance="claimed", by="B"), "A claims it, according to B"),
}


@pytest.mark.parametrize(("claim", "words"), CLAIMS.values(), ids=CLAIMS)
def test_claims(claim, words):
    assert claim_words(claim) == words


PARTICIPANTS = {
    "origin": (
        Participant(role="suspect", kind="group", name="four men", origin="Tajikistan"),
        "four men, from Tajikistan",
    ),
    "origin by code": (Participant(role="suspect", kind="group", name="men", origin="TJ"), "men, from Tajikistan"),
    "origin said": (Participant(role="suspect", kind="group", name="men from Oz", origin="Oz"), "men from Oz"),
    "count": (Participant(role="perpetrator", kind="group", name="gunmen", count=Bound.exactly(4)), "gunmen (4)"),
    "count of the accused": (
        Participant(role="suspect", kind="civilians", name="men", count=Bound.exactly(4)),
        "men (4)",
    ),
    "count that the toll tells": (
        Participant(role="victim", kind="civilians", name="men", count=Bound.exactly(4)),
        "men",
    ),
    "count said": (
        Participant(role="victim", kind="group", name="three teachers", count=Bound.exactly(3)),
        "three teachers",
    ),
    "outcome": (Participant(role="suspect", kind="person", name="a man", outcome="released"), "a man, released"),
}  # fmt: skip


@pytest.mark.parametrize(("participant", "words"), PARTICIPANTS.values(), ids=PARTICIPANTS)
def test_participants(participant, words):
    assert participant_words(participant) == words

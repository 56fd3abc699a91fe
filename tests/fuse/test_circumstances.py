"""Where, when and what was struck, between two mentions and between two reports."""

from __future__ import annotations

from fuse.builders import KADUNA, KANO, M, a_reading, m, on, pair
from tocsin.fuse import reports_of
from tocsin.fuse.circumstances import same_acts, same_circumstances, same_venue
from tocsin.record import Participant

DAY = on("2024-03-22")


def struck(name: str) -> Participant:
    return Participant(role="target", kind="facility", name=name)


def venues(a: str, b: str) -> float:
    return same_venue(*pair(m(DAY, KANO, struck(a)), m(DAY, KANO, struck(b))))


def test_venues_of_one_proper_name_agree_and_of_two_differ() -> None:
    assert venues("the Zorvan hotel", "Zorvan Hotel annex") == 1
    assert venues("the Zorvan hotel", "the Tizesh cinema") == -1


def test_a_venue_named_by_its_kind_alone_says_nothing() -> None:
    assert venues("a hotel", "the Tizesh cinema") == 0
    assert venues("Central Hotel", "the Tizesh cinema") == 0


def acts(first: M, second: M) -> float:
    return same_acts(*reports_of([a_reading(first, id="d1"), a_reading(second, id="d2")]))


def test_reports_of_one_day_and_town_agree_and_of_two_days_or_towns_differ() -> None:
    assert acts(m(DAY, KANO), m(DAY, KANO)) == 1
    assert acts(m(DAY, KANO), m(on("2024-03-18"), KANO)) == -1
    assert acts(m(DAY, KANO), m(DAY, KADUNA)) == -1
    assert acts(m(DAY, KANO), m(KANO)) == 0


def test_what_is_no_news_of_an_act_says_nothing_of_two_reports() -> None:
    for other in (m(on("2024-03-18"), KANO, background=True), m(on("2024-03-18"), KANO, type="arrest")):
        assert acts(m(DAY, KANO), other) == 0


def test_one_act_in_common_is_enough() -> None:
    both = a_reading(m(DAY, KANO), m(on("2024-03-18"), KADUNA), id="d2")
    assert same_acts(*reports_of([a_reading(m(DAY, KANO), id="d1"), both])) == 1


def test_circumstances_are_the_same_both_ways() -> None:
    a, b = pair(m(DAY, KANO, struck("the Zorvan hotel")), m(DAY, KANO, struck("the Tizesh cinema")))
    assert same_circumstances(a, b) == same_circumstances(b, a) == -1

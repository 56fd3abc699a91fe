"""Which pairs of mentions are held to tell one event, and which never are."""

from __future__ import annotations

import pytest

from fuse.builders import (
    KADUNA,
    KANO,
    KANO_STATE,
    LOST_VILLAGE,
    MARKET,
    NIAMEY,
    NIGERIA,
    M,
    Said,
    at_least,
    by_day,
    claim,
    killed,
    m,
    on,
    pair,
    perpetrator,
)
from tocsin.fuse import explain, forbidden, score
from tocsin.fuse.match import LINK
from tocsin.record import Participant, Place

THE_22ND = on("2024-03-22")
SCHOOL = Participant(role="target", kind="facility", name="Makaranta School")

MATCHING: dict[str, tuple[M, M]] = {
    "same type, city and day": (m(THE_22ND, KANO), m(THE_22ND, KANO)),
    "a day's difference and the same toll": (m(THE_22ND, KANO, killed(13)), m(on("2024-03-23"), KANO, killed(13))),
    "a bombing that proves a suicide bombing": (m(THE_22ND, KANO), m(THE_22ND, KANO, type="suicide_bombing")),
    "an attack that proves a bombing": (m(THE_22ND, KANO, type="armed_assault"), m(THE_22ND, KANO)),
    "an air strike that proves a drone's": (
        m(THE_22ND, KANO, type="air_strike"),
        m(THE_22ND, KANO, type="drone_strike"),
    ),
    "a raid with hostages": (m(THE_22ND, KANO, type="armed_assault"), m(THE_22ND, KANO, type="hostage_taking")),
    "a venue and its city": (m(THE_22ND, MARKET), m(THE_22ND, KANO)),
    "a city and its state, same toll": (m(THE_22ND, KANO, killed(12)), m(THE_22ND, KANO_STATE, killed(12))),
    "a name nobody could settle": (m(THE_22ND, LOST_VILLAGE), m(THE_22ND, LOST_VILLAGE)),
    "a toll that rises": (m(THE_22ND, KANO, at_least(40)), m(THE_22ND, KANO, killed(137))),
    "no day in one, the toll and the actor agree": (
        m(THE_22ND, KANO, killed(31), perpetrator("Boko Haram", actor="boko-haram")),
        m(by_day("2024-03-23"), KANO, killed(31), claim("Boko Haram", actor="boko-haram")),
    ),
    "a branch and its parent": (
        m(by_day("2024-03-23"), KANO, killed(31), claim("ISIS-K", actor="islamic-state-khorasan")),
        m(by_day("2024-03-23"), KANO, killed(31), claim("IS", actor="islamic-state")),
    ),
    "no place in one, the school and the toll agree": (
        m(THE_22ND, KANO, SCHOOL, killed(25)),
        m(THE_22ND, SCHOOL, killed(25)),
    ),
    "a plot whose act one report names": (
        m(THE_22ND, KANO, status="foiled"),
        m(THE_22ND, KANO, SCHOOL, type="plot", status="foiled"),
    ),
    "two arrests": (m(THE_22ND, KANO, type="arrest"), m(THE_22ND, KANO, type="arrest")),
}

NOT_MATCHING: dict[str, tuple[M, M]] = {
    "no day known on either side": (m(by_day("2024-03-23"), KANO), m(by_day("2024-03-23"), KANO)),
    "only the country agrees": (m(by_day("2024-03-23"), NIGERIA), m(THE_22ND, KADUNA)),
    "nothing told but the type": (m(), m()),
    "the day agrees, and the place is unknown": (m(THE_22ND), m(THE_22ND)),
    "one took place and one was foiled": (m(THE_22ND, KANO), m(THE_22ND, KANO, status="foiled")),
    "next day, other figures": (m(THE_22ND, KANO, killed(40)), m(on("2024-03-23"), KANO, killed(3))),
    "two condemnations by two governments": (
        m(by_day("2024-03-23"), Participant(role="issuer", kind="government", name="France"), type="condemnation"),
        m(by_day("2024-03-23"), Participant(role="issuer", kind="government", name="Ghana"), type="condemnation"),
    ),
}

FORBIDDEN: dict[str, tuple[M, M]] = {
    "an arrest is no bombing": (m(THE_22ND, KANO), m(THE_22ND, KANO, type="arrest")),
    "a stabbing is no air strike": (m(THE_22ND, KANO, type="stabbing"), m(THE_22ND, KANO, type="air_strike")),
    "an arrest is no trial": (m(THE_22ND, KANO, type="arrest"), m(THE_22ND, KANO, type="trial")),
    "a plot is no act that took place": (m(THE_22ND, KANO), m(THE_22ND, KANO, type="plot", status="foiled")),
    "days apart": (m(THE_22ND, KANO), m(on("2024-03-24"), KANO)),
    "cities apart": (m(THE_22ND, KANO), m(THE_22ND, KADUNA)),
    "countries apart": (m(THE_22ND, KANO), m(THE_22ND, NIAMEY)),
    "countries apart, though one is not settled": (
        m(THE_22ND, KANO),
        m(THE_22ND, Place(name="Kano", country="SN")),
    ),
    "a summary is no event": (m(THE_22ND, KANO, killed(5)), m(THE_22ND, KANO, killed(5), unit="summary")),
    "a campaign is no summary": (m(THE_22ND, KANO, unit="campaign"), m(THE_22ND, KANO, unit="summary")),
    "two summaries": (
        m(THE_22ND, NIGERIA, killed(40), unit="summary"),
        m(THE_22ND, NIGERIA, killed(40), unit="summary"),
    ),
    "a second attack": (
        m(THE_22ND, KANO),
        m(THE_22ND, KANO, sentence="Hours later a second attack hit the city."),
    ),
}


@pytest.mark.parametrize(("a", "b"), MATCHING.values(), ids=MATCHING)
def test_mentions_of_one_event_score_enough(a: M, b: M) -> None:
    first, second = pair(a, b)
    assert forbidden(first, second) is None
    assert score(first, second) >= LINK, explain(first, second)


@pytest.mark.parametrize(("a", "b"), NOT_MATCHING.values(), ids=NOT_MATCHING)
def test_weak_agreement_is_not_enough(a: M, b: M) -> None:
    first, second = pair(a, b)
    assert score(first, second) < LINK, explain(first, second)


@pytest.mark.parametrize(("a", "b"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_never_is_one_event_is_forbidden(a: M, b: M) -> None:
    first, second = pair(a, b)
    assert forbidden(first, second)
    assert forbidden(first, second) == forbidden(second, first)


def test_an_event_is_not_later_than_a_report_of_it() -> None:
    early, late = pair(m(by_day("2024-03-18"), KANO), m(THE_22ND, KANO), days=("2024-03-18", "2024-03-23"))
    assert "a report and the event" in str(forbidden(early, late))


def test_without_any_time_the_day_of_the_report_bounds_the_event() -> None:
    early, late = pair(m(KANO), m(THE_22ND, KANO), days=("2024-03-18", "2024-03-23"))
    assert forbidden(early, late)


def test_a_threat_is_not_bounded_by_its_report() -> None:
    early, late = pair(
        m(KANO, status="threatened"), m(THE_22ND, KANO, status="threatened"), days=("2024-03-01", "2024-03-23")
    )
    assert forbidden(early, late) is None


def test_a_second_attack_on_the_same_named_thing_may_be_the_same() -> None:
    first, second = pair(
        m(THE_22ND, SCHOOL, KANO),
        m(THE_22ND, SCHOOL, KANO, sentence="Hours later a second attack hit the school."),
    )
    assert forbidden(first, second) is None


def test_an_explanation_adds_up_to_the_score_and_documents_each_part() -> None:
    first, second = pair(m(THE_22ND, KANO, Said(at_least(40), by="police")), m(THE_22ND, MARKET, killed(60)))
    parts = explain(first, second)
    assert sum(part.points for part in parts) == pytest.approx(score(first, second))
    assert all(part.meaning for part in parts)
    assert [part.name for part in parts] == [part.name for part in explain(second, first)]


@pytest.mark.parametrize(("a", "b"), [*MATCHING.values(), *NOT_MATCHING.values()])
def test_a_score_is_the_same_in_both_directions(a: M, b: M) -> None:
    first, second = pair(a, b)
    assert score(first, second) == score(second, first)

"""Coded events and incidents set against one another: who is matched with whom, and where they agree."""

from datetime import date

import pytest

from fuse.builders import KADUNA, KANO, NIGERIA, a_reading, at_least, by_day, killed, m, on, perpetrator
from tocsin.compare import CodedEvent, compare
from tocsin.compare.agreement import fields_of
from tocsin.fuse import fuse_all
from tocsin.record import Bound

DAY = date(2024, 3, 22)
CODED = CodedEvent(
    id="c1", start=DAY, end=DAY, country="NG", place="Kano town", latitude=12.0, longitude=8.5,
    killed=Bound(low=10, high=14, best=12), actors=("Boko Haram",),
)  # fmt: skip


def incidents(*mentions):
    return fuse_all([a_reading(each, id=f"d{n}", published="2024-03-24") for n, each in enumerate(mentions)]).incidents


def verdicts(mention, coded=CODED):
    (incident,) = incidents(mention)
    return {field.name: field.verdict for field in fields_of(coded, incident)}


def test_the_same_event_agrees_in_every_field():
    mention = m(on("2024-03-22"), KANO, killed(12), perpetrator("Boko Haram", actor="boko-haram"))
    assert set(verdicts(mention).values()) == {"agrees"}


FIELDS = {
    "a bound that holds the figure": (m(on("2024-03-22"), KANO, at_least(5)), "killed", "allows"),
    "a figure that cannot be": (m(on("2024-03-22"), KANO, killed(40)), "killed", "differs"),
    "no figure": (m(on("2024-03-22"), KANO), "killed", "not read"),
    "a later day": (m(on("2024-03-23"), KANO), "day", "differs"),
    "a day within a week": (m(on("2024-03-18", to="2024-03-24"), KANO), "day", "allows"),
    "no beginning": (m(by_day("2024-03-24"), KANO), "day", "allows"),
    "another town": (m(on("2024-03-22"), KADUNA), "place", "differs"),
    "only the country": (m(on("2024-03-22"), NIGERIA), "place", "allows"),
    "another actor": (m(on("2024-03-22"), KANO, perpetrator("Ansaru", actor="ansaru")), "actors", "differs"),
    "no actor": (m(on("2024-03-22"), KANO), "actors", "not read"),
}


@pytest.mark.parametrize(("mention", "name", "verdict"), FIELDS.values(), ids=FIELDS)
def test_a_field_says_how_far_it_agrees(mention, name, verdict):
    assert verdicts(mention)[name] == verdict


def test_what_was_not_coded_is_not_held_against_us():
    bare = CodedEvent(id="c2", start=DAY, end=DAY)
    found = verdicts(m(on("2024-03-22"), KANO, killed(3)), bare)
    assert {found[name] for name in ("country", "place", "killed", "actors")} == {"not coded"}


def test_each_event_is_matched_once_and_the_rest_is_missed_or_only_ours():
    other = CodedEvent(
        id="c2", start=date(2024, 5, 1), end=date(2024, 5, 1), country="NG", latitude=12.0, longitude=8.5
    )
    found = compare(
        [CODED, other],
        incidents(m(on("2024-03-22"), KANO, killed(12)), m(on("2024-03-22"), KADUNA, killed(3))),
        articles=2,
        deadly=True,
    )
    assert [match.coded.id for match in found.matched] == ["c1"]
    assert [event.id for event in found.missed] == ["c2"]
    assert len(found.extra) == 1
    assert (found.recall, found.precision, found.extra_per_hundred) == (50, 50, 50)


def test_two_events_of_one_day_go_to_the_incidents_whose_toll_they_have():
    twin = CodedEvent(id="c2", start=DAY, end=DAY, country="NG", latitude=12.0, longitude=8.5, killed=Bound.exactly(40))
    ours = incidents(m(on("2024-03-22"), KANO, killed(40)), m(on("2024-03-22"), KANO, killed(12), type="stabbing"))
    assert len(ours) == 2
    found = compare([CODED, twin], ours, articles=2, deadly=False)
    assert {match.coded.id: match.incident.tolls[0].value.best for match in found.matched} == {"c1": 12, "c2": 40}


def test_what_is_no_single_act_of_today_is_not_counted_as_ours():
    day = on("2024-03-22")
    rest = [
        m(day, KADUNA, type="arrest"), m(day, KADUNA, status="foiled"), m(day, KADUNA, killed(9), unit="summary"),
        m(on("2010-03-22"), KADUNA, killed(9), background=True),
    ]  # fmt: skip
    for mention in rest:
        assert compare([], incidents(mention), articles=1, deadly=False).extra == ()


def test_deadly_leaves_out_what_killed_nobody():
    ours = incidents(m(on("2024-03-22"), KANO, killed(0)))
    assert compare([], ours, articles=1, deadly=True).extra == ()
    assert len(compare([], ours, articles=1, deadly=False).extra) == 1


def test_nothing_coded_and_nothing_read_divides_by_nothing():
    found = compare([], [], articles=0, deadly=True)
    assert (found.recall, found.precision, found.extra_per_hundred) == (0, 0, 0)


def test_an_act_near_by_in_the_same_week_is_another_unless_something_agrees():
    assert not compare([CODED], incidents(m(on("2024-03-24"), KANO)), articles=1, deadly=False).matched
    assert compare([CODED], incidents(m(on("2024-03-24"), KANO, killed(12))), articles=1, deadly=False).matched
    ours = m(on("2024-03-24"), KANO, perpetrator("Boko Haram", actor="boko-haram"))
    assert compare([CODED], incidents(ours), articles=1, deadly=False).matched

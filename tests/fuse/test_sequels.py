"""What an incident was part of and what it followed, lifted from the words of its reports."""

from __future__ import annotations

from fuse.builders import KADUNA, KANO, a_reading, anchor, decision, killed, m, on
from fuse.test_renew import Growing
from tocsin.fuse import fuse_all

SHOOTING = m(on("2024-03-22"), KANO, killed(12), type="armed_assault", trigger="shooting")
BOMBING = m(on("2024-03-21"), KADUNA, killed(3), trigger="bombing")


def test_what_an_incident_followed_stands_with_it_and_not_with_the_other() -> None:
    readings = [a_reading(SHOOTING, BOMBING, id=id, relations=[("follows", "m1", "m2")]) for id in ("d1", "d2")]
    shooting, bombing = sorted(fuse_all(readings).incidents, key=lambda i: i.type.value)
    (link,) = shooting.follows
    assert link.incident == bombing.id
    assert link.type == "bombing"
    assert {s.document for s in link.support} == {"d1", "d2"}
    assert bombing.follows == bombing.responses == ()


def test_what_an_incident_was_part_of_is_a_link_to_the_campaign() -> None:
    wave = m(trigger="attacks", type="armed_assault", unit="campaign")
    reading = a_reading(SHOOTING, wave, relations=[("part_of", "m1", "m2")])
    found = {i.unit: i for i in fuse_all([reading]).incidents}
    assert [link.incident for link in found["single"].part_of] == [found["campaign"].id]
    assert found["campaign"].part_of == ()


def test_nothing_is_inferred_from_the_order_of_days() -> None:
    incidents = fuse_all([a_reading(BOMBING, SHOOTING)]).incidents
    assert all(i.follows == i.part_of == () for i in incidents)


def test_a_report_that_had_not_come_out_ties_nothing_as_of_a_day() -> None:
    early = a_reading(SHOOTING, id="d1", published="2024-03-22")
    late = a_reading(SHOOTING, BOMBING, id="d2", published="2024-03-25", relations=[("follows", "m1", "m2")])
    (shooting,) = fuse_all([early, late], as_of="2024-03-23").incidents
    assert shooting.follows == ()


def test_an_incident_that_followed_one_which_was_merged_away_names_the_one_that_stands() -> None:
    other = a_reading(m(on("2024-02-01"), KADUNA, killed(40), trigger="bombing"), id="d0", published="2024-02-02")
    both = a_reading(SHOOTING, BOMBING, id="d1", relations=[("follows", "m1", "m2")])
    growing = Growing()
    growing.take([other])
    growing.take([both])
    growing.decide(decision("merge", anchor(other), anchor(both, "m2")))
    (shooting,) = (i for i in growing.incidents.values() if i.follows)
    assert [link.incident for link in shooting.follows] == [i for i in growing.incidents if i != shooting.id]
    mine, whole = growing.as_one()
    assert mine == whole

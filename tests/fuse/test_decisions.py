"""What people decide outranks the machine, and what cannot be bound is said."""

from __future__ import annotations

import pytest

from fuse.builders import KADUNA, KANO, a_reading, anchor, decision, groups, killed, m, on, the_one
from tocsin.fuse import fuse_all
from tocsin.record import Incident, Reading

THE_22ND = on("2024-03-22")


@pytest.fixture
def one() -> Reading:
    return a_reading(m(THE_22ND, KANO, killed(4)), id="d1")


@pytest.fixture
def two() -> Reading:
    return a_reading(m(THE_22ND, KANO, killed(4)), id="d2", published="2024-03-25")


@pytest.fixture
def elsewhere() -> Reading:
    return a_reading(m(THE_22ND, KADUNA, killed(9)), id="d3")


def reasons(incident: Incident) -> list[str]:
    return [u.reason for u in incident.unsettled if u.property == "review"]


def test_a_merge_joins_what_the_machine_forbids(one: Reading, elsewhere: Reading) -> None:
    wish = (1, decision("merge", anchor(one), anchor(elsewhere)))
    assert len(fuse_all([one, elsewhere]).incidents) == 2
    assert the_one(fuse_all([one, elsewhere], decisions=[wish])).documents == ("d1", "d3")


def test_a_merge_never_joins_a_summary_with_an_event(one: Reading) -> None:
    summary = a_reading(m(THE_22ND, KANO, unit="summary"), id="d4")
    fold = fuse_all([one, summary], decisions=[(1, decision("merge", anchor(one), anchor(summary)))])
    assert len(fold.incidents) == 2
    assert all("a summary is never one" in str(reasons(i)) for i in fold.incidents)


def test_a_split_holds_apart_what_the_machine_would_join(one: Reading, two: Reading) -> None:
    third = a_reading(m(THE_22ND, KANO, killed(4)), id="d5")
    fold = fuse_all([one, two, third], decisions=[(1, decision("split", anchor(one), anchor(two)))])
    assert len(fold.incidents) == 2
    assert not any({("d1", "m1"), ("d2", "m1")} <= group for group in groups(fold))


def test_a_split_of_one_leaves_it_alone(one: Reading, two: Reading) -> None:
    fold = fuse_all([one, two], decisions=[(1, decision("split", anchor(one)))])
    assert len(fold.incidents) == 2


@pytest.mark.parametrize(("last", "incidents"), [("merge", 1), ("split", 2)])
def test_the_latest_of_merge_and_split_stands(one: Reading, two: Reading, last: str, incidents: int) -> None:
    first = {"merge": "split", "split": "merge"}[last]
    wishes = [(n, decision(act, anchor(one), anchor(two))) for n, act in enumerate((first, last), 1)]
    assert len(fuse_all([one, two], decisions=wishes).incidents) == incidents


def test_an_undoing_may_be_undone(one: Reading, two: Reading) -> None:
    split = (1, decision("split", anchor(one), anchor(two)))
    undo = (2, decision("undo", undoes=1))
    redo = (3, decision("undo", undoes=2))
    assert len(fuse_all([one, two], decisions=[split, undo]).incidents) == 1
    assert len(fuse_all([one, two], decisions=[split, undo, redo]).incidents) == 2


@pytest.mark.parametrize(("act", "state"), [("confirm", "confirmed"), ("dismiss", "dismissed")])
def test_confirmed_and_dismissed_are_states_of_review(one: Reading, act: str, state: str) -> None:
    incident = the_one(fuse_all([one], decisions=[(1, decision(act, anchor(one)))]))
    assert incident.review.state == state
    assert incident.review.by == "an analyst"


def test_a_correction_outranks_the_machine_whose_value_stays_as_a_rival(one: Reading) -> None:
    wish = (1, decision("correct", anchor(one), property="type", value="landmine_explosion"))
    incident = the_one(fuse_all([one], decisions=[wish]))
    assert incident.type.value == "landmine_explosion"
    assert incident.type.rule == "corrected by an analyst"
    assert [r.value for r in incident.type.rivals] == ["bombing"]
    assert incident.title.startswith("Landmine explosion in Kano")
    assert incident.review.state == "corrected"


@pytest.mark.parametrize(("property", "value"), [("type", "outrage"), ("status", "maybe"), ("colour", "red")])
def test_a_correction_of_no_sense_is_said_and_not_followed(one: Reading, property: str, value: str) -> None:
    incident = the_one(
        fuse_all([one], decisions=[(7, decision("correct", anchor(one), property=property, value=value))])
    )
    assert incident.type.value == "bombing"
    assert "decision 7 (correct)" in reasons(incident)[0]


def test_a_correction_of_status_and_of_day(one: Reading) -> None:
    wishes = [
        (1, decision("correct", anchor(one), property="status", value="attempted")),
        (2, decision("correct", anchor(one), property="when", value="2024-03-21")),
    ]
    incident = the_one(fuse_all([one], decisions=wishes))
    assert incident.status.value == "attempted"
    assert incident.when is not None
    assert incident.when.value.earliest == "2024-03-21"


def test_a_withdrawn_property_gives_no_value(one: Reading) -> None:
    incident = the_one(fuse_all([one], decisions=[(1, decision("retract", anchor(one), property="toll"))]))
    assert incident.tolls == ()
    assert incident.where


def test_a_withdrawn_mention_gives_no_value_and_nothing_else_is_a_dismissal(one: Reading, two: Reading) -> None:
    wish = (1, decision("retract", anchor(one)))
    assert [p.document for p in the_one(fuse_all([one, two], decisions=[wish])).toll_history] == ["d2"]
    assert the_one(fuse_all([one], decisions=[wish])).review.state == "dismissed"


def test_a_decision_that_nothing_answers_to_goes_to_the_queue(one: Reading, two: Reading) -> None:
    gone = anchor(two)
    fold = fuse_all([one], decisions=[(5, decision("confirm", gone)), (6, decision("split", anchor(one), gone))])
    assert fold.unbound == (5,)
    assert "not every anchor is found" in reasons(the_one(fold))[0]


def test_a_correction_counts_in_the_past_only_if_it_cites_what_was_out(one: Reading, two: Reading) -> None:
    for cites, type in ((None, "bombing"), ("d2", "bombing"), ("d1", "shelling"), (one.document.key, "shelling")):
        wish = (1, decision("correct", anchor(one), property="type", value="shelling", cites=cites))
        assert the_one(fuse_all([one, two], decisions=[wish], as_of="2024-03-23")).type.value == type

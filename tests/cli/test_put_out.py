"""A program that runs keeps partners up to date: after a change, when an embargo ends, when a policy was edited."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest

from keep.builders import HandClock
from tocsin.cli import put_out
from tocsin.sharing import Published


@pytest.fixture
def desk(monkeypatch, tmp_path):
    """A stand-in for a ledger with a partner, whose putting out takes ten seconds and notes when it was done."""
    desk = SimpleNamespace(seconds=0.0, put=[], newest=1, due=None, clock=HandClock(), policies=tmp_path)

    def slow(ledger, settings, *, clock):
        desk.put.append(desk.seconds)
        desk.seconds += 10
        return [Published(partner="north", due=desk.due)]

    monkeypatch.setattr(put_out, "put_out", slow)
    ledger = SimpleNamespace(
        partners=SimpleNamespace(all=lambda: ["north"]), outbox=SimpleNamespace(newest=lambda: desk.newest)
    )
    settings = SimpleNamespace(policies=str(tmp_path))
    desk.putter = put_out.Putter(ledger, settings, clock=desk.clock, seconds=lambda: desk.seconds)
    return desk


def test_a_tenth_of_its_time_at_most_goes_into_it(desk):
    for _ in range(30):
        desk.putter.changed()
        desk.seconds += 5
    assert desk.put == [0.0, 100.0]
    desk.putter.finish()
    desk.putter.finish()
    assert len(desk.put) == 3


def rested(desk):
    """How often it was put out so far, after a rest of some minutes."""
    desk.seconds += 1000
    desk.putter.rest()
    return len(desk.put)


def test_at_rest_nothing_is_put_out_twice(desk):
    assert [rested(desk), rested(desk), rested(desk)] == [1, 1, 1]


def test_what_another_program_decided_is_put_out(desk):
    rested(desk)
    desk.newest = 2
    assert [rested(desk), rested(desk)] == [2, 2]


def test_what_has_waited_long_enough_is_put_out(desk):
    desk.due = datetime.fromisoformat(desk.clock.now())
    desk.clock.move(hours=-2)
    assert [rested(desk), rested(desk)] == [1, 1]
    desk.clock.move(hours=2)
    desk.due = None
    assert [rested(desk), rested(desk)] == [2, 2]


def test_a_policy_that_was_edited_is_obeyed(desk):
    rested(desk)
    (desk.policies / "north.toml").write_text("countries = []")
    assert [rested(desk), rested(desk)] == [2, 2]

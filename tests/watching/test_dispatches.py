"""The built-in dispatches, read by the rule reader, past a watch that rings for everything."""

from __future__ import annotations

import pytest

from tocsin.care.names import PUBLIC
from tocsin.clock import SystemClock
from tocsin.pipeline import add_all, gather_demo, make_reader, make_terms, open_record
from tocsin.record.json_form import dumps
from tocsin.watch.alert_values import form
from tocsin.watching import Names, try_watches
from watch.builders import a_watch


@pytest.fixture(scope="module")
def ledger():
    clock = SystemClock()
    found = open_record("sqlite://", clock=clock)
    terms = make_terms(clock=clock, max_bytes=1_000_000)
    for _ in add_all(gather_demo(terms), ledger=found, reader=make_reader("rules", depth="full")):
        pass
    yield found
    found.close()


@pytest.fixture(scope="module")
def alerts(ledger):
    (trial,) = try_watches(ledger, [a_watch(late=True, toll_steps=(("killed", 1), ("injured", 1)))], peoples=Names())
    return trial.alerts


def test_everything_that_changed_rings_once(alerts):
    assert len(alerts) > 60
    assert len({alert.id for alert in alerts}) == len(alerts)
    kinds = {alert.kind for alert in alerts}
    assert kinds >= {"new_incident", "toll", "claim", "denial", "accusation", "response", "warning", "correction"}
    assert all(alert.why and alert.headline for alert in alerts)


def test_nobody_private_of_the_reports_is_named_anywhere(ledger, alerts):
    readings = {name: r for r in ledger.active_readings() for name in (r.document.id, r.document.key)}
    private = {p.name for r in readings.values() for p in r.persons if p.standing not in PUBLIC}
    assert len(private) > 5
    for alert in alerts:
        sent = dumps(form(alert))
        told = {said.document for said in alert.said_by}
        for id in told:
            names = {p.name for p in readings[id].persons if p.standing not in PUBLIC}
            assert not [name for name in names if name in sent], (alert.headline, names)


def test_every_alert_but_what_is_withdrawn_quotes_its_reports(alerts):
    quoting = [alert for alert in alerts if alert.evidence]
    assert len(quoting) > 0.9 * len([alert for alert in alerts if alert.record is not None])


def test_the_toll_of_the_concert_hall_rises_by_what_was_told(alerts):
    tolls = [a.changed[0] for a in alerts if a.kind == "toll" and "Crocus" in a.headline and "killed" in a.changed[0]]
    assert tolls == ["killed: at least 61, after 40", "killed: at least 137, after 61", "killed: 140, after 137"]

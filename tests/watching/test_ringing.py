"""What the folds change goes past the watches, once, whatever stops on the way."""

import json

import pytest

from fuse.builders import KANO, M, Said, a_reading, anchor, decision
from tocsin.pipeline import open_record, refold
from tocsin.ports import Mute
from tocsin.record import Toll
from tocsin.watching import ring_all, try_watches
from watch.builders import Names, a_watch, parsed
from watch.test_surges import LAST, a_year, at

FILE = '[channel.desk]\nkind = "jsonl"\nfile = "-"\n[[watch]]\nname = "nigeria"\ncountries = ["NG"]\n'


class Clock:
    moment = "2024-03-23T12:00:00+00:00"

    def now(self):
        return self.moment


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def ledger(clock, tmp_path):
    found = open_record(f"sqlite:///{tmp_path}/ledger.db", clock=clock)
    yield found
    found.close()


def told(killed, id, published="2024-03-23", **more):
    words = f"{killed} people died"
    text = f"The bombing in Kano on Friday. {words}, an official of {id} said."
    toll = Said(Toll(measure="killed", low=killed, high=killed, best=killed), words=words)
    return a_reading(
        M(trigger="bombing", type="bombing", values=(Said(KANO, words="Kano"), toll)),
        text=text,
        id=id,
        published=published,
        **more,
    )


def add(ledger, *readings):
    for reading in readings:
        ledger.add_document(reading.document)
        ledger.add_reading(reading)
    refold(ledger)


def ring(ledger, clock, file=FILE):
    return [(alert.kind, alert.changed) for alert in ring_all(ledger, parsed(file), clock=clock, peoples=Names())]


def test_what_is_new_rings_once(ledger, clock):
    add(ledger, told(3, "d1"))
    assert [kind for kind, _ in ring(ledger, clock)] == ["new_incident"]
    assert ring(ledger, clock) == []
    add(ledger, told(14, "d2"))
    assert ring(ledger, clock) == [("toll", ("killed: 14, after 3",))]
    (first, second) = sorted(ledger.outbox.alerts(), key=lambda a: a.kind)
    assert (first.kind, second.kind) == ("new_incident", "toll")
    assert json.loads(second.form)["changed"] == ["killed: 14, after 3"]
    assert [(d.channel, d.state, d.due_at) for d in ledger.outbox.due(now=clock.now())] == [
        ("desk", "waiting", clock.now())
    ] * 2


def test_a_watch_asks_about_what_comes_and_not_about_what_is_there(ledger, clock):
    add(ledger, told(3, "d1"))
    assert ring(ledger, clock, "") == []
    assert ring(ledger, clock) == []


def test_what_was_cut_off_before_the_outbox_is_looked_at_again(ledger, clock, monkeypatch):
    add(ledger, told(3, "d1"))
    box = type(ledger.outbox)

    def cut(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(box, "add", cut)
        with pytest.raises(KeyboardInterrupt):
            ring(ledger, clock)
    assert ledger.outbox.alerts() == []
    assert [kind for kind, _ in ring(ledger, clock)] == ["new_incident"]


def test_old_news_read_late_stays_silent(ledger, clock):
    add(ledger, told(3, "d1", published="2024-02-01"))
    assert ring(ledger, clock) == []


def test_a_dismissal_is_told_and_so_is_its_undoing(ledger, clock):
    reading = told(3, "d1")
    add(ledger, reading)
    ring(ledger, clock)
    number = ledger.add_decision(decision("dismiss", anchor(reading)))
    refold(ledger)
    ((kind, changed),) = ring(ledger, clock)
    assert (kind, changed) == ("correction", ("a person dismissed it",))
    ledger.add_decision(decision("undo", undoes=number))
    refold(ledger)
    assert [kind for kind, _ in ring(ledger, clock)] == ["new_incident"]


def test_a_muted_watch_is_kept_and_not_sent(ledger, clock):
    ledger.outbox.mute(Mute(watch="nigeria", by="An Analyst", set_at=clock.now(), until="2024-03-23"))
    add(ledger, told(3, "d1"))
    assert len(ring(ledger, clock)) == 1
    assert ledger.outbox.due(now="2030-01-01") == []
    clock.moment = "2024-03-24T00:00:01+00:00"
    add(ledger, told(14, "d2"))
    assert len(ring(ledger, clock)) == 1
    assert len(ledger.outbox.due(now="2030-01-01")) == 1


def test_quiet_hours_and_digests_put_off_what_is_sent(ledger, clock):
    file = FILE + 'quiet = "11:00-13:30"\n[[watch]]\nname = "digest"\ndigest = "daily"\ntimezone = "Africa/Lagos"\n'
    add(ledger, told(3, "d1"))
    ring(ledger, clock, file)
    due = {d.bundle: d.due_at for d in ledger.outbox.due(now="2030-01-01")}
    assert due == {
        None: "2024-03-23T13:30:00+00:00",
        "digest:2024-03-24T06:00:00+00:00": "2024-03-24T06:00:00+00:00",
    }


def test_erasing_a_report_blanks_its_alerts_and_rings_nothing(ledger, clock):
    reading = told(3, "d1", source="Secret Gazette")
    add(ledger, reading)
    ring(ledger, clock)
    ledger.erase(reading.document.key, by="An Editor", reason="a court")
    refold(ledger)
    assert ring(ledger, clock) == []
    (alert,) = ledger.outbox.alerts()
    assert json.loads(alert.form)["schema"] == "tocsin.erased/1"
    assert ledger.outbox.due(now="2030-01-01") == []
    assert ledger.check() == []


def test_a_trial_rings_on_the_days_on_which_the_news_came(ledger, clock):
    add(
        ledger,
        told(3, "d1", published="2024-03-22"),
        told(14, "d2", published="2024-03-24"),
        told(14, "d3", published="2024-03-25"),
    )
    (trial,) = try_watches(ledger, [a_watch(countries=frozenset({"NG"}))], peoples=Names())
    assert [(alert.made_at[:10], alert.kind) for alert in trial.alerts] == [
        ("2024-03-22", "new_incident"),
        ("2024-03-24", "toll"),
    ]
    assert (trial.first, trial.last, trial.weeks, trial.per_week) == ("2024-03-22", "2024-03-25", 1.0, 2.0)
    (later,) = try_watches(ledger, [a_watch()], peoples=Names(), since="2024-03-24")
    assert [alert.kind for alert in later.alerts] == ["toll"]
    assert ledger.outbox.alerts() == []


def test_a_trial_and_the_watches_ring_for_the_same(ledger, clock):
    """Day by day as the news came, and tried out afterwards: the same alerts."""
    rang = []
    for day, killed in (("2024-03-21", 3), ("2024-03-22", 14), ("2024-03-24", 31)):
        clock.moment = f"{day}T23:59:59+00:00"
        add(ledger, told(killed, f"d{killed}", published=day))
        rang += ring_all(ledger, parsed(FILE), clock=clock, peoples=Names())
    (trial,) = try_watches(ledger, parsed(FILE).watches, peoples=Names())
    assert [(a.id, a.made_at) for a in trial.alerts] == [(a.id, a.made_at) for a in rang]


SURGING = '[[watch]]\nname = "congo"\ncountries = ["CD"]\nchanges = ["surge"]\n[watch.surge]\nby = ["country"]\nof = ["incidents", "killed"]\n'


def save(ledger, incidents):
    ledger.save_changes(incidents, fold_version="1")


def test_a_surge_rings_once_for_its_week_with_the_incidents_behind_it(ledger, clock):
    year = a_year()
    save(ledger, year)
    assert ring(ledger, clock, SURGING) == []
    burst = [at(LAST, f"b{n}", killed=2) for n in range(9)]
    save(ledger, [*year, *burst])
    assert ring(ledger, clock, SURGING) == []  # the day was judged before these came in
    clock.moment = "2024-03-24T00:10:00+00:00"
    (alert,) = ring_all(ledger, parsed(SURGING), clock=clock, peoples=Names())
    assert alert.headline == "Surge: CD, 2024-03-22: 9 incidents, where 0 to 2 are usual"
    assert set(alert.incidents) == {incident.id for incident in burst}
    assert any("b0: Armed assault in Goma" in words for words in alert.changed)
    clock.moment = "2024-03-25T00:10:00+00:00"
    assert ring(ledger, clock, SURGING) == []
    (stored,) = ledger.outbox.alerts()
    assert stored.id == alert.id

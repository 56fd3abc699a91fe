"""Analysis at the workbench: rates with their gaps and surges, forecasts with their skill, what is missing."""

import sys
from datetime import date, timedelta

import numpy as np
import pytest

from analyse.builders import NEW_YEAR, a_process, event
from tocsin.analyse import Occurrence
from tocsin.analyse.hawkes.simulate import simulate
from tocsin.analysing import Data
from tocsin.web import analysis
from tocsin.web.analysis import surges_of
from web.test_subjects import words


def test_rates_say_what_they_rest_on_and_what_they_do_not_show(client):
    page = client.get("/analysis/rates?by=country&grid=year")
    assert "single events from the ledger" in words(page)
    assert "What this does not show" in words(page)
    assert page.text.count("<figure") > 3


def test_rates_as_json_have_every_period(client):
    form = client.get("/api/v1/analysis/rates?grid=month&since=2023-01-01&until=2024-12-31").json()
    (series,) = form["series"].values()
    assert form["schema"] == "tocsin.rates/1"
    assert len(series) == 24
    assert form["surges"] == []


def test_a_stream_in_the_address_chooses_events(client):
    both = client.get("/api/v1/analysis/rates?grid=year&stream=ng: country=NG&stream=rest: family=violence").json()
    assert set(both["series"]) == {"ng", "rest"}
    assert sum(step["events"] for step in both["series"]["ng"]) > 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [("rates?grid=hour", "expected one of day"), ("rates?stream=x: person=y", "is no choice"), ("nonsense", "no analysis"),
     ("escalation?asked=1&changed=a&factor=-1", "from 0"), ("forecast?asked=1&grid=day", "a forecast takes"), ("rates?stream=x: country=ZZ", "no event belongs to any")],
)  # fmt: skip
def test_what_cannot_be_asked_says_why(client, query, expected):
    page = client.get(f"/analysis/{query}")
    assert page.status_code in (400, 404)
    assert expected in words(page)


def test_too_few_events_are_no_model(client):
    page = client.get("/analysis/escalation?asked=1&stream=a: family=violence")
    assert page.status_code == 400
    assert "say nothing" in words(page)


def test_without_the_extra_the_page_says_how_to_get_it(client, monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy", None)
    page = client.get("/analysis/escalation?asked=1&stream=a: family=violence")
    assert page.status_code == 400
    assert "tocsin[analyse]" in words(page)


@pytest.fixture
def war(monkeypatch):
    """Four years of a made-up war in place of what the ledger holds, in which strikes bring on attacks."""
    process = a_process(1400.0, gains=((0.3, 0.3), (0.0, 0.2)))
    drawn = simulate(process, np.random.default_rng(3))
    events = tuple(
        event(NEW_YEAR + timedelta(days=int(time)), actor=actor, killed=2)
        for actor, times in zip(("front", "army"), drawn.times, strict=True)
        for time in times
    )
    data = Data(events=events, volume=None, notes=("a made-up war",))
    monkeypatch.setattr(analysis, "from_ledger", lambda ledger, streams: data)


STREAMS = "stream=attacks: actor=front&stream=strikes: actor=army"


def test_escalation_is_shown_with_its_plot_a_what_if_and_all_that_it_rests_on(client, war):
    page = client.get(f"/analysis/escalation?asked=1&{STREAMS}&changed=strikes&factor=0")
    assert page.status_code == 200, words(page)
    for part in ("What brings on what", "Models compared", "What if", "The what-if rests on", "nobody acts otherwise",
                 "What this does not show"):  # fmt: skip
        assert part in words(page)
    form = client.get(f"/api/v1/analysis/escalation?{STREAMS}&changed=strikes&factor=0").json()
    attacks = next(each for each in form["what_if"]["streams"] if each["stream"] == "attacks")
    assert attacks["less"][0] > 0
    assert client.get("/analysis/escalation?asked=1&changed=nobody").status_code == 400


@pytest.mark.parametrize(("form", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
@pytest.mark.parametrize("kind", ["rates", "forecast"])
def test_a_plot_is_had_as_a_picture(client, war, kind, form, begins):
    page = client.get(f"/analysis/{kind}?asked=1&{STREAMS}")
    assert f"/analysis/{kind}/plot.{form}?" in page.text
    picture = client.get(f"/analysis/{kind}/plot.{form}?{STREAMS}")
    assert picture.content.startswith(begins)
    assert client.get(f"/analysis/{kind}/plot.pdf").status_code == 404


def test_a_forecast_is_shown_with_its_skill_or_says_that_there_is_none(client, war):
    page = words(client.get(f"/analysis/forecast?asked=1&{STREAMS}"))
    assert "Skill against the best baseline" in page
    for name in ("last value", "same season", "smoothing", "even rate", "zero-inflated"):
        assert name in page


def test_a_week_far_above_its_past_is_a_surge():
    def event(n, day):
        return Occurrence(id=str(n), first=day, last=day, words={})

    end = date(2024, 6, 30)
    quiet = [event(n, end - timedelta(days=n)) for n in range(30, 360, 10)]
    loud = [event(1000 + n, end - timedelta(days=n % 5)) for n in range(25)]
    assert surges_of({"quiet": quiet}, last=end) == []
    (words_of_it,) = surges_of({"loud": quiet + loud}, last=end)[:1]
    assert words_of_it.startswith("surge of loud, 2024-06-")

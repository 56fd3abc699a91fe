"""`tocsin analyse`: from a coded table and from the ledger, as text, JSON and plots."""

import csv
import json
from datetime import date, timedelta

import numpy as np
import pytest

from cli.fakes import run
from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.simulate import Process, simulate

SIDES = ("Reed River Front", "Government of Ostrava")
STREAMS = ("--stream", f"attacks: actor='{SIDES[0]}'", "--stream", f"strikes: actor='{SIDES[1]}'")


@pytest.fixture(scope="module")
def ged(tmp_path_factory):
    """Three years of a simulated war, in the columns of UCDP GED."""
    process = Process(
        background=Background(span=1100.0, trend=0, waves=0),
        levels=np.array([[-1.9], [-2.2]]),
        gains=np.array([[0.3, 0.4], [0.0, 0.3]]),
        decays=np.array([0.3, 0.3]),
        lifts=np.zeros(2),
    )
    events = simulate(process, np.random.default_rng(5))
    rows = sorted(
        (date(2020, 1, 1) + timedelta(days=int(t)), side)
        for side, times in zip(SIDES, events.times, strict=True)
        for t in times
    )
    path = tmp_path_factory.mktemp("coded") / "ged.csv"
    with path.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow("id date_start date_end country best low high side_a side_b type_of_violence".split())
        out.writerows([n, day, day, "Mali", 3, 2, 5, side, "Civilians", 3] for n, (day, side) in enumerate(rows))
    return path


def test_rates_by_country_from_a_table(ged):
    done = run("analyse", "rates", "--from", ged, "--by", "country", "--grid", "year")
    assert done.exit_code == 0, done.stderr
    assert "ML" in done.stdout
    assert "WHAT THIS DOES NOT SHOW" in done.stdout
    form = json.loads(
        run("analyse", "rates", "--from", ged, "--by", "country", "--grid", "year", "--format", "json").stdout
    )
    steps = form["series"]["ML"]
    assert sum(step["killed_best"] for step in steps) == 3 * sum(step["events"] for step in steps)


def test_escalation_says_what_brings_on_what_and_how_far_to_trust_it(ged, tmp_path):
    plot = tmp_path / "fit.svg"
    done = run("analyse", "escalation", "--from", ged, *STREAMS, "--draws", "2", "--without", "strikes", "--plot", plot)
    assert done.exit_code == 0, done.stderr
    for words in ("BRINGS ON", "AIC GAINED", "within 30", "WHAT IF", "One thing following another is not"):
        assert words in done.stdout
    assert plot.read_text().startswith("<?xml")
    again = json.loads(run("analyse", "escalation", "--from", ged, *STREAMS, "--draws", "2", "--format", "json").stdout)
    strikes_on_attacks = next(
        each for each in again["excitations"] if (each["source"], each["target"]) == ("strikes", "attacks")
    )
    assert strikes_on_attacks["low"] > 0


def test_a_forecast_comes_with_its_skill_or_says_that_there_is_none(ged):
    form = json.loads(run("analyse", "forecast", "--from", ged, "--by", "country", "--format", "json").stdout)
    first, third = form["streams"]["ML"]
    assert (first["ahead"], third["ahead"]) == (1, 3)
    maker = next(each for each in first["judged"] if each["name"] == first["by"])
    assert first["skilled"] is not maker["baseline"]


def test_rates_from_the_ledger_say_what_was_left_out_and_what_was_read(tmp_path):
    assert run("demo", "--folder", tmp_path).exit_code == 0
    done = run("analyse", "rates", "--database", next(tmp_path.glob("*.db")), "--grid", "year")
    assert done.exit_code == 0, done.stderr
    assert "dated documents read" in done.stdout
    assert "left out" in done.stdout
    assert "READ" in done.stdout


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("escalation", "--stream", "a: actor=nobody"), "no event belongs to any stream"),
        (("rates", "--stream", "a: colour=red"), "KEY=VALUE"),
        (("rates", "--plot", "rates.pdf"), ".svg or .png"),
        (("escalation", "--stream", "a: country=ML", "--without", "b"), "no stream 'b'"),
    ],
)
def test_a_wrong_call_says_what_to_do(ged, args, words):
    done = run("analyse", *args, "--from", ged)
    assert done.exit_code in (1, 2)
    assert words in done.stderr

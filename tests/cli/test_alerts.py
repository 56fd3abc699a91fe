"""`tocsin alerts`: what rang, listed, shown, sent and acknowledged."""

import json

import pytest

from cli.fakes import run

REPORT = {"id": "k1", "source": "Harbour Wire", "text": "A bombing in Kano: 3 killed."}
FILE = '[channel.desk]\nkind = "jsonl"\nfile = "sent.jsonl"\n[[watch]]\nname = "nigeria"\ncountries = ["NG"]\n'


@pytest.fixture
def rung(tmp_path):
    (tmp_path / "watch.toml").write_text(FILE)
    (tmp_path / "one.jsonl").write_text(json.dumps(REPORT) + "\n")
    assert run("add", "one.jsonl").exit_code == 0
    (line,) = run("alerts", "list", "--format", "jsonl").stdout.splitlines()
    return json.loads(line)["id"]


def test_an_alert_is_listed_shown_sent_and_acknowledged(rung, tmp_path):
    assert "New incident: Bombing in Kano, Nigeria" in " ".join(run("alerts", "list").stdout.split())
    shown = run("alerts", "show", rung[:6]).stdout
    assert "\nWhy this rang: Kano, Nigeria lies in NG; it is new (watch nigeria)\n" in shown
    assert "To desk: waiting due" in shown
    assert json.loads(run("alerts", "show", rung, "--format", "json").stdout)["id"] == rung
    delivered = run("alerts", "deliver")
    assert (delivered.exit_code, delivered.stderr) == (0, "1 sent\n")
    assert json.loads((tmp_path / "sent.jsonl").read_text())["id"] == rung
    assert run("alerts", "deliver").stderr == "0 sent\n"
    assert run("alerts", "ack", rung[:6], "--by", "An Analyst").stderr == "1 acknowledged\n"
    assert run("alerts", "ack", rung, "--by", "An Analyst").stderr == "0 acknowledged; 1 had been before\n"
    assert run("alerts", "list").stderr == "no alert waits for a person\n"
    assert "An Analyst" in run("alerts", "list", "--all").stdout
    assert "Seen by An Analyst" in run("alerts", "show", rung).stdout


def test_what_cannot_be_sent_is_told_and_listed(rung, tmp_path):
    (tmp_path / "watch.toml").write_text(FILE.replace("channel.desk", "channel.other"))
    failed = run("alerts", "deliver")
    assert failed.exit_code == 1
    assert "has no channel of this name any more; given up" in failed.stderr
    assert "desk" in run("alerts", "dead").stdout
    (tmp_path / "watch.toml").write_text(FILE)
    assert run("alerts", "deliver", "--again").stderr == "1 sent\n"
    assert run("alerts", "dead").stderr == "nothing was given up\n"


def test_an_alert_that_is_not_there():
    run("watch", "add", "x", "--country", "NG")
    assert run("alerts", "list").exit_code == 1


def test_an_unknown_alert(rung):
    assert run("alerts", "show", "zz").stderr == "tocsin: no alert 'zz'; `tocsin alerts list` shows those there are\n"

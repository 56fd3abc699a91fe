"""`tocsin sources`, `tocsin follow` and `tocsin run`, from the command line."""

from __future__ import annotations

import json
import signal
import subprocess
import time

import pytest

from cli.fakes import FakeReader, run
from cli.program import command, environment
from follow.conftest import page
from tocsin.pipeline import READERS

HOME = {"TOCSIN_ALLOWED_HOSTS": "localhost", "TOCSIN_READER": "fake"}


@pytest.fixture(autouse=True)
def small_reader(monkeypatch, tmp_path):
    monkeypatch.setitem(READERS._named, "fake", READERS._entry("rules"))
    READERS.add("fake", FakeReader, about="for tests")
    monkeypatch.chdir(tmp_path)


def test_sources_are_added_listed_changed_and_removed():
    added = run("sources", "add", "https://wire.example/feed", "--name", "Wire", "--grade", "b", "--every", "2h")
    id = added.stdout.split("\t")[1]
    assert run("sources", "add", "https://wire.example/feed", "--name", "The Wire").stdout.startswith("changed")
    table = run("sources", "list").stdout
    assert "The Wire" in table
    assert "not asked yet" in table
    form = json.loads(run("sources", "list", "--format", "jsonl").stdout)
    assert (form["schema"], form["id"], form["health"]["items"]) == ("tocsin.source/1", id, 0)
    assert run("sources", "remove", id).stdout == f"removed\t{id}\n"
    assert "no source" in run("sources", "list").stderr


def test_a_list_of_feeds_comes_in_and_goes_out(tmp_path):
    (tmp_path / "in.opml").write_text(
        '<opml version="2.0"><body><outline title="A" xmlUrl="https://a.example/f"/></body></opml>'
    )
    assert run("sources", "add", "--opml", "in.opml").exit_code == 0
    assert 'xmlUrl="https://a.example/f"' in run("sources", "list", "--format", "opml").stdout


@pytest.mark.parametrize("args", [["ftp://a.example/"], ["https://u:p@a.example/"], [], ["x", "--every", "1s"]])
def test_what_is_no_source_is_refused(args):
    result = run("sources", "add", *args)
    assert result.exit_code in (1, 2)
    assert "u:p" not in result.stderr


def test_a_source_is_tested_without_keeping_anything(wire, tmp_path):
    result = run("sources", "test", wire.base + "/feed", "--page", env=HOME)
    assert "Harbour Wire" in result.stdout
    assert "3 items" in result.stdout
    assert "bombing in Kano" in result.stdout
    assert list(tmp_path.iterdir()) == []


def test_follow_reads_a_feed_into_the_ledger(wire):
    result = run("follow", "--once", wire.base + "/feed", env=HOME)
    assert result.exit_code == 0, result.output
    assert result.stdout.count("added\t") == 3
    assert "2 incidents changed" in result.stderr
    assert "Kano" in run("incidents").stdout
    assert run("run", "--once", env=HOME).stdout == ""


def test_what_is_followed_rings_and_is_sent(wire, tmp_path):
    (tmp_path / "watch.toml").write_text(
        '[channel.desk]\nkind = "jsonl"\nfile = "sent.jsonl"\n[[watch]]\nname = "nigeria"\ncountries = ["NG"]\nlate = true\n'
    )
    followed = run("follow", "--once", wire.base + "/feed", env=HOME)
    assert "1 alert; `tocsin alerts list` shows them" in followed.stderr
    (line,) = (tmp_path / "sent.jsonl").read_text().splitlines()
    assert json.loads(line)["headline"] == "New incident: Bombing in Kano, Nigeria, 4 June 2024: 12 killed"


FRENCH = (
    "Des hommes armés ont tué huit civils mardi dans le village, dans l'est du pays, ont indiqué des responsables "
    "locaux. Les assaillants ont incendié plusieurs maisons avant de prendre la fuite vers la forêt."
)


def test_a_text_in_another_language_is_kept_and_it_is_said_that_nobody_read_it(wire, tmp_path):
    wire.answers["/1"] = lambda request: request.send(200, page(FRENCH), {"Content-Type": "text/html"})
    home = {"TOCSIN_ALLOWED_HOSTS": "localhost"}
    followed = run("follow", "--once", wire.base + "/feed", env=home)
    assert "tocsin: note: http" in followed.stderr
    assert "/1 was not read: language 'fr' has no reader yet" in followed.stderr
    assert run("search", "assaillants").stdout
    (tmp_path / "f.txt").write_text(FRENCH)
    added = run("add", "f.txt", "--source", "Fil", "--database", "other.db")
    assert "note: 1 kept and not read: language 'fr' has no reader yet" in added.stderr


def test_run_without_sources_says_what_to_do():
    run("sources", "add", "https://a.example/")
    run("sources", "remove", "https://a.example/")
    result = run("run", "--once")
    assert result.exit_code == 2
    assert "tocsin sources add URL" in result.stderr


def test_sigterm_ends_a_run_in_good_order(wire, tmp_path):
    args = command("follow", wire.base + "/feed", "--database", "led.db")
    process = subprocess.Popen(args, env=environment(**HOME), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert process.stdout.readline().startswith(b"added\t")
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        _, chatter = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0
    assert b"stopping after the document in hand" in chatter
    assert run("check", "--database", "led.db").exit_code == 0


def test_an_address_is_read_and_added_like_a_file(wire):
    assert "Kano" in run("read", wire.base + "/1", env=HOME).stdout
    assert run("add", wire.base + "/1", env=HOME).stdout.startswith("added\t")
    assert run("add", wire.base + "/none", env=HOME).exit_code == 1


def test_an_address_at_home_is_refused_by_default(wire):
    result = run("read", wire.base + "/1", env={"TOCSIN_READER": "fake"})
    assert result.exit_code == 1
    assert "allow the host by name" in result.stderr
    assert wire.asked == []

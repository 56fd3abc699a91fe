"""`tocsin watch`: from a file of questions to what would have rung."""

import json

import pytest

from cli.fakes import run

REPORTS = [
    {"id": "k1", "source": "Harbour Wire", "published": "2024-03-22", "text": "A bombing in Kano: 3 killed."},
    {"id": "k2", "source": "The Courier", "published": "2024-03-23", "text": "The bombing in Kano on 2024-03-22: 14 killed."},
    {"id": "g1", "source": "ITS", "published": "2024-03-22", "text": "An attack in Goma: 40 killed. ISKP claimed it."},
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(report) + "\n" for report in REPORTS))
    assert run("add", "reports.jsonl").exit_code == 0


def test_a_watch_is_added_listed_and_shown(tmp_path):
    added = run("watch", "add", "kano", "--near", "Kano, Nigeria", "--km", "100", "--killed", "2", "--change", "toll")
    assert added.exit_code == 0, added.stderr
    assert (tmp_path / "watch.toml").read_text() == (
        '[[watch]]\nname = "kano"\nnear = { place = "Kano, Nigeria", km = 100.0 }\nat_least = { killed = 2 }\nchanges = ["toll"]\n'
    )
    assert run("watch", "add", "sahel", "--country", "Mali", "--actor", "JNIM").exit_code == 0
    listed = run("watch", "list").stdout
    assert "in 100 km around Kano, Nigeria; 2 or more killed" in " ".join(listed.split())
    assert "in ML; by" in " ".join(listed.split())
    assert "rings for toll" in " ".join(run("watch", "show", "kano").stdout.split())


def test_a_watch_that_cannot_be_leaves_the_file_as_it_was(tmp_path):
    run("watch", "add", "kano", "--country", "NG")
    before = (tmp_path / "watch.toml").read_text()
    for wrong in (["x", "--country", "Atlantis"], ["kano", "--country", "NG"], ["x", "--words", "John Smith"]):
        refused = run("watch", "add", *wrong)
        assert refused.exit_code == 2
        assert refused.stderr.count("\n") == 1
    assert (tmp_path / "watch.toml").read_text() == before


def test_the_past_is_tried_out(ledger):
    run("watch", "add", "kano", "--country", "NG")
    page = " ".join(run("watch", "test").stdout.split())
    assert page.startswith("kano: 2 in 2024-03-22 to 2024-03-23, 2.0 a week (new incident 1, toll 1)")
    lines = [json.loads(line) for line in run("watch", "test", "kano", "--format", "jsonl").stdout.splitlines()]
    assert [(line["kind"], line["made_at"][:10]) for line in lines] == [
        ("new_incident", "2024-03-22"),
        ("toll", "2024-03-23"),
    ]
    assert run("watch", "test", "canoe").exit_code == 2


def test_adding_rings(tmp_path):
    run("watch", "add", "kano", "--country", "NG")
    recent = dict(REPORTS[0], published=None)
    (tmp_path / "one.jsonl").write_text(json.dumps({k: v for k, v in recent.items() if v}) + "\n")
    added = run("add", "one.jsonl")
    assert "1 alert; `tocsin alerts list` shows them" in added.stderr.splitlines()


def test_a_file_with_faults_stops_adding_before_anything_is_read(tmp_path):
    (tmp_path / "watch.toml").write_text("[[watch]]\n")
    (tmp_path / "one.jsonl").write_text(json.dumps(REPORTS[0]) + "\n")
    refused = run("add", "one.jsonl")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert not (tmp_path / "tocsin.db").exists()


def test_a_watch_is_silenced_and_rings_again(ledger):
    run("watch", "add", "kano", "--country", "NG")
    assert run("watch", "mute", "kano", "--until", "2024-05-01", "--by", "A").exit_code == 0
    assert "silent until 2024-05-01" in " ".join(run("watch", "list").stdout.split())
    run("watch", "mute", "kano", "--off", "--by", "A")
    assert "silent" not in run("watch", "list").stdout
    assert run("watch", "mute", "canoe", "--by", "A").exit_code == 2


def test_without_a_file(tmp_path):
    missing = run("watch", "list")
    assert missing.exit_code == 1
    assert missing.stderr == "tocsin: there is no file of watches at watch.toml; `tocsin watch add` begins one\n"

"""`add`, `incidents`, `show`, `export`, `check`: from reports on disk to the record and out again."""

import csv
import io
import json
import os
import signal
import subprocess

import pytest

from cli.fakes import run
from cli.program import command, environment
from tocsin.clock import SystemClock
from tocsin.pipeline import open_record

REPORTS = [
    {
        "id": "g1", "source": "Harbour Wire", "published": "2024-03-22T23:55:00+03:00",
        "text": "An attack in Goma: at least 40 killed. ISKP claimed it.",
    },
    {
        "id": "g2", "source": "The Northern Courier", "published": "2024-03-22", "title": "Toll rises",
        "text": "The attack in Goma: more than 60 killed, 145 injured. ISKP claimed it. Kyiv denied it.",
    },
    {
        "id": "g3", "source": "ITS", "published": "2024-03-23",
        "text": "The attack in Goma on 2024-03-22: 115 people killed. Moscow blamed Kyiv. Police arrested men.",
    },
    {"id": "k1", "source": "ITS", "published": "2023-12-03", "text": "A bombing in Kano: 3 killed."},
    {"id": "f1", "source": "ITS", "published": "2024-08-07", "text": "A bombing in Kano was foiled."},
    {"id": "n1", "source": "ITS", "published": "2024-01-01", "text": "A football match in Kano."},
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path):
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(report) + "\n" for report in REPORTS))
    result = run("add", "reports.jsonl")
    assert result.exit_code == 0, result.stderr
    return result


def listed(*args):
    return [json.loads(each) for each in run("incidents", "--format", "jsonl", *args).stdout.splitlines()]


def the_attack():
    (found,) = listed("--country", "CD")
    return found


def test_add_prints_each_document_when_it_is_kept(ledger):
    assert ledger.stdout.splitlines() == [
        "added\tg1\t1",
        "added\tg2\t1",
        "added\tg3\t2",
        "added\tk1\t1",
        "added\tf1\t1",
        "added\tn1\t0",
    ]
    assert ledger.stderr.startswith("6 documents added; ")


def test_adding_again_changes_nothing(ledger):
    before = run("export", "--format", "jsonl").stdout_bytes
    again = run("add", "reports.jsonl")
    assert [each.split("\t")[0] for each in again.stdout.splitlines()] == ["known"] * 6
    assert again.stderr == "0 documents added; 0 incidents changed\n"
    assert run("export", "--format", "jsonl").stdout_bytes == before


def test_the_order_of_arrival_changes_nothing_but_ids(ledger, tmp_path):
    (tmp_path / "turned.jsonl").write_text("".join(json.dumps(report) + "\n" for report in reversed(REPORTS)))
    assert run("add", "turned.jsonl", "--database", "turned.db").exit_code == 0
    blank = {"id": None, "responses": None, "warnings": None}
    one = [{**form, **blank} for form in listed("--family", "all")]
    other = [{**form, **blank} for form in listed("--family", "all", "--database", "turned.db")]
    assert sorted(one, key=json.dumps) == sorted(other, key=json.dumps)


def test_a_bad_line_is_named_the_rest_is_kept_and_the_code_is_1(tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(REPORTS[0]) + "\noops\n" + json.dumps(REPORTS[3]) + "\n")
    result = run("add", "a.jsonl")
    assert result.exit_code == 1
    assert result.stdout == "added\tg1\t1\nadded\tk1\t1\n"
    assert "a.jsonl, line 2: JSON is malformed" in result.stderr
    assert len(listed()) == 2


def test_reports_of_one_event_are_one_incident_with_its_toll_rising(ledger):
    found = the_attack()
    assert found["documents"] == ["g1", "g2", "g3"]
    killed = [(p["document"], p["low"], p["best"]) for p in found["toll_history"] if p["measure"] == "killed"]
    assert sorted(killed) == [("g1", 40, None), ("g2", 61, None), ("g3", 115, 115)]


def test_the_list_is_newest_first_with_violence_and_plots(ledger):
    result = run("incidents")
    assert result.exit_code == 0
    assert [each["where"][0]["value"]["name"] for each in listed()] == ["Kano", "Goma", "Kano"]
    header, first, second, *_ = result.stdout.splitlines()
    assert header.split() == ["WHEN", "WHAT", "WHERE", "KILLED", "INJURED", "REPORTS", "ID"]
    assert "bombing, foiled" in first
    assert "Goma, CD" in second
    assert max(map(len, result.stdout.splitlines())) <= 100


FILTERS = {
    "country": (["--country", "ng"], 2),
    "two countries": (["--country", "NG", "--country", "CD"], 3),
    "type": (["--type", "bombing"], 2),
    "type in words": (["--type", "armed assault"], 1),
    "a type of another family": (["--type", "arrest"], 1),
    "since": (["--since", "2024-01-01"], 2),
    "until": (["--until", "2024-01-01"], 1),
    "between": (["--since", "2024-03-01", "--until", "2024-03-31"], 1),
    "family": (["--family", "response"], 1),
    "all": (["--family", "all"], 4),
    "nothing": (["--country", "FR"], 0),
    "published by": (["--as-of", "2024-01-01"], 1),
    "recorded by": (["--as-recorded", "2020-01-01"], 0),
}


@pytest.mark.parametrize(("args", "count"), FILTERS.values(), ids=FILTERS)
def test_filters(ledger, args, count):
    assert len(listed(*args)) == count


def test_nothing_found_is_said_and_is_no_failure(ledger):
    result = run("incidents", "--country", "FR")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no incident of the ledger is asked for" in result.stderr


def test_show_has_the_toll_curve_and_the_claims(ledger):
    result = run("show", the_attack()["id"][:4])
    assert result.exit_code == 0, result.stderr
    out = result.stdout
    curve = out[out.index("THE TOLL AS REPORTED") :].splitlines()
    assert curve[1].split() == ["DATE", "SOURCE", "KILLED", "INJURED", "THE", "WORDS"]
    assert [row.split("  ")[0] for row in curve[2:5]] == ["2024-03-22", "2024-03-22", "2024-03-23"]
    for words in ("at least 40", "more than 60", "115", "“115 people killed”"):
        assert words in "\n".join(curve[2:5])
    for words in ("ISKP claims it", "Kyiv denies it", "Moscow blames Kyiv", "response", "EVIDENCE", "3 reports"):
        assert words in out
    assert "WHY" not in out
    assert "\x1b" not in out


def test_why_gives_each_value_its_rule_and_its_sources(ledger):
    out = run("show", the_attack()["id"], "--why").stdout
    why = out[out.index("\nWHY\n") : out.index("\nEVIDENCE\n")]
    for words in ("type", "when", "where", "toll", "claim", "one source: "):
        assert words in why


def test_as_of_takes_nothing_published_later(ledger):
    id = the_attack()["id"]
    form = json.loads(run("show", id, "--as-of", "2024-03-22", "--format", "json").stdout)
    assert form["id"] == id
    assert "g3" not in json.dumps(form)
    assert "as published by 22 March 2024" in run("show", id, "--as-of", "2024-03-22").stdout
    early = run("show", id, "--as-of", "2020-01-01")
    assert early.exit_code == 1
    assert early.stderr == f"tocsin: nothing had been published about incident {id} by 2020-01-01\n"


def test_as_recorded_gives_what_was_said_then(ledger):
    id = the_attack()["id"]
    now = SystemClock().now()
    assert run("show", id, "--as-recorded", now).stdout == run("show", id).stdout
    assert run("show", id, "--as-recorded", "2020-01-01").exit_code == 1


@pytest.mark.parametrize("id", ["nothing-begins-so", ""])
def test_an_id_that_fits_none_is_1(ledger, id):
    result = run("show", id)
    assert result.exit_code == 1
    assert f"no incident {id!r}; `tocsin incidents` lists those there are" in result.stderr


def test_a_beginning_that_fits_several_is_1(ledger):
    ids = [form["id"] for form in listed("--family", "all")]
    shared = ids[0][:1]
    assert all(id.startswith(shared) for id in ids)
    result = run("show", shared)
    assert result.exit_code == 1
    assert "write more of it" in result.stderr


@pytest.mark.parametrize("name", ["jsonl", "csv", "geojson"])
def test_an_export_is_the_same_bytes_each_time_and_in_a_file(ledger, tmp_path, name):
    first, second = run("export", "--format", name), run("export", "--format", name)
    assert first.exit_code == 0
    assert first.stdout_bytes == second.stdout_bytes != b""
    into = run("export", "--format", name, "--output", "out")
    assert (into.exit_code, into.stdout) == (0, "")
    assert (tmp_path / "out").read_bytes() == first.stdout_bytes
    assert "3 written to out" in into.stderr
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_an_export_takes_filters(ledger):
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", "--country", "CD").stdout, newline="")))
    assert [(row["place"], row["killed_best"], row["reports"]) for row in rows] == [("Goma", "115", "3")]


def test_an_export_into_nowhere_is_1(ledger):
    result = run("export", "--format", "csv", "-o", "missing/out.csv")
    assert result.exit_code == 1
    assert result.stderr.startswith("tocsin: ")


def test_check_is_0_for_a_sound_ledger(ledger):
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "")


def test_the_ledger_can_be_named_by_flag_environment_and_file(ledger, tmp_path):
    os.rename("tocsin.db", "other.db")
    assert run("incidents").exit_code == 1
    assert run("incidents", "--database", "other.db").exit_code == 0
    assert run("incidents", "--database", "sqlite:///other.db").exit_code == 0
    assert run("incidents", env={"TOCSIN_DATABASE": "other.db"}).exit_code == 0
    (tmp_path / "tocsin.toml").write_text('database = "other.db"\n')
    assert run("incidents").exit_code == 0


def test_what_add_has_reported_is_there_after_a_kill(tmp_path):
    with (tmp_path / "many.jsonl").open("w") as out:
        for n in range(2000):
            out.write(
                json.dumps({"id": f"d{n}", "text": f"An attack in Goma: {n} killed.", "published": "2024-03-22"}) + "\n"
            )
    adding = subprocess.Popen(command("add", "many.jsonl"), env=environment(), stdout=subprocess.PIPE, text=True)
    told = [adding.stdout.readline() for _ in range(40)]
    os.kill(adding.pid, signal.SIGKILL)
    told += adding.stdout.read().splitlines(keepends=True)
    adding.stdout.close()
    adding.wait()
    names = [line.split("\t")[1] for line in told if line.endswith("\n")]
    assert len(names) >= 40
    ledger = open_record("sqlite:///tocsin.db", clock=SystemClock(), create=False)
    try:
        assert all(ledger.document(name) for name in names)
        assert len(list(ledger.active_readings())) == len(list(ledger.documents())) < 2000
    finally:
        ledger.close()
    assert run("check").exit_code == 0


def test_a_ledger_left_without_its_fold_is_folded_by_the_next_add(tmp_path):
    from tocsin import pipeline

    (tmp_path / "a.jsonl").write_text("".join(json.dumps(report) + "\n" for report in REPORTS))
    documents = pipeline.gather_all(["a.jsonl"], terms=pipeline.make_terms(clock=SystemClock(), max_bytes=10_000))
    ledger = open_record("sqlite:///tocsin.db", clock=SystemClock())
    list(pipeline.add_all(documents, ledger=ledger, reader=pipeline.READERS.make("fake")))
    ledger.close()
    assert listed() == []
    assert run("add", "a.jsonl").exit_code == 0
    assert len(listed()) == 3


def test_a_newer_reader_counts_where_documents_are_read_again(ledger, monkeypatch):
    from cli import fakes
    from tocsin.record import ReaderStamp

    monkeypatch.setattr(fakes, "STAMP", ReaderStamp(name="fake", version="2"))
    monkeypatch.setitem(fakes.TYPES, "attack", "bombing")
    assert run("add", "reports.jsonl").stderr == "0 documents added; 0 incidents changed\n"
    assert the_attack()["type"]["value"] == "armed_assault"
    again = run("add", "--again", "reports.jsonl")
    assert [each.split("\t")[0] for each in again.stdout.splitlines()] == ["known"] * 6
    assert the_attack()["type"]["value"] == "bombing"
    assert run("check").exit_code == 0


def test_reading_again_with_the_same_reader_changes_nothing(ledger):
    before = run("export", "--format", "jsonl").stdout_bytes
    assert run("add", "--again", "reports.jsonl").stderr == "0 documents added; 0 incidents changed\n"
    assert run("export", "--format", "jsonl").stdout_bytes == before


def test_alerts_go_into_a_folder_and_what_was_dismissed_is_cancelled_there(ledger, tmp_path):
    folder = tmp_path / "alerts"
    assert run("export", "--format", "cap", "-o", "alerts/").exit_code == 0
    before = {path.name for path in folder.iterdir()}
    assert "feed.atom.xml" in before
    run("decide", the_attack()["id"], "dismiss", "--by", "A", "--reason", "not so")
    assert run("export", "--format", "cap", "-o", str(folder)).exit_code == 0
    (new,) = {path.name for path in folder.iterdir()} - before
    assert "<msgType>Cancel</msgType>" in (folder / new).read_text("utf-8")


def test_a_folder_is_for_formats_of_many_files(ledger, tmp_path):
    result = run("export", "--format", "csv", "-o", str(tmp_path))
    assert result.exit_code == 2
    assert "is a folder, and csv writes a file" in result.stderr


def test_a_layout_is_for_parquet(ledger):
    result = run("export", "--format", "csv", "--layout", "ucdp")
    assert result.exit_code == 2
    assert "--layout is for --format parquet" in result.stderr

"""`decide`, `decisions`, `diff`, `erase`, `backup`, `restore`: a person's hand on the record."""

import json

import pytest

from cli.fakes import run

REPORTS = [
    {"id": "g1", "source": "Harbour Wire", "published": "2024-03-22", "text": "An attack in Goma: 40 killed."},
    {
        "id": "g2", "source": "Northern Courier", "published": "2024-03-23",
        "text": "The attack in Goma on 2024-03-22: 115 killed, 20 injured. Kyiv denied it. Moscow blamed Kyiv.",
    },
    {"id": "k1", "source": "ITS", "published": "2023-12-03", "text": "A bombing in Kano: 3 killed."},
    {"id": "k2", "source": "ITS", "published": "2024-08-07", "text": "A bombing in Kano: 9 killed."},
]  # fmt: skip
SIGNED = ("--by", "A. Analyst", "--reason", "seen there")


@pytest.fixture(autouse=True)
def ledger(tmp_path):
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(report) + "\n" for report in REPORTS))
    assert run("add", "reports.jsonl").exit_code == 0


def listed(*args):
    return [json.loads(each) for each in run("incidents", "--format", "jsonl", *args).stdout.splitlines()]


def goma():
    (found,) = listed("--country", "CD")
    return found


def decide(id, *args, signed=SIGNED):
    return run("decide", id, *args, *signed)


def killed(form):
    (toll,) = [each["value"] for each in form["tolls"] if each["value"]["measure"] == "killed"]
    return toll["low"], toll["best"], toll["high"]


def test_a_confirmation_says_who_looked():
    assert decide(goma()["id"][:5], "confirm").exit_code == 0
    (decision,) = [json.loads(each) for each in run("decisions", "--format", "jsonl").stdout.splitlines()]
    assert goma()["review"] == {"state": "confirmed", "by": "A. Analyst", "revision": decision["entry"]}


CORRECTIONS = {
    "an exact figure": ("killed", "137", lambda f: killed(f) == (137, 137, 137)),
    "a bound": ("killed", "at least 130", lambda f: killed(f) == (130, None, None)),
    "a range": ("killed", "between 130 and 140", lambda f: killed(f) == (130, None, 140)),
    "a figure nobody gave": ("missing", "12", lambda f: "missing" in {t["value"]["measure"] for t in f["tolls"]}),
    "type": ("type", "suicide bombing", lambda f: f["type"]["value"] == "suicide_bombing"),
    "status": ("status", "foiled", lambda f: f["status"]["value"] == "foiled"),
    "politics": ("political", "no", lambda f: f["political"] == "no"),
    "a day": ("when", "2024-03-21", lambda f: f["when"]["value"]["earliest"] == "2024-03-21"),
    "days": ("when", "2024-03-20/2024-03-21", lambda f: f["when"]["value"]["latest"] == "2024-03-21"),
}  # fmt: skip


@pytest.mark.parametrize(("property", "value", "holds"), CORRECTIONS.values(), ids=CORRECTIONS)
def test_a_correction_stands_above_what_was_read(property, value, holds):
    before = goma()
    assert not holds(before)
    result = decide(before["id"], "correct", property, value)
    assert result.exit_code == 0, result.stderr
    after = goma()
    assert holds(after)
    assert after["review"]["state"] == "corrected"


def test_what_was_read_stands_beside_a_correction_as_a_rival():
    decide(goma()["id"], "correct", "killed", "137")
    toll = goma()["tolls"][0]
    assert toll["rule"] == "corrected by A. Analyst"
    assert [rival["value"]["best"] for rival in toll["rivals"]] == [115]


def test_a_corrected_place_is_settled_when_it_is_entered():
    id = goma()["id"]
    assert decide(id, "correct", "where", "Kidal, Mali").exit_code == 0
    (found,) = listed("--country", "ML")
    assert (found["id"], found["where"][0]["value"]["name"]) == (id, "Kidal")
    assert found["where"][0]["value"]["latitude"] == pytest.approx(18.4, abs=0.2)


REFUSED = {
    "no figure": (("correct", "killed", "lots"), "no count of killed"),
    "no place": (("correct", "where", "Xyzzyville"), "no place"),
    "no type": (("correct", "type", "outrage"), "expected an event type"),
    "no day": (("correct", "when", "some day"), "expected a day"),
    "days the wrong way": (("correct", "when", "2024-03-22/2024-03-20"), "expected a day"),
    "no property": (("correct", "colour", "red"), "what can be corrected is type"),
    "no document": (("split", "z9"), "no document of incident"),
    "nobody left": (("split", "g1", "g2"), "one to stay"),
    "itself": (("merge", "SELF"), "at least one other incident"),
    "nothing to undo": (("undo",), "no decision stands"),
    "not a decision": (("undo", "1"), "is no decision"),
    "no such source": (("correct", "killed", "5", "--cites", "z9"), "no document 'z9'"),
}


@pytest.mark.parametrize(("act", "words"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused_with_what_would(act, words):
    id = goma()["id"]
    result = decide(id, *(id if each == "SELF" else each for each in act))
    assert result.exit_code == 1
    assert words in result.stderr
    assert run("decisions").stdout == ""


@pytest.mark.parametrize("signed", [("--by", "A. Analyst"), ("--reason", "seen there")])
def test_a_decision_needs_a_name_and_a_reason(signed):
    assert decide(goma()["id"], "confirm", signed=signed).exit_code == 2


def test_the_name_may_be_a_setting(monkeypatch):
    monkeypatch.setenv("TOCSIN_ANALYST", "B. Analyst")
    assert decide(goma()["id"], "confirm", signed=("--reason", "seen")).exit_code == 0
    assert goma()["review"]["by"] == "B. Analyst"


def test_a_merge_leads_the_other_id_to_the_one_that_stands():
    one, other = (each["id"] for each in listed("--country", "NG"))
    assert decide(one, "merge", other).exit_code == 0
    (left,) = listed("--country", "NG")
    assert left["documents"] == ["k1", "k2"]
    for id in (one, other):
        assert json.loads(run("show", id, "--format", "json").stdout)["id"] == left["id"]


def test_a_split_takes_documents_out_and_undo_brings_them_back():
    before = goma()
    assert decide(before["id"], "split", "g2").exit_code == 0
    assert sorted(each["documents"] for each in listed("--country", "CD")) == [["g1"], ["g2"]]
    assert decide(before["id"], "undo").exit_code == 0
    assert goma()["documents"] == ["g1", "g2"]
    assert goma()["id"] == before["id"]


def test_what_was_dismissed_is_listed_only_on_request():
    id = goma()["id"]
    decide(id, "dismiss")
    assert listed("--country", "CD") == []
    assert id not in run("export", "--format", "jsonl").stdout
    assert [each["id"] for each in listed("--country", "CD", "--dismissed")] == [id]
    assert run("show", id).exit_code == 0


def test_a_retracted_report_gives_no_value_and_stays_in_the_list():
    decide(goma()["id"], "retract", "--document", "g2")
    assert killed(goma()) == (40, 40, 40)
    assert goma()["documents"] == ["g1", "g2"]


def test_the_audit_list_says_who_did_what_and_what_became_of_it():
    id = goma()["id"]
    decide(id, "correct", "killed", "at least 137")
    decide(id, "undo")
    decide(id, "confirm")
    correct, undone, confirmed = (json.loads(x) for x in run("decisions", id, "--format", "jsonl").stdout.splitlines())
    assert (correct["act"], correct["state"], correct["incidents"]) == ("correct", "undone", [id])
    assert (undone["act"], undone["undoes"], undone["incidents"]) == ("undo", correct["entry"], [id])
    assert (confirmed["by"], confirmed["reason"], confirmed["state"]) == ("A. Analyst", "seen there", "stands")
    table = run("decisions").stdout
    assert "correct killed to at least 137" in table
    assert "(undone)" in table


def test_diff_by_publication_tells_what_the_later_report_added():
    text = run("diff", goma()["id"], "--from", "2024-03-22", "--to", "2024-03-23").stdout
    assert "~ 40 killed → 115 killed [" in text
    assert "+ 20 injured" in text
    assert "+ Kyiv denies it" in text
    assert "+ g2" in text
    assert "“115 killed”" in text


def test_diff_before_the_first_report_is_a_new_incident():
    assert "+ Armed assault in Goma" in run("diff", goma()["id"], "--from", "2024-03-01").stdout


def test_diff_by_the_ledger_tells_what_a_person_changed():
    id = goma()["id"]
    (moment,) = {json.loads(x)["recorded_at"] for x in [decided_line(id)]}
    text = run("diff", id, "--from", "2000-01-01", "--to", moment, "--recorded").stdout
    assert "+ Armed assault in Goma" in text


def decided_line(id):
    decide(id, "correct", "killed", "137")
    return run("decisions", id, "--format", "jsonl").stdout.splitlines()[0]


def test_diff_of_nothing_says_so():
    result = run("diff", goma()["id"], "--from", "2024-03-24", "--to", "2024-03-25")
    assert (result.stdout, result.stderr) == ("", "nothing changed between these moments\n")


def test_erase_asks_first_and_then_leaves_no_word():
    id = goma()["id"]
    assert run("erase", "g2", *SIGNED, stdin="n\n").exit_code == 130
    assert goma()["documents"] == ["g1", "g2"]
    assert run("erase", "g2", *SIGNED, "--yes").exit_code == 0
    assert goma()["documents"] == ["g1"]
    assert goma()["id"] == id
    assert "115" not in run("export", "--format", "jsonl").stdout
    assert run("check").exit_code == 0


def test_a_backup_holds_the_ledger_as_it_was_and_is_never_written_over(tmp_path):
    assert run("backup", "copy.db").exit_code == 0
    again = run("backup", "copy.db")
    assert again.exit_code == 1
    assert "is there already" in again.stderr
    before = run("export", "--format", "jsonl").stdout
    decide(goma()["id"], "dismiss")
    assert run("restore", "copy.db", "--database", "back.db").exit_code == 0
    assert run("export", "--format", "jsonl", "--database", "back.db").stdout == before
    assert run("restore", "copy.db").exit_code == 1
    assert not list(tmp_path.glob("*.part"))


def test_what_is_no_ledger_is_not_restored(tmp_path):
    (tmp_path / "other.db").write_bytes(b"not a database at all, but long enough to look like a file of some kind")
    result = run("restore", "other.db", "--database", "back.db")
    assert result.exit_code == 1
    assert "is not a database" in result.stderr
    assert not (tmp_path / "back.db").exists()

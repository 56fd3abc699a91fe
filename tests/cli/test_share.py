"""`tocsin partner` and `tocsin share`: from a new partner to what they were told."""

import json

import pytest

from cli.fakes import run

REPORT = {"id": "k1", "source": "Saltmarsh Gazette", "published": "2024-03-22", "text": "A bombing in Kano: 14 killed."}
OPEN = 'tlp = "green"\ncountries = "all"\nfamilies = "all"\n'
BY = ("--by", "A. Analyst")


@pytest.fixture
def id(tmp_path):
    (tmp_path / "reports.jsonl").write_text(json.dumps(REPORT) + "\n")
    (tmp_path / "tocsin.toml").write_text('tlp = "green"\n')
    assert run("add", "reports.jsonl").exit_code == 0
    return json.loads(run("export", "--format", "jsonl").stdout)["id"]


def added(*more):
    return run("partner", "add", "north", "--about", "the northern desk", *BY, *more)


def test_a_new_partner_gets_a_key_once_and_a_policy_that_lets_nothing_out(id, tmp_path):
    made = added()
    assert made.exit_code == 0
    assert made.stdout.startswith("tocsin_")
    assert made.stdout.count("\n") == 1
    key = made.stdout.strip()
    assert key.encode() not in (tmp_path / "tocsin.db").read_bytes()
    shown = run("partner", "show", "north").stdout
    assert "nobody" in shown
    assert key.split("_")[2] not in shown
    assert json.loads(run("partner", "list", "--format", "json").stdout)[0]["keys"] == 1
    refused = run("share", "preview", "north", id)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "gets nothing of it" in refused.stderr


def test_a_partner_needs_a_name_of_its_own(id):
    added()
    assert "already" in added().stderr
    assert run("partner", "add", "North Desk", *BY).exit_code == 1
    assert run("partner", "show", "nort").exit_code == 2


def test_a_record_is_previewed_put_out_and_logged(id, tmp_path):
    added()
    (tmp_path / "policies" / "north.toml").write_text(OPEN)
    assert "no person has reviewed it" in run("share", "preview", "north", id).stderr
    run("decide", id, "confirm", *BY, "--reason", "seen")
    preview = run("share", "preview", "north", id)
    objects = json.loads(preview.stdout)["objects"]
    assert "Bombing, Kano, 2024-03-22" in [each.get("name") for each in objects]
    assert "Saltmarsh" not in preview.stdout
    assert "north: 1 told" in run("share", "publish").stderr
    assert "north: 0 told" in run("share", "publish", "north").stderr
    (line,) = run("share", "log", "--incident", id, "--format", "jsonl", "--content").stdout.splitlines()
    told = json.loads(line)
    assert (told["partner"], told["kind"], told["name"]) == ("north", "shared", "Bombing, Kano, 2024-03-22")
    strip = [{k: v for k, v in each.items() if k not in ("created", "modified")} for each in told["content"]]
    assert strip == [{k: v for k, v in each.items() if k not in ("created", "modified")} for each in objects]
    assert "shared" in run("share", "log", "--partner", "north").stdout
    assert run("share", "log", "--until", "2020-01-01").stderr == "nothing was told\n"


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson"])
def test_a_preview_in_another_format_is_of_the_same_record(id, tmp_path, format):
    added()
    (tmp_path / "policies" / "north.toml").write_text(OPEN + 'review = "none"\n')
    shown = run("share", "preview", "north", id, "--format", format)
    assert shown.exit_code == 0
    assert "Saltmarsh" not in shown.stdout
    assert id not in shown.stdout


def test_a_warning_prints_its_receipt(id, tmp_path):
    added()
    (tmp_path / "policies" / "north.toml").write_text('tlp = "green"\ncountries = []\nfamilies = []\n')
    receipt = json.loads(run("share", "warn", "north", id, *BY, "--reason", "named as a target").stdout)
    assert (receipt["kind"], receipt["by"], len(receipt["hash"])) == ("warned", "A. Analyst", 64)
    assert run("share", "warn", "north", id, "--reason", "x").exit_code == 2


def test_a_policy_with_faults_fails_the_run_and_says_all_of_them(id, tmp_path):
    added()
    (tmp_path / "policies" / "north.toml").write_text('tlp = "purple"\ncountries = ["Atlantis"]\n')
    failed = run("share", "publish")
    assert failed.exit_code == 1
    assert "purple" in failed.stderr
    assert "Atlantis" in failed.stderr
    assert run("share", "preview", "north", id).exit_code == 2


def test_keys_are_renewed_and_a_partner_is_let_in_no_longer(id):
    added()
    renewed = run("partner", "rotate", "north", "--grace", "0", *BY)
    assert renewed.stdout.startswith("tocsin_")
    assert "1 old key" in renewed.stderr
    assert json.loads(run("partner", "list", "--format", "json").stdout)[0]["keys"] == 1
    assert "1 key that was good" in run("partner", "revoke", "north", *BY).stderr
    assert run("partner", "rotate", "north", *BY).exit_code == 1
    assert "revoked" in run("partner", "list").stdout


def test_without_a_partner(id):
    assert run("partner", "list").stderr.startswith("nobody")
    assert run("share", "publish").exit_code == 2


def test_a_record_goes_no_further_than_its_strictest_report(id, tmp_path):
    added()
    (tmp_path / "policies" / "north.toml").write_text(OPEN + 'review = "none"\n')
    assert "TLP:GREEN" in run("share", "preview", "north", id).stderr
    assert run("share", "mark", "k1", "--tlp", "amber", *BY).exit_code == 0
    assert "TLP:AMBER" in run("share", "preview", "north", id).stderr
    loosened = run("share", "mark", "k1", "--tlp", "green", *BY)
    assert (loosened.exit_code, "only its source" in loosened.stderr) == (1, True)
    assert run("share", "mark", "k1", "--tlp", "green", "--source-agrees", *BY).exit_code == 0
    assert run("share", "preview", "north", id).exit_code == 0
    assert run("share", "mark", "k9", "--tlp", "green", *BY).exit_code == 1

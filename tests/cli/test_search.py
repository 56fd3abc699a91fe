"""`search`: documents and incidents by their words."""

import json

import pytest

from cli.fakes import run

REPORTS = [
    {"id": "g1", "source": "Harbour Wire", "published": "2024-03-22", "title": "Attack in Goma",
     "text": "An attack in Goma: 40 killed at the \x1b[31m big market."},
    {"id": "n1", "source": "ITS", "published": "2024-01-01", "text": "A football match near the market."},
]  # fmt: skip


@pytest.fixture(autouse=True)
def ledger(tmp_path):
    (tmp_path / "reports.jsonl").write_text("".join(json.dumps(report) + "\n" for report in REPORTS))
    assert run("add", "reports.jsonl").exit_code == 0


def test_a_document_is_shown_with_the_words_and_the_incident_that_it_tells():
    text = run("search", "big", "market").stdout
    assert text.startswith("Attack in Goma · Harbour Wire, 2024-03-22\n")
    assert "big market" in text
    assert "Armed assault in Goma" in text
    assert "\x1b" not in text
    assert "football" not in text


def test_lines_are_for_programs():
    first, second = (json.loads(x) for x in run("search", "market", "--format", "jsonl").stdout.splitlines())
    assert {first["document"], second["document"]} == {"g1", "n1"}
    assert [len(each["incidents"]) for each in sorted((first, second), key=lambda e: e["document"])] == [1, 0]
    assert "\x02" not in first["words"]


def test_nothing_found_says_so():
    result = run("search", "zebra")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "try fewer" in result.stderr

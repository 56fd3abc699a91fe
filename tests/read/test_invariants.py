"""What must hold of every reading: evidence quotes, no network is opened, the same input gives the same bytes.

Over the built-in dispatches, the golden texts, and input that no report looks like.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from builders import a_document, evidence_holds
from golden.facts import NAMES, document_of
from tocsin.fuse import fuse_all
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Document, Evidence, Reading
from tocsin.record.incident_form import incident_form
from tocsin.record.json_form import dumps, reading_form
from tocsin.record.json_load import load_reading, loads

TESTS = Path(__file__).parents[1]
SECONDS = 60  # against a hang; what it takes is some seconds


@cache
def documents() -> dict[str, Document]:
    """The dispatches and the golden texts, by id."""
    lines = files("tocsin.demo").joinpath("dispatches.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    told = [
        a_document(r["text"], id=r["id"], title=r["title"], published=r["published"], source=r["source"]) for r in rows
    ]
    return {doc.id: doc for doc in (*told, *map(document_of, NAMES))}


@cache
def readings() -> dict[str, Reading]:
    reader = RuleReader()
    return {id: reader.read(doc) for id, doc in documents().items()}


def bytes_of(reading: Reading) -> str:
    return dumps(reading_form(reading, with_text=True))


def digest_of_all() -> str:
    """One hash over every reading, made anew, and over the record that they make together."""
    reader, digest, found = RuleReader(), hashlib.sha256(), []
    for doc in documents().values():
        found.append(reader.read(doc))
        digest.update(bytes_of(found[-1]).encode())
    for incident in fuse_all(found).incidents:
        digest.update(dumps(incident_form(incident)).encode())
    return digest.hexdigest()


def evidence_of(reading: Reading) -> list[Evidence]:
    """Every quotation of a reading; a value without one is an error."""
    found: list[Evidence] = []
    for mention in reading.mentions:
        found.append(mention.trigger)
        for statement in mention.statements:
            assert statement.evidence, (mention.id, statement)
            found += statement.evidence
            if statement.attribution:
                assert statement.attribution.evidence, (mention.id, statement)
                found += statement.attribution.evidence
    for relation in reading.relations:
        assert relation.evidence, relation
        found += relation.evidence
    for said in reading.attributions:
        assert said.evidence, said
        assert said.speaker_evidence, said
        found += (*said.evidence, *said.speaker_evidence)
    return found


def check(reading: Reading) -> None:
    """The reading quotes its document, its parts refer to one another, and it survives its own JSON."""
    doc = reading.document
    for evidence in evidence_of(reading):
        assert evidence_holds(doc, evidence), evidence
        assert evidence.quote.strip(), evidence
    for span in (*reading.persons, *reading.places):
        assert doc.field(span.field)[span.start : span.end] == span.name
    ids = [m.id for m in reading.mentions]
    assert len(set(ids)) == len(ids)
    assert all({r.source, r.target} <= set(ids) for r in reading.relations)
    assert all(set(said.about) <= set(ids) for said in reading.attributions)
    assert load_reading(loads(bytes_of(reading))) == reading


# ------------------------------------------------------------------------------------------------ evidence
@pytest.mark.parametrize("id", documents())
def test_every_value_quotes_its_document(id: str) -> None:
    reading = readings()[id]
    assert reading.depth == "full"
    check(reading)


def test_every_value_of_an_incident_quotes_a_document() -> None:
    found = fuse_all(list(readings().values())).incidents
    assert found
    for incident in found:
        for folded in (
            incident.type,
            incident.status,
            incident.when,
            *incident.where,
            *incident.tolls,
            *incident.claims,
        ):
            if folded is None:
                continue
            assert folded.support, (incident.title, folded)
            for support in folded.support:
                assert support.evidence, (incident.title, folded)
                assert all(evidence_holds(documents()[e.document], e) for e in support.evidence)
        assert all(evidence_holds(documents()[e.document], e) for p in incident.toll_history for e in p.evidence)


# ------------------------------------------------------------------------------------------------ no network
def test_reading_and_folding_make_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was asked for")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)
    reader = RuleReader()
    some = [reader.read(doc) for doc in list(documents().values())[::7]]
    assert fuse_all(some).incidents


# ------------------------------------------------------------------------------------------------ the same bytes
def test_a_second_reader_gives_the_same_bytes() -> None:
    reader = RuleReader()
    for id, doc in documents().items():
        assert bytes_of(reader.read(doc)) == bytes_of(readings()[id]), id


def test_what_was_read_before_makes_no_difference() -> None:
    reader = RuleReader()
    for id in reversed(documents()):
        assert bytes_of(reader.read(documents()[id])) == bytes_of(readings()[id]), id


@pytest.mark.parametrize("seed", ["1", "4242"])
def test_a_process_of_its_own_gives_the_same_bytes(seed: str) -> None:
    program = "from read import test_invariants as t; print(t.digest_of_all())"
    known = {name: value for name, value in os.environ.items() if not name.startswith("TOCSIN")}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        env={**known, "PYTHONPATH": os.pathsep.join([str(TESTS), *sys.path]), "PYTHONHASHSEED": seed},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == digest_of_all()


# ------------------------------------------------------------------------------------------------ bad input
RTL, ZERO_WIDTH = "\u202e\u200f\u2067", "\u200b\u200d\u2060\ufeff"
REPORT = "Gunmen killed 12 people in Kano on Friday, police said. Boko Haram claimed the attack."
ARABIC = "قتل مسلحون اثني عشر شخصا في كانو يوم الجمعة، حسب الشرطة."

BAD = {
    "empty": "",
    "one-space": " ",
    "white-space": " \t\n\r\n\u00a0\u2003\u2028\x0b\x0c" * 500,
    "one-word-300-kb": "a" * 300_000,
    "one-number-300-kb": "9" * 300_000,
    "one-word-over-and-over": "killed " * 43_000,
    "one-name-over-and-over": "Kano " * 60_000,
    "full-stops": "." * 300_000,
    "quotation-marks": "\"'“‘" * 20_000,
    "brackets": "(" * 50_000 + ")" * 50_000,
    "no-end-of-sentence": "killed 12 people and " * 3_000,
    "right-to-left": f"{RTL}{ARABIC}\u202c {REPORT}{RTL}",
    "arabic-only": ARABIC * 50,
    "zero-width": "".join(c + ZERO_WIDTH[i % 4] for i, c in enumerate(REPORT)),
    "zero-width-only": ZERO_WIDTH * 1_000,
    "control-characters": "".join(map(chr, range(32))) + REPORT.replace(" ", "\x00\x07\x1b[31m") + "\x7f\x85\x9f",
    "combining-marks": "".join(c + "\u0301\u0489" for c in REPORT) + "\u0301" * 5_000,
    "beyond-the-first-plane": "\U0001f4a5\U00010348\U000e0041" * 2_000 + REPORT,
    "not-characters": "\ufffe\uffff\ufffd\ue000" * 1_000 + REPORT,
    "markup": "<script>killed(12)</script><b>" * 2_000,
    "lines": f"{REPORT}\n" * 400,
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_a_reading_in_time(name: str) -> None:
    doc = a_document(BAD[name], id=name)
    before = time.process_time()
    reading = RuleReader().read(doc)
    assert time.process_time() - before < SECONDS
    check(reading)
    assert reading.document == doc


@pytest.mark.parametrize(
    "name", ["empty", "one-space", "white-space", "zero-width-only", "full-stops", "one-word-300-kb"]
)
def test_what_says_nothing_gives_nothing(name: str) -> None:
    reading = RuleReader().read(a_document(BAD[name], id=name))
    assert (reading.mentions, reading.relations, reading.attributions) == ((), (), ())


@pytest.mark.parametrize(
    ("words", "times"),
    [("killed ", 500), ("killed 12 people and ", 250), ("Kano ", 1_000)],
    ids=["one-word", "one-clause", "one-name"],
)
def test_four_times_the_words_of_one_sentence_take_about_four_times_as_long(words: str, times: int) -> None:
    """Squared growth would be sixteen; half of that is allowed. Counted in calls, which are the same on any machine."""
    reader = RuleReader()
    reader.read(a_document(REPORT))
    few, many = (calls_of(lambda n=n: reader.read(a_document(words * n))) for n in (times, 4 * times))
    assert many / few < 8


def calls_of(work: Callable[[], object]) -> int:
    """How many calls, of Python or C functions, a piece of work makes."""
    made = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


@pytest.mark.parametrize("title", ["", " ", "\x00\u202e", "x" * 50_000], ids=["empty", "space", "control", "long"])
def test_a_bad_title_does_no_harm(title: str) -> None:
    reading = RuleReader().read(a_document(REPORT, title=title))
    check(reading)
    assert [m.type for m in reading.mentions if m.family == "violence"] == ["armed_assault"]


@pytest.mark.parametrize(
    "published",
    [None, "1066-10-14", "2999-12-31", "2024-02-29", "2024-03-26T23:59:59+14:00", "2024-03-26T00:00:00-12:00"],
)
def test_any_date_of_publication_will_do(published: str | None) -> None:
    check(RuleReader().read(a_document(REPORT, published=published)))


@pytest.mark.parametrize("words", range(236, 262))
def test_a_place_across_the_cut_of_a_very_long_run_of_words_does_no_harm(words: int) -> None:
    run = "gunmen killed twelve people in Velm and the army fought rebels near Goma while others fled".split() * 20
    text = " ".join([*run[:words], "in", "Deir", "ez-Zor", "today"])
    doc = a_document(text)
    assert all(evidence_holds(doc, mention.trigger) for mention in RuleReader().read(doc).mentions)

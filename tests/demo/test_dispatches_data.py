"""The built-in dispatches and the analyst's reading of them are well formed."""

import json
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).parents[2] / "src" / "tocsin" / "demo"
LINES = (DEMO / "dispatches.jsonl").read_text(encoding="utf-8").splitlines()
DISPATCHES: list[dict[str, Any]] = [json.loads(line) for line in LINES]
IDS = [each["id"] for each in DISPATCHES]
EXPECTED: dict[str, Any] = json.loads((Path(__file__).parent / "expected.json").read_text(encoding="utf-8"))
INCIDENTS: list[dict[str, Any]] = EXPECTED["incidents"]

KEYS = {"id", "title", "text", "published", "source", "url", "language"}
STANCES = {"claimed", "denied", "blamed", "suspected"}
STATUSES = {"occurred", "attempted", "foiled", "threatened", "planned", "denied"}
MEASURES = {
    "killed", "injured", "casualties", "abducted", "missing", "displaced", "detained", "released", "rescued",
}  # fmt: skip
# The types of design section 3 which these dispatches may use.
TYPES = {
    "armed_assault", "bombing", "suicide_bombing", "landmine_explosion", "shelling", "missile_rocket",
    "air_strike", "drone_strike", "abduction", "hostage_taking", "arson", "vehicle_ramming", "stabbing",
    "detainee_abuse", "armed_clash", "plot", "arrest", "security_operation", "trial", "condemnation",
    "security_measure", "investigation", "release", "warning", "intelligence_sharing",
}  # fmt: skip


def parse_published(value: str) -> date:
    """Return the day of a date, or of a date-time that carries its own offset."""
    if "T" not in value:
        return date.fromisoformat(value)
    moment = datetime.fromisoformat(value)
    assert moment.tzinfo is not None, f"{value} has no offset"
    return moment.date()


def bounds_of(value: Any) -> list[dict[str, Any]]:
    """Return every bound found anywhere inside a JSON value."""
    if isinstance(value, list):
        return [found for each in value for found in bounds_of(each)]
    if not isinstance(value, dict):
        return []
    inner = [found for each in value.values() for found in bounds_of(each)]
    return [value, *inner] if "low" in value else inner


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=IDS)
def test_dispatch_has_the_agreed_fields(dispatch: dict[str, Any]) -> None:
    assert set(dispatch) == KEYS
    assert re.fullmatch(r"d\d\d-[a-z0-9-]+", dispatch["id"])
    assert dispatch["url"] is None
    assert dispatch["language"] == "en"
    assert all(dispatch[key].strip() == dispatch[key] != "" for key in ("title", "text", "source"))
    assert date(2001, 1, 1) < parse_published(dispatch["published"]) < date(2025, 1, 1)


@pytest.mark.parametrize("dispatch", DISPATCHES, ids=IDS)
def test_text_is_a_short_report_in_paragraphs(dispatch: dict[str, Any]) -> None:
    paragraphs = dispatch["text"].split("\n\n")
    assert 2 <= len(paragraphs) <= 5
    assert all(paragraph and "\n" not in paragraph for paragraph in paragraphs)
    assert 90 <= len(dispatch["text"].split()) <= 260


def test_no_line_is_longer_than_3000_characters() -> None:
    assert max(len(line) for line in LINES) <= 3000


def test_ids_and_titles_are_unique() -> None:
    assert len(set(IDS)) == len(IDS)
    assert len({each["title"] for each in DISPATCHES}) == len(DISPATCHES)
    assert len({identifier[:3] for identifier in IDS}) == len(IDS)


def test_there_are_enough_of_each_kind() -> None:
    assert len(DISPATCHES) >= 22
    told = [each for each in INCIDENTS if not each["background"]]
    assert len(told) >= 8
    followed = [each for each in told if len(each["documents"]) >= 3]
    assert len(followed) >= 4
    assert len(EXPECTED["no_incident"]) >= 3
    assert any(each["status"] == "foiled" for each in INCIDENTS)
    stances = Counter(claim["stance"] for each in INCIDENTS for claim in each["claims"])
    assert set(stances) == STANCES
    types = {each["type"] for each in INCIDENTS}
    assert {"armed_clash", "abduction", "drone_strike", "vehicle_ramming"} <= types
    outlets = Counter(each["source"] for each in DISPATCHES)
    assert len(outlets) >= 8


def test_every_dispatch_is_accounted_for() -> None:
    covered = {document for each in INCIDENTS for document in each["documents"]}
    empty = set(EXPECTED["no_incident"])
    summaries = set(EXPECTED["no_single_event"])
    assert covered | empty | summaries == set(IDS)
    assert not covered & empty
    assert not covered & summaries


def test_readme_mentions_every_dispatch() -> None:
    readme = (DEMO / "README.md").read_text(encoding="utf-8")
    numbers = {int(number) for number in re.findall(r"\bd(\d\d)\b", readme)}
    for start, end in re.findall(r"\bd(\d\d)-d(\d\d)\b", readme):
        numbers |= set(range(int(start), int(end) + 1))
    assert numbers == {int(identifier[1:3]) for identifier in IDS}


@pytest.mark.parametrize("incident", INCIDENTS, ids=[each["key"] for each in INCIDENTS])
def test_expected_incident_is_well_formed(incident: dict[str, Any]) -> None:
    assert {incident["type"], *incident["types_acceptable"]} <= TYPES
    assert re.fullmatch(r"[A-Z]{2}", incident["country"])
    assert incident["date"] is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", incident["date"])
    assert incident["status"] in STATUSES
    assert incident["documents"]
    known = set(incident["documents"])
    assert known <= set(IDS)
    for point in incident["toll_history"]:
        assert point["document"] in known
        assert {"killed", "injured"} <= set(point)
        assert {each["measure"] for each in point.get("rivals", [])} <= MEASURES
        assert {each["measure"] for each in point.get("party_figures", [])} <= MEASURES
    for claim in incident["claims"]:
        assert claim["stance"] in STANCES
        assert claim["claimant"]
        assert claim["documents"]
        assert set(claim["documents"]) <= known
    for related in incident["related"]:
        assert related["type"] in TYPES
        assert related["relation"] in {"responds_to", "warns_of", "part_of", "follows"}
        assert set(related["documents"]) <= known


@pytest.mark.parametrize("incident", INCIDENTS, ids=[each["key"] for each in INCIDENTS])
def test_toll_history_is_in_order_of_publication(incident: dict[str, Any]) -> None:
    order = {each["id"]: parse_published(each["published"]) for each in DISPATCHES}
    days = [order[point["document"]] for point in incident["toll_history"]]
    assert days == sorted(days)


def test_bounds_agree_with_themselves() -> None:
    for bound in bounds_of(INCIDENTS):
        low, high, best = bound["low"], bound["high"], bound["best"]
        assert (low, high, best) != (None, None, None)
        given = [number for number in (low, best, high) if number is not None]
        assert given == sorted(given)
        assert bound["approximate"] is (best is not None and low is None)


def test_parts_add_up_to_their_sum() -> None:
    checked = 0
    for bound in bounds_of(INCIDENTS):
        parts = bound.get("parts")
        if not parts:
            continue
        checked += 1
        total = sum(part["low"] if part["low"] is not None else part["best"] for part in parts)
        assert total == (bound["low"] if bound["low"] is not None else bound["best"])
    assert checked >= 3


def numbers_in(text: str) -> set[int]:
    """Return the numbers of a text, in digits or in the few words these dispatches use."""
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven"]
    words += ["eight", "nine", "ten", "eleven", "twelve", "thirteen"]
    found = {int(digits.replace(",", "")) for digits in re.findall(r"\d[\d,]*\d|\d", text)}
    lowered = set(re.findall(r"[a-z]+", text.lower()))
    found |= {number for number, word in enumerate(words) if word in lowered}
    if lowered & {"a", "an"}:
        found.add(1)
    if "hundred" in lowered:
        found.add(100)
    if "dozens" in lowered:
        found.add(24)
    if "dozen" in lowered:
        found.add(12)
    if "nobody" in lowered:
        found.add(0)
    return found


def test_expected_figures_stand_in_their_dispatch() -> None:
    texts = {each["id"]: f"{each['title']} {each['text']}" for each in DISPATCHES}
    for incident in INCIDENTS:
        for point in incident["toll_history"]:
            said = numbers_in(texts[point["document"]])
            for bound in bounds_of({key: value for key, value in point.items() if key != "document"}):
                given = (bound["best"], bound["low"], bound["high"])
                number = next(value for value in given if value is not None)
                if "parts" not in bound:  # "more than 60" is a low of 61
                    assert {number, number - 1} & said, (incident["key"], point["document"], number)


def test_nothing_but_the_wording_of_a_spokesman_is_quoted_at_length() -> None:
    for dispatch in DISPATCHES:
        for sentence in re.findall(r"[^.]*\"[^\"]{30,}\"[^.]*", dispatch["text"]):
            assert "spokesman" in sentence, dispatch["id"]

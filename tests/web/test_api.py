"""The record for programs."""

import html
import json
import re

import jsonschema
import pytest

from tocsin import pipeline
from tocsin.record.incident_form import incident_form
from tocsin.record.json_form import dumps
from tocsin.record.schema import incident_schema, reading_schema
from web.asking import post

API = "/api/v1"


@pytest.fixture
def program(signed_in, browser):
    """Asks as a program does, with a token of a right."""

    def make(right="analyst", name="Robot keeper"):
        page = post(signed_in(right, name), "/account/tokens", label="test", right=right)
        secret = html.unescape(re.search(r'class="secret">([^<]+)', page.text)[1])
        client = browser()
        client.headers["authorization"] = f"Bearer {secret}"
        return client

    return make


def test_incidents_are_the_same_as_the_export_writes(client, ledger):
    found = client.get(f"{API}/incidents?limit=200&family=all").json()
    assert found["next"] is None
    assert found["total"] == len(found["items"]) > 50
    jsonschema.validate(found["items"][0], incident_schema())
    for form in found["items"]:
        assert dumps(form) == dumps(incident_form(pipeline.incident(ledger, form["id"])))


@pytest.mark.parametrize("sort", ["when", "killed", "recorded", "reports"])
def test_parts_put_together_are_the_whole(client, sort):
    whole = client.get(f"{API}/incidents?view=line&limit=200&sort={sort}").json()
    ids, cursor = [], ""
    for _ in range(20):
        part = client.get(f"{API}/incidents?view=line&limit=7&sort={sort}{cursor}").json()
        ids += [item["id"] for item in part["items"]]
        if part["next"] is None:
            break
        cursor = f"&cursor={part['next']}"
    assert ids == [item["id"] for item in whole["items"]]


@pytest.mark.parametrize("cursor", ["x", "bm9uZQ", "e30", "WyJ4Il0", "%00", "WzEsMl0"])
def test_a_cursor_that_is_none_breaks_nothing(client, cursor):
    assert client.get(f"{API}/incidents?view=line&cursor={cursor}").status_code in (200, 400)


def test_what_did_not_change_is_not_sent_again(client, ledger):
    first = client.get(f"{API}/incidents?view=line")
    tag = first.headers["etag"]
    again = client.get(f"{API}/incidents?view=line", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(f"{API}/incidents?view=line&limit=3", headers={"if-none-match": tag}).status_code == 200


def test_one_incident_as_published_by_a_moment(client, ledger):
    hall = next(i.id for i in pipeline.incidents(ledger) if len(i.documents) == 6)
    now, then = (client.get(f"{API}/incidents/{hall}{q}").json() for q in ("", "?as_of=2024-03-22"))
    assert now["as_of"] is None
    killed = next(t for t in then["tolls"] if t["value"]["measure"] == "killed")
    assert killed["value"]["low"] == 40


def test_a_document_comes_with_its_text_and_its_reading(client):
    form = client.get(f"{API}/documents/d01-crocus-first").json()
    jsonschema.validate(form, reading_schema())
    trigger = form["mentions"][0]["trigger"]
    text = form["document"]["title"] if trigger["field"] == "title" else form["document"]["text"]
    assert text[trigger["start"] : trigger["end"]] == trigger["quote"]


def test_every_page_has_its_twin(client):
    for name in (
        "incidents",
        "search?q=Kabul",
        "sources",
        "watches",
        "alerts",
        "decisions",
        "review",
        "figures",
        "actors",
        "places",
    ):
        found = client.get(f"{API}/{name}")
        assert found.status_code == 200, name
        assert found.json()["schema"] == "tocsin.page/1"


def test_a_map_has_every_incident_with_a_place(client):
    lines = client.get(f"{API}/incidents?view=line&limit=200&country=NG").json()["items"]
    points = client.get(f"{API}/map?country=NG").json()["points"]
    assert {each["id"] for each in points} == {each["id"] for each in lines if each["spot"]}
    spots = {each["id"]: each["spot"] for each in lines}
    assert all(each["y"] == -spots[each["id"]]["latitude"] for each in points)


def test_failures_are_json_with_a_sentence(client):
    for address, status in (("incidents/nothing", 404), ("incidents?country=ZZZ", 400), ("incidents?limit=0", 422)):
        found = client.get(f"{API}/{address}")
        assert found.status_code == status
        assert found.json()["error"]


def test_the_api_describes_itself(client):
    described = client.get(f"{API}/openapi.json").json()
    assert f"{API}/incidents" in described["paths"]
    assert not [path for path in described["paths"] if not path.startswith((API, "/taxii2/"))]


def test_a_program_decides_under_the_name_of_its_account(program, ledger):
    client = program("analyst", "Ana Lyst")
    hall = next(i.id for i in pipeline.incidents(ledger) if len(i.documents) == 6)
    body = {"act": "correct", "property": "killed", "words": "145", "reason": "court list", "cites": "d05-crocus-court"}
    answer = client.post(f"{API}/incidents/{hall}/decisions", json=body)
    assert answer.status_code == 201, answer.text
    assert answer.json()["folded"] is True
    assert ledger.decisions()[-1][1].by == "Ana Lyst"
    toll = next(f for f in pipeline.incident(ledger, hall).tolls if f.value.measure == "killed")
    assert toll.value.best == 145
    listed = client.get(f"{API}/incidents/{hall}/decisions").json()["items"]
    assert [(each["act"], each["state"]) for each in listed] == [("correct", "stands")]


def test_a_program_with_a_reader_s_token_decides_nothing(program, ledger):
    client = program("reader", "Noor")
    body = {"act": "dismiss", "reason": "x"}
    assert client.post(f"{API}/incidents/{next(pipeline.incidents(ledger)).id}/decisions", json=body).status_code == 403
    assert ledger.decisions() == []


def test_a_browser_does_not_decide_by_the_api(signed_in, ledger):
    client = signed_in("editor")
    body = {"act": "dismiss", "reason": "x"}
    assert client.post(f"{API}/incidents/{next(pipeline.incidents(ledger)).id}/decisions", json=body).status_code == 403


def test_unknown_fields_of_a_decision_are_refused(program, ledger):
    client = program("analyst", "Ana")
    body = {"act": "dismiss", "reason": "x", "by": "Somebody Else"}
    assert client.post(f"{API}/incidents/{next(pipeline.incidents(ledger)).id}/decisions", json=body).status_code == 422


def test_changes_are_told_as_they_come(app_of, ledger, monkeypatch):
    """The generator itself is asked: a client of the test waits for the end of an answer that has none."""
    import asyncio

    from tocsin.web.api import events

    monkeypatch.setattr(events, "PAUSE_SECONDS", 0.01)
    desk = app_of().state.desk

    async def listen():
        told = events._told(desk, 0)
        head = await anext(told)
        first = await anext(told)
        await told.aclose()
        return head, first

    head, first = asyncio.run(listen())
    desk.close()
    assert head.startswith("retry:")
    kinds = re.findall(r"^event: (\w+)$", first, re.M)
    assert kinds
    assert set(kinds) == {"incident"}
    assert json.loads(re.search(r"^data: (.*)$", first, re.M)[1])["new"] is True
    assert desk.listeners == 0

"""The queue, what a person decides on a page, and what becomes of it in the ledger."""

import html
import re
import threading
from functools import partial

import pytest
from msgspec import structs

from tocsin import pipeline, review
from tocsin.pipeline import READERS, add_one
from web.asking import form_token


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


@pytest.fixture
def analyst(signed_in):
    return signed_in("analyst", "Ana Lyst")


@pytest.fixture
def hall(ledger):
    """The id of the incident that six dispatches tell."""
    return next(i.id for i in pipeline.incidents(ledger) if len(i.documents) == 6)


def decide(client, id, panel="", **fields):
    page = client.get(f"/review/{id}?panel={panel}")
    seen = re.search(r'name="seen" value="([^"]*)"', page.text)[1]
    known = {"form_token": form_token(page), "seen": seen, "act": panel or "confirm", "reason": "seen by us"}
    answer = client.post(f"/review/{id}", data={**known, **fields})
    client.app.state.desk.folding.finish()
    return answer


def test_the_deadliest_and_most_disputed_wait_in_front(analyst):
    page = words(analyst.get("/review"))
    assert page.index("358 killed") < page.index("Kuriga")
    assert "figures differ" in page


def test_a_confirmed_incident_leaves_the_queue_and_the_next_loads(analyst, ledger):
    queue = re.findall(r'href="/review/(\w+)"', analyst.get("/review").text)
    first, second = list(dict.fromkeys(queue))[:2]
    answer = decide(analyst, first)
    assert answer.headers["location"].startswith(f"/review/{second}?done=")
    page = analyst.get(answer.headers["location"])
    assert "is in the ledger: confirm" in words(page)
    assert first not in re.findall(r'<td>.*?href="/review/(\w+)"', analyst.get("/review").text)
    found = pipeline.incident(ledger, first)
    assert (found.review.state, found.review.by) == ("confirmed", "Ana Lyst")


def test_what_was_decided_leaves_the_queue_before_it_is_folded(analyst, monkeypatch):
    first = re.search(r'href="/review/(\w+)"', analyst.get("/review").text)[1]
    folding = analyst.app.state.desk.folding
    waits = threading.Event()
    monkeypatch.setattr(folding, "_refold", waits.wait)
    page = analyst.get(f"/review/{first}")
    fields = {"form_token": form_token(page), "act": "confirm", "reason": "seen by us"}
    assert analyst.post(f"/review/{first}", data=fields).status_code == 303
    assert f'href="/review/{first}"' not in analyst.get("/review").text
    waits.set()
    folding.finish()
    assert f'href="/review/{first}"' in analyst.get("/review").text  # nothing was folded, so it waits again


def test_a_confirmed_incident_that_has_grown_waits_again(analyst, ledger, hall):
    decide(analyst, hall)
    assert f'href="/review/{hall}"' not in analyst.get("/review").text
    told = next(doc for doc in ledger.documents() if doc.id == "d01-crocus-first")
    text = told.text + " Officials gave no further word on Saturday."
    later = structs.replace(told, id="later", key="later", text=text, url=None)
    add_one(later, ledger=ledger, reader=READERS.make("rules"))
    pipeline.refold(ledger)
    assert "later" in pipeline.incident(ledger, hall).documents
    page = words(analyst.get("/review"))
    assert "reports came since it was confirmed" in page
    assert f'href="/review/{hall}"' in analyst.get("/review").text
    decide(analyst, hall)
    assert f'href="/review/{hall}"' not in analyst.get("/review").text


def test_a_correction_keeps_the_words_that_were_picked(analyst, ledger, hall):
    page = analyst.get(f"/review/{hall}?panel=correct&property=killed")
    passage = html.unescape(re.search(r'name="passage" value="([^"]+)"', page.text)[1])
    answer = decide(analyst, hall, "correct", property="killed", words="at least 137", passage=passage)
    assert answer.status_code == 303
    (_, decision) = ledger.decisions()[-1]
    assert decision.cites is not None
    assert "(“" in decision.reason
    toll = next(f for f in pipeline.incident(ledger, hall).tolls if f.value.measure == "killed")
    assert toll.value.low == 137
    assert any("140" in str(r.value.best) for r in toll.rivals)


def test_words_that_stand_in_no_report_bear_nothing_out(analyst, ledger, hall):
    fields = {"property": "killed", "words": "150", "quote": "150 people were killed", "cites": "d01-crocus-first"}
    answer = decide(analyst, hall, "correct", **fields)
    assert answer.status_code == 400
    assert "does not stand in d01-crocus-first" in words(answer)
    assert 'value="150"' in answer.text
    assert ledger.decisions() == []


@pytest.mark.parametrize(
    ("property", "value", "expected"),
    [("when", "last Friday", "expected a day"), ("killed", "lots of", "no count"), ("type", "riot", "event type")],
)
def test_a_value_of_no_sense_says_what_is_expected(analyst, hall, property, value, expected):
    answer = decide(analyst, hall, "correct", property=property, words=value)
    assert answer.status_code == 400
    assert expected in words(answer)


def test_two_incidents_are_merged_and_the_old_address_leads_on(analyst, ledger, hall):
    other = next(i.id for i in pipeline.incidents(ledger) if i.type.value == "bombing" and i.id != hall)
    assert decide(analyst, hall, "merge", other=other).status_code == 303
    standing = {pipeline.incident(ledger, hall).id, pipeline.incident(ledger, other).id}
    assert len(standing) == 1
    moved = ({hall, other} - standing).pop()
    assert analyst.get(f"/incidents/{moved}").headers["location"] == f"/incidents/{standing.pop()}"


def test_a_report_is_split_off(analyst, ledger, hall):
    assert decide(analyst, hall, "split", documents="d06-crocus-blame").status_code == 303
    found = pipeline.incident(ledger, hall)
    toll = next(f for f in found.tolls if f.value.measure == "killed")
    assert "d06-crocus-blame" not in {support.document for support in toll.support}
    others = [i for i in pipeline.incidents(ledger) if i.id != hall and "d06-crocus-blame" in i.documents]
    assert any(f.value.best == 140 for i in others for f in i.tolls)


def test_what_one_report_says_is_retracted(analyst, ledger, hall):
    answer = decide(analyst, hall, "retract", property="toll", documents="d06-crocus-blame")
    assert answer.status_code == 303
    toll = next(f for f in pipeline.incident(ledger, hall).tolls if f.value.measure == "killed")
    assert toll.value.best != 140


def test_a_dismissed_incident_leaves_the_list_and_undoing_brings_it_back(analyst, ledger, hall):
    answer = decide(analyst, hall, "dismiss", then="stay")
    number = re.search(r"done=(\d+)", answer.headers["location"])[1]
    assert hall not in analyst.get("/").text
    assert hall in analyst.get("/?review=dismissed").text
    page = analyst.get(answer.headers["location"])
    fields = {"form_token": form_token(page), "reason": "it was one after all"}
    assert analyst.post(f"/decisions/{number}/undo", data=fields).status_code == 303
    assert hall in analyst.get("/").text
    assert [d.act for _, d in ledger.decisions()] == ["dismiss", "undo"]


def test_a_decision_needs_a_reason(analyst, ledger, hall):
    assert decide(analyst, hall, "dismiss", reason="  ").status_code == 400
    assert ledger.decisions() == []


def test_a_record_that_changed_meanwhile_is_judged_anew(analyst, ledger, hall):
    assert decide(analyst, hall, seen="1").status_code == 409
    assert ledger.decisions() == []


def test_what_others_decided_only_an_editor_takes_back(analyst, signed_in, ledger, hall):
    decide(analyst, hall)
    number = ledger.decisions()[-1][0]
    for right, status in (("analyst", 403), ("editor", 303)):
        client = signed_in(right, f"Other {right}")
        fields = {"form_token": form_token(client.get("/account")), "reason": "not so"}
        assert client.post(f"/decisions/{number}/undo", data=fields).status_code == status


def test_a_reader_decides_nothing(signed_in, ledger, hall):
    reader = signed_in("reader")
    assert reader.get("/review").status_code == 403
    fields = {"form_token": form_token(reader.get("/account")), "act": "confirm", "reason": "x"}
    assert reader.post(f"/review/{hall}", data=fields).status_code == 403
    assert 'href="/review' not in reader.get(f"/incidents/{hall}").text
    assert ledger.decisions() == []


def test_every_decision_is_listed_with_its_author(analyst, hall):
    decide(analyst, hall)
    page = words(analyst.get("/decisions"))
    assert "Ana Lyst confirm" in page
    assert "seen by us" in page
    assert "Ana Lyst" in words(analyst.get(f"/incidents/{hall}"))


def test_decisions_come_in_parts_and_may_be_narrowed(analyst, signed_in, hall, monkeypatch):
    monkeypatch.setattr(review, "latest_decisions", partial(review.latest_decisions, most=1))
    decide(analyst, hall)
    decide(signed_in("editor", "Ed Itor"), hall, "dismiss")
    newest = analyst.get("/decisions")
    assert "2 in all" in words(newest)
    assert "Ed Itor dismiss" in words(newest)
    assert "Ana Lyst confirm" not in words(newest)
    older = html.unescape(re.search(r'rel="next" href="([^"]+)"', newest.text)[1])
    assert "Ana Lyst confirm" in words(analyst.get(f"/decisions{older}"))
    assert "Ana Lyst confirm" in words(analyst.get("/decisions?by=Ana Lyst"))
    assert "No decision" in words(analyst.get("/decisions?state=undone"))


def test_an_incident_like_it_is_offered_for_merging(analyst, ledger):
    kobani = next(i.id for i in pipeline.incidents(ledger) if "Istanbul" in i.title)
    page = analyst.get(f"/review/{kobani}?panel=merge")
    assert 'name="other"' in page.text

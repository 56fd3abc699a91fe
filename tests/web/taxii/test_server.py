"""Each endpoint answers as sections 4 and 5 of TAXII 2.1 have it, and each fault has the standard's error body."""

from __future__ import annotations

import base64
import json

import pytest

from keep.builders import a_document
from keep.shelf_builders import AMBER, GREEN, a_parcel
from tocsin.errors import LedgerError
from tocsin.ports.shelf import Wanted
from tocsin.web.taxii import Limits
from web.taxii.conftest import TAXII

ROOT = "/taxii2/api/"
HERE = f"{ROOT}collections/{GREEN.id}/"
OBJECTS = HERE + "objects/"
REPORT_1 = "report--00000000-0000-0000-0000-000000000001"
NOWHERE = "report--00000000-0000-0000-0000-000000000999"
LATER = "2026-04-01T00:00:00.000Z"


def is_failure(response, status):
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == TAXII
    body = response.json()
    assert body["title"]
    assert body["http_status"] == str(status)
    return body.get("description", "")


# ------------------------------------------------------------------------------------------------ answers
def test_discovery_leads_to_the_api_root_and_that_to_the_collections(client):
    found = client.get("/taxii2/")
    assert found.status_code == 200
    assert found.headers["content-type"] == TAXII
    assert found.json() == {"title": "The record of Example Monitor", "default": ROOT, "api_roots": [ROOT]}
    root = client.get(found.json()["default"]).json()
    assert root["versions"] == [TAXII]
    assert root["max_content_length"] == 65_536
    both = client.get(ROOT + "collections/").json()["collections"]
    assert [each["title"] for each in both] == ["Amber", "Green"]
    assert both[1] == {
        "id": GREEN.id,
        "title": "Green",
        "can_read": True,
        "can_write": False,
        "media_types": ["application/stix+json;version=2.1"],
    }
    assert client.get(f"{ROOT}collections/{AMBER.id}/").json() == both[0]


def test_a_partner_sees_only_the_collections_that_its_key_opens(client_of, shelf):
    shelf.put(AMBER.id, [a_parcel(1)])
    bo = client_of("key-of-bo")
    assert [each["id"] for each in bo.get(ROOT + "collections/").json()["collections"]] == [GREEN.id]
    assert client_of("key-of-none").get(ROOT + "collections/").json() == {}
    for path in ("", "manifest/", "objects/", f"objects/{REPORT_1}/", f"objects/{REPORT_1}/versions/"):
        is_failure(bo.get(f"{ROOT}collections/{AMBER.id}/{path}"), 404)
    is_failure(bo.get(f"{OBJECTS}{REPORT_1}/"), 404)


def test_objects_leave_byte_for_byte(client, shelf):
    odd = [a_parcel(1, name='two  spaces "\\u00e9" é'), a_parcel(2)]
    shelf.put(GREEN.id, odd)
    found = client.get(OBJECTS)
    assert found.content == b'{"more":false,"objects":[' + odd[0].form + b"," + odd[1].form + b"]}"
    assert found.headers["x-taxii-date-added-first"] == "2026-03-02T08:15:00.000000Z"
    assert found.headers["x-taxii-date-added-last"] == "2026-03-02T08:15:00.000001Z"


def test_an_empty_page_is_an_empty_object_without_dates(client):
    for path in ("objects/", "manifest/"):
        found = client.get(HERE + path)
        assert found.json() == {}
        assert not [name for name in found.headers if name.startswith("x-taxii")]


def test_the_id_of_a_collection_may_be_written_in_capitals(client):
    assert client.get(f"{ROOT}collections/{GREEN.id.upper()}/").json()["id"] == GREEN.id


def test_a_manifest_says_when_each_was_added(client, shelf):
    shelf.put(GREEN.id, [a_parcel(1), a_parcel(2)])
    found = client.get(HERE + "manifest/?limit=1")
    assert found.json()["more"] is True
    assert found.json()["objects"] == [
        {
            "id": REPORT_1,
            "date_added": "2026-03-02T08:15:00.000000Z",
            "version": "2026-03-01T00:00:00.000Z",
            "media_type": "application/stix+json;version=2.1",
        }
    ]
    after = {"added_after": found.headers["x-taxii-date-added-last"]}
    assert client.get(HERE + "manifest/", params=after).json()["objects"][0]["id"].endswith("2")


def test_versions_are_listed_in_the_order_of_adding(client, shelf):
    shelf.put(GREEN.id, [a_parcel(1), a_parcel(2), a_parcel(1, modified=LATER)])
    found = client.get(f"{OBJECTS}{REPORT_1}/versions/")
    assert found.json() == {"more": False, "versions": ["2026-03-01T00:00:00.000Z", LATER]}
    assert found.headers["x-taxii-date-added-last"] == "2026-03-02T08:15:00.000002Z"
    first = client.get(f"{OBJECTS}{REPORT_1}/versions/?limit=1").json()
    rest = client.get(f"{OBJECTS}{REPORT_1}/versions/", params={"next": first["next"]}).json()
    assert [*first["versions"], *rest["versions"]] == found.json()["versions"]


@pytest.mark.parametrize(
    ("which", "days"),
    [
        (None, ["04"]),
        ("last", ["04"]),
        ("first", ["03"]),
        ("all", ["03", "04"]),
        ("first,last", ["03", "04"]),
        ("2026-03-01T00:00:00.000Z", ["03"]),
        ("2026-03-01T00:00:00Z", ["03"]),
        ("2020-01-01T00:00:00.000Z", []),
    ],
)
def test_one_object_comes_in_the_versions_that_are_asked_for(client, shelf, which, days):
    shelf.put(GREEN.id, [a_parcel(1), a_parcel(1, modified=LATER), a_parcel(2)])
    params = {"match[version]": which} if which else {}
    found = client.get(f"{OBJECTS}{REPORT_1}/", params=params).json()
    assert [each["modified"][5:7] for each in found.get("objects", [])] == days


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("match[type]=note", [1, 4]),
        ("match[type]=note,report", [0, 1, 2, 3, 4]),
        ("match[type]=note&match[spec_version]=2.1", [1, 4]),
        ("match[spec_version]=2.0", []),
        ("match[type]=incident", []),
        (f"match[id]={REPORT_1.replace('01', '02')},{REPORT_1}", [2]),
        ("added_after=2026-03-02T08:15:00.000002Z", [3, 4]),
        ("added_after=2026-03-02T08:15:00Z", [1, 2, 3, 4]),
        ("added_after=2026-03-02T08:15:00.0000029Z", [3, 4]),
        ("added_after=1961-01-01T00:00:00Z&limit=2", [0, 1]),
        ("added_after=2027-01-01T00:00:00.000000Z", []),
        ("utm=passed%20over", [0, 1, 2, 3, 4]),
    ],
)
def test_filters_choose_and_have_to_hold_together(client, shelf, query, numbers):
    shelf.put(GREEN.id, [a_parcel(n, type="note" if n % 3 == 1 else "report") for n in range(5)])
    found = client.get(f"{OBJECTS}?{query}").json().get("objects", [])
    assert [int(each["id"][-2:], 16) for each in found] == numbers


# -------------------------------------------------------------------------------------------------- pages
@pytest.mark.parametrize("way", ["next", "added_after"])
@pytest.mark.parametrize("path", ["objects/", "manifest/"])
def test_pages_lose_and_double_nothing_either_way(client, shelf, way, path):
    shelf.put(GREEN.id, [a_parcel(n) for n in range(25)])
    seen, params = [], {"limit": 10}
    while True:
        found = client.get(HERE + path, params=params)
        seen += [each["id"] for each in found.json()["objects"]]
        if not found.json()["more"]:
            break
        step = {"next": found.json()["next"], "added_after": found.headers["x-taxii-date-added-last"]}
        params |= {way: step[way]}
    assert len(seen) == len(set(seen)) == 25


def test_a_page_has_no_more_than_the_limits_allow(client_of, shelf):
    shelf.put(GREEN.id, [a_parcel(n) for n in range(10)])
    few = client_of(limits=Limits(page=3))
    assert len(few.get(OBJECTS).json()["objects"]) == len(few.get(OBJECTS + "?limit=99999").json()["objects"]) == 3
    small = client_of(limits=Limits(page_bytes=200))
    assert [len(small.get(path).json()["objects"]) for path in (OBJECTS, HERE + "manifest/")] == [2, 10]


@pytest.mark.parametrize("next", ["", "x", "%00", "AAAA", "A" * 22, "Ünïcode", "/" * 22, "A" * 4000])
def test_a_cursor_that_nobody_gave_out_is_refused(client, next):
    assert "next" in is_failure(client.get(OBJECTS, params={"next": next}), 400)


def test_a_cursor_is_for_its_own_question_alone(client, shelf):
    for collection in (GREEN, AMBER):
        shelf.put(collection.id, [a_parcel(n) for n in range(3)])
    next = client.get(OBJECTS + "?limit=1").json()["next"]
    assert client.get(OBJECTS, params={"next": next, "limit": 7}).status_code == 200
    for path in (
        f"{ROOT}collections/{AMBER.id}/objects/",
        OBJECTS + "?match[type]=report",
        OBJECTS + "?match[version]=all",
        OBJECTS + "?added_after=2020-01-01T00:00:00Z",
        f"{OBJECTS}{REPORT_1}/",
    ):
        mark = "&" if "?" in path else "?"
        assert "other filters" in is_failure(client.get(f"{path}{mark}next={next}"), 400)


def test_a_negative_cursor_is_refused(client, shelf):
    shelf.put(GREEN.id, [a_parcel(n) for n in range(3)])
    raw = base64.urlsafe_b64decode(client.get(OBJECTS + "?limit=1").json()["next"] + "==")
    made = base64.urlsafe_b64encode(raw[:8] + b"\xff" * 8).decode().rstrip("=")
    is_failure(client.get(OBJECTS, params={"next": made}), 400)


# ------------------------------------------------------------------------------------------------- faults
@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=ten",
        "limit=1.5",
        "limit=",
        "limit=%2B5",
        "limit=" + "9" * 5000,
        "limit=٣",
        "added_after=yesterday",
        "added_after=2026-03-02",
        "added_after=2026-13-02T08:15:00Z",
        "added_after=2026-03-02T08:15:00+01:00",
        "added_after=",
        "match[id]=report--1",
        "match[id]=",
        "match[id]=%27%20OR%201=1%20--",
        "match[type]=Report",
        "match[type]=a,,b",
        "match[version]=all,last",
        "match[version]=newest",
        "match[spec_version]=two",
        "match[type]=note&match[type]=report",
        "limit=1&limit=2",
        "match[name]=x",
        "match[]=x",
        "match[type]=" + ",".join("a" * 101),
    ],
)
@pytest.mark.parametrize("path", ["objects/", "manifest/"])
def test_a_wrong_filter_is_refused_in_words(client, query, path):
    assert is_failure(client.get(f"{HERE}{path}?{query}"), 400)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        (f"{REPORT_1}/", "match[id]=" + REPORT_1),
        (f"{REPORT_1}/", "match[type]=report"),
        (f"{REPORT_1}/versions/", "match[version]=last"),
    ],
)
def test_a_filter_that_an_endpoint_does_not_have_is_refused(client, shelf, path, query):
    shelf.put(GREEN.id, [a_parcel(1)])
    assert "is no filter here" in is_failure(client.get(f"{OBJECTS}{path}?{query}"), 400)


@pytest.mark.parametrize(
    "path",
    [
        f"objects/{NOWHERE}/",
        f"objects/{NOWHERE}/versions/",
        "objects/%27/",
        "objects/..%2f/",
        "nothing/",
        "objects",
    ],
)
def test_what_is_not_there_is_404(client, path):
    is_failure(client.get(HERE + path), 404)


@pytest.mark.parametrize("path", [ROOT + "collections/nowhere/", ROOT + "status/1/", "/taxii2/other/", "/taxii2/api"])
def test_addresses_that_there_are_not_are_404(client, path):
    is_failure(client.get(path), 404)


def test_an_object_that_a_filter_leaves_out_is_no_error(client, shelf):
    shelf.put(GREEN.id, [a_parcel(1)])
    assert client.get(f"{OBJECTS}{REPORT_1}/?added_after=2027-01-01T00:00:00Z").json() == {}


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (TAXII, 200),
        ("application/taxii+json; version=2.1", 200),
        ('application/taxii+json;version="2.1"', 200),
        ("APPLICATION/TAXII+JSON", 200),
        ("application/taxii+json", 200),
        ("*/*", 200),
        ("application/*", 200),
        ("text/html, */*;q=0.1", 200),
        ("application/taxii+json;version=2.0, application/taxii+json;version=2.1;q=0.5", 200),
        ("", 200),
        ("application/taxii+json;version=2.0", 406),
        ("application/vnd.oasis.taxii+json;version=2.0", 406),
        ("application/stix+json;version=2.1", 406),
        ("application/json", 406),
        ("text/*", 406),
        ("application/taxii+json;q=0", 406),
        ("application/taxii+json;version=2.1;q=0.000", 406),
        ('text/html;x="application/taxii+json,*/*"', 406),
        ("nonsense", 406),
        (';;,,"', 406),
    ],
)
def test_accept_decides_whether_there_is_an_answer(client, accept, status):
    found = client.get(ROOT, headers={"Accept": accept})
    assert found.status_code == status
    assert found.headers["content-type"] == TAXII
    if status == 406:
        is_failure(found, 406)


# ------------------------------------------------------------------------------------------------- writes
def test_nothing_can_be_written(client, shelf):
    shelf.put(GREEN.id, [a_parcel(1)])
    body = json.dumps({"objects": []}).encode()
    is_failure(client.post(OBJECTS, content=body, headers={"Content-Type": TAXII}), 403)
    is_failure(client.post(OBJECTS, content=body, headers={"Content-Type": "application/json"}), 415)
    is_failure(client.post(OBJECTS, content=body), 415)
    is_failure(client.post(OBJECTS, content=body, headers={"Content-Type": TAXII, "Accept": "text/html"}), 406)
    is_failure(client.post(f"{ROOT}collections/x/objects/", content=body, headers={"Content-Type": TAXII}), 404)
    is_failure(client.delete(f"{OBJECTS}{REPORT_1}/"), 403)
    assert shelf.holds(GREEN.id, REPORT_1)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "HEAD", "TRACE"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [(OBJECTS, "GET, POST"), (f"{OBJECTS}{REPORT_1}/", "DELETE, GET"), (HERE + "manifest/", "GET")],
)
def test_a_method_that_an_address_does_not_have_says_which_it_has(client, method, path, allowed):
    found = client.request(method, path)
    assert found.status_code == 405
    assert found.headers["allow"] == allowed
    if method != "HEAD":
        is_failure(found, 405)


def test_a_body_that_is_too_large_is_refused_unread(client):
    headers = {"Content-Type": TAXII, "Content-Length": "65537"}
    is_failure(client.post(OBJECTS, content=b"x" * 65_537, headers=headers), 413)


def test_an_address_that_is_too_long_is_refused(client):
    is_failure(client.get(OBJECTS + "?x=" + "y" * 9000), 414)


# -------------------------------------------------------------------------------------------------- doors
@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer wrong",
        "Bearer " + "x" * 2000,
        "Basic",
        "Basic !!!",
        "Basic " + base64.b64encode(b"\xff:\xff").decode(),
        "Basic " + base64.b64encode(b"ada:").decode(),
        "Basic " + base64.b64encode(b"bo:key-of-ada").decode(),
        "Basic " + base64.b64encode(b"ada:key-of-bo").decode(),
        "Digest key-of-ada",
    ],
)
@pytest.mark.parametrize("path", ["/taxii2/", OBJECTS, "/taxii2/nothing/there"])
def test_without_a_key_there_is_nothing_but_a_challenge(client_of, header, path):
    found = client_of(None).get(path, headers={"Authorization": header} if header is not None else {})
    is_failure(found, 401)
    assert found.headers["www-authenticate"].startswith('Basic realm="TAXII"')


@pytest.mark.parametrize("words", [b"ada:key-of-ada", b":key-of-ada"])
def test_a_key_may_come_as_the_password_of_its_partner(client_of, words):
    header = "Basic " + base64.b64encode(words).decode()
    assert client_of(None).get("/taxii2/", headers={"Authorization": header}).status_code == 200


def test_a_key_that_is_revoked_opens_nothing_from_the_next_request_on(client_of):
    from web.taxii.fakes import FakeDoorkeeper

    keeper = FakeDoorkeeper()
    client = client_of(doorkeeper=keeper)
    assert client.get(ROOT).status_code == 200
    del keeper.keys["key-of-ada"]
    is_failure(client.get(ROOT), 401)


def test_a_key_that_asks_too_often_is_told_when_to_come_again(client_of):
    client = client_of(limits=Limits(burst=3, per_second=0.01))
    assert [client.get(ROOT).status_code for _ in range(3)] == [200] * 3
    found = client.get(ROOT)
    is_failure(found, 429)
    assert 90 <= int(found.headers["retry-after"]) <= 100
    assert client.get(ROOT, headers={"Authorization": "Bearer key-of-bo"}).status_code == 200


def test_a_machine_that_tries_keys_is_slowed_but_right_keys_still_open(client_of):
    client = client_of(limits=Limits(wrong_burst=2, wrong_per_second=0.01))
    wrong = {"Authorization": "Bearer guess"}
    assert [client.get(ROOT, headers=wrong).status_code for _ in range(3)] == [401, 401, 429]
    assert client.get(ROOT).status_code == 200


def test_every_answer_has_the_headers_that_keep_it_from_others(client_of):
    for client in (client_of(), client_of(None)):
        for path in (ROOT, "/taxii2/nothing/"):
            headers = client.get(path).headers
            assert headers["cache-control"] == "no-store"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"


# -------------------------------------------------------------------------------------------------- trail
def test_what_was_fetched_is_written_down_and_can_be_told(client, shelf):
    shelf.put(GREEN.id, [a_parcel(n) for n in range(5)])
    next = client.get(OBJECTS + "?limit=2").json()["next"]
    client.get(OBJECTS, params={"limit": 2, "next": next})
    client.get(HERE + "manifest/")
    client.get(f"{OBJECTS}{NOWHERE}/")
    client.get(OBJECTS + "?limit=0")
    found = list(shelf.fetches())[::-1]
    assert [(each.status, each.count) for each in found] == [(200, 2), (200, 2), (200, 0), (404, 0), (400, 0)]
    assert {(each.partner, each.key, each.at) for each in found} == {("ada", "k-ada", "2026-03-02T08:15:00+00:00")}
    assert found[0].asked == OBJECTS + "?limit=2"
    assert [each.id[-1] for fetch in found for each in shelf.sent(fetch)] == ["0", "1", "2", "3"]
    assert [fetch.asked for fetch, _ in shelf.receipts(REPORT_1)] == [OBJECTS + "?limit=2"]


def test_no_key_stands_in_the_trail(client_of, shelf):
    client_of(None).get(ROOT, headers={"Authorization": "Bearer guess"})
    client_of().get(ROOT)
    assert [each.key for each in shelf.fetches()] == ["k-ada"]
    assert "key-of-ada" not in repr(shelf.fetches())


def test_what_cannot_be_written_down_does_not_leave(client_of, shelf, ledger, monkeypatch):
    shelf.put(GREEN.id, [a_parcel(1)])

    def refuse(self, fetch):
        raise LedgerError("the disk is full")

    monkeypatch.setattr(type(shelf), "note", refuse)
    found = client_of().get(OBJECTS)
    is_failure(found, 503)
    assert b"Report 1" not in found.content
    assert "disk" not in found.text


def test_a_fault_of_the_server_tells_nothing_but_where_to_find_it(client_of, shelf, monkeypatch, caplog):
    def fail(self, *_, **__):
        raise RuntimeError("secret words")

    monkeypatch.setattr(type(shelf), "page", fail)
    found = client_of().get(OBJECTS)
    is_failure(found, 500)
    assert "secret" not in found.text
    assert found.json()["error_id"] == caplog.records[-1].error_id
    assert shelf.fetches()[0].status == 500


def test_what_was_erased_cannot_be_fetched(client, ledger, shelf):
    doc = a_document()
    ledger.add_document(doc)
    shelf.put(GREEN.id, [a_parcel(1, documents=(doc.id,)), a_parcel(2)])
    assert len(client.get(OBJECTS).json()["objects"]) == 2
    ledger.erase(doc.key, by="Ada", reason="a court's order")
    assert [each["id"][-1] for each in client.get(OBJECTS).json()["objects"]] == ["2"]
    is_failure(client.get(f"{OBJECTS}{REPORT_1}/"), 404)
    assert shelf.page(GREEN.id, Wanted(), limit=9).more is False

"""taxii2-client, which partners use, against the server on loopback."""

from __future__ import annotations

import json
import threading

import pytest
import requests
from taxii2client.v21 import Server, as_pages

from gather.http.conftest import refuse_network
from keep.builders import ACTOR
from keep.shelf_builders import GREEN, a_parcel, opened_shelf
from tocsin.clock import SystemClock
from tocsin.keep import open_ledger
from tocsin.ports.shelf import Wanted
from web.taxii.fakes import a_server_of, serving

__all__ = ["refuse_network"]

MANY = 10_000


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", clock=SystemClock(), actor=ACTOR) as made:
        opened_shelf(made)
        yield made


@pytest.fixture
def address(ledger):
    with serving(a_server_of(ledger)) as at:
        yield at


def green(server):
    (collection,) = [each for each in server.default.collections if each.id == GREEN.id]
    return collection


@pytest.fixture
def collection(address):
    with Server(address, user="ada", password="key-of-ada") as server:
        yield green(server)


def test_a_client_finds_its_way_from_the_address_of_the_server(address):
    with Server(address, user="ada", password="key-of-ada") as server:
        assert server.title == "The record of Example Monitor"
        assert [root.url for root in server.api_roots] == [address + "api/"]
        assert server.default.max_content_length == 65_536
        assert [each.title for each in server.default.collections] == ["Amber", "Green"]
        assert (green(server).can_read, green(server).can_write) == (True, False)


def test_a_client_gets_each_of_10000_objects_once_while_new_ones_arrive(ledger, collection):
    ledger.shelf.put(GREEN.id, [a_parcel(n) for n in range(MANY)])
    reading = threading.Event()
    written = threading.Event()

    def write():
        reading.wait(60)
        for n in range(MANY, MANY + 300, 10):
            ledger.shelf.put(GREEN.id, [a_parcel(n + k) for k in range(10)])
        written.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = []
    for number, envelope in enumerate(as_pages(collection.get_objects, per_request=499)):
        seen += [each["id"] for each in envelope["objects"]]
        if number == 3:
            reading.set()
        if number == 10:
            written.wait(60)  # at the latest when half is read, so that what arrived is met on the way
    writer.join()
    assert len(seen) == len(set(seen)) == MANY + 300
    assert {each.id for fetch in ledger.shelf.fetches(most=1000) for each in ledger.shelf.sent(fetch)} == set(seen)


def test_a_client_pages_through_a_manifest(ledger, collection):
    ledger.shelf.put(GREEN.id, [a_parcel(n) for n in range(1250)])
    entries = [each for page in as_pages(collection.get_manifest, per_request=300) for each in page["objects"]]
    assert len({each["id"] for each in entries}) == len(entries) == 1250


def test_a_client_that_comes_again_gets_only_what_is_new(ledger, collection):
    ledger.shelf.put(GREEN.id, [a_parcel(1), a_parcel(2)])
    last = collection.get_manifest()["objects"][-1]["date_added"]
    assert collection.get_objects(added_after=last) == {}
    ledger.shelf.put(GREEN.id, [a_parcel(1, modified="2026-04-01T00:00:00.000Z", revoked=True)])
    (changed,) = collection.get_objects(added_after=last)["objects"]
    assert changed["revoked"] is True
    assert len(collection.object_versions(changed["id"])["versions"]) == 2
    assert len(collection.get_object(changed["id"], version="all")["objects"]) == 2


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"accept": "application/taxii+json;version=2.0"}, 406),
        ({"limit": -1}, 400),
        ({"added_after": "yesterday"}, 400),
        ({"next": "somewhere"}, 400),
    ],
)
def test_a_client_that_asks_wrongly_is_told_so(collection, change, status):
    with pytest.raises(requests.exceptions.HTTPError) as caught:
        collection.get_objects(**change)
    answer = caught.value.response
    assert answer.status_code == status
    assert json.loads(answer.content)["http_status"] == str(status)


def test_a_client_that_asks_for_what_it_may_not_have_is_told_that_there_is_nothing(collection, address):
    with pytest.raises(requests.exceptions.HTTPError, match="404"):
        collection.get_object(json.loads(a_parcel(77).form)["id"])
    with pytest.raises(requests.exceptions.HTTPError, match="401"):
        Server(address, user="ada", password="wrong").title  # noqa: B018
    with Server(address, user="none", password="key-of-none") as server:
        assert list(server.default.collections) == []


def test_what_the_clients_page_through_is_all_there_is(ledger, collection):
    ledger.shelf.put(GREEN.id, [a_parcel(n) for n in range(7)])
    ids = [each["id"] for page in as_pages(collection.get_objects, per_request=2) for each in page["objects"]]
    assert ids == [each.id for each in ledger.shelf.page(GREEN.id, Wanted(), limit=9).versions]

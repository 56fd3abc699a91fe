"""Actors and places: their pages, their twins, and that there is none for a private person."""

import html
import re

import pytest

from tocsin import pipeline


def words(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).split())


def row(page, name):
    (found,) = re.findall(rf"<tr><td><a href=\"([^\"]+)\">{name}</a></td>(.*?)</tr>", page.text)
    return html.unescape(found[0]), re.findall(r">([^<>]*)</td>", found[1])


def test_actors_are_counted_by_acts_and_by_what_answers_to_them(client):
    page = client.get("/actors")
    address, cells = row(page, "Islamic State")
    acts, others = int(cells[1]), int(cells[2])
    assert acts + others == len(
        client.get("/api/v1/incidents?family=all&view=line&actor=islamic-state").json()["items"]
    )
    assert address == "/actors/islamic-state"
    assert "None of this name" in words(client.get("/actors?find=nobody+at+all"))


def test_an_actor_s_page_says_what_is_claimed_and_where(client):
    page = client.get("/actors/islamic-state")
    assert re.search(r"reports say of it: claimed \d", words(page))
    assert 'href="/places/RU"' in page.text
    assert "data-world" in page.text


def test_a_place_is_narrowed_by_region_and_type_in_the_address(client):
    page = client.get("/places/NG")
    whole = client.get("/api/v1/places/NG").json()
    (address,) = {html.unescape(each) for each in re.findall(r'href="([^"]*region=Kaduna)"', page.text)}
    narrowed = client.get(f"/api/v1/places/NG{address}").json()
    assert 0 < narrowed["acts"] + narrowed["others"] < whole["acts"] + whole["others"]
    assert whole["name"] == "Nigeria"
    assert client.get(f"/places/NG{address}").status_code == 200


def test_a_place_of_the_gazetteer_has_a_page_of_its_own(client):
    twin = next(each for each in client.get("/api/v1/places?limit=200").json()["items"] if each["name"] == "Sokoto")
    page = client.get(twin["address"])
    assert "Sokoto" in words(page)
    rows = client.get("/export/csv?family=all&at=" + twin["address"].rsplit("/", 1)[1]).text.splitlines()
    assert len(rows) == 1 + twin["acts"] + twin["others"]


@pytest.mark.parametrize("address", ["/actors/john-smith", "/places/ZZ", "/places/1", "/places/somewhere"])
def test_what_the_record_does_not_know_has_no_page(client, address):
    assert client.get(address).status_code == 404
    assert client.get(f"/api/v1{address}").status_code == 404


def test_no_person_has_a_page(client, ledger):
    named = {f.value.name for i in pipeline.incidents(ledger) for f in i.participants if f.value.kind == "person"}
    listed = words(client.get("/actors"))
    assert named
    assert not [name for name in named if f" {name} " in listed]

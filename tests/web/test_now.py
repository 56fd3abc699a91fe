import re

import pytest


def rows(page):
    return re.findall(r'<td><a href="/incidents/(\w+)"', page.text)


def test_the_latest_incidents_are_listed_the_newest_first(client):
    page = client.get("/")
    assert page.status_code == 200
    days = [max(re.findall(r"\d{4}", cell)) for cell in re.findall(r'<td class="t">([^<]*\d[^<]*)', page.text)]
    assert days == sorted(days, reverse=True)
    assert len(rows(page)) > 20


def test_filters_stand_in_the_address(client):
    page = client.get("/?country=NG&type=drone_strike")
    assert len(rows(page)) == 1
    assert "Tudun Biri" in page.text
    assert '<option value="NG" selected>' in page.text


def test_responses_are_listed_where_they_are_asked_for(client):
    assert not set(rows(client.get("/?family=response"))) & set(rows(client.get("/")))


def test_the_deadliest_come_first_where_that_is_asked_for(client):
    page = client.get("/?sort=killed&killed=100")
    figures = [int(n) for n in re.findall(r'<td class="n k">\D*(\d+)', page.text)]
    assert figures == sorted(figures, reverse=True)
    assert min(figures) >= 100


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("country=XYZ", "two letters"),
        ("since=soon", "is no day"),
        ("type=nonsense", "not known"),
        ("killed=x", "no number"),
    ],
)
def test_a_filter_that_cannot_be_says_what_is_expected(client, query, words):
    page = client.get(f"/?{query}")
    assert page.status_code == 400
    assert words in page.text
    assert "<h1>" in page.text

"""Documents, search, sources, watches, alerts and the figures."""

import re
from pathlib import Path

import pytest

from tocsin.pipeline import READERS, add_one, refold
from tocsin.record import Document, document_key
from tocsin.record.source import Source
from tocsin.watching import Names, load_watches, ring_all
from web.asking import form_token, post

HOSTILE = (
    "<script>document.title='owned'</script> KANO, Nigeria (Reuters) - Gunmen killed 12 people in Kano on Friday, police"
    ' said. <svg onload="fetch(1)"></svg> <img src=x onerror=alert(1)> \u202eesrever\u202c {{ 7*7 }} '
    "</textarea></title><a href='javascript:alert(1)'>click</a>"
)


@pytest.fixture
def hostile(ledger):
    title = "Gunmen kill 12 <script>alert(1)</script> in Kano"
    raw = HOSTILE.encode()
    doc = Document(
        key=document_key(raw, source="<b>Evil</b>", name="x/../<i>"), id="x/../<i>", text=HOSTILE, title=title,
        published="2024-08-30", published_from="given", source="<b>Evil</b>", url="javascript:alert(1)", language="en",
    )  # fmt: skip
    add_one(doc, ledger=ledger, reader=READERS.make("rules"))
    refold(ledger)
    return doc


def test_a_document_is_marked_with_what_was_read(client):
    page = client.get("/documents/d01-crocus-first").text
    assert 'class="read r-toll"' in page
    assert '<sup class="lab">killed</sup>' in page


def test_a_document_that_is_not_there_says_so(client):
    assert client.get("/documents/none").status_code == 404


def test_a_mark_that_is_none_says_how_to_write_it(client):
    page = client.get("/documents/d01-crocus-first?mark=everything")
    assert page.status_code == 400
    assert "text:191-222" in page.text


def test_a_hostile_article_is_words_on_every_page(client, hostile):
    id = re.search(r'href="/incidents/(\w+)"', client.get("/?q=kano").text)[1]
    addresses = ["/", f"/incidents/{id}", "/documents/x%2F..%2F%3Ci%3E", "/search?q=Kano", f"/incidents/{id}?why=1"]
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        body = page.text
        assert "<script>" not in body
        assert "<svg onload" not in body
        assert "<img" not in body
        assert "<b>Evil" not in body
        assert 'href="javascript' not in body.replace("'", '"')
        assert "\u202e" not in body
    assert "&lt;script&gt;" in client.get(addresses[2]).text
    assert "{{ 7*7 }}" in client.get(addresses[2]).text


def test_a_text_of_one_endless_line_comes_in_parts(client, ledger):
    text = "x" * 1_000_000
    doc = Document(key=document_key(text.encode(), source=None, name="long"), id="long", text=text)
    add_one(doc, ledger=ledger, reader=READERS.make("rules"))
    page = client.get("/documents/long")
    assert len(page.text) < 300_000
    assert "?from=200000" in page.text
    assert client.get("/documents/long?from=999999").status_code == 200


def test_search_finds_documents_and_the_incidents_they_tell(client):
    page = client.get("/search?q=Peshawar").text
    assert "<mark>Peshawar</mark>" in page
    assert "Suicide bombing" in page


def test_search_is_narrowed_by_a_facet(client):
    whole = client.get("/search?q=killed").text
    source = re.search(r"source=([^&\"]+)", whole.split("By source")[1])[1]
    part = client.get(f"/search?q=killed&source={source}").text
    assert part.count("<mark>") < whole.count("<mark>")


def test_a_source_in_trouble_comes_first_and_says_why(client, ledger):
    ledger.sources.add(Source(url="https://a.example/feed", name="Alpha"))
    ledger.sources.add(Source(url="https://z.example/feed", name="Zulu"))
    (source, health) = next(each for each in ledger.sources.all() if each[0].name == "Zulu")
    import msgspec

    ledger.sources.polled(source.id, health=msgspec.structs.replace(health, errors=2, error="no answer"))
    page = client.get("/sources").text
    assert page.index("Zulu") < page.index("Alpha")
    assert "failed 2 times: no answer" in page


def test_watches_and_their_faults_are_shown(client, settings):
    assert "There is no watch yet" in client.get("/watches").text
    with open(settings.watches, "w", encoding="utf-8") as out:
        out.write('[[watch]]\nname = "nigeria"\ncountries = ["NG"]\n')
    assert "in NG" in client.get("/watches").text
    with open(settings.watches, "a", encoding="utf-8") as out:
        out.write("nonsense = 1\n")
    assert "nonsense" in client.get("/watches").text


@pytest.fixture
def rang(ledger, settings, clock):
    """The alerts of a watch on Nigeria that looked at the dispatches."""
    Path(settings.watches).write_text('[[watch]]\nname = "nigeria"\ncountries = ["NG"]\nlate = true\n', "utf-8")
    names = Names()
    ledger.outbox.advance(0, since=ledger.outbox.position())
    made = ring_all(ledger, load_watches(Path(settings.watches), names), clock=clock, peoples=names)
    assert made
    return made


def test_alerts_say_why_they_rang(client, rang):
    page = client.get("/alerts").text
    assert "Why this rang: " in page
    assert "in NG" in client.get(f"/alerts/{rang[0].id}").text


def test_an_alert_that_was_seen_leaves_the_list_and_says_by_whom(signed_in, ledger, rang):
    client = signed_in("analyst", "Ana")
    assert post(client, "/alerts/acknowledge", alert=rang[0].id).status_code == 303
    assert rang[0].id not in client.get("/alerts").text
    assert "Seen by Ana" in client.get("/alerts?all=1").text
    reader = signed_in("reader", "Noor")
    assert post(reader, "/alerts/acknowledge", alert=rang[1].id).status_code == 403
    assert ledger.outbox.alert(rang[1].id).acknowledged_by is None


def test_filters_are_kept_as_a_watch(signed_in, settings):
    client = signed_in("analyst", "Ana")
    page = client.get("/?country=NG&killed=10&since=2023-01-01")
    fields = dict(re.findall(r'type="hidden" name="(country|killed|since)" value="([^"]*)"', page.text))
    assert fields == {"country": "NG", "killed": "10"}
    answer = client.post("/watches", data={"form_token": form_token(page), "watch": "nigeria 10", **fields})
    assert answer.status_code == 303, answer.text
    shown = client.get("/watches").text
    assert "nigeria-10" in shown
    assert "10 or more killed" in shown
    assert "kept by Ana" in Path(settings.watches).read_text("utf-8")


def test_a_watch_on_a_person_is_refused(signed_in, settings):
    client = signed_in("analyst", "Ana")
    answer = post(client, "/watches", watch="someone", q="Mohammed Yusuf")
    assert answer.status_code == 400
    assert not Path(settings.watches).exists()


def test_a_watch_is_silenced_and_rings_again(signed_in, rang, ledger):
    client = signed_in("analyst", "Ana")
    post(client, "/watches/nigeria/mute", until="2024-12-31")
    assert "silent until 2024-12-31" in client.get("/watches").text
    post(client, "/watches/nigeria/mute", do="ring")
    assert ledger.outbox.mutes() == []


def test_what_the_filters_take_is_exported(client):
    table = client.get("/export/csv?country=NG&type=drone_strike")
    assert table.headers["content-type"].startswith("text/csv")
    assert len(table.text.strip().splitlines()) == 2
    points = client.get("/export/geojson?country=NG&type=drone_strike").json()
    assert [feature["properties"]["type"] for feature in points["features"]] == ["drone_strike"]
    assert client.get("/export/stix?country=NG").json()["type"] == "bundle"
    assert client.get("/export/jsonl").status_code == 404


def test_the_figures_are_explained_with_the_measured_scores(client):
    page = client.get("/figures").text
    assert "MUC-4" in page
    assert "cannot be judged" in page

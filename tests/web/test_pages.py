"""Documents, search, sources, watches, alerts and the figures."""

import re

import pytest

from tocsin.pipeline import READERS, add_one, open_record, refold
from tocsin.record import Document, document_key
from tocsin.record.source import Source

HOSTILE = (
    "<script>document.title='owned'</script> KANO, Nigeria (Reuters) - Gunmen killed 12 people in Kano on Friday, police"
    ' said. <svg onload="fetch(1)"></svg> <img src=x onerror=alert(1)> \u202eesrever\u202c {{ 7*7 }} '
    "</textarea></title><a href='javascript:alert(1)'>click</a>"
)


@pytest.fixture
def ledger(filled, settings, clock):
    made = open_record(settings.database, clock=clock)
    yield made
    made.close()


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


def test_alerts_say_why_they_rang(client, ledger, settings, clock):
    from pathlib import Path

    from tocsin.watching import Names, load_watches, ring_all

    Path(settings.watches).write_text('[[watch]]\nname = "nigeria"\ncountries = ["NG"]\nlate = true\n', "utf-8")
    names = Names()
    ledger.outbox.advance(0, since=ledger.outbox.position())
    made = ring_all(ledger, load_watches(Path(settings.watches), names), clock=clock, peoples=names)
    assert made
    page = client.get("/alerts").text
    assert "Why this rang: " in page
    assert "in NG" in client.get(f"/alerts/{made[0].id}").text


def test_the_figures_are_explained_with_the_measured_scores(client):
    page = client.get("/figures").text
    assert "MUC-4" in page
    assert "cannot be judged" in page

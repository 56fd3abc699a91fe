"""Web pages: the article's words, what the page says of itself, and what a hostile page cannot do."""

import time

import pytest

from gather.gathering import gather, notes_of, the_document, the_error

PARAGRAPHS = """<p>Gunmen killed 12 people in a market in Goma on Friday, the mayor of the town said.</p>
<p>Nobody claimed the attack, and the police said that they were looking for four men who fled on motorcycles.</p>
<p>The governor promised more patrols on the road to the border, where two lorries had been burnt.</p>"""
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>Market attack | The Daily</title>
<meta property="og:title" content="Market attack">
<meta property="og:site_name" content="The Daily">
<link rel="canonical" href="https://example.org/market-attack">
%s</head><body><nav><a href="/">Home</a></nav><article><h1>Market attack</h1>{PARAGRAPHS}</article>
<div id="comments"><p class="comment">First comment!</p></div>
<script>document.write("injected words")</script></body></html>"""


def page(head="", **given):
    return gather("-", stdin=(PAGE % head).encode(), **given)


def test_the_articles_words_and_what_the_page_says_of_itself():
    doc = the_document(page())
    assert "Gunmen killed 12 people in a market in Goma" in doc.text
    assert "two lorries had been burnt" in doc.text
    assert "injected" not in doc.text
    assert "First comment" not in doc.text
    assert (doc.title, doc.source, doc.language) == ("Market attack", "The Daily", "en")
    assert doc.url == "https://example.org/market-attack"
    assert doc.extractor.startswith("trafilatura 2.3")


def test_what_the_page_says_does_not_name_it():
    other = (PAGE % "").replace("example.org", "example.com").replace("The Daily", "The Weekly")
    assert the_document(page()).key == the_document(page(source=None)).key
    assert the_document(page()).key != the_document(gather("-", stdin=other.encode())).key
    assert the_document(page()).id == the_document(page()).key


BRIEF = """<!DOCTYPE html><html lang="en"><head><title>Boat seized</title></head><body><nav><a href="/">Home</a></nav>
<article><h1>Boat seized off the coast</h1><p class="byline">By A. Writer</p>
<p>PORT SUDAN - The navy seized a boat with rifles off the coast on Friday, it said. Four men were held.</p></article>
<footer>All rights reserved.</footer></body></html>"""


def test_the_reporter_of_a_brief_does_not_stand_before_its_dateline():
    doc = the_document(gather("-", stdin=BRIEF.encode()))
    assert doc.text.split("\n") == [
        "Boat seized off the coast",
        "PORT SUDAN - The navy seized a boat with rifles off the coast on Friday, it said. Four men were held.",
    ]


def test_a_brief_in_one_paragraph_is_whole():
    text = "The navy seized a boat with rifles off the coast on Friday, it said. Four men were held."
    doc = the_document(gather("-", stdin=f"<html><body><div>{text}</div></body></html>".encode()))
    assert doc.text == text


JSON_LD = '<script type="application/ld+json">%s</script>'
DATES = {
    "JSON-LD": (
        JSON_LD % '{"@type": "NewsArticle", "datePublished": "2024-03-22T23:55:00+03:00"}',
        "2024-03-22T23:55:00+03:00",
    ),
    "JSON-LD in a graph": (
        JSON_LD % '{"@graph": [{"@type": "WebPage"}, {"@type": "Article", "datePublished": "2024-03-22"}]}',
        "2024-03-22",
    ),
    "the article before the page": (
        JSON_LD
        % (
            '[{"@type": "WebPage", "datePublished": "2020-01-01"},'
            ' {"@type": "NewsArticle", "datePublished": "2024-03-22"}]'
        ),
        "2024-03-22",
    ),
    "meta": ('<meta property="article:published_time" content="2024-03-22T20:55:00Z">', "2024-03-22T20:55:00+00:00"),
    "meta as in mail": ('<meta name="pubdate" content="Fri, 22 Mar 2024 23:55:00 +0300">', "2024-03-22T23:55:00+03:00"),
    "the time of the same day": (
        (JSON_LD % '{"@type": "Article", "datePublished": "2024-03-22"}')
        + '<meta property="article:published_time" content="2024-03-22T20:55:00Z">',
        "2024-03-22T20:55:00+00:00",
    ),
    "broken JSON-LD, good meta": (
        (JSON_LD % '{"datePublished": ') + '<meta name="date" content="2024-03-22">',
        "2024-03-22",
    ),
    "impossible": (
        '<meta name="date" content="2024-02-31"><meta name="dc.date" content="2024-03-22">',
        "2024-03-22",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("head", "published"), DATES.values(), ids=DATES)
def test_the_time_that_the_page_states(head, published):
    doc = the_document(page(head))
    assert (doc.published, doc.published_from) == (published, "metadata")


def test_a_given_date_goes_before_the_pages():
    doc = the_document(page(DATES["meta"][0], published="2024-03-25"))
    assert (doc.published, doc.published_from) == ("2024-03-25", "given")


def test_a_date_that_only_may_be_its_own_is_marked_as_guessed():
    body = (PAGE % "").replace("</article>", "</article><footer><span>Updated 14 May 2023</span></footer>")
    doc = the_document(gather("-", stdin=body.encode()))
    assert (doc.published, doc.published_from) in {("2023-05-14", "guessed"), ("2023-05-14", "metadata")}


def test_a_page_without_any_date_has_none():
    doc = the_document(page())
    assert (doc.published, doc.published_from) == (None, None)


ENCODED = {
    "declared": ("windows-1251", '<meta charset="windows-1251">', "Взрыв на рынке", ""),
    "declared the old way": (
        "iso-8859-2",
        '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-2">',
        "Wybuch w Łodzi",
        "",
    ),
    "declared wrongly": ("utf-8", '<meta charset="windows-1252">', "Взрыв на рынке", ""),
    "declared, unknown": ("utf-8", '<meta charset="utf-7">', "Взрыв на рынке", ""),
    "not declared": ("cp1252", "", "Bouaké", "is not UTF-8; it was read as Windows-1252"),
    "UTF-16": ("utf-16", "", "Взрыв на рынке", ""),
}


@pytest.mark.parametrize(("encoding", "head", "words", "note"), ENCODED.values(), ids=ENCODED)
def test_the_encoding_of_a_page(encoding, head, words, note):
    body = (PAGE % head).replace("Nobody claimed", f"{words}. Nobody claimed")
    outcomes = gather("-", stdin=body.encode(encoding), kind="html", published="2024-03-22")
    assert words in the_document(outcomes).text
    assert notes_of(outcomes) == note


def test_part_of_a_page_is_read_too():
    assert the_document(gather("-", stdin=b"<p>Gunmen killed 12 people in Goma.</p>")).text == (
        "Gunmen killed 12 people in Goma."
    )


REFUSED = {
    "entities of its own": (
        '<!DOCTYPE html [<!ENTITY a "b">]><html><body><p>Gunmen &a; killed.</p></body></html>',
        "entities",
    ),
    "a bomb of entities": (
        '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><html>&lol2;</html>',
        "entities",
    ),
    "scripts alone": ("<html><body><script>alert('Gunmen killed 12')</script></body></html>", "holds no text"),
    "nothing": ("<html><head><title>Gunmen</title></head><body></body></html>", "holds no text"),
    "a million elements": ("<html><body>" + "<i>a</i>" * 1_000_000 + "</body></html>", "elements"),
    "NUL bytes": ("<html><body><p>Gun\0men</p></body></html>", "is binary"),
}  # fmt: skip


@pytest.mark.parametrize(("markup", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(markup, reason):
    assert reason in the_error(gather("-", stdin=markup.encode(), kind="html"))


HOSTILE = {
    "nested a million deep": "<div>" * 1_000_000 + "Gunmen killed 12 people",
    "nested inline": "<p>" + "<b>" * 500_000 + "Gunmen killed 12 people",
    "tables in tables": "<table><tr><td>" * 200_000 + "Gunmen killed 12 people",
    "lists in lists": "<ul><li>Gunmen" * 200_000,
    "many attributes": "<p " + "a=b " * 1_000_000 + ">Gunmen killed 12 people in Goma.</p>",
    "one long attribute": "<p title='" + "a" * 10_000_000 + "'>Gunmen killed 12 people in Goma.</p>",
    "only angle brackets": "<" * 5_000_000,
    "half-open comments": "<!--" * 1_000_000 + "<p>Gunmen killed 12 people in Goma.</p>",
    "references": "<p>Gunmen " + "&amp;" * 1_000_000 + "</p>",
    "numbers of no character": "<p>Gunmen &#0; &#x110000; &#xD800; &#27;[31m killed 12 people in Goma.</p>",
    "many elements": "<article>" + "<p>Gunmen killed 12 <span>people</span> in Goma.</p>" * 8_000,
    "DOCTYPE without end": "<!DOCTYPE " + "html " * 1_000_000,
    "many metas": "<meta name='date' content='x'>" * 40_000 + "<p>Gunmen killed 12 people in Goma.</p>",
    "deep JSON-LD": JSON_LD % ("[" * 500_000) + "<p>Gunmen killed 12 people in Goma.</p>",
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_neither_brings_it_down_nor_holds_it_up(markup):
    began = time.process_time()
    (outcome,) = gather("-", stdin=f"<html><body>{markup}</body></html>".encode(), kind="html")
    assert time.process_time() - began < 20
    assert getattr(outcome, "value", None) is None or "\0" not in outcome.value.text

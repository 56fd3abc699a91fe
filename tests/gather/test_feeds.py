"""Feeds to items: RSS, Atom, JSON Feed, whole and damaged."""

import contextlib
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.gather.feeds import parse_feed, plain_words
from tocsin.gather.opml import Outline, opml, parse_opml
from tocsin.gather.sitemaps import parse_sitemap

AT = "https://wire.example/feeds/all.xml"
RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Harbour Wire</title><language>en-gb</language>
<item><guid isPermaLink="false">a-1</guid><title>Blast &amp; fire in Qasr</title><link>/news/1?a=1&amp;b=2</link>
<pubDate>Tue, 26 Mar 2024 18:00:00 +0300</pubDate><description>&lt;p&gt;Twelve hurt.&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Twelve people were hurt.</p><script>alert(1)</script><p>Police sealed the area.</p>]]></content:encoded>
</item>
<item><title>No id, no date</title><link>https://wire.example/news/2</link></item>
<item><title>No id, no link</title><description>Only words.</description></item>
<item><guid isPermaLink="false">a-1</guid><title>Blast &amp; fire in Qasr</title><link>/news/1?a=1&amp;b=2</link></item>
<item><guid isPermaLink="false">a-1</guid><title>Another story under a used id</title><link>/news/3</link></item>
<item><guid isPermaLink="false">a-4</guid><title>Bad link</title><link>javascript:alert(1)</link><pubDate>yesterday</pubDate></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Desk</title><entry><id>tag:1</id><title>One</title>
<link href="https://desk.example/1"/><updated>2024-03-26T15:00:00Z</updated><author><name>A. Writer</name></author>
<summary>Short.</summary></entry></feed>"""


def test_rss_gives_its_items_in_plain_words():
    feed = parse_feed(RSS, url=AT)
    assert (feed.title, feed.language) == ("Harbour Wire", "en")
    first = feed.items[0]
    assert first.key == "a-1"
    assert first.url == "https://wire.example/news/1?a=1&b=2"
    assert first.title == "Blast & fire in Qasr"
    assert first.published == "2024-03-26T18:00:00+03:00"
    assert first.summary == "Twelve hurt."
    assert first.content == "Twelve people were hurt.\nPolice sealed the area."


def test_items_without_ids_are_told_apart_and_the_same_one_comes_once():
    keys = [item.key for item in parse_feed(RSS, url=AT).items]
    assert keys[:2] == ["a-1", "https://wire.example/news/2"]
    assert keys[2].startswith("words:")
    assert keys[3:] == ["https://wire.example/news/3", "a-4"]


def test_a_link_that_is_no_address_of_the_web_and_a_date_that_is_none_are_left_out():
    bad = parse_feed(RSS, url=AT).items[-1]
    assert (bad.url, bad.published) == (None, None)


def test_atom():
    (item,) = parse_feed(ATOM, url=AT).items
    assert (item.key, item.url, item.author, item.summary) == ("tag:1", "https://desk.example/1", "A. Writer", "Short.")
    assert item.published.startswith("2024-03-26T15:00:00")


def test_json_feed():
    form = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Desk",
        "language": "en-GB",
        "items": [
            {"id": 7, "url": "one", "title": "One", "content_html": "<p>Ten hurt.</p>", "date_published": "2024-03-26"},
            {"id": "8", "external_url": "https://b.example/", "content_text": "Two", "authors": [{"name": "B"}]},
            "not an item",
        ],
    }
    feed = parse_feed(json.dumps(form).encode(), url="https://desk.example/feed/", media_type="application/feed+json")
    one, two = feed.items
    assert (feed.title, feed.language) == ("Desk", "en")
    assert (one.key, one.url, one.content, one.published) == (
        "7", "https://desk.example/feed/one", "Ten hurt.", "2024-03-26",
    )  # fmt: skip
    assert (two.url, two.content, two.author) == ("https://b.example/", "Two", "B")


@pytest.mark.parametrize("body", [RSS[:700], RSS.replace(b"</title>", b""), b"\xef\xbb\xbf" + RSS])
def test_damaged_feeds_give_what_is_whole_in_them(body):
    assert parse_feed(body, url=AT).items


@pytest.mark.parametrize(
    "body",
    [b"", b"hello", b"<html><body>page</body></html>", b"{}", b"[1]", b'{"items": 3}', b"{" * 5000, b"\0\1\2"],
)
def test_what_is_no_feed_is_said_to_be_none(body):
    with pytest.raises(InputError, match=r"wire\.example"):
        parse_feed(body, url=AT)


def test_a_bomb_of_entities_is_refused():
    bomb = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>'
    with pytest.raises(InputError, match="entities"):
        parse_feed(bomb, url=AT)


@given(st.binary(max_size=300))
@example(b'<rss version="2.0"><channel><item><pubDate>Fri, 31 Dec 9999 23:59:60 +9999</pubDate></item></channel></rss>')
def test_no_bytes_crash_the_reading_of_feeds(noise):
    for body in (noise, RSS[:400] + noise, b'{"items": [' + noise):
        with contextlib.suppress(InputError):
            parse_feed(body, url=AT)


@given(st.text(max_size=200))
def test_plain_words_hold_no_blank_lines(text):
    assert all(line.strip() == line and line for line in plain_words(text).split("\n") if plain_words(text))


def test_a_sitemap_of_news_gives_pages_with_titles_and_dates():
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.example/1</loc><news:news>
      <news:publication_date>2024-03-26T10:00:00+00:00</news:publication_date><news:title>One</news:title></news:news>
      </url><url><loc>https://a.example/2</loc><lastmod>2024-03-25</lastmod></url><url/></urlset>"""
    one, two = parse_sitemap(body, url=AT).pages
    assert (one.url, one.title, one.published) == ("https://a.example/1", "One", "2024-03-26T10:00:00+00:00")
    assert two.published == "2024-03-25"


def test_an_index_of_sitemaps_gives_further_ones():
    body = b"<sitemapindex><sitemap><loc>https://a.example/s1.xml</loc><lastmod>2024-03-25</lastmod></sitemap></sitemapindex>"
    assert parse_sitemap(body, url=AT).further == (("https://a.example/s1.xml", "2024-03-25"),)


@pytest.mark.parametrize("body", [b"", b"<html/>", b"\x1f\x8bnot gzip", b"plain"])
def test_what_is_no_sitemap_is_said_to_be_none(body):
    with pytest.raises(InputError, match=r"wire\.example"):
        parse_sitemap(body, url=AT)


def test_lists_of_feeds_go_out_and_come_in_again():
    outlines = (Outline("https://a.example/feed", "A & B"), Outline("https://b.example/feed"))
    back = parse_opml(opml(outlines), name="list.opml")
    assert [each.url for each in back] == [each.url for each in outlines]
    assert back[0].name == "A & B"


def test_what_is_no_list_of_feeds_is_said_to_be_none():
    with pytest.raises(InputError, match=r"list\.opml"):
        parse_opml(b"<html/>", name="list.opml")


def test_a_feed_that_breaks_off_before_its_first_item_is_told_and_is_no_feed_of_nothing():
    with pytest.raises(InputError, match="damaged feed"):
        parse_feed(b"<rss version='2.0'><channel><title>Wire</title><item>", url="https://wire.example/feed")
    cut = b"<rss version='2.0'><channel><item><title>One</title><link>https://wire.example/1</link></item><item><ti"
    assert [item.title for item in parse_feed(cut, url="https://wire.example/feed").items][:1] == ["One"]
    empty = b"<rss version='2.0'><channel><title>Wire</title></channel></rss>"
    assert parse_feed(empty, url="https://wire.example/feed").items == ()

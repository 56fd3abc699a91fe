"""Following sources: everything that is offered is had once, whatever fails beside it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cli.fakes import FakeReader
from tocsin.errors import FetchError, ModelError
from tocsin.follow import MOST_TRIES, Asked, Folded, Had
from tocsin.gather.http import Client
from tocsin.record.source import Source

from .conftest import TEXTS, page, rss


def follow(ledger, *urls, **terms):
    for url in urls:
        ledger.sources.add(Source(url=url, **terms))


def run(follower):
    return list(follower.run(once=True))


def health(ledger):
    return {source.url: state for source, state in ledger.sources.all()}


def errors(steps):
    return [step.error for step in steps if getattr(step, "error", None)]


def test_the_pages_of_a_feed_become_documents_and_incidents(wire, ledger, follower):
    follow(ledger, wire.base + "/feed")
    steps = run(follower)
    docs = {doc.url.removeprefix(wire.base): doc for doc in ledger.documents()}
    assert {path: doc.text for path, doc in docs.items()} == TEXTS
    one = docs["/1"]
    assert (one.title, one.published, one.published_from) == ("Story", "2024-06-04T18:00:00+00:00", "metadata")
    assert one.retrieved == "2024-06-05T10:00:00+00:00"
    assert len(list(ledger.incidents())) == 2
    assert isinstance(steps[-1], Folded)
    state = health(ledger)[wire.base + "/feed"]
    assert (state.items, state.kept, state.waiting, state.errors) == (3, 3, 0, 0)


def test_a_source_without_a_name_gets_that_of_its_feed(wire, ledger, follower):
    follow(ledger, wire.base + "/feed")
    run(follower)
    assert [source.name for source, _ in ledger.sources.all()] == ["Harbour Wire"]


def test_documents_carry_the_name_that_a_person_gave(wire, ledger, follower):
    follow(ledger, wire.base + "/feed", name="Our Wire")
    run(follower)
    assert {doc.source for doc in ledger.documents()} == {"Our Wire"}


def test_what_was_had_is_not_had_again(wire, ledger, follower, clock):
    follow(ledger, wire.base + "/feed")
    run(follower)
    asked = len(wire.asked)
    assert run(follower) == []
    clock.move(hours=1)
    wire.answers["/feed"] = lambda request: request.send(200, rss(wire.base, "/2", "/1"))
    run(follower)
    assert len(wire.asked) == asked + 1
    assert len(list(ledger.documents())) == 3


def test_a_feed_that_has_not_changed_is_not_sent(wire, ledger, follower, clock):
    def answer(request):
        known = request.headers.get("If-None-Match") == '"1"'
        request.send(304 if known else 200, b"" if known else rss(wire.base, "/1"), {"ETag": '"1"'})

    wire.answers["/feed"] = answer
    follow(ledger, wire.base + "/feed")
    run(follower)
    clock.move(hours=1)
    (asked,) = run(follower)
    assert (asked.new, asked.error) == (0, None)
    assert health(ledger)[wire.base + "/feed"].etag == '"1"'


def test_one_bad_source_does_not_stop_the_others(wire, ledger, follower):
    wire.answers["/broken"] = lambda request: request.send(200, b"<html>not a feed</html>")
    wire.answers["/ill"] = lambda request: request.send(500)
    follow(ledger, *(wire.base + path for path in ("/broken", "/feed", "/ill", "/none")))
    steps = run(follower)
    assert len(errors(steps)) == 3
    assert len(list(ledger.documents())) == 3
    assert {url.removeprefix(wire.base): state.errors for url, state in health(ledger).items()} == {
        "/broken": 1, "/feed": 0, "/ill": 1, "/none": 1,
    }  # fmt: skip


def test_a_failing_source_is_asked_more_and_more_seldom_and_heals(wire, ledger, follower, clock):
    wire.answers["/ill"] = lambda request: request.send(500)
    follow(ledger, wire.base + "/ill", every=600)
    waits = []
    for _ in range(4):
        run(follower)
        state = health(ledger)[wire.base + "/ill"]
        before = clock.now()
        clock.at = state.due_at
        waits.append((before, state.due_at))
    from datetime import datetime

    spans = [(datetime.fromisoformat(b) - datetime.fromisoformat(a)).total_seconds() for a, b in waits]
    assert [round(span / 600) for span in spans][:2] in ([1, 2], [1, 3])
    assert spans == sorted(spans)
    wire.answers["/ill"] = lambda request: request.send(200, rss(wire.base, "/1"))
    run(follower)
    healed = health(ledger)[wire.base + "/ill"]
    assert (healed.errors, healed.error, healed.kept) == (0, None, 1)


def test_a_page_that_two_feeds_offer_is_had_once(wire, ledger, follower, clock):
    wire.answers["/other"] = lambda request: request.send(200, rss(wire.base, "/1", title="Other"))
    follow(ledger, wire.base + "/feed")
    run(follower)
    follow(ledger, wire.base + "/other")
    run(follower)
    assert wire.paths().count("/1") == 1
    assert health(ledger)[wire.base + "/other"].waiting == 0


def test_a_page_that_fails_is_tried_again_later_and_in_the_end_given_up(wire, ledger, follower, clock):
    wire.answers["/1"] = lambda request: request.send(500)
    follow(ledger, wire.base + "/feed", every=30 * 86_400)
    run(follower)
    assert len(list(ledger.documents())) == 2
    tries = 1
    while due := ledger.sources.next_due():
        clock.at = max(due, clock.at)
        if not health(ledger)[wire.base + "/feed"].waiting:
            break
        tries += len(errors(run(follower)))
    assert tries == MOST_TRIES
    state = health(ledger)[wire.base + "/feed"]
    assert (state.items, state.kept, state.waiting) == (3, 2, 0)


def test_a_page_that_is_gone_is_replaced_by_the_words_of_the_feed_where_they_are_enough(wire, ledger, follower):
    long = "A bombing in Kano on 2024-06-04 left 12 people killed, and the police closed the road to the market there."
    wire.answers["/feed"] = lambda request: request.send(200, rss(wire.base, "/gone", words=long))
    wire.answers["/short"] = lambda request: request.send(200, rss(wire.base, "/gone2", words="Too few words."))
    follow(ledger, wire.base + "/feed", wire.base + "/short")
    steps = run(follower)
    (doc,) = ledger.documents()
    assert (doc.text, doc.extractor) == (long, "feed")
    (had,) = [step for step in steps if isinstance(step, Had) and step.document]
    assert "its page cannot be had" in had.notes[0]
    assert [error.fault for error in errors(steps)] == ["gone"]


def test_without_pages_the_words_of_the_feed_are_the_document(wire, ledger, follower):
    follow(ledger, wire.base + "/feed", pages=False)
    run(follower)
    assert wire.paths() == ["/feed"]
    assert len(list(ledger.documents())) == 3  # the addresses tell equal words apart


def test_a_page_that_changes_is_a_new_text_of_the_same_document(wire, ledger, follower, clock):
    follow(ledger, wire.base + "/1", via="page")
    run(follower)
    clock.move(hours=1)
    run(follower)
    assert len(list(ledger.documents())) == 1
    wire.answers["/1"] = lambda request: request.send(200, page(TEXTS["/1"].replace("12", "15")))
    clock.move(hours=1)
    run(follower)
    first, second = ledger.documents()
    assert second.replaces == first.key
    assert "15 people" in second.text


def test_a_sitemap_and_those_that_it_names_are_read(wire, ledger, follower):
    def loc(path):
        return f"<loc>{wire.base}{path}</loc>"

    index = f"<sitemapindex><sitemap>{loc('/news.xml')}<lastmod>2024-06-05</lastmod></sitemap></sitemapindex>"
    wire.answers["/index.xml"] = lambda request: request.send(200, index.encode())
    wire.answers["/news.xml"] = lambda request: request.send(200, f"<urlset><url>{loc('/2')}</url></urlset>".encode())
    follow(ledger, wire.base + "/index.xml", via="sitemap")
    run(follower)
    assert [doc.text for doc in ledger.documents()] == [TEXTS["/2"]]


def test_a_crash_between_documents_loses_nothing_and_adds_nothing_twice(wire, ledger, follower):
    follow(ledger, wire.base + "/feed")
    steps = follower.run(once=True)
    while not isinstance(next(steps), Had):
        pass
    with pytest.raises(KeyboardInterrupt):
        steps.throw(KeyboardInterrupt)
    assert len(list(ledger.documents())) == 1
    run(follower)
    assert sorted(doc.text for doc in ledger.documents()) == sorted(TEXTS.values())
    assert all(wire.paths().count(path) <= 2 for path in TEXTS)


def test_told_to_stop_it_finishes_the_document_in_hand_and_brings_the_incidents_up_to_date(wire, ledger, follower):
    follow(ledger, wire.base + "/feed")
    steps = []
    for step in follower.run():
        steps.append(step)
        if isinstance(step, Had):
            follower.stop.set()
    had = [step for step in steps if isinstance(step, Had)]
    assert len(had) == 1
    assert isinstance(steps[-1], Folded)
    assert len(list(ledger.documents())) == 1


def test_a_reader_that_breaks_on_a_document_loses_that_document_alone(wire, ledger, follower):
    wire.answers["/2"] = lambda request: request.send(200, page("BREAK THE READER " + TEXTS["/2"]))
    follow(ledger, wire.base + "/feed")
    steps = run(follower)
    assert "the reader failed" in str(errors(steps)[0])
    assert len(list(ledger.documents())) == 2


def test_a_busy_host_is_asked_again_when_it_said(wire, ledger, follower, clock):
    wire.answers["/feed"] = lambda request: request.send(429, headers={"Retry-After": "7200"})
    follow(ledger, wire.base + "/feed")
    run(follower)
    state = health(ledger)[wire.base + "/feed"]
    assert state.due_at >= "2024-06-05T12:00:00+00:00"


def test_hosts_at_home_are_refused_unless_they_are_allowed_by_name(wire, ledger, follower, clock):
    with Client(clock=clock) as strict:
        follower.client = strict
        follow(ledger, wire.base + "/feed")
        (asked,) = run(follower)
    assert isinstance(asked, Asked)
    assert isinstance(asked.error, FetchError)
    assert asked.error.fault == "refused"
    assert wire.asked == []


def test_many_items_of_one_source_do_not_keep_those_of_another_waiting(wire, ledger, follower):
    from tocsin.record.source import Health, Item

    many, few = Source(url="https://a.example/"), Source(url="https://b.example/")
    for source, count in ((many, 100), (few, 2)):
        ledger.sources.add(source)
        offered = [Item(key=f"{n:03}", url=f"{source.url}{n}") for n in range(count)]
        ledger.sources.polled(source.id, health=Health(due_at="2024-07-01"), items=offered)
    first = ledger.sources.waiting("2024-06-06", most=4)
    assert [source.url for source, _ in first].count(few.url) == 2


def test_the_incidents_are_brought_up_to_date_every_so_many_documents_and_at_the_end(
    wire, ledger, follower, monkeypatch
):
    import tocsin.follow as following

    folds = []

    class Counting:
        def __init__(self, ledger):
            self._ledger = ledger

        def refold(self):
            folds.append(len(list(self._ledger.documents())))
            return 0

    monkeypatch.setattr(following, "FOLD_EVERY", 2)
    monkeypatch.setattr(follower, "_folder", Counting(ledger))
    follow(ledger, wire.base + "/feed")
    run(follower)
    assert folds == [2, 3]


class Seconder(FakeReader):
    """Reads every document in two ways."""

    def read_both(self, doc):
        reading = self.read(doc)
        return reading, (replace(reading, reader=replace(reading.reader, version="other")),)


def test_a_second_reading_is_kept_beside_the_one_that_counts(wire, ledger, follower):
    follower.reader = Seconder()
    follow(ledger, wire.base + "/feed")
    run(follower)
    assert len(ledger.library.seconded()) == len(list(ledger.documents())) == 3


def test_what_a_model_could_not_be_asked_about_is_tried_again(wire, ledger, follower, clock):
    class Closed(FakeReader):
        def read(self, doc):
            raise ModelError("stub", "it is busy", passing=True)

    follow(ledger, wire.base + "/feed")
    follower.reader, reader = Closed(), follower.reader
    assert all(isinstance(error, ModelError) for error in errors(run(follower)))
    assert not list(ledger.documents())
    follower.reader = reader
    clock.move(hours=1)
    run(follower)
    assert len(list(ledger.documents())) == 3

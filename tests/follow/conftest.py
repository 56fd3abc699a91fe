"""Follow a host on loopback that misbehaves on purpose, into a ledger in memory, by a clock that stands still."""

from __future__ import annotations

from random import Random

import pytest

from cli.fakes import FakeReader
from gather.gathering import find_published
from gather.http.conftest import host, refuse_network
from keep.builders import ACTOR, HandClock
from tocsin.follow import Follower
from tocsin.gather import Terms
from tocsin.gather.http import Client, Limits
from tocsin.keep import open_ledger

__all__ = ["host", "refuse_network"]

NOW = "2024-06-05T10:00:00+00:00"
TEXTS = {
    "/1": "A bombing in Kano on 2024-06-04 left 12 people killed. Nobody claimed it, and the police closed the road.",
    "/2": "An attack in Goma on 2024-06-03 left 3 people killed. The governor promised more patrols on the roads.",
    "/3": "The council met to speak of the budget of the schools, and put off a decision on the bridge until autumn.",
}


def page(text):
    body = f"<html lang='en'><head><title>Story</title></head><body><article><p>{text}</p></article></body></html>"
    return body.encode()


def rss(base, *paths, title="Harbour Wire", words="Words of the feed itself, which are too few to stand for a page."):
    items = "".join(
        f"<item><guid isPermaLink='false'>id{path}</guid><title>Story {path}</title><link>{base}{path}</link>"
        f"<pubDate>Tue, 04 Jun 2024 18:00:00 +0000</pubDate><description>{words}</description></item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


@pytest.fixture
def wire(host):
    """A host with three stories and a feed of them at /feed."""
    for path, text in TEXTS.items():
        host.answers[path] = lambda request, text=text: request.send(200, page(text), {"Content-Type": "text/html"})
    host.answers["/feed"] = lambda request: request.send(200, rss(host.base, *TEXTS), {"ETag": '"1"'})
    return host


@pytest.fixture
def clock():
    return HandClock(NOW)


@pytest.fixture
def ledger(clock):
    with open_ledger("sqlite://", clock=clock, actor=ACTOR) as made:
        yield made


@pytest.fixture
def client(clock):
    with Client(clock=clock, allowed=["localhost"], limits=Limits(apart=0.0, seconds=5.0)) as made:
        yield made


@pytest.fixture
def follower(ledger, client, clock):
    return Follower(
        ledger=ledger,
        reader=FakeReader(),
        client=client,
        clock=clock,
        terms=lambda: Terms(now=clock.now(), retrieved=clock.now(), find_published=find_published),
        workers=3,
        jitter=Random(1),
    )

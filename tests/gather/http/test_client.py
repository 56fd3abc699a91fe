"""The client against a host that misbehaves: it gets what is there, and neither hangs, nor drowns, nor strays."""

import gzip
import time
import zlib

import pytest

from tocsin import __version__
from tocsin.errors import FetchError
from tocsin.gather.http import Client, Limits, Validators

from .conftest import PAGE, bomb


class Clock:
    def now(self):
        return "2024-06-05T10:00:00+00:00"


@pytest.fixture
def make_client():
    made = []

    def make(*, allowed=("localhost",), waited=None, **limits):
        settled = Limits(**{"apart": 0.0, "seconds": 5.0, **limits})
        pause = time.sleep if waited is None else waited.append
        client = Client(clock=Clock(), limits=settled, allowed=allowed, wait=pause)
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def client(make_client):
    return make_client()


def fault_of(client, url, **terms):
    with pytest.raises(FetchError) as caught:
        client.fetch(url, **terms)
    return caught.value


def test_a_page_comes_with_what_its_header_says(host, client):
    headers = {"Content-Type": "Text/HTML; charset=ISO-8859-2", "ETag": '"7"', "Last-Modified": "yesterday"}
    host.answers["/a?b=1"] = lambda request: request.send(200, PAGE, headers)
    got = client.fetch(host.base + "/a?b=1#part")
    assert (got.body, got.media_type, got.charset) == (PAGE, "text/html", "iso-8859-2")
    assert got.validators == Validators('"7"', "yesterday")
    assert not got.not_modified
    assert got.moved_to is None
    sent = dict(host.asked)["/a?b=1"]
    assert sent["User-Agent"] == f"tocsin/{__version__}"
    assert "Cookie" not in sent


def test_what_has_not_changed_is_not_sent_again(host, client):
    def answer(request):
        known = request.headers.get("If-None-Match") == '"7"'
        request.send(304 if known else 200, b"" if known else PAGE, {"ETag": '"7"'})

    host.answers["/"] = answer
    first = client.fetch(host.base)
    again = client.fetch(host.base, validators=first.validators)
    assert first.body == PAGE
    assert again.not_modified
    assert again.body == b""


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda body: zlib.compress(body)[2:-4]),
        ("gzip", lambda body: gzip.compress(body[:9]) + gzip.compress(body[9:])),
        ("identity", bytes),
    ],
    ids=["gzip", "zlib", "bare", "two members", "plain"],
)
def test_compressed_bodies_are_unpacked(host, client, encoding, pack):
    host.answers["/"] = lambda request: request.send(200, pack(PAGE), {"Content-Encoding": encoding})
    assert client.fetch(host.base).body == PAGE


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "br"}, PAGE),
        ({"Content-Encoding": "gzip"}, PAGE),
        ({"Content-Encoding": "gzip"}, gzip.compress(PAGE, mtime=0)[:-12]),
    ],
    ids=["an encoding we did not ask for", "not compressed at all", "cut short"],
)
def test_a_body_that_is_not_what_it_says_is_broken(host, client, headers, body):
    host.answers["/"] = lambda request: request.send(200, body, headers)
    assert fault_of(client, host.base).fault == "broken"


def test_a_body_that_breaks_off_is_broken(host, client):
    def answer(request):
        request.close_connection = True
        request.send(200, PAGE, length=5000)

    host.answers["/"] = answer
    assert fault_of(client, host.base).fault == "broken"


def test_what_is_no_http_is_broken(host, client):
    def answer(request):
        request.close_connection = True
        request.wfile.write(b"\x16\x03\x01 hello\r\n\r\n")

    host.answers["/"] = answer
    assert fault_of(client, host.base).fault == "broken"


def test_a_small_body_that_would_unpack_to_a_huge_one_is_refused(host, make_client):
    host.answers["/"] = lambda request: request.send(200, bomb(50_000_000), {"Content-Encoding": "gzip"})
    assert fault_of(make_client(bytes=1_000_000), host.base).fault == "too large"


def test_a_body_without_end_is_left_at_the_limit_of_size(host, make_client):
    host.answers["/"] = lambda request: request.drip(b"x" * 10_000, times=1000, every=0)
    assert fault_of(make_client(bytes=50_000), host.base).fault == "too large"


def test_a_host_that_drips_is_left_at_the_limit_of_time(host, make_client):
    host.answers["/"] = lambda request: request.drip(b"x", times=100, every=0.1)
    assert fault_of(make_client(seconds=0.5), host.base).fault == "too slow"


def test_a_header_that_drips_is_left_at_the_limit_of_time(host, make_client):
    def answer(request):
        request.close_connection = True
        for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 60:
            request.wfile.write(bytes([byte]))
            request.wfile.flush()
            time.sleep(0.05)

    host.answers["/"] = answer
    assert fault_of(make_client(seconds=0.5), host.base).fault == "too slow"


def test_redirects_are_followed_and_a_lasting_one_is_told(host, client):
    host.answers["/old"] = lambda request: request.send(301, headers={"Location": "/new"})
    host.answers["/new"] = lambda request: request.send(200, PAGE)
    host.answers["/today"] = lambda request: request.send(302, headers={"Location": "new"})
    assert client.fetch(host.base + "/old").moved_to == host.base + "/new"
    passing = client.fetch(host.base + "/today")
    assert (passing.url, passing.moved_to) == (host.base + "/new", None)


def test_redirects_in_a_ring_end(host, client):
    host.answers["/a"] = lambda request: request.send(302, headers={"Location": "/b"})
    host.answers["/b"] = lambda request: request.send(302, headers={"Location": "/a"})
    assert fault_of(client, host.base + "/a").fault == "redirects"
    assert len(host.paths()) == 6


@pytest.mark.parametrize("target", ["http://127.0.0.1:9/", "file:///etc/passwd", "ftp://example.org/", "http://[::1]/"])
def test_a_redirect_to_where_we_do_not_go_is_refused(host, client, target):
    host.answers["/"] = lambda request: request.send(302, headers={"Location": target})
    assert fault_of(client, host.base).fault == "refused"


def test_hosts_that_are_not_allowed_by_name_are_refused_where_they_lie_at_home(host, make_client):
    error = fault_of(make_client(allowed=()), host.base)
    assert error.fault == "refused"
    assert "allow the host by name" in str(error)
    assert host.asked == []


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "example.org", "http://", "http://[::1", "http://a:b@example.org/", "javascript:1"]
)
def test_what_is_no_address_of_the_web_is_refused(client, url):
    error = fault_of(client, url)
    assert error.fault == "refused"
    assert "a:b" not in str(error)


def test_a_busy_host_is_left_alone_for_as_long_as_it_asks(host, make_client):
    host.answers["/"] = lambda request: request.send(429, headers={"Retry-After": "120"})
    host.answers["/date"] = lambda request: request.send(503, headers={"Retry-After": "Wed, 05 Jun 2024 10:05:00 GMT"})
    client = make_client()
    assert fault_of(client, host.base).retry_after == 120.0
    error = fault_of(client, host.base)
    assert error.fault == "busy"
    assert 100 < error.retry_after <= 120
    assert len(host.paths()) == 1
    assert fault_of(make_client(), host.base + "/date").retry_after == 300.0


def test_a_page_that_is_gone_and_a_host_that_fails_are_told_apart(host, client):
    host.answers["/ill"] = lambda request: request.send(500, b"oops")
    gone, ill = fault_of(client, host.base + "/none"), fault_of(client, host.base + "/ill")
    assert (gone.fault, gone.status) == ("gone", 404)
    assert (ill.fault, ill.status) == ("failed", 500)


def test_robots_txt_is_asked_once_and_obeyed(host, client):
    host.robots = "User-agent: tocsin\nDisallow: /private/\n"
    host.answers["/open"] = lambda request: request.send(200, PAGE)
    host.answers["/moved"] = lambda request: request.send(302, headers={"Location": "/private/a"})
    assert client.fetch(host.base + "/open").body == PAGE
    assert fault_of(client, host.base + "/private/a").fault == "robots"
    assert fault_of(client, host.base + "/moved").fault == "robots"
    assert host.paths() == ["/open", "/moved"]
    assert [path for path, _ in host.asked].count("/robots.txt") == 1


def test_a_host_whose_robots_txt_fails_is_not_asked_further(host, client):
    host.answers["/robots.txt"] = lambda request: request.send(500)
    error = fault_of(client, host.base + "/open")
    assert error.fault == "failed"
    assert error.retry_after == 600.0
    assert host.paths() == []


def test_requests_to_a_host_keep_the_distance_that_it_asks_for(host, make_client):
    host.robots = "User-agent: *\nCrawl-delay: 7\n"
    host.answers["/"] = lambda request: request.send(200, PAGE)
    waited = []
    client = make_client(waited=waited)
    client.fetch(host.base)
    client.fetch(host.base)
    assert 6 < waited[-1] <= 7

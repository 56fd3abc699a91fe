"""A host on loopback that misbehaves on purpose. It alone may be reached."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class NetworkRefused(RuntimeError):
    """A test tried to leave the machine."""


@pytest.fixture(autouse=True)
def refuse_network(monkeypatch):
    """As everywhere, but for loopback, where the host of these tests is."""
    real = socket.socket.connect

    def refuse(self, address, *rest):
        if self.family == socket.AF_UNIX or address[0] in ("127.0.0.1", "::1"):
            return real(self, address, *rest)
        raise NetworkRefused(f"a test tried to connect to {address!r}")

    monkeypatch.setattr(socket.socket, "connect", refuse)


PAGE = b"<html><head><title>Market</title></head><body><article><p>Twelve people were hurt.</p></article></body></html>"


class Host(ThreadingHTTPServer):
    """What it was asked, and what it answers: `answers` maps a path to a function of the request."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked = []
        self.answers = {}
        self.robots = None

    @property
    def base(self):
        return f"http://localhost:{self.server_address[1]}"

    def paths(self):
        return [path for path, _ in self.asked if path != "/robots.txt"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        try:
            if self.path == "/robots.txt" and "/robots.txt" not in self.server.answers:
                robots = self.server.robots
                self.send(404 if robots is None else 200, (robots or "").encode(), {"Content-Type": "text/plain"})
            else:
                self.server.answers.get(self.path, lambda request: request.send(404))(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def send(self, status, body=b"", headers=None, *, length=None):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def drip(self, piece, *, times, every):
        """A body without end in sight, a piece now and then."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for _ in range(times):
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(every)


@pytest.fixture
def host():
    server = Host()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def bomb(size):
    """Some kilobytes of gzip that unpack to `size` zeros."""
    return gzip.compress(b"\0" * size)

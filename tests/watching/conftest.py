"""Servers on loopback that take what is sent: one of the web, one of mail. They alone may be reached."""

from __future__ import annotations

import socketserver
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gather.http.conftest import refuse_network

__all__ = ["refuse_network"]


class Hook(ThreadingHTTPServer):
    """Keeps what was posted; `answers` are the statuses that it gives in turn, then 204."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got = []
        self.answers = []

    @property
    def url(self):
        return f"http://localhost:{self.server_address[1]}/hook"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        status, headers = self.server.answers.pop(0) if self.server.answers else (204, {})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()


class MailServer(socketserver.ThreadingTCPServer):
    """Speaks enough SMTP to take a mail; `refusing` answers every reader with a code."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Mail)
        self.got = []
        self.refusing = None


class _Mail(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("220 here")
        readers = []
        while line := self.rfile.readline():
            word = line.split()[0].upper()
            if word in (b"EHLO", b"HELO"):
                self.say("250 here")
            elif word == b"RCPT":
                readers.append(line)
                self.say(f"{self.server.refusing} no" if self.server.refusing else "250 ok")
            elif word == b"DATA":
                self.say("354 go")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part)
                self.server.got.append((readers, b"".join(lines)))
                self.say("250 kept")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, words):
        self.wfile.write(words.encode() + b"\r\n")


def serving(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def hook():
    yield from serving(Hook())


@pytest.fixture
def mail():
    yield from serving(MailServer())

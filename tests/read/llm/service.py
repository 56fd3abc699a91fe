"""A model service on loopback that answers what it is told to, and misbehaves on demand; and documents to ask it of."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tocsin.ports.model import ModelAccess, ModelTerms
from tocsin.read.llm.chat import ChatClient
from tocsin.read.llm.reader import LlmReader
from tocsin.secret import Secret

NOTHING = {"events": [], "relations": [], "attributions": [], "persons": []}
FENCE = re.compile(r"=====REPORT-\w+=====")


def answer(*events, relations=(), attributions=(), persons=()):
    return {
        "events": list(events), "relations": list(relations), "attributions": list(attributions), "persons": list(persons)
    }  # fmt: skip


def event(quote, trigger, type="bombing", id="e1", **fields):
    return {"id": id, "type": type, "quote": quote, "trigger": trigger, **fields}


def toll(figure, quote, measure="killed", number=None, **fields):
    return {"measure": measure, "figure": figure, "quote": quote, "number": number, **fields}


def doer(name, quote, role="perpetrator", kind="organization", **fields):
    return {"role": role, "kind": kind, "name": name, "quote": quote, **fields}


def completion(content, *, finish="stop", tokens=(1000, 100), **message):
    text = content if isinstance(content, str) or content is None else json.dumps(content)
    return {
        "id": "c1", "object": "chat.completion", "model": "stub",
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": text, **message}}],
        "usage": {"prompt_tokens": tokens[0], "completion_tokens": tokens[1], "total_tokens": sum(tokens)},
    }  # fmt: skip


class Reply:
    """An answer over HTTP that is no completion: a status, headers, a body."""

    def __init__(self, status, body=b"{}", headers=None, *, cut=False):
        self.status, self.headers, self.cut = status, headers or {}, cut
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()


class Service(ThreadingHTTPServer):
    """Asked for completions, it takes the next of `script`, or what `model` makes of the report."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.paths: list[str] = []
        self.script: list[Any] = []
        self.model: Callable[[str], Any] = lambda report: NOTHING
        self.lock = threading.Lock()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle_error(self, request, client_address):
        """Nothing is said of a client that has gone."""

    def reports(self):
        """What stood between the marks of each request."""
        return [report_of(body) for body in self.asked]


def report_of(body):
    return FENCE.split(body["messages"][1]["content"])[1]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        service = self.server
        with service.lock:
            service.asked.append(body)
            service.keys.append(self.headers.get("Authorization"))
            service.paths.append(self.path)
            reply = service.script.pop(0) if service.script else None
        if reply is None:
            reply = service.model(report_of(body))
        if isinstance(reply, dict) and "events" in reply:
            reply = completion(reply)
        if isinstance(reply, dict):
            reply = Reply(200, reply)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body) + (1000 if reply.cut else 0)))
        self.end_headers()
        self.wfile.write(reply.body)
        if reply.cut:
            self.close_connection = True


class Sleeper:
    """Sleeps no time, and remembers how long it should have."""

    def __init__(self):
        self.slept = []
        self.now = 0.0

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def monotonic(self):
        return self.now


def client_of(service, *, sleeper=None, key="", seconds=20.0, **fields):
    sleeper = sleeper or Sleeper()
    access = ModelAccess(url=service.url, model="stub", key=Secret(key), seconds=seconds, **fields)
    return ChatClient(access, sleep=sleeper.sleep, monotonic=sleeper.monotonic)


def reader_of(service, **terms):
    return LlmReader().with_model(client_of(service), ModelTerms(model="stub", **terms))

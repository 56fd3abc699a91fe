"""Partners with keys, as the door sees them, and the server on loopback."""

from __future__ import annotations

import contextlib
import hmac
import socket
import threading
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI

from keep.shelf_builders import AMBER, GREEN
from tocsin.ports.guests import Guest
from tocsin.web.taxii import make_taxii
from tocsin.web.taxii.mount import mount_taxii

NOW = "2026-03-02T08:15:00+00:00"
KEYS = {
    "key-of-ada": Guest(partner="ada", key="k-ada", collections=(GREEN.id, AMBER.id)),
    "key-of-bo": Guest(partner="bo", key="k-bo", collections=(GREEN.id,)),
    "key-of-none": Guest(partner="none", key="k-none", collections=()),
}


@dataclass
class FakeDoorkeeper:
    keys: dict[str, Guest] = field(default_factory=lambda: dict(KEYS))

    def admit(self, secret, *, name=None):
        found = [guest for key, guest in self.keys.items() if hmac.compare_digest(key.encode(), secret.encode())]
        return next((guest for guest in found if name in (None, guest.partner)), None)


def a_server_of(ledger, *, doorkeeper=None, limits=None):
    keeper = doorkeeper or FakeDoorkeeper()
    return make_taxii(lambda: ledger.shelf, lambda: keeper, now=lambda: NOW, producer="Example Monitor", limits=limits)


def mounted(app):
    """The application where a partner finds it."""
    outer = FastAPI(openapi_url="/openapi.json")
    mount_taxii(outer, app)
    return outer


@contextlib.contextmanager
def serving_whole(app):
    """An application on a port of loopback; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join(10)


@contextlib.contextmanager
def serving(app):
    """The TAXII application on a port of loopback; its address."""
    with serving_whole(mounted(app)) as at:
        yield at + "taxii2/"

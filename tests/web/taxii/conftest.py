"""A server over a ledger in memory with two collections, asked in the process; see `fakes` for one on loopback."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from keep.builders import ACTOR, HandClock
from keep.shelf_builders import opened_shelf
from tocsin.keep import open_ledger
from web.taxii.fakes import a_server_of, mounted

TAXII = "application/taxii+json;version=2.1"


@pytest.fixture
def clock():
    return HandClock("2026-03-02T08:15:00+00:00")


@pytest.fixture
def ledger(clock):
    with open_ledger("sqlite://", clock=clock, actor=ACTOR) as made:
        opened_shelf(made)
        yield made


@pytest.fixture
def shelf(ledger):
    return ledger.shelf


@pytest.fixture
def client_of(ledger):
    """A client of a partner, by key; `**more` goes to the server."""

    def make(key="key-of-ada", **more):
        app = mounted(a_server_of(ledger, **more))
        headers = {"Accept": TAXII} | ({"Authorization": f"Bearer {key}"} if key else {})
        return TestClient(app, headers=headers, raise_server_exceptions=False)

    return make


@pytest.fixture
def client(client_of):
    return client_of()

"""The workbench over a ledger of the built-in dispatches, asked as a browser asks it. Nothing leaves the process."""

from __future__ import annotations

import shutil

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from tocsin.pipeline import READERS, add_all, gather_demo, make_terms, open_record, refold
from tocsin.settings import load_settings
from tocsin.web import folding, secrets
from tocsin.web.app import make_app
from tocsin.web.inviting import invite_link


@pytest.fixture(autouse=True)
def be_patient(monkeypatch):
    """A busy machine makes no test fail."""
    monkeypatch.setattr(folding, "PATIENCE_SECONDS", 120.0)


@pytest.fixture(autouse=True)
def hash_lightly(monkeypatch):
    """Passwords of tests need no minutes of a machine; what is kept has the same form."""
    light = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(secrets, "_hasher", lambda: light)


class Clock:
    """Tells a time that a test may move."""

    def __init__(self, at="2024-09-01T12:00:00+00:00"):
        self.at = at

    def now(self):
        return self.at


@pytest.fixture(scope="session")
def dispatches(tmp_path_factory):
    """The path of a ledger with the dispatches in it, to be copied."""
    path = tmp_path_factory.mktemp("dispatches") / "tocsin.db"
    ledger = open_record(f"sqlite:///{path}", clock=Clock())
    terms = make_terms(clock=Clock(), max_bytes=1_000_000, keep=True)
    for _ in add_all(gather_demo(terms), ledger=ledger, reader=READERS.make("rules")):
        pass
    refold(ledger)
    ledger.close()
    return path


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def settings(tmp_path):
    flags = {"database": str(tmp_path / "tocsin.db"), "watches": str(tmp_path / "watch.toml")}
    return load_settings(flags=flags, environment={}, folder=tmp_path)


@pytest.fixture
def app_of(clock, settings):
    """Makes the app; the ledger is at the place of the settings."""

    def make(**more):
        known = {"clock": clock, "demo": True, "hosts": {"testserver"}, **more}
        return make_app(lambda: open_record(settings.database, clock=clock), settings, **known)

    return make


@pytest.fixture
def filled(dispatches, tmp_path):
    """The ledger of the settings holds the dispatches."""
    shutil.copy(dispatches, tmp_path / "tocsin.db")


@pytest.fixture
def client(app_of, filled):
    with TestClient(app_of(), raise_server_exceptions=False) as made:
        yield made


PASSWORD = "seven quiet lamps at noon"


@pytest.fixture
def ledger(filled, settings, clock):
    """The ledger that the workbench is over, for looking at what came of it."""
    made = open_record(settings.database, clock=clock)
    yield made
    made.close()


@pytest.fixture
def browser(app_of, ledger):
    """Makes a browser of its own, with its own cookies, before a workbench with accounts."""
    app = app_of(demo=False)
    opened = []

    def make():
        made = TestClient(app, raise_server_exceptions=False, follow_redirects=False)
        opened.append(made)
        return made.__enter__()

    yield make
    for each in opened:
        each.__exit__(None, None, None)


@pytest.fixture
def signed_in(browser, ledger, clock):
    """Makes a browser that somebody of a right is signed in with."""

    def make(right="analyst", name=None):
        link = invite_link(ledger.accounts, right, clock=clock, by="test", base="")
        client = browser()
        answer = client.post(link, data={"name": name or f"The {right}", "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        return client

    return make

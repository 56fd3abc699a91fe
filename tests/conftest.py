"""No test opens a network connection: whatever tries is refused. No property is timed.

`postgres` is a server of the tests' own, for those that ask for it; they are skipped where none is installed.
"""

import socket
from collections.abc import Iterator

import pytest
from hypothesis import settings

import servers

settings.register_profile("untimed", deadline=None)  # a busy machine makes no test fail
settings.load_profile("untimed")


class NetworkRefused(RuntimeError):
    """A test tried to reach the network."""


@pytest.fixture(autouse=True)
def refuse_network(monkeypatch):
    def refuse(self, address, *rest):
        if self.family == socket.AF_UNIX:
            return real(self, address, *rest)
        raise NetworkRefused(f"a test tried to connect to {address!r}")

    real = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)


@pytest.fixture(scope="session")
def postgres() -> Iterator["servers.Server"]:
    found = servers.programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed: `apt-get install postgresql` brings it")
    pytest.importorskip("psycopg", reason="psycopg is not installed: the extra `postgres` brings it")
    with servers.a_server(found) as server:
        yield server

"""No test opens a network connection: whatever tries is refused. No property is timed."""

import socket

import pytest
from hypothesis import settings

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

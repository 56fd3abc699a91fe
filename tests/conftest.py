"""No test opens a network connection: whatever tries is refused."""

import socket

import pytest


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

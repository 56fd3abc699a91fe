"""A model service on loopback. It alone may be reached."""

import threading

import pytest

from gather.http.conftest import refuse_network
from read.llm.service import Service

__all__ = ["refuse_network"]


@pytest.fixture
def service():
    made = Service()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()

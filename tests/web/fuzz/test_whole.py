"""Schemathesis asks every address in the OpenAPI document of the whole program: none makes it fail."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from tocsin.pipeline import READERS, add_all, gather_demo, make_terms, open_record, refold
from tocsin.ports import Ledger
from tocsin.settings import load_settings
from tocsin.web.app import make_app
from web.conftest import Clock

pytestmark = pytest.mark.slow

FOLDER = tempfile.TemporaryDirectory()


def opened() -> Ledger:
    return open_record(GIVEN.database, clock=Clock())


def fill(ledger: Ledger) -> None:
    """Put the built-in dispatches into it, and close it."""
    terms = make_terms(clock=Clock(), max_bytes=1_000_000, keep=True)
    for _ in add_all(gather_demo(terms), ledger=ledger, reader=READERS.make("rules")):
        pass
    refold(ledger)
    ledger.close()


GIVEN = load_settings(
    flags={"database": f"{FOLDER.name}/tocsin.db", "watches": f"{FOLDER.name}/watch.toml"},
    environment={},
    folder=Path(FOLDER.name),
)
fill(opened())
APP = make_app(opened, GIVEN, clock=Clock(), demo=True, hosts=None)
# The stream of changes has no end, and tests of its own.
schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", APP).exclude(path="/api/v1/events")


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_makes_the_program_fail(case):
    """An editor asks, who may do most things; what is asked may be anything."""
    case.call_and_validate(checks=[not_a_server_error])

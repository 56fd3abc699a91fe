"""The manual says what the server does: its session is run, its numbers are those of the program."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from gather.http.conftest import refuse_network
from keep.builders import ACTOR
from keep.shelf_builders import GREEN, a_parcel
from tocsin.clock import SystemClock
from tocsin.keep import open_ledger
from tocsin.ports.guests import Guest
from tocsin.ports.shelf import Collection
from tocsin.web.taxii import Limits
from tocsin.web.taxii.failures import TITLES
from web.taxii.fakes import FakeDoorkeeper, a_server_of, serving

__all__ = ["refuse_network"]

DOCS = Path(__file__).parents[3] / "docs"
HOW_TO = (DOCS / "how-to" / "serve-taxii.md").read_text("utf-8")
REFERENCE = (DOCS / "reference" / "taxii.md").read_text("utf-8")
NAMES = ["Bombing, Exampletown, 1 March 2026", "Abduction near Otherville, 2 March 2026"]


@pytest.fixture
def address(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", clock=SystemClock(), actor=ACTOR) as ledger:
        ledger.shelf.open(Collection(id=GREEN.id, title="For north"))
        ledger.shelf.put(GREEN.id, [a_parcel(0, type="identity")])
        ledger.shelf.put(GREEN.id, [a_parcel(n, type="incident", name=name) for n, name in enumerate(NAMES)])
        keeper = FakeDoorkeeper({"the-key": Guest(partner="north", key="k", collections=(GREEN.id,))})
        with serving(a_server_of(ledger, doorkeeper=keeper)) as at:
            yield at


def test_the_session_in_the_manual_prints_what_it_says(address):
    code = re.findall(r"```python\n(.*?)```", HOW_TO, re.S)
    said = re.findall(r"```text\n(.*?)```", HOW_TO, re.S)
    assert len(code) == len(said) == 2
    names = {}
    for block, expected in zip(code, said, strict=True):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(block.replace("https://monitor.example.org/taxii2/", address), names)
        assert printed.getvalue() == expected
    names["server"].close()


def test_every_error_is_in_the_reference():
    table = REFERENCE.split("## Errors")[1].split("## ")[0]
    told = set()
    for line in table.splitlines():
        if line.startswith("|"):
            told |= {int(status) for status in re.findall(r"\d{3}", line.split("|")[1])}
    assert told == set(TITLES)


def test_the_limits_in_the_reference_are_those_of_the_program():
    limits = Limits()
    for number in (limits.page, limits.content, limits.address, limits.burst, limits.values):
        assert f"{number:,}" in REFERENCE
    assert f"{limits.page_bytes // 1_000_000} MB" in REFERENCE

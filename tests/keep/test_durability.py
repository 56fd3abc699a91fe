"""What was reported is there: after `kill -9`, and with several programs at work."""

from __future__ import annotations

import multiprocessing
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest

from keep.adders import add_numbered
from keep.builders import ACTOR, HandClock, a_document
from tocsin.folding import Folder
from tocsin.keep import open_ledger
from tocsin.record.json_load import loads

FORKED = multiprocessing.get_context("forkserver")  # programs that take no second to start
FORKED.set_forkserver_preload(["tocsin.folding", "tocsin.keep.sql_ledger", "tocsin.fuse"])


@pytest.fixture(params=["file", "server"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that several programs can open."""
    if request.param == "server":
        return str(request.getfixturevalue("postgres").emptied())
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def test_kill_9_loses_nothing_that_was_reported(shared: str) -> None:
    _kill(shared, moments=8 if shared.startswith("sqlite") else 3)


@pytest.mark.slow
@pytest.mark.parametrize("ledger", range(10))
def test_kill_9_at_200_moments_loses_nothing_that_was_reported(tmp_path: Path, ledger: int) -> None:
    _kill(f"sqlite:///{tmp_path / 'ledger.db'}", moments=20, seed=ledger)


def _kill(url: str, *, moments: int, seed: int = 9) -> None:
    """Kill a program that adds to one ledger, over and over, and see each time that what it reported is there."""
    chance = random.Random(seed)
    reported: list[str] = []
    for run in range(moments):
        after = [0, 1][run] if run < 2 else chance.randint(2, 40)
        reported += _add_until_killed(url, start=run * 10_000, after=after, wait=chance.uniform(0, 0.01))
        with open_ledger(url, clock=HandClock(), actor=ACTOR) as ledger:
            documents = {doc.key for doc in ledger.documents()}
            assert set(reported) <= documents
            assert {reading.document.key for reading in ledger.active_readings()} == documents
            assert ledger.check() == []
    with open_ledger(url, clock=HandClock(), actor=ACTOR) as ledger:
        Folder(ledger).refold()
        assert {ref for each in ledger.incidents() for ref in loads(each.form)["documents"]} == {
            doc.id for doc in ledger.documents()
        }
        assert ledger.check() == []
    assert len(reported) > moments


def _add_until_killed(url: str, *, start: int, after: int, wait: float) -> list[str]:
    """Kill a program that adds once it has reported `after` keys and a moment has gone by; the keys it reported."""
    reported, reports = FORKED.Pipe(duplex=False)
    process = FORKED.Process(target=add_numbered, args=(url, start, 9999), kwargs={"report": reports.send})
    process.start()
    reports.close()
    keys = [reported.recv() for _ in range(after)]
    time.sleep(wait)
    process.kill()
    with suppress(EOFError):
        while True:
            keys.append(reported.recv())
    process.join()
    assert process.exitcode == -signal.SIGKILL
    process.close()
    reported.close()
    return keys


@pytest.fixture(params=["file", "server"])
def unmade(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a ledger that is not there yet."""
    if request.param == "server":
        return str(request.getfixturevalue("postgres").database())
    return f"sqlite:///{tmp_path / 'ledger.db'}"


def test_programs_may_make_and_fill_one_ledger_at_once(unmade: str) -> None:
    url = unmade
    spawn = multiprocessing.get_context("spawn")
    many = 60 if url.startswith("sqlite") else 20
    spans = [(0, many), (0, many), (many // 2, many)]  # the same documents over and over
    processes = [spawn.Process(target=add_numbered, args=(url, *span)) for span in spans]
    for process in processes:
        process.start()
    for process in processes:
        process.join(300)
        assert process.exitcode == 0
        process.close()
    with open_ledger(url, clock=HandClock(), actor=ACTOR) as ledger:
        ids = [doc.id for doc in ledger.documents()]
        assert sorted(ids) == sorted(f"d{n}" for n in range(many + many // 2))
        assert len(list(ledger.active_readings())) == len(ids)
        Folder(ledger).refold()
        assert len(list(ledger.incidents())) == len(ledger.mints()) == len(ids)
        assert [entry.kind for entry in ledger.entries()].count("reading") == len(ids)
        assert ledger.check() == []


def test_two_ledgers_on_one_database_see_each_others_work(shared: str) -> None:
    url = shared
    doc = a_document()
    with (
        open_ledger(url, clock=HandClock(), actor="one") as one,
        open_ledger(url, clock=HandClock(), actor="two") as two,
    ):
        assert one.add_document(doc) is True
        assert two.add_document(doc) is False
        assert [entry.actor for entry in two.entries()] == ["one"]

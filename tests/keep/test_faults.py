"""Thousands of documents through kills, a disk without room, a server that restarts and clocks that jump.

Slow. `TOCSIN_FAULTS_DOCUMENTS` says how many documents (2,000 unless it is set); `make test-slow` runs it. Nothing that was
reported may be lost, nothing may be there twice, and the ledger has to be sound at the end.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from keep.builders import ACTOR, HandClock
from servers import Server
from tocsin.folding import Folder
from tocsin.keep import SqlLedger, open_ledger
from tocsin.record.json_load import loads

pytestmark = pytest.mark.slow

DOCUMENTS = int(os.environ.get("TOCSIN_FAULTS_DOCUMENTS", "2000"))
TESTS = str(Path(__file__).parents[1])
SITTING = 60  # documents that a program is started for; the next one begins some documents earlier

Fault = Callable[[subprocess.Popen[str]], None]


def kill(process: subprocess.Popen[str]) -> None:
    """End it as a power cut would."""
    process.kill()


def nothing(process: subprocess.Popen[str]) -> None:
    """Let it go on."""


def a_sitting(url: str, start: int, *, after: int, fault: Fault, room: int | None, jump: int) -> list[str]:
    """Have a program add documents, and a fault befall it once it reported so many; the keys that it reported."""

    def narrow() -> None:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))

    paths = [TESTS, *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "TOCSIN_TEST_JUMP": str(jump)}
    command = [sys.executable, "-m", "keep.adders", url, str(start), str(SITTING)]
    keys: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, preexec_fn=narrow
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith("\n"):
                keys.append(line.strip())
            if len(keys) == after:
                fault(process)
    return keys


def through(url: str, faults: list[Fault], *, files: Path | None = None) -> list[str]:
    """All documents, sitting after sitting, each with one of the faults; the keys reported, in order."""
    chance = random.Random(DOCUMENTS)
    reported: list[str] = []
    start = 0
    while start < DOCUMENTS:
        full = files is not None and chance.random() < 0.15
        room = files.stat().st_size + 40_000 if full and files is not None and files.exists() else None
        reported += a_sitting(
            url,
            start,
            after=chance.randint(1, SITTING),
            fault=chance.choice(faults),
            room=room,
            jump=chance.choice((0, 0, 40, -40)),
        )
        start += chance.randint(20, SITTING - 10)
    reported += a_sitting(url, max(0, DOCUMENTS - SITTING), after=0, fault=nothing, room=None, jump=0)
    return reported


def check_nothing_lost_or_twice(ledger: SqlLedger, reported: list[str]) -> None:
    documents = list(ledger.documents())
    keys = [doc.key for doc in documents]
    assert len(set(keys)) == len(keys)
    assert set(reported) <= set(keys)
    assert [reading.document.key for reading in ledger.active_readings()] == keys
    numbers = [entry.sequence for entry in ledger.entries()]
    assert numbers == sorted(set(numbers))
    Folder(ledger).refold()
    told = [id for each in ledger.incidents() for id in loads(each.form)["documents"]]
    assert sorted(told) == sorted(doc.id for doc in documents)
    assert ledger.check() == []
    assert len(keys) > DOCUMENTS / 2


def test_a_file_comes_through_kills_a_full_disk_and_clocks_that_jump(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    reported = through(f"sqlite:///{path}", [kill, nothing], files=path)
    with open_ledger(f"sqlite:///{path}", clock=HandClock(), actor=ACTOR) as ledger:
        check_nothing_lost_or_twice(ledger, reported)


def test_a_server_comes_through_kills_restarts_and_clocks_that_jump(postgres: Server) -> None:
    def restart(_process: subprocess.Popen[str]) -> None:
        postgres.control("restart", "-m", random.choice(("fast", "immediate")))

    url = postgres.emptied()
    reported = through(url, [kill, nothing, restart])
    with open_ledger(url, clock=HandClock(), actor=ACTOR) as ledger:
        check_nothing_lost_or_twice(ledger, reported)

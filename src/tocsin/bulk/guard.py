"""Watching over a process that reads: a document that it does not survive is named, and the rest is read."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import threading
import time

import msgspec

from tocsin.bulk.child import Counts, Said, Work
from tocsin.errors import TocsinError

START_SECONDS = 300  # for a process to load what it reads with, and for a piece to be fetched or written


class PieceError(TocsinError):
    """A piece that could not be read, whatever its documents are."""

    def __init__(self, piece: str, reason: str) -> None:
        super().__init__(f"piece {piece}: {reason}")
        self.piece = piece


class Guard:
    """One process that reads, started when there is something to read, and again whenever it was lost."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._heard = b""

    def read(self, work: Work, *, seconds: float) -> Counts:
        """Have a piece read; each of its documents may take so many seconds.

        A document that the process hangs at or dies of is left out with the reason. Raises `PieceError` where the file
        cannot be read or the part not be written.
        """
        lost = dict(work.lost)
        while True:
            said, at = self._try(msgspec.structs.replace(work, lost=lost), seconds)
            if isinstance(said, Counts):
                return said
            if at is None:
                raise PieceError(work.piece.name, said)
            lost[at] = said

    def _try(self, work: Work, seconds: float) -> tuple[Counts | str, int | None]:
        """What came of the piece; or why the process was lost, and at which document."""
        at: int | None = None
        try:
            self._tell(work)
            while True:
                said = self._hear(START_SECONDS if at is None else seconds)
                if said.done is not None:
                    return said.done, None
                if said.error is not None:
                    return said.error, None
                at = said.at
        except TimeoutError:
            self.close()
            return f"reading it took more than {seconds:g} seconds", at
        except (EOFError, BrokenPipeError):
            return f"the process that read it died ({self._died_of()})", at

    def _tell(self, work: Work) -> None:
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", "tocsin.bulk.child"]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
            self._heard = b""
        assert self._process.stdin is not None
        raw = msgspec.json.encode(work) + b"\n"
        while raw:
            raw = raw[self._process.stdin.write(raw) or 0 :]

    def _hear(self, seconds: float) -> Said:
        """The next line. Raises `TimeoutError` and, where the process is gone, `EOFError`."""
        assert self._process is not None
        assert self._process.stdout is not None
        until = time.monotonic() + seconds
        while b"\n" not in self._heard:
            if not select.select([self._process.stdout], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError
            more = os.read(self._process.stdout.fileno(), 1 << 16)
            if not more:
                raise EOFError
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        return msgspec.json.decode(line, type=Said)

    def _died_of(self) -> str:
        assert self._process is not None
        code = self._process.wait()
        self.close()
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def close(self) -> None:
        """End the process, at whatever it is."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._process = None


class _Own(threading.local):
    """The guard of a thread of the engine."""

    guard: Guard | None = None


_own = _Own()
_all: list[Guard] = []


def read_piece(work: Work, seconds: float) -> Counts:
    """Have a piece read by the process that belongs to this thread. What engines run."""
    if _own.guard is None:
        _own.guard = Guard()
        _all.append(_own.guard)
    return _own.guard.read(work, seconds=seconds)


def close_guards() -> None:
    """End every process of this program that reads."""
    while _all:
        _all.pop().close()

"""A PostgreSQL server of the tests' own: in a folder that goes with it, on a socket in there, for one session."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from keep.builders import HandClock
from tocsin.keep import open_ledger

INSTALLED = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
USER = "postgres"  # who runs the server where the tests are run by root, which it refuses
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=60")

# Without the guards, which only a superuser can do. Rows are few: to delete them is faster than to truncate tables.
EMPTY = """
SET session_replication_role = replica;
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT tablename FROM pg_tables WHERE schemaname = 'public'
      AND tablename NOT IN ('schema_version', 'facts', 'positions') LOOP
    EXECUTE format('DELETE FROM %I', each.tablename);
  END LOOP;
  FOR each IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
    EXECUTE format('ALTER SEQUENCE %I RESTART', each.sequencename);
  END LOOP;
  DELETE FROM positions WHERE name NOT IN ('watched', 'shelf');
  UPDATE positions SET number = 0;
END $$;
"""


def programs() -> Path | None:
    """The folder of the server's programs, None where they are not installed."""
    named = shutil.which("initdb")
    return Path(named).parent if named else INSTALLED[-1] if INSTALLED else None


@dataclass
class Server:
    """A server that runs."""

    folder: Path
    programs: Path

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._ledger: str | None = None

    def url(self, database: str) -> str:
        return f"postgresql://tocsin@/{database}?host={self.folder}"

    def database(self) -> str:
        """The URL of a new database, empty, in which words sort otherwise than in a ledger."""
        name = f"t{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE template0 STRATEGY file_copy LOCALE_PROVIDER icu ICU_LOCALE 'en'")
        return self.url(name)

    def emptied(self) -> str:
        """The URL of a database with a ledger that is as it was made; always the same one, for making one takes long."""
        if self._ledger is None:
            self._ledger = self.database()
            open_ledger(self._ledger, clock=HandClock(), actor="test/1").close()
        self.run(EMPTY, self._ledger)
        return self._ledger

    def run(self, statement: str, url: str | None = None) -> None:
        import psycopg

        with psycopg.connect(url or self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def control(self, *words: str) -> None:
        """Have `pg_ctl` start, stop or restart it."""
        options = " ".join(["-c listen_addresses=", f"-k {self.folder}", *(f"-c {each}" for each in HASTE)])
        more = ("-o", options) if words[0] in ("start", "restart") else ()
        _call(self.programs / "pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", *more, *words)


@contextmanager
def a_server(programs: Path) -> Iterator[Server]:
    """A server that runs until the end."""
    folder = Path(tempfile.mkdtemp(prefix="tocsin-pg-"))
    server = Server(folder, programs)
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        made = ("--auth=trust", "--username=tocsin", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8")
        _call(programs / "initdb", "-D", folder / "data", *made)
        server.control("start")
        try:
            yield server
        finally:
            server.control("stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _call(*words: str | Path) -> None:
    user = USER if os.geteuid() == 0 else None
    # Into a file and not a pipe, which the server would keep open.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run([str(word) for word in words], user=user, stdout=said, stderr=said, check=False, cwd="/")
        said.seek(0)
        assert done.returncode == 0, said.read().decode(errors="replace")

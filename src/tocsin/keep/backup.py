"""A copy of a ledger that is whole even while others write, and the way back. SQLite's own online backup does it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from tocsin.errors import LedgerError
from tocsin.keep import sqlite


def copy_file(source: Path, target: Path) -> int:
    """Copy a database into a new file, which is there whole or not at all. Its size in bytes.

    Raises `LedgerError` where the source cannot be read or the target is there already or cannot be written.
    """
    if target.exists():
        raise LedgerError(f"{target} is there already; name a file that is not, or move that one away first")
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        _copy(source, part)
        os.link(part, target)  # unlike a rename, refuses where somebody else made the file meanwhile
        part.unlink()
    except FileExistsError as error:
        raise LedgerError(f"{target} has been made meanwhile; name another file") from error
    except OSError as error:
        raise LedgerError(f"{target} cannot be written: {error.strerror}; check its folder") from error
    except sqlite3.Error as error:
        raise LedgerError(sqlite.explain(error, str(source))) from error
    finally:
        part.unlink(missing_ok=True)
    return target.stat().st_size


def _copy(source: Path, part: Path) -> None:
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(sqlite3.connect(part)) as new:
        old.backup(new, pages=1024)
        new.execute("PRAGMA journal_mode = DELETE").close()  # one file, fit to be moved
    with part.open("rb+") as file:
        os.fsync(file.fileno())

"""Foreign exceptions, translated where they enter: every one leaves the ledger as a `LedgerError`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from tocsin.errors import LedgerError
from tocsin.keep import postgres, sqlite

DATABASE_ERRORS = (SQLAlchemyError, sqlite3.Error)
FOREIGN = (*DATABASE_ERRORS, OSError, UnicodeEncodeError)


@contextmanager
def translated(place: str, *, only: tuple[type[Exception], ...] = FOREIGN) -> Iterator[None]:
    """Turn what the database and the system raise into `LedgerError`s that name the place and the next step."""
    try:
        yield
    except only as error:
        raise LedgerError(explain(error, place)) from error


def explain(error: Exception, place: str) -> str:
    """One sentence that says what is wrong and what to do, without a word of what was to be stored."""
    cause = error.orig if isinstance(error, DBAPIError) and isinstance(error.orig, Exception) else error
    if isinstance(cause, sqlite3.Error):
        return sqlite.explain(cause, place)
    if type(cause).__module__.startswith("psycopg"):  # which need not be installed
        return postgres.explain(cause, place)
    if isinstance(cause, UnicodeEncodeError):
        return f"{place}: a text holds a lone surrogate, which is no character; decode it again, replacing what is bad"
    if isinstance(cause, OSError):
        return f"{place}: {cause.strerror or cause}; check the file and its folder"
    return f"{place}: the database refused ({type(cause).__name__}); run a check of the ledger"

"""The index of words in SQLite: a table of FTS5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, text

TABLE = "texts"
CREATE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2')"
ADD = text(f"INSERT INTO {TABLE}(rowid, title, body) VALUES (:sequence, :title, :body)")
REMOVE = text(f"DELETE FROM {TABLE} WHERE rowid = :sequence")
MERGE = text(f"INSERT INTO {TABLE}({TABLE}) VALUES ('optimize')")  # what was deleted leaves the index only so
MISSING = text(f"SELECT count(*) FROM documents WHERE erased IS NULL AND sequence NOT IN (SELECT rowid FROM {TABLE})")
FIND = text(
    f"""SELECT d.key, d.id, d.source, d.published, {TABLE}.title,
               snippet({TABLE}, -1, char(2), char(3), '…', 24) AS words
        FROM {TABLE} JOIN documents d ON d.sequence = {TABLE}.rowid
        WHERE {TABLE} MATCH :query AND d.replaced_by IS NULL AND d.erased IS NULL
        ORDER BY bm25({TABLE}, 4.0, 1.0), d.sequence DESC LIMIT :most"""
)  # a word of the title counts four times one of the text


def make(connection: Connection) -> None:
    """Make the index, empty."""
    connection.exec_driver_sql(CREATE)


def add(connection: Connection, sequence: int, *, title: str, body: str) -> None:
    """Put the words of a document into the index."""
    connection.execute(ADD, {"sequence": sequence, "title": title, "body": body})


def remove(connection: Connection, sequence: int) -> None:
    """Take the words of a document out, so that no trace of them is left in the index."""
    connection.execute(REMOVE, {"sequence": sequence})
    connection.execute(MERGE)


def missing(connection: Connection) -> int:
    """How many documents the index lacks."""
    return connection.scalar(MISSING) or 0


def find(connection: Connection, terms: Sequence[str], *, most: int) -> Iterator[Any]:
    """The rows of the documents that hold all terms, the likest first."""
    yield from connection.execute(FIND, {"query": match_of(terms), "most": most})


def match_of(terms: Sequence[str]) -> str:
    """Terms as an FTS5 query that has no operators of its own."""
    return " ".join(f'"{term}"' for term in terms)

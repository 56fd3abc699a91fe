"""The index of words: an ordinary table beside the entries, made from them and made again whenever that is wanted.

SQLite's FTS5 does the work; its table is not among those of `tables`, for only SQLite has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlalchemy import Connection, text

from tocsin.keep.payloads import is_erased, load_payload
from tocsin.record.hit import Hit

TABLE = "texts"
CREATE = f"CREATE VIRTUAL TABLE {TABLE} USING fts5(title, body, tokenize = 'unicode61 remove_diacritics 2')"
DOCUMENTS = text("SELECT sequence, schema, payload FROM entries WHERE kind = 'document' ORDER BY sequence")
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
_TERM = re.compile(r'"([^"]*)"|(\S+)')


def create(connection: Connection) -> None:
    """Make the index, and fill it from the entries."""
    connection.exec_driver_sql(CREATE)
    for row in connection.execute(DOCUMENTS).all():
        payload = load_payload(row.sequence, row.schema, row.payload)
        if not is_erased(payload):
            add(connection, row.sequence, title=payload.get("title"), body=payload["text"])


def add(connection: Connection, sequence: int, *, title: str | None, body: str) -> None:
    """Put the words of a document into the index."""
    connection.execute(ADD, {"sequence": sequence, "title": title or "", "body": body})


def remove(connection: Connection, sequence: int) -> None:
    """Take the words of a document out, so that no trace of them is left."""
    connection.execute(REMOVE, {"sequence": sequence})
    connection.execute(MERGE)


def missing(connection: Connection) -> int:
    """How many documents the index lacks."""
    return connection.scalar(MISSING) or 0


def find(connection: Connection, words: str, *, most: int) -> Iterator[Hit]:
    """The documents that hold all the words, the likest first. Words in quotes have to stand side by side."""
    query = match_of(words)
    if not query:
        return
    for row in connection.execute(FIND, {"query": query, "most": most}):
        yield Hit(
            key=row.key, id=row.id, title=row.title or None, source=row.source, published=row.published, words=row.words
        )


def match_of(words: str) -> str:
    """What a person typed, as an FTS5 query that has no operators of its own; empty where nothing is left of it."""
    terms = ((quoted or plain).replace('"', " ").strip() for quoted, plain in _TERM.findall(words.replace("\0", " ")))
    return " ".join(f'"{term}"' for term in terms if any(char.isalnum() for char in term))

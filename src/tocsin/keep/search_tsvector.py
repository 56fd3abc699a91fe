"""The index of words in PostgreSQL: a table with a column of type tsvector under a GIN index.

The words are drawn from the text here and not by the server's parser, whose words hang on the language that the server
was set up for: letters are the same whatever their case and accents, and everything else parts words, as in SQLite.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, text

CREATE = (
    """CREATE TABLE texts
         (sequence BIGINT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, words TSVECTOR NOT NULL)""",
    "CREATE INDEX texts_words ON texts USING gin (words)",
)
ADD = text(
    "INSERT INTO texts(sequence, title, body, words) VALUES (:sequence, :title, :body, CAST(:words AS tsvector))"
)
REMOVE = text("DELETE FROM texts WHERE sequence = :sequence")
MISSING = text("SELECT count(*) FROM documents WHERE erased IS NULL AND sequence NOT IN (SELECT sequence FROM texts)")
FIND = text(
    """SELECT d.key, d.id, d.source, d.published, t.title, t.body
       FROM texts t JOIN documents d ON d.sequence = t.sequence
       WHERE t.words @@ CAST(:query AS tsquery) AND d.replaced_by IS NULL AND d.erased IS NULL
       ORDER BY ts_rank('{0.25, 0.25, 0.25, 1.0}', t.words, CAST(:query AS tsquery)) DESC, d.sequence DESC
       LIMIT :most"""
)  # a word of the title counts four times one of the text

LONGEST = 255  # letters of a word; what is longer is no word
PLACES = 255  # of one word in one text, of which the type keeps no more
LAST_PLACE = 16_383  # words beyond are found, and not side by side
ROOM = 900_000  # bytes of one text's words; the type holds a megabyte
AROUND = 24  # words shown


class Found(NamedTuple):
    """A row of a document that was found."""

    key: str
    id: str
    source: str | None
    published: str | None
    title: str
    words: str


def make(connection: Connection) -> None:
    """Make the index, empty."""
    for statement in CREATE:
        connection.exec_driver_sql(statement)


def add(connection: Connection, sequence: int, *, title: str, body: str) -> None:
    """Put the words of a document into the index."""
    title, body = title.replace("\0", " "), body.replace("\0", " ")
    row = {"sequence": sequence, "title": title, "body": body, "words": vector_of(title, body)}
    connection.execute(ADD, row)


def remove(connection: Connection, sequence: int) -> None:
    """Take the words of a document out. The server lets go of them for good when the tables are rewritten."""
    connection.execute(REMOVE, {"sequence": sequence})


def missing(connection: Connection) -> int:
    """How many documents the index lacks."""
    return connection.scalar(MISSING) or 0


def find(connection: Connection, terms: Sequence[str], *, most: int) -> Iterator[Found]:
    """The rows of the documents that hold all terms, the likest first."""
    split = [[word for _, _, word in _words(term)] for term in terms]
    wanted = {word for words in split for word in words}
    for row in connection.execute(FIND, {"query": _query_of(split), "most": most}):
        around = _around(row.body, wanted) or _around(row.title, wanted)
        yield Found(row.key, row.id, row.source, row.published, row.title, around)


# --------------------------------------------------------------------------------------------- words
def vector_of(title: str, body: str) -> str:
    """A text as the type tsvector writes it; words of the title bear the weight A."""
    places: dict[str, list[str]] = defaultdict(list)
    at = size = 0
    for weight, words in (("A", _words(title)), ("", _words(body))):
        for _, _, word in words:
            at += 1
            if word not in places:
                size += len(word.encode()) + 8
                if size > ROOM:
                    break
            if len(places[word]) < PLACES:
                places[word].append(f"{min(at, LAST_PLACE)}{weight}")
        at += 1  # the end of the title and the beginning of the text do not stand side by side
    return " ".join(f"{_quoted(word)}:{','.join(where)}" for word, where in places.items())


def _query_of(terms: Sequence[Sequence[str]]) -> str:
    return " & ".join(f"({' <-> '.join(map(_quoted, words))})" for words in terms if words)


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _words(words: str) -> Iterator[tuple[int, int, str]]:
    """Each word with where it stands, its letters plain."""
    for found in _pattern().finditer(words):
        plain = _plain(found[0])
        if plain and len(plain) <= LONGEST:
            yield found.start(), found.end(), plain


@cache
def _pattern() -> re.Pattern[str]:
    """Letters and digits, with the marks that stand on them."""
    marks = "".join(chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in ("Mn", "Mc"))
    return re.compile(rf"[^\W_](?:[^\W_]|[{re.escape(marks)}])*")


def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    parted = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in parted if not unicodedata.combining(char)).casefold()


def _around(words: str, wanted: set[str]) -> str:
    """The words around what was looked for, that between marks; empty where nothing of it is there."""
    found = list(_words(words))
    hits = [at for at, (_, _, word) in enumerate(found) if word in wanted]
    if not hits:
        return ""
    best = max(hits, key=lambda at: (len({found[hit][2] for hit in hits if at <= hit < at + AROUND // 2}), -at))
    first = max(0, best - AROUND // 4)
    last = min(len(found), first + AROUND)
    start = found[first][0] if first else 0
    end = found[last - 1][1] if last < len(found) else len(words)
    marked = _marked(words, [found[hit] for hit in hits if first <= hit < last], start, end)
    return f"{'…' if start else ''}{marked}{'…' if end < len(words) else ''}"


def _marked(words: str, hits: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    parts, at = [], start
    for begin, after, _ in hits:
        parts += [words[at:begin], "\x02", words[begin:after], "\x03"]
        at = after
    return "".join([*parts, words[at:end]])

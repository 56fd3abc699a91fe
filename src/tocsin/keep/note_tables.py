"""The tables of what fusing notes down (`tocsin.notes`), and of how far the fold has come. Not part of the record.

`fuse_items`, `fuse_blocks` and `fuse_links` are the notes, `fuse_state` says whose they are and up to which entry.
`fuse_mints` holds ids that were given and are not entered yet, `fuse_changed` the incidents that are to be folded or
closed since the last revisions were made. All of it can be made anew from the entries.
`anchors` tells the documents that a decision is anchored to, or the decision that it undoes: a projection of entries.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, Table

from tocsin.keep.columns import Number, String
from tocsin.keep.tables import metadata

anchors = Table(
    "anchors",
    metadata,
    Column("document", String, ForeignKey("documents.key"), primary_key=True),
    Column("decision", Number, ForeignKey("entries.sequence"), primary_key=True, autoincrement=False),
    Index("anchors_decision", "decision"),
    sqlite_with_rowid=False,
)

fuse_items = Table(
    "fuse_items",
    metadata,
    Column("number", Number, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("document", String, nullable=False),
    Column("mention", String, nullable=False),
    Column("rank", BigInteger, nullable=False),
    Column("keys", LargeBinary, nullable=False),
    Column("level", Integer, nullable=False),
    Column("label", BigInteger, nullable=False),
    Column("incident", String),
    Column("news", Boolean, nullable=False),
    Column("single", Boolean, nullable=False),
    Index("fuse_items_document", "document"),
    Index("fuse_items_incident", "incident"),
)

fuse_blocks = Table(
    "fuse_blocks",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("rank", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

fuse_links = Table(
    "fuse_links",
    metadata,
    Column("a", BigInteger, primary_key=True, autoincrement=False),
    Column("b", BigInteger, primary_key=True, autoincrement=False),
    Column("decided", Boolean, primary_key=True),
    Column("score", Float, nullable=False),
    sqlite_with_rowid=False,
)

fuse_state = Table(
    "fuse_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("digest", String, nullable=False),
    Column("noted", Number, nullable=False),
    Column("whole", Boolean, nullable=False),
)

fuse_mints = Table(
    "fuse_mints",
    metadata,
    Column("number", Number, primary_key=True),
    Column("incident", String, nullable=False),
    Column("document", String, nullable=False),
    Column("field", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("family", String, nullable=False),
    Index("fuse_mints_incident", "incident", unique=True),
    Index("fuse_mints_document", "document"),
)

fuse_changed = Table(
    "fuse_changed",
    metadata,
    Column("incident", String, primary_key=True),
    Column("gone", Boolean, nullable=False),
    Column("target", String),
    sqlite_with_rowid=False,
)

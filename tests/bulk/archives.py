"""Small archives of each kind."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Doc = dict[str, str]


def some_docs(count: int) -> list[Doc]:
    return [
        {
            "id": f"d{n}",
            "source": "Kivu Wire",
            "published": "2024-03-26",
            "text": f"Gunmen killed {n + 2} people in Goma.",
        }
        for n in range(count)
    ]


def write_jsonl(path: Path, docs: Iterable[Doc]) -> Path:
    path.write_text("".join(json.dumps(doc) + "\n" for doc in docs))
    return path


def write_parquet(path: Path, docs: Iterable[Doc], *, group: int = 3) -> Path:
    pq.write_table(pa.Table.from_pylist(list(docs)), path, row_group_size=group)
    return path


def write_warc(path: Path, docs: Iterable[Doc]) -> Path:
    """Each page as a request and the answer, as crawls keep them."""
    out = b""
    for doc in docs:
        page = f"<html><body><article><p>{doc['text'] * 3}</p></article></body></html>"
        for kind, content in (
            ("request", "GET / HTTP/1.1\r\n\r\n"),
            ("response", f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}"),
        ):
            head = (
                f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://wire.example/{doc['id']}\r\n"
                "WARC-Date: 2024-03-27T01:02:03Z\r\n"
                f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(content)}\r\n\r\n"
            )
            record = f"{head}{content}\r\n\r\n".encode()
            out += gzip.compress(record) if path.name.endswith(".gz") else record
    path.write_bytes(out)
    return path

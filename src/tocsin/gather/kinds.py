"""Which kind of input some bytes are: by the name's ending where it says so, else by how they begin."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Literal, get_args

from tocsin.errors import FormError
from tocsin.record.json_load import loads

Kind = Literal["text", "html", "jsonl", "csv", "pdf", "mail", "warc"]
KINDS: tuple[Kind, ...] = get_args(Kind)

ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".pdf": "pdf",
    ".eml": "mail",
    ".warc": "warc",
    ".warc.gz": "warc",
}
PEEK = 1 << 16
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*\?>)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|title|article|div|p|h1)\b",
    re.I | re.S,
)
_LINES = 5


def kind_of_name(path: Path) -> Kind | None:
    """The kind that a file's ending says, None where it says none."""
    name = path.name.lower()
    return ENDINGS.get("".join(Path(name).suffixes[-2:])) or ENDINGS.get(Path(name).suffix)


def kind_of_bytes(head: bytes) -> Kind:
    """The kind of an input by its beginning: JSON lines if it opens with `{` and one of the first lines parses."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and _unpacked(head).startswith(b"WARC/")):
        return "warc"
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.lstrip()[:1] == b"{" and any(_is_object(line) for line in head.splitlines()[:_LINES]):
        return "jsonl"
    return "html" if _HTML.match(head) else "text"


def _unpacked(head: bytes) -> bytes:
    """The first bytes in the clear of something that gzip packed."""
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _is_object(line: bytes) -> bool:
    try:
        loads(line)
    except FormError:
        return False
    return True

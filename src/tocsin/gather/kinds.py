"""Which kind of input some bytes are: by the name's ending where it says so, else by how they begin."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from tocsin.errors import FormError
from tocsin.record.json_load import loads

Kind = Literal["text", "html", "jsonl"]

ENDINGS: dict[str, Kind] = {".txt": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}
PEEK = 1 << 16
_HTML = re.compile(
    rb"\s*(<\?xml[^>]*\?>)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|meta|title|article|div|p|h1)\b",
    re.I | re.S,
)
_LINES = 5


def kind_of_name(path: Path) -> Kind | None:
    """The kind that a file's ending says, None where it says none."""
    return ENDINGS.get(path.suffix.lower())


def kind_of_bytes(head: bytes) -> Kind:
    """The kind of an input by its beginning: JSON lines if it opens with `{` and one of the first lines parses."""
    head = head.removeprefix(b"\xef\xbb\xbf")
    if head.lstrip()[:1] == b"{" and any(_is_object(line) for line in head.splitlines()[:_LINES]):
        return "jsonl"
    return "html" if _HTML.match(head) else "text"


def _is_object(line: bytes) -> bool:
    try:
        loads(line)
    except FormError:
        return False
    return True

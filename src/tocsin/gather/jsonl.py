"""JSONL: one document a line. A line that cannot be read becomes a `Failed` in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from tocsin.errors import DocumentError
from tocsin.gather.draft import Draft
from tocsin.gather.fields import FIELDS, draft_of, outcome_of
from tocsin.gather.outcome import Outcome
from tocsin.gather.terms import Terms
from tocsin.record import Document
from tocsin.record.json_form import Json
from tocsin.record.json_load import loads

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][\w-]+)?")
_BOM = b"\xef\xbb\xbf"


def read_jsonl(stream: BinaryIO, *, name: str, terms: Terms) -> Iterator[Outcome[Document]]:
    """An outcome for each line, in order. Nothing is held but the line at hand."""
    for number, raw in enumerate(_lines(stream, terms.max_bytes), start=1):
        line = raw.removeprefix(_BOM) if number == 1 else raw
        yield outcome_of(
            partial(_draft, line, max_bytes=terms.max_bytes), file=name, what="line", number=number, terms=terms
        )


def _lines(stream: BinaryIO, max_bytes: int) -> Iterator[bytes]:
    """The lines; of one that is longer than the limit, one byte more than the limit."""
    while line := stream.readline(max_bytes + 1):
        if len(line) > max_bytes:
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = stream.readline(1 << 20)
        yield line


def _draft(raw: bytes, name: str, *, max_bytes: int) -> Draft:
    """The draft of one line. Raises `DocumentError` or `FormError`."""
    if len(raw) > max_bytes:
        raise DocumentError(name, f"is larger than {max_bytes} bytes, the most that is read (max_bytes)")
    if not raw.strip():
        raise DocumentError(name, "is blank")
    form = loads(raw)
    text = form.get("text")
    if not isinstance(text, str):
        found = ", ".join(sorted(form)[:8]) or "nothing"
        raise DocumentError(name, f'has no "text" with words in it; found: {found}')
    fields = {field: _words(form, field, name) for field in FIELDS if field != "text"}
    return draft_of({**fields, "text": text}, name, language=_language(fields["language"], name))


def _words(form: Json, field: str, name: str) -> str | None:
    """A field that holds words, None where it is absent, null or blank. An id may be a whole number."""
    value: Any = form.get(field)
    if field == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        raise DocumentError(name, f'"{field}" is {type(value).__name__}; expected a string')
    return value


def _language(words: str | None, name: str) -> str | None:
    if words is None:
        return None
    found = _LANGUAGE.fullmatch(words.strip())
    if not found:
        raise DocumentError(name, f'"language" is {words[:40]!r}; expected a code such as "en"')
    return found[1].lower()

"""JSON lines of a benchmark's files, and the documents in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from tocsin.errors import FormError, InputError, LineError
from tocsin.record import Document, document_key
from tocsin.record.json_form import Json
from tocsin.record.json_load import loads

T = TypeVar("T")


def load_lines(path: Path) -> Iterator[tuple[int, Json]]:
    """The JSON objects of a file with their line numbers. Raises `LineError`, and `InputError` for the file."""
    try:
        lines = path.read_text("utf-8").split("\n")  # not `splitlines`: a string may hold U+2028
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                form = loads(line)
            except FormError as error:
                raise LineError(str(path), number, str(error)) from error
            yield number, form


def parsed_lines(path: Path, parse: Callable[[Json], T]) -> Iterator[T]:
    """What `parse` makes of each line of a file, in order. Raises `LineError` where that raises `FormError`."""
    for number, form in load_lines(path):
        try:
            value = parse(form)
        except FormError as error:
            raise LineError(str(path), number, str(error)) from error
        yield value


def document_of(form: Json, *, text: str = "text", titled: bool = True, source: str | None = None) -> Document:
    """The text of a line as a reader gets it; `text` names its field. Raises `FormError`."""
    id, words = form.get("doc_id"), form.get(text)
    if not isinstance(id, str) or not isinstance(words, str):
        raise FormError("text", f"expected doc_id and {text}")
    published = form.get("date")
    return Document(
        key=document_key(words.encode(), source=source, name=id),
        id=id,
        text=words,
        title=form.get("title") if titled else None,
        url=form.get("url") if isinstance(form.get("url"), str) else None,
        published=published,
        published_from="given" if published else None,
        language="en",
        source=source,
    )

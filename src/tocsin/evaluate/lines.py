"""JSON lines of a benchmark's files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import FormError, InputError, LineError
from tocsin.record.json_form import Json
from tocsin.record.json_load import loads


def load_lines(path: Path) -> Iterator[tuple[int, Json]]:
    """The JSON objects of a file with their line numbers. Raises `LineError`, and `InputError` for the file."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error})") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                form = loads(line)
            except FormError as error:
                raise LineError(str(path), number, str(error)) from error
            yield number, form

"""A watch written at the end of a file, checked before anything is changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tocsin.errors import InputError
from tocsin.watch import parse_watches
from tocsin.watch.lookup import Lookup


def add_watch(path: Path, name: str, fields: Mapping[str, object], lookup: Lookup) -> None:
    """Append a watch to a file, which is made where there is none. Keys without a value are left out.

    Raises `WatchFileError` where the file would have faults, and `InputError` where it cannot be read or written.
    """
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        lines = ["[[watch]]", f"name = {toml(name)}"]
        lines += [f"{key} = {toml(value)}" for key, value in fields.items() if value not in (None, [])]
        table = "\n".join(lines) + "\n"
        parse_watches(table, name=f"the new watch {name!r}", lookup=lookup)
        whole = f"{text.rstrip()}\n\n{table}" if text.strip() else table
        parse_watches(whole, name=str(path), lookup=lookup)
        path.write_text(whole, "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read or written ({error})") from error


def toml(value: object) -> str:
    """A value as TOML writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{ " + ", ".join(f"{key} = {toml(each)}" for key, each in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(toml(each) for each in value) + "]"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return str(value)

"""Files of partners: a STIX bundle, or lines of `tocsin.incident/1` and `tocsin.reading/1`, told by how they begin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from tocsin.errors import FormError, InputError, LineError, TocsinError
from tocsin.gather.outcome import Done, Failed, Outcome
from tocsin.importing.brought import Brought, From, Lost
from tocsin.importing.readings import bring_reading
from tocsin.importing.records import bring_incident
from tocsin.importing.stix import bring_bundle
from tocsin.record.incident_form import INCIDENT_SCHEMA
from tocsin.record.json_form import ERROR_SCHEMA, READING_SCHEMA, Json
from tocsin.record.json_load import loads

MOST_BYTES = 256_000_000  # of a bundle, which is held whole
LONGEST_LINE = 20_000_000  # bytes
SCHEMAS = {INCIDENT_SCHEMA: bring_incident, READING_SCHEMA: bring_reading}
EXPECTED = f"a STIX 2.1 bundle, or lines of {INCIDENT_SCHEMA} or {READING_SCHEMA}"


def bring_all(
    paths: Iterable[str], origin: From, lost: Lost, *, own: str, stdin: BinaryIO | None = None
) -> Iterator[Outcome[Brought]]:
    """What some files hold, `-` being standard input; a file or a line that cannot be read stands as a `Failed`."""
    for path in paths:
        try:
            if path == "-" and stdin is not None:
                yield from _file(stdin, "standard input", origin, lost, own)
            else:
                with Path(path).open("rb") as stream:
                    yield from _file(stream, path, origin, lost, own)
        except OSError as error:
            yield Failed(path, InputError(f"{path} cannot be read ({error.strerror or error})"))
        except FormError as error:
            yield Failed(path, InputError(f"{path}: {error}; expected {EXPECTED}"))


def _file(stream: BinaryIO, name: str, origin: From, lost: Lost, own: str) -> Iterator[Outcome[Brought]]:
    first = stream.readline(LONGEST_LINE)
    if _schema(first) is not None:
        yield from _lines(first, stream, name, origin, lost)
        return
    content = first + stream.read(MOST_BYTES + 1 - len(first))
    if len(content) > MOST_BYTES:
        raise FormError("bundle", f"it is larger than {MOST_BYTES // 1_000_000} MB; split it")
    yield from bring_bundle(content, name, origin, lost, own=own)


def _schema(line: bytes) -> str | None:
    """The schema that a line says it is of, None where it says none."""
    try:
        schema = loads(line).get("schema")
    except FormError:
        return None
    return schema if isinstance(schema, str) else None


def _lines(first: bytes, stream: BinaryIO, name: str, origin: From, lost: Lost) -> Iterator[Outcome[Brought]]:
    number, line = 1, first
    while line:
        if line.strip():
            yield from _line(line, number, name, origin, lost)
        number, line = number + 1, stream.readline(LONGEST_LINE)


def _line(line: bytes, number: int, name: str, origin: From, lost: Lost) -> Iterator[Outcome[Brought]]:
    try:
        form: Json = loads(line)
        schema = form.get("schema")
        if schema == ERROR_SCHEMA:
            lost.add("lines that say that something was not read")
            return
        bring = SCHEMAS.get(schema if isinstance(schema, str) else "")
        if bring is None:
            raise FormError("schema", f"{str(schema)[:60]!r}; expected {' or '.join(SCHEMAS)}")
        yield Done(f"{name}, line {number}", bring(form, origin, lost), line=number)
    except (TocsinError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        yield Failed(f"{name}, line {number}", LineError(name, number, str(error)), line=number)

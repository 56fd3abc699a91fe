"""Where an export goes: standard output, a file that is there when it is complete, or a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

import click

if TYPE_CHECKING:
    from tocsin.record import Incident
    from tocsin.share import Exported, Exporter


output_option = click.option(
    "--output", "-o", type=click.Path(), help="A file instead of standard output; for cap, a folder (alerts/) too."
)
layout_option = click.option(
    "--layout", metavar="NAME", help="For parquet: whose columns: tocsin (default), ucdp, acled or gtd."
)


def exporter_of(format: str, layout: str | None, *, output: str | None) -> Exporter:
    """The exporter of a format. Raises `click.UsageError` where it has no such layout, or writes no folder."""
    from tocsin.share import EXPORTERS, InLayout, IntoFolder

    exporter = EXPORTERS.make(format)
    if _is_folder(output) and not isinstance(exporter, IntoFolder):
        raise click.UsageError(f"the output is a folder, and {format} writes a file; name one")
    if layout is None:
        return exporter
    if not isinstance(exporter, InLayout):
        raise click.UsageError(f"--layout is for --format parquet; {format} has its own columns")
    return exporter.in_layout(layout)


def write_to(output: str | None, exporter: Exporter, incidents: Iterable[Incident]) -> Exported:
    """Write to standard output, into a file or into a folder."""
    from tocsin.share import IntoFolder

    if output is not None and _is_folder(output) and isinstance(exporter, IntoFolder):
        return exporter.write_folder(incidents, Path(output))
    with target(output) as out:
        return exporter.write(incidents, out)


def _is_folder(output: str | None) -> bool:
    """Whether the output is a folder, or is named as one."""
    return output is not None and (output.endswith(os.sep) or Path(output).is_dir())


@contextmanager
def target(output: str | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name when all of it is there."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    path = Path(output)
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
            try:
                yield part  # type: ignore[misc]
            except BaseException:
                Path(part.name).unlink()
                raise
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise click.FileError(output, error.strerror or str(error)) from error

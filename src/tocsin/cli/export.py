"""`tocsin export`: pass the record on."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

import click

from tocsin.cli import options
from tocsin.cli.output import say
from tocsin.cli.selecting import Filters, selecting
from tocsin.tlp import TLPS


@click.command(short_help="Write incidents for other programs.")
@click.option(
    "--format",
    "format_",
    metavar="NAME",
    required=True,
    help="jsonl, csv, ucdp, acled, gtd, parquet, stix, geojson, ...",
)
@click.option(
    "--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of standard output."
)
@click.option("--layout", metavar="NAME", help="For parquet: whose columns: tocsin (default), ucdp, acled or gtd.")
@click.option("--tlp", type=click.Choice(TLPS), help="For stix: how far it may go (default: the setting, or red).")
@selecting
@options.as_of
@options.as_recorded
@options.database
def export(
    format_: str,
    output: Path | None,
    layout: str | None,
    tlp: str | None,
    filters: Filters,
    as_of: str | None,
    as_recorded: str | None,
    database: str | None,
) -> None:
    """Write incidents in a format for other programs. The same ledger gives the same bytes.

    jsonl is the whole record, evidence and names included. The others hold no names of private persons and no
    quotations: csv has our columns; ucdp, acled and gtd those of UCDP GED, ACLED and GTD, as far as they can be filled
    by those schemes' own rules; parquet is a typed table in any of these columns (it needs tocsin[bulk]); stix is a
    bundle of STIX 2.1; geojson has points on a map. A file is put in place when it is complete, not before.

    \b
    Examples:
      tocsin export --format jsonl > incidents.jsonl
      tocsin export --format csv --country NG --output nigeria.csv
      tocsin export --format ucdp --family violence -o ged.csv
      tocsin export --format parquet --layout ucdp -o ged.parquet
      tocsin export --format stix --tlp green -o bundle.json
      tocsin export --format geojson --family violence -o map.geojson
    """
    from tocsin.clock import SystemClock
    from tocsin.pipeline import incidents as find_incidents
    from tocsin.pipeline import open_record, terms_of
    from tocsin.share import EXPORTERS, InLayout, OnTerms

    exporter = EXPORTERS.make(format_)
    if layout is not None:
        if not isinstance(exporter, InLayout):
            raise click.UsageError(f"--layout is for --format parquet; {format_} has its own columns")
        exporter = exporter.in_layout(layout)
    options.require_one_clock(as_of, as_recorded)
    settings = options.settings_from(database=database, tlp=tlp)
    ledger = open_record(settings.database, clock=SystemClock(), create=False)
    try:
        found = find_incidents(ledger, selection=filters.selection(), as_of=as_of, as_recorded=as_recorded)
        if isinstance(exporter, OnTerms):
            exporter = exporter.on(terms_of(ledger, settings))
        with _target(output) as out:
            done = exporter.write(found, out)
    finally:
        ledger.close()
    if output is not None:
        say(f"{done.written} written to {output}")
    if done.left_out:
        say(f"{done.left_out} left out: {done.reason}")


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
    """Standard output, or a file that appears under its name when all of it is there."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    try:
        with NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as part:
            try:
                yield part  # type: ignore[misc]
            except BaseException:
                Path(part.name).unlink()
                raise
        Path(part.name).chmod(0o644)
        Path(part.name).replace(output)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error

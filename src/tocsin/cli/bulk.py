"""`tocsin bulk`: archives too large for `tocsin add`."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.output import say

if TYPE_CHECKING:
    from tocsin.bulk.run import Progress, Run
    from tocsin.settings import Settings

READ_UNDER = ("reader", "depth", "gazetteer", "register", "max_bytes")  # the settings that a reading depends on
EVERY = 5.0  # seconds between two words of how far it is

into = click.argument("folder", metavar="DIR")


@click.group(short_help="Read whole archives, with many processes.")
def bulk() -> None:
    """Read archives of any size, with all processors of this machine or a cluster.

    What is read is kept as Parquet in a folder, which can be loaded into a ledger or used by itself. It needs the extra
    bulk: pip install 'tocsin[bulk]'.

    \b
    Examples:
      tocsin bulk read crawl/ --to read/
      tocsin bulk read 's3://archive/2024/*.warc.gz' --to s3://desk/read --engine dask --scheduler tcp://head:8786
      tocsin bulk load read/
      tocsin bulk fuse read/ > incidents.jsonl
    """


@bulk.command(short_help="Read an archive into a folder.")
@click.argument("archive", metavar="SOURCE")
@click.option("--to", "folder", metavar="DIR", required=True, help="The folder for what is read; a path or a URL.")
@click.option("--workers", type=click.IntRange(1), help="How many processes read (default: as many as processors).")
@click.option("--engine", type=click.Choice(["processes", "dask"]), default="processes", show_default=True)
@click.option(
    "--scheduler", metavar="URL", help="The scheduler of a Dask cluster (default: a cluster of this machine)."
)
@click.option("--seconds", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True,
              help="How long one document may take; one that takes longer is left out.")  # fmt: skip
@click.option("--megabytes", type=click.IntRange(256), default=4096, show_default=True,
              help="The most memory of one process.")  # fmt: skip
@options.reading
@options.published
@options.source
@click.pass_context
def read(
    ctx: click.Context,
    archive: str,
    folder: str,
    workers: int | None,
    engine: str,
    scheduler: str | None,
    seconds: float,
    megabytes: int,
    reader: str | None,
    depth: str | None,
    gazetteer: str | None,
    register: str | None,
    published: str | None,
    source: str | None,
) -> None:
    """Read the archive SOURCE: a file, a folder, or a pattern with *, of WARC, JSONL or Parquet files.

    SOURCE and DIR may be URLs that fsspec opens (s3://, gs://, https://, ...), if its package for them is installed. A
    run that was broken off goes on where it stopped when it is called again. A document that takes too long, too much
    memory, or brings its process down is left out with the reason; so is one that cannot be made out. Each is printed
    at the end: the part, its place in it, and the reason, with tabs between. The exit code is 1 where a file of SOURCE
    could not be read; then call it again.

    \b
    Examples:
      tocsin bulk read crawl/ --to read/
      tocsin bulk read reports.jsonl --to read/ --workers 4 --seconds 20
    """
    from tocsin.bulk.engines import dask, processes
    from tocsin.bulk.run import begin, read_archive

    settings = options.settings_from(reader=reader, depth=depth, gazetteer=gazetteer, register=register)
    run = begin(folder, _asked(archive, settings, source=source, published=published))
    count = workers or os.cpu_count() or 1
    made = processes(count) if engine == "processes" else dask(count, scheduler)
    teller = _Teller()
    with made as (executor, at_once):
        progress = read_archive(
            folder, run, executor, workers=at_once, seconds=seconds, megabytes=megabytes, tell=teller.tell
        )
    teller.close(progress)
    _print_failures(folder)
    for reason in progress.broken:
        say(f"tocsin: {reason}")
    if progress.broken:
        ctx.exit(1)


def _asked(archive: str, settings: Settings, *, source: str | None, published: str | None) -> Run:
    from tocsin.bulk.plan import files_of
    from tocsin.bulk.run import Run
    from tocsin.clock import SystemClock

    chosen = options.reader_of(settings)
    return Run(
        archive=archive,
        began=SystemClock().now(),
        reader=f"{chosen.name}/{chosen.version}",
        settings={name: getattr(settings, name) for name in READ_UNDER},
        source=source,
        published=published,
        files=tuple(files_of(archive)),
    )


class _Teller:
    """Says now and then how far a run is."""

    def __init__(self) -> None:
        self._said = time.monotonic()

    def tell(self, progress: Progress) -> None:
        """Say it, if it was not said just now."""
        if time.monotonic() - self._said < EVERY:
            return
        self._said = time.monotonic()
        part = progress.bytes_done / max(1, progress.bytes_in_all)
        left = "" if progress.left is None else f", about {_span(progress.left)} left"
        say(
            f"{part:.1%} of the bytes; {progress.fresh:,} documents, {progress.rate:,.1f} a second,"
            f" {progress.failed:,} left out{left}"
        )

    def close(self, progress: Progress) -> None:
        """Say what came of it."""
        known = f" ({progress.known:,} parts were there)" if progress.known else ""
        say(
            f"{progress.fresh:,} documents read in {_span(progress.seconds)}{known}, {progress.rate:,.1f} a second:"
            f" {progress.events:,} events, {progress.failed:,} documents left out"
        )


def _span(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def _print_failures(folder: str) -> None:
    from tocsin.bulk.load import failures_in
    from tocsin.view.clean import clean

    for part, row in failures_in(folder):
        click.echo(f"{clean(part.rpartition('/')[2])}\t{row.at}\t{clean(row.error or '')}")


@bulk.command(short_help="The incidents of what was read, without a ledger.")
@into
@click.option("--workers", type=click.IntRange(1), help="How many processes fold (default: as many as processors).")
def fuse(folder: str, workers: int | None) -> None:
    """Fuse what `tocsin bulk read` has put into DIR, and print each incident as a line of JSON.

    The incidents are those that a ledger would make of the same documents, each of them counted: texts that replace one
    another are known in a ledger only. All readings are held in memory.

    \b
    Example:
      tocsin bulk fuse read/ > incidents.jsonl
    """
    from tocsin.bulk.fuse import fuse as fused

    count = 0
    for form in fused(folder, workers=workers or os.cpu_count() or 1):
        click.echo(form)
        count += 1
    say(f"{count:,} incidents")


@bulk.command(short_help="Put what was read into the ledger.")
@into
@options.database
@click.pass_context
def load(ctx: click.Context, folder: str, database: str | None) -> None:
    """Put what `tocsin bulk read` has put into DIR into the ledger, then bring the incidents up to date.

    What is there already is passed over, so one that was broken off is called again. A document that the ledger does
    not take is named on standard error, and the exit code is 1.

    \b
    Example:
      tocsin bulk load read/ --database postgresql://desk@db.example/tocsin
    """
    from tocsin.bulk import load as loading
    from tocsin.pipeline import refold

    with options.opened(database, create=True) as ledger:
        loaded = loading.load(
            folder,
            ledger,
            refused=lambda row, reason: say(f"tocsin: {row.document.id if row.document else row.at}: {reason}"),
            part_done=lambda number: say(f"{number:,} parts loaded") if number % 20 == 0 else None,
        )
        changed = refold(ledger)
    click.echo(f"loaded\t{loaded.added}\t{loaded.known}\t{loaded.failed}")
    say(f"{loaded.added:,} documents added, {loaded.known:,} known; {changed:,} incidents changed")
    if loaded.failed:
        ctx.exit(1)

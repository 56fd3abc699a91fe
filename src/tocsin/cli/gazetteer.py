"""`tocsin gazetteer`: what places are looked up in, and building another one from GeoNames' files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tocsin.cli import options
from tocsin.cli.output import print_facts, say

DEFAULT_OUT = "gazetteer.sqlite"


@click.group(short_help="Show the gazetteer, or build one from GeoNames.")
def gazetteer() -> None:
    """The gazetteer: the names of places that a reader knows, and where they are.

    One ships with Tocsin. A larger one, or one of a single country, is built from files of GeoNames.

    \b
    Examples:
      tocsin gazetteer show
      tocsin gazetteer build --from geonames/ --out world.sqlite
      tocsin read --gazetteer world.sqlite report.txt
    """


@gazetteer.command(short_help="Build a gazetteer from GeoNames' files.")
@click.option(
    "--from",
    "folder",
    metavar="DIR",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with files of GeoNames, plain or zipped.",
)
@click.option(
    "--out",
    metavar="FILE",
    default=DEFAULT_OUT,
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; one that is there is replaced when all is done.",
)
def build(folder: Path, out: Path) -> None:
    """Build a gazetteer from the files of GeoNames in DIR (https://download.geonames.org/export/dump/).

    Needed is at least one file of places: cities500, cities1000, cities5000, cities15000 or allCountries, or those of
    single countries (NG.txt). Used where they are there: alternateNamesV2 (names in other languages and spellings),
    admin1CodesASCII and admin2Codes (names of units), countryInfo (only its countries are taken). Each may be .txt
    or .zip. A malformed line ends the build and is named; nothing is written then.

    \b
    Examples:
      tocsin gazetteer build --from geonames/
      tocsin gazetteer build --from geonames/ --out world.sqlite
    """
    from tocsin.clock import SystemClock
    from tocsin.pipeline import build_gazetteer

    with _stages() as step:
        saved = build_gazetteer(folder, out, clock=SystemClock(), step=step)
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(saved.kinds.items()))
    say(f"{saved.path}: {kinds or 'no places'}; {saved.names:,} names; {saved.size:,} bytes")
    say(f'to read with it: --gazetteer {saved.path}, or `gazetteer = "{saved.path}"` in tocsin.toml')
    click.echo(saved.digest)


@contextmanager
def _stages() -> Iterator[Callable[[str, int], None]]:
    """Shows the stage on a terminal; says nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda what, lines: None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda what, lines: status.update(f"{what}: {lines:,} lines" if lines else what)


@gazetteer.command(short_help="Say what the gazetteer in use holds.")
@options.table_or_json
@options.gazetteer
@options.no_color
def show(format_: str, gazetteer: str | None, no_color: bool) -> None:
    """Show what the gazetteer in use was built from and when, what it holds, its digest and the notice it owes.

    \b
    Examples:
      tocsin gazetteer show
      tocsin gazetteer show --gazetteer world.sqlite --format json
    """
    from tocsin.pipeline import open_gazetteer

    settings = options.settings_from(gazetteer=gazetteer, no_color=no_color)
    held = open_gazetteer(settings.gazetteer)
    counts = held.counts()
    facts: dict[str, str | int] = {
        "gazetteer": settings.gazetteer,
        "built": held.built,
        "inputs": held.inputs,
        **counts,
        "digest": held.digest,
        "notice": held.attribution,
    }
    print_facts(facts, settings, format_)

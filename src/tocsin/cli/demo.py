"""`tocsin demo`: the built-in dispatches, read, kept and shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.output import Report, print_page, say, with_progress

if TYPE_CHECKING:
    from tocsin.ports import Ledger
    from tocsin.record import Incident
    from tocsin.settings import Settings

LEDGER = "tocsin.db"


@click.command(short_help="Show it at work on the built-in dispatches.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-ledger"),
    show_default=True,
    help="Where the ledger of the demonstration goes.",
)
@options.no_color
@click.pass_context
def demo(ctx: click.Context, folder: Path, no_color: bool) -> None:
    """Read the built-in dispatches into a ledger of their own, print the incidents, and say what to do next.

    The dispatches are short reports on real, past incidents, written for this program: do not quote them as a
    record of what happened.

    \b
    Example:
      tocsin demo --folder /tmp/demo
    """
    settings = options.settings_from(no_color=no_color, database=str(folder / LEDGER))
    report = Report()
    ledger = make_ledger(folder, settings)
    try:
        documents = fill(ledger, settings, report)
        found = _incidents(ledger)
    finally:
        ledger.close()
    _print(found, documents, folder / LEDGER, settings)
    report.close(ctx)


def make_ledger(folder: Path, settings: Settings) -> Ledger:
    """The ledger of the demonstration, in a folder that is made where there is none."""
    from tocsin.clock import SystemClock
    from tocsin.pipeline import open_record

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.FileError(str(folder), error.strerror or str(error)) from error
    return open_record(settings.database, clock=SystemClock())


def fill(ledger: Ledger, settings: Settings, report: Report) -> int:
    """Put the dispatches into the ledger; a newer version reads them again. How many there are."""
    from tocsin.clock import SystemClock
    from tocsin.gather import Done
    from tocsin.pipeline import READERS, add_all, gather_demo, make_terms, refold

    terms = make_terms(clock=SystemClock(), max_bytes=settings.max_bytes, keep=True)
    outcomes = add_all(gather_demo(terms), ledger=ledger, reader=READERS.make(settings.reader), again=True)
    documents = sum(isinstance(each, Done) for each in with_progress(report.follow(outcomes), what="dispatches"))
    refold(ledger)
    return documents


def _incidents(ledger: Ledger) -> list[Incident]:
    from tocsin.cli.selecting import DEFAULT_FAMILIES
    from tocsin.pipeline import incidents
    from tocsin.selection import Selection

    return list(incidents(ledger, selection=Selection(families=frozenset(DEFAULT_FAMILIES))))


def most_reported(found: list[Incident]) -> Incident:
    """The incident with the most documents; among equals the one whose toll was told most often, then the first."""
    return max(found, key=lambda each: (len(each.documents), len(each.toll_history)))


def _print(found: list[Incident], documents: int, ledger: Path, settings: Settings) -> None:
    from tocsin.view.incident_page import incident_page
    from tocsin.view.list_page import enough_of_ids, list_page

    if not found:
        say("the reader found no incident in the dispatches")
        return
    short = enough_of_ids(each.id for each in found)
    title = f"{documents} dispatches, {len(found)} incidents"
    print_page(list_page(found, title=title, short=short), settings)
    one = most_reported(found)
    click.echo()
    print_page(incident_page(one), settings)
    click.echo("\nWHAT TO TRY NEXT")
    for words in next_steps(one, one.id[:short], ledger):
        click.echo(f"  {words}")


def next_steps(one: Incident, id: str, ledger: Path) -> Iterator[str]:
    """Commands that work as printed."""
    import shlex

    from tocsin.selection import countries_of

    where = f"--database {shlex.quote(str(ledger))}"
    dates = sorted({point.published[:10] for point in one.toll_history if point.published})
    if dates:
        yield f"tocsin show {id} --as-of {dates[0]} {where}"
    yield f"tocsin show {id} --why {where}"
    for country in sorted(countries_of(one))[:1]:
        yield f"tocsin incidents --country {country} {where}"
    yield f"tocsin export --format csv {where}"
    yield "tocsin read --help"

"""`tocsin incidents`: list what the ledger holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.output import print_line, print_page, say
from tocsin.cli.selecting import Filters, selecting

if TYPE_CHECKING:
    from tocsin.record import Incident


@click.command(short_help="List the incidents of the ledger.")
@selecting
@options.as_of
@options.as_recorded
@click.option(
    "--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="A table, or tocsin.incident/1, one incident a line.",
)  # fmt: skip
@options.database
@options.no_color
def incidents(
    filters: Filters,
    as_of: str | None,
    as_recorded: str | None,
    format_: str,
    database: str | None,
    no_color: bool,
) -> None:
    """List incidents, newest event first.

    Without --family these are acts of violence and plots; the responses to them and the warnings before them stand
    in the record of each (`tocsin show`).

    \b
    Examples:
      tocsin incidents
      tocsin incidents --country NG --since 2023-01-01 --type abduction
      tocsin incidents --as-of 2024-03-23 --format jsonl
    """
    from tocsin.pipeline import incidents as find_incidents

    options.require_one_clock(as_of, as_recorded)
    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = list(find_incidents(ledger, selection=filters.selection(), as_of=as_of, as_recorded=as_recorded))
    if format_ == "jsonl":
        print_lines(found)
    elif found:
        from tocsin.view.list_page import enough_of_ids, list_page

        print_page(list_page(found, short=enough_of_ids(each.id for each in found)), settings)
    else:
        say("no incident of the ledger is asked for; `tocsin incidents --family all` lists everything")


def print_lines(found: list[Incident]) -> None:
    """Incidents as JSON lines."""
    from tocsin.record.incident_form import incident_form

    for incident in found:
        print_line(incident_form(incident))

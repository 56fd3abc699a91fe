"""`tocsin show`: one incident, with the words behind every value."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import print_json, print_page


@click.command(short_help="Print one incident with its evidence.")
@click.argument("id")
@options.as_of
@options.as_recorded
@click.option(
    "--why",
    is_flag=True,
    help="Also the rule, sources and rivals of every value, and why these reports are held to tell one event.",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="Text for the eye, or tocsin.incident/1.",
)  # fmt: skip
@options.database
@options.no_color
def show(
    id: str,
    as_of: str | None,
    as_recorded: str | None,
    why: bool,
    format_: str,
    database: str | None,
    no_color: bool,
) -> None:
    """Print one incident. The beginning of an ID is enough where only one begins so.

    --as-of gives what had been published by a date or time; --as-recorded what this ledger said then.

    \b
    Examples:
      tocsin show 7f3a
      tocsin show 7f3a --as-of 2024-03-23
      tocsin show 7f3a --why
    """
    from tocsin.pipeline import incident as find_incident
    from tocsin.review import why_together

    options.require_one_clock(as_of, as_recorded)
    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = find_incident(ledger, id, as_of=as_of, as_recorded=as_recorded)
        linked = why_together(ledger, found) if why else ()
    if format_ == "json":
        from tocsin.record.incident_form import incident_form

        print_json(incident_form(found))
    else:
        from tocsin.view.incident_page import incident_page

        print_page(incident_page(found, why=why, linked=linked), settings)

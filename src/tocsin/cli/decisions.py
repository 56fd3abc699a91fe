"""`tocsin decisions`: who changed what, when and why."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import print_line, print_page, say


@click.command(short_help="List what people decided, and why.")
@click.argument("id", required=False)
@click.option(
    "--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="A table, or one decision a line.",
)  # fmt: skip
@options.database
@options.no_color
def decisions(id: str | None, format_: str, database: str | None, no_color: bool) -> None:
    """List the decisions in the ledger, or those on one incident, in the order in which they were made.

    One that was undone, and one whose mentions no report tells any more ("unbound"), stand there and say so.

    \b
    Examples:
      tocsin decisions
      tocsin decisions 7f3a
      tocsin decisions --format jsonl > audit.jsonl
    """
    from tocsin.review import decisions as find_decisions
    from tocsin.view.decisions_page import decision_form, decisions_page

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = find_decisions(ledger, of=id)
    if format_ == "jsonl":
        for each in found:
            print_line(decision_form(each))
    elif found:
        print_page(decisions_page(found), settings)
    else:
        say("nobody has decided anything here; `tocsin decide --help` says how")

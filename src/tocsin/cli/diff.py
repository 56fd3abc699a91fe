"""`tocsin diff`: what changed in an incident between two moments."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import print_page, say


@click.command(short_help="What changed in an incident between two moments.")
@click.argument("id")
@click.option("--from", "start", metavar="TIME", required=True, callback=options.moment, help="The earlier moment.")
@click.option("--to", "end", metavar="TIME", callback=options.moment, help="The later moment (default: now).")
@click.option("--recorded", is_flag=True, help="By this ledger's own clock, decisions included.")
@options.database
@options.no_color
def diff(id: str, start: str, end: str | None, recorded: bool, database: str | None, no_color: bool) -> None:
    """Print what came, went or became another between two moments, with the words behind it.

    The moments are of publication: the record as reports had told it by then. With --recorded they are moments of
    this ledger: what it said then, and what it says later, decisions included.

    \b
    Examples:
      tocsin diff 7f3a --from 2024-03-23 --to 2024-03-26
      tocsin diff 7f3a --from 2024-04-01T09:00+00:00 --recorded
    """
    from tocsin.pipeline import changes_between
    from tocsin.view.changes_page import changes_page

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = changes_between(ledger, id, start=start, end=end, recorded=recorded)
    if found.changes:
        print_page(changes_page(found.changes, of=found.after or found.before, start=start, end=end), settings)
    else:
        say("nothing changed between these moments")

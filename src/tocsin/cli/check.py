"""`tocsin check`: whether the ledger is sound."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import say


@click.command(short_help="Check that the ledger is sound.")
@options.database
@click.pass_context
def check(ctx: click.Context, database: str | None) -> None:
    """Check the ledger: hashes, that every quotation stands in its document, that the tables agree with the entries.

    Prints what is wrong, one finding a line, and leaves with 1 where anything is.

    \b
    Example:
      tocsin check --database sqlite:///tocsin.db
    """
    from tocsin.pipeline import check as find_wrong
    from tocsin.view.clean import clean

    with options.opened(database) as ledger:
        found = find_wrong(ledger)
    for finding in found:
        click.echo(clean(finding))
    if found:
        ctx.exit(1)
    say("the ledger is sound")

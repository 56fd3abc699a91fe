"""`tocsin check`: whether the ledger is sound."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import say


@click.command(short_help="Check that the ledger is sound.")
@click.option("--renew", is_flag=True, help="First make anew what fusing noted down; it follows from the entries.")
@options.database
@click.pass_context
def check(ctx: click.Context, renew: bool, database: str | None) -> None:
    """Check the ledger: hashes, that every quotation stands in its document, that the tables agree with the entries.

    Prints what is wrong, one finding a line, and leaves with 1 where anything is. What is wrong with the notes of
    fusing, --renew puts right: it fuses all reports once more, which takes minutes in a large ledger.

    \b
    Examples:
      tocsin check --database sqlite:///tocsin.db
      tocsin check --renew
    """
    from tocsin.pipeline import check as find_wrong
    from tocsin.pipeline import make_folder
    from tocsin.view.clean import clean

    with options.opened(database) as ledger:
        if renew:
            make_folder(ledger).renew()
        found = find_wrong(ledger)
    for finding in found:
        click.echo(clean(finding))
    if found:
        ctx.exit(1)
    say("the ledger is sound")

"""`tocsin copy`: a ledger in another database."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import say


@click.command(short_help="Copy a ledger into another database.")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.pass_context
def copy(ctx: click.Context, source: str, target: str) -> None:
    """Copy the ledger FROM into the empty database TO, and check that it arrived.

    Both are URLs as for --database: from an SQLite file to a PostgreSQL server, back, or between two of a kind. The
    copy is the same ledger: entries with their numbers and hashes, incidents with their ids and all their revisions,
    sources, accounts, alerts, partners. It is compared row by row before it is kept, and checked as `tocsin check`
    does. What others add to FROM meanwhile is not in it, so stop them first where the ledger is to move.

    \b
    Example:
      tocsin copy tocsin.db postgresql://desk@db.example/tocsin
    """
    from tocsin.clock import SystemClock
    from tocsin.pipeline import copy_record
    from tocsin.view.clean import clean

    old, new = (options.settings_from(database=each).database for each in (source, target))
    if old == new:
        raise click.UsageError("FROM and TO are the same ledger", ctx)
    copied, findings = copy_record(old, new, clock=SystemClock(), step=lambda table, rows: say(f"{table}: {rows:,}"))
    for finding in findings:
        click.echo(clean(finding))
    click.echo(f"copied\t{copied.entries}\t{copied.rows}")
    if findings:
        say("tocsin: the copy is as the original is, and that is not sound; run `tocsin check` on it")
        ctx.exit(1)
    say(f"{copied.entries:,} entries, {copied.incidents:,} incidents, {copied.rows:,} rows in all; compared and sound")

"""`tocsin backup` and `tocsin restore`: a copy of the ledger, and a ledger from a copy."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import say


@click.command(short_help="Copy the ledger into a file.")
@click.argument("file", type=click.Path(dir_okay=False))
@options.database
@click.pass_context
def backup(ctx: click.Context, file: str, database: str | None) -> None:
    """Copy the ledger into a new FILE, whole as it is at this moment, and check the copy.

    Others may go on writing meanwhile. What was erased before is not in the copy; what is erased later stays in it,
    so delete old copies when you erase.

    \b
    Example:
      tocsin backup copies/tocsin-2024-03-26.db
    """
    from tocsin.clock import SystemClock
    from tocsin.pipeline import back_up

    with options.opened(database) as ledger:
        _report(ctx, file, *back_up(ledger, file, clock=SystemClock()))


@click.command(short_help="Make a ledger from a copy.")
@click.argument("file", type=click.Path(dir_okay=False))
@options.database
@click.pass_context
def restore(ctx: click.Context, file: str, database: str | None) -> None:
    """Make the ledger from a FILE that `tocsin backup` wrote, and check it.

    The ledger must not be there: move a damaged one away first (with its -wal and -shm files).

    \b
    Example:
      tocsin restore copies/tocsin-2024-03-26.db --database tocsin.db
    """
    from tocsin.clock import SystemClock
    from tocsin.pipeline import back_up, open_record
    from tocsin.settings import database_url

    target = options.settings_from(database=database).database
    path = target.removeprefix("sqlite:///")
    if path == target or not path:
        raise click.UsageError("only a ledger in an SQLite file can be restored", ctx)
    clock = SystemClock()
    copy = open_record(database_url(file), clock=clock, create=False)
    try:
        _report(ctx, path, *back_up(copy, path, clock=clock))
    finally:
        copy.close()


def _report(ctx: click.Context, file: str, size: int, findings: list[str]) -> None:
    from tocsin.view.clean import clean

    for finding in findings:
        click.echo(clean(finding))
    if findings:
        say(f"tocsin: {file} is written and not sound; run `tocsin check` on the ledger it came from")
        ctx.exit(1)
    click.echo(f"written\t{clean(file)}\t{size}")
    say(f"{file}: {size:,} bytes, checked and sound")

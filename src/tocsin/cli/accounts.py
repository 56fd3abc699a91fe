"""`tocsin accounts`: who may use the workbench."""

from __future__ import annotations

from typing import get_args

import click

from tocsin.cli import options
from tocsin.cli.output import print_json, print_page, say
from tocsin.ports.accounts import Right


@click.group(short_help="Who may use the workbench.")
def accounts() -> None:
    """Who may use the workbench: list accounts, invite somebody, let somebody in no longer.

    \b
    Examples:
      tocsin accounts list
      tocsin accounts invite --right analyst --at https://desk.example
      tocsin accounts invite --name "A. Analyst" --at https://desk.example
      tocsin accounts disable "A. Analyst"
    """


@accounts.command("list", short_help="List the accounts.")
@options.table_or_json
@options.database
@options.no_color
def list_(format_: str, database: str | None, no_color: bool) -> None:
    """List who has an account, and what each may do."""
    import msgspec

    from tocsin.view.page import Page, Table, Words

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = ledger.accounts.all()
    if format_ == "json":
        print_json([msgspec.to_builtins(each) for each in found])
    elif found:
        rows = tuple(
            (
                Words(each.name, "label"),
                Words(each.right),
                Words((each.signed_in_at or "never")[:16].replace("T", " ")),
                Words("disabled" if each.disabled_at else "", "alleged"),
            )
            for each in found
        )
        print_page(Page(tables=(Table(None, ("NAME", "MAY ACT AS", "LAST SIGNED IN", ""), rows),)), settings)
    else:
        say("nobody has an account; `tocsin serve` prints a link that makes the first one")


@accounts.command(short_help="Print a link that lets somebody in, once.")
@click.option("--right", type=click.Choice(get_args(Right)), default="reader", show_default=True, help="For a new one.")
@click.option("--name", help="For an account that there is: a new password.")
@click.option("--at", "base", default="http://127.0.0.1:8000", show_default=True, help="The address of the workbench.")
@options.database
def invite(right: Right, name: str | None, base: str, database: str | None) -> None:
    """Print a link that makes an account, or gives an account a new password. It is good once, and for three days."""
    from tocsin.clock import SystemClock
    from tocsin.web.inviting import invite_link

    with options.opened(database) as ledger:
        known = ledger.accounts.account(name) if name is not None else None
        if name is not None and known is None:
            raise click.UsageError(f"there is no account {name!r}; `tocsin accounts list` lists those there are")
        right = known.right if known else right
        name = known.name if known else None
        click.echo(invite_link(ledger.accounts, right, clock=SystemClock(), by="tocsin accounts", base=base, name=name))


@accounts.command(short_help="Let somebody in no longer, or again.")
@click.argument("name")
@click.option("--off", is_flag=True, help="Let the account in again.")
@options.database
def disable(name: str, off: bool, database: str | None) -> None:
    """Let an account in no longer. What was decided under its name stays."""
    from tocsin.clock import SystemClock

    with options.opened(database) as ledger:
        if ledger.accounts.account(name) is None:
            raise click.UsageError(f"there is no account {name!r}; `tocsin accounts list` lists those there are")
        ledger.accounts.set_disabled(name, None if off else SystemClock().now())
    say(f"{name} may come in again" if off else f"{name} is not let in any more")

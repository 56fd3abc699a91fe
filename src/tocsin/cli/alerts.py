"""`tocsin alerts`: what the watches rang for: list, show, acknowledge, send, and what was given up."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.output import print_json, print_line, print_page, say
from tocsin.cli.watch import watches_file

if TYPE_CHECKING:
    from tocsin.ports import Ledger
    from tocsin.settings import Settings
    from tocsin.watch import Watches
    from tocsin.watching.delivering import Courier, Sent


@click.group(short_help="What the watches rang for.")
def alerts() -> None:
    """What the watches rang for, newest first, and how it went out.

    \b
    Examples:
      tocsin alerts list
      tocsin alerts show 1f3c
      tocsin alerts ack 1f3c --by "A. Analyst"
      tocsin alerts deliver
    """


@alerts.command("list", short_help="List alerts, the newest first.")
@click.option("--watch", "watch_", metavar="NAME", help="Only those of this watch.")
@click.option("--all", "all_", is_flag=True, help="Also those that were acknowledged.")
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="How many.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="A table, or one alert a line.",
)  # fmt: skip
@options.database
@options.no_color
def list_(watch_: str | None, all_: bool, most: int, format_: str, database: str | None, no_color: bool) -> None:
    """List the alerts that nobody has acknowledged yet."""
    from tocsin.record.json_load import loads
    from tocsin.watching.alert_pages import list_page

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = ledger.outbox.alerts(watch=watch_, open_only=not all_, most=most)
    if format_ == "jsonl":
        for each in found:
            print_line(loads(each.form))
    elif found:
        print_page(list_page(found), settings)
    else:
        say("no alert waits for a person" if not all_ else "nothing has rung yet")


@alerts.command(short_help="One alert in full.")
@click.argument("id")
@options.table_or_json
@options.database
def show(id: str, format_: str, database: str | None) -> None:
    """Show an alert: what changed, how it stands, who says so, why it rang, and how it went out."""
    from tocsin.record.json_load import loads
    from tocsin.watching.alert_pages import alert_text

    with options.opened(database) as ledger:
        found = ledger.outbox.alert(id)
        ways = ledger.outbox.deliveries_of(found.id)
    if format_ == "json":
        print_json(loads(found.form))
    else:
        click.echo(alert_text(found, ways), nl=False)


@alerts.command(short_help="Say that you have seen alerts.")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@options.by
@options.database
def ack(ids: tuple[str, ...], by: str | None, database: str | None) -> None:
    """Acknowledge alerts: they leave the list. It changes nothing in what was sent."""
    from tocsin.clock import SystemClock

    who = options.signature(by)
    with options.opened(database) as ledger:
        whole = [ledger.outbox.alert(id).id for id in ids]
        count = ledger.outbox.acknowledge(whole, by=who, at=SystemClock().now())
    say(f"{count} acknowledged" + (f"; {len(whole) - count} had been before" if count < len(whole) else ""))


@alerts.command(short_help="What could not be sent and was given up.")
@options.database
@options.no_color
def dead(database: str | None, no_color: bool) -> None:
    """List the deliveries that were given up, with the last error."""
    from tocsin.watching.alert_pages import dead_page

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = ledger.outbox.dead()
    if found:
        print_page(dead_page(found), settings)
    else:
        say("nothing was given up")


@alerts.command(short_help="Send what is due, now.")
@click.option("--again", is_flag=True, help="Also what was given up.")
@watches_file
@options.database
@click.pass_context
def deliver(ctx: click.Context, again: bool, watches: str | None, database: str | None) -> None:
    """Send every alert that is due over the channels of the file of watches. `tocsin run` does so by itself.

    The exit code is 1 where something could not be sent; it is tried again, later each time.
    """
    from tocsin.cli.watch import loaded
    from tocsin.clock import SystemClock

    settings = options.settings_from(watches=watches, database=database)
    found = loaded(settings)
    sent = failed = 0
    with options.opened(database) as ledger:
        if again:
            ledger.outbox.revive(now=SystemClock().now())
        for each in courier_of(ledger, found, settings).deliver():
            sent += len(each.deliveries) if each.error is None else 0
            failed += 0 if each.error is None else len(each.deliveries)
            tell(each)
    say(f"{sent} sent" + (f", {failed} not" if failed else ""))
    if failed:
        ctx.exit(1)


def courier_of(ledger: Ledger, watches: Watches, settings: Settings) -> Courier:
    """What sends alerts over the channels of a file of watches."""
    from tocsin.clock import SystemClock
    from tocsin.watching.delivering import Courier, make_outside

    outside = make_outside(SystemClock(), stdout=sys.stdout.buffer, environment=os.environ)
    return Courier(ledger, watches.channels, outside)


def tell(sent: Sent | Exception) -> None:
    """Say what went wrong; what went well needs no words."""
    if isinstance(sent, Exception):
        say(f"tocsin: {sent}")
    elif sent.error is not None:
        state = sent.deliveries[0]
        then = "given up" if state.state == "dead" else f"again at {state.due_at}"
        say(f"tocsin: {sent.error}; {then}")

"""`tocsin partner`: with whom the record is shared: add, list, show, new keys, revoke."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import click

from tocsin.cli import options
from tocsin.cli.output import print_json, print_page, say

policies_folder = click.option(
    "--policies", metavar="FOLDER", help="The folder of policies (default: the setting `policies`, policies)."
)
_days = click.option(
    "--days", type=click.IntRange(1, 3660), default=365, show_default=True, help="How long the key is good."
)


@click.group(short_help="With whom the record is shared, and their keys.")
def partner() -> None:
    """Partners: who may fetch what the record holds, each with keys and a policy of its own.

    \b
    Examples:
      tocsin partner add north --about "the northern desk" --by "A. Analyst"
      tocsin partner list
      tocsin partner rotate north --by "A. Analyst"
      tocsin partner revoke north --by "A. Analyst"
    """


@partner.command(short_help="Add a partner, with a first key and a policy that lets nothing out.")
@click.argument("name")
@click.option("--about", metavar="WORDS", help="Who they are.")
@_days
@options.by
@policies_folder
@options.database
def add(name: str, about: str | None, days: int, by: str | None, policies: str | None, database: str | None) -> None:
    """Add a partner. The key is printed once, on standard output, and kept only as a hash: pass it on by a safe way.

    A policy is written to the folder of policies where there is none. It lets nothing out until you edit it.

    \b
    Example:
      tocsin partner add north --about "the northern desk" --days 90 --by "A. Analyst"
    """
    from tocsin.clock import SystemClock
    from tocsin.ports.partners import Partner
    from tocsin.sharing import give_key, load_policy, write_policy
    from tocsin.sharing.policies import policy_path

    settings = options.settings_from(policies=policies, database=database)
    who, now = options.signature(by), SystemClock().now()
    path = policy_path(settings.policies, name)
    with options.opened(database) as ledger, ledger.transaction():
        ledger.partners.add(Partner(name=name, collection=str(uuid4()), about=about, added_at=now, added_by=who))
        key = give_key(ledger, name, by=who, now=now, expires_at=_after(now, days))
        fresh = write_policy(settings.policies, name, about=about)
    if fresh:
        say(f"{path} lets nothing out; edit it, then `tocsin share preview {name} ID` shows what they would get")
    else:
        load_policy(settings.policies, name)
    _show_key(key, days)


@partner.command("list", short_help="List the partners.")
@options.table_or_json
@options.database
@options.no_color
def list_(format_: str, database: str | None, no_color: bool) -> None:
    """List the partners: since when, whose keys are good until when, and how much of the record they hold."""
    from tocsin.clock import SystemClock
    from tocsin.sharing.pages import partners_page, partners_rows

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        rows = partners_rows(ledger, now=SystemClock().now())
    if format_ == "json":
        print_json(rows)
    elif rows:
        print_page(partners_page(rows), settings)
    else:
        say("nobody; `tocsin partner add NAME` adds a partner")


@partner.command(short_help="One partner in full: keys, policy, what they hold.")
@click.argument("name")
@policies_folder
@options.database
@options.no_color
def show(name: str, policies: str | None, database: str | None, no_color: bool) -> None:
    """Show a partner: keys with their ends, and the policy as it is understood, defaults included."""
    from tocsin.clock import SystemClock
    from tocsin.sharing.pages import partner_page

    settings = options.settings_from(policies=policies, database=database, no_color=no_color)
    with options.opened(database) as ledger:
        page = partner_page(ledger, ledger.partners.partner(name), settings, now=SystemClock().now())
    print_page(page, settings)


@partner.command(short_help="Give a partner a new key; the old ones end.")
@click.argument("name")
@_days
@click.option(
    "--grace", type=click.IntRange(0, 720), default=24, show_default=True, metavar="HOURS",
    help="How long the old keys go on.",
)  # fmt: skip
@options.by
@options.database
def rotate(name: str, days: int, grace: int, by: str | None, database: str | None) -> None:
    """Give a partner a new key, printed once. The old ones end after some hours, at once with --grace 0.

    \b
    Example:
      tocsin partner rotate north --grace 0 --by "A. Analyst"
    """
    from tocsin.clock import SystemClock
    from tocsin.errors import InputError
    from tocsin.sharing import give_key

    who, now = options.signature(by), SystemClock().now()
    with options.opened(database) as ledger, ledger.transaction():
        if ledger.partners.partner(name).revoked_at is not None:
            raise InputError(f"{name} was revoked and gets no key; add them under another name")
        key = give_key(ledger, name, by=who, now=now, expires_at=_after(now, days))
        id = key.split("_")[1]
        ended = ledger.partners.expire_keys(name, at=_after(now, grace / 24), but=id)
    say(f"{ended} old key{'' if ended == 1 else 's'} of {name} end{'s' if ended == 1 else ''} in {grace} hours")
    _show_key(key, days)


@partner.command(short_help="Let a partner in no longer.")
@click.argument("name")
@options.by
@options.database
def revoke(name: str, by: str | None, database: str | None) -> None:
    """Let a partner in no longer: every key ends now, and nothing new is put out for them. The log stays.

    What they have fetched they have: `tocsin share log --partner NAME` says what that is.

    \b
    Example:
      tocsin partner revoke north --by "A. Analyst"
    """
    from tocsin.clock import SystemClock

    options.signature(by)
    with options.opened(database) as ledger:
        ledger.partners.partner(name)
        keys = ledger.partners.revoke(name, at=SystemClock().now())
    say(f"{name} is revoked, with {keys} key{'' if keys == 1 else 's'} that {'was' if keys == 1 else 'were'} good")


def _after(now: str, days: float) -> str:
    return (datetime.fromisoformat(now) + timedelta(days=days)).isoformat(timespec="seconds")


def _show_key(key: str, days: int) -> None:
    click.echo(key)
    say(f"this key is shown once and is good for {days} day{'' if days == 1 else 's'}")

"""`tocsin decide`: what a person holds of an incident, entered in the ledger above what the machine read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from tocsin.cli import options
from tocsin.cli.output import say
from tocsin.record.decision import Act

F = TypeVar("F", bound=Callable[..., Any])


def _signed(command: F) -> F:
    """The options that every act has: who, why, and where it is kept."""
    for option in (options.database, options.reason, options.by):
        command = option(command)
    return command


@click.group(short_help="Confirm, correct, merge, split, dismiss, undo.")
@click.argument("id")
@click.pass_context
def decide(ctx: click.Context, id: str) -> None:
    """Enter what a person decides about an incident. The beginning of an ID is enough.

    A decision outranks what the machine reads, names who made it and why, and stays when reports are read again.
    What the machine read stands beside it as a rival. Nothing is overwritten: `undo` takes a decision back, and
    `tocsin decisions` lists them all.

    \b
    Examples:
      tocsin decide 7f3a confirm --by "A. Analyst" --reason "seen by our office in Kano"
      tocsin decide 7f3a correct killed "at least 137" --by "A. Analyst" --reason "the ministry's list"
      tocsin decide 7f3a correct where "Kano, Nigeria" --by "A. Analyst" --reason "not the village of that name"
      tocsin decide 7f3a merge 91bc --by "A. Analyst" --reason "the same blast"
      tocsin decide 7f3a split report-12 --by "A. Analyst" --reason "tells the blast of the day after"
      tocsin decide 7f3a undo --by "A. Analyst" --reason "the list was of another attack"
    """
    ctx.obj = id


@decide.command(short_help="It is right as it stands.")
@_signed
@click.pass_obj
def confirm(id: str, by: str | None, reason: str, database: str | None) -> None:
    """Say that the record of the incident is right as it stands."""
    _enter(id, "confirm", by, reason, database)


@decide.command(short_help="It is no event that should be counted.")
@_signed
@click.pass_obj
def dismiss(id: str, by: str | None, reason: str, database: str | None) -> None:
    """Say that this is no event to be counted. It is left out of lists and exports unless they ask for it."""
    _enter(id, "dismiss", by, reason, database)


@decide.command(short_help="Another value stands.")
@click.argument("property")
@click.argument("value")
@click.option("--cites", metavar="DOCUMENT", help="The document that bears it out; then it counts in --as-of too.")
@_signed
@click.pass_obj
def correct(
    id: str, property: str, value: str, cites: str | None, by: str | None, reason: str, database: str | None
) -> None:
    """Put a VALUE in the place of the one that was read.

    PROPERTY is type, status, political, when, where, or a measure of the toll: killed, injured, abducted, missing,
    displaced, detained, released, rescued, casualties. Places are written as text ("Kano, Nigeria"), figures as text
    ("137", "at least 130", "between 10 and 15"), days as 2024-03-22, and two days with a slash between.
    """
    _enter(id, "correct", by, reason, database, property=property, words=value, cites=cites)


@decide.command(short_help="A report, or one property, gives no value.")
@click.argument("property", required=False)
@click.option("--document", "documents", multiple=True, metavar="ID", help="Only what this document says.")
@_signed
@click.pass_obj
def retract(
    id: str, property: str | None, documents: tuple[str, ...], by: str | None, reason: str, database: str | None
) -> None:
    """Take what reports say of this incident out of its values: all of it, or one PROPERTY.

    PROPERTY is when, where, participant, toll, claim or warning. What was retracted stays in the list of reports.
    """
    _enter(id, "retract", by, reason, database, property=property, documents=documents)


@decide.command(short_help="Other incidents are this one.")
@click.argument("others", metavar="ID...", nargs=-1, required=True)
@_signed
@click.pass_obj
def merge(id: str, others: tuple[str, ...], by: str | None, reason: str, database: str | None) -> None:
    """Say that other incidents are this one. The earliest id stands, the others lead to it."""
    _enter(id, "merge", by, reason, database, others=others)


@decide.command(short_help="Some documents tell another event.")
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
@_signed
@click.pass_obj
def split(id: str, documents: tuple[str, ...], by: str | None, reason: str, database: str | None) -> None:
    """Say that these documents tell another event. They leave the incident, the rest stays."""
    _enter(id, "split", by, reason, database, documents=documents)


@decide.command(short_help="Take a decision back.")
@click.argument("entry", type=int, required=False)
@_signed
@click.pass_obj
def undo(id: str, entry: int | None, by: str | None, reason: str, database: str | None) -> None:
    """Take a decision back: the last one on this incident that stands, or the one of an ENTRY number.

    To undo an undoing, give its number.
    """
    from tocsin.review import latest_on
    from tocsin.review import undo as take_back

    with options.opened(database) as ledger:
        number = latest_on(ledger, id) if entry is None else entry
        _done(ledger, take_back(ledger, by=options.signature(by), reason=reason, entry=number))


def _enter(id: str, act: Act, by: str | None, reason: str, database: str | None, **more: Any) -> None:
    from tocsin.review import decide as enter

    with options.opened(database) as ledger:
        _done(ledger, enter(ledger, id, act, by=options.signature(by), reason=reason, **more))


def _done(ledger: Any, number: int) -> None:
    from tocsin.cli.watch import ring, watches_of
    from tocsin.pipeline import refold

    settings = options.settings_from()
    watches = watches_of(settings)
    changed = refold(ledger)
    click.echo(f"decided\t{number}")
    say(f"decision {number} is in the ledger; {changed} incident{'' if changed == 1 else 's'} changed")
    ring(ledger, watches, settings)

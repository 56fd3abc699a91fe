"""`tocsin import`: take in what partners pass on."""

from __future__ import annotations

import sys

import click

from tocsin.cli import options
from tocsin.cli.output import Report, say
from tocsin.tlp import TLPS


@click.command("import", short_help="Take in what partners pass on.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--source", metavar="NAME", required=True, help="Whose it is. All of it stays theirs, under this name.")
@click.option(
    "--tlp",
    type=click.Choice(TLPS),
    default="red",
    show_default=True,
    help="How far what bears no level of its own may go.",
)
@options.reading
@options.database
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[str, ...],
    source: str,
    tlp: str,
    reader: str | None,
    depth: str | None,
    gazetteer: str | None,
    register: str | None,
    database: str | None,
) -> None:
    """Put what a partner passed on into the ledger: a STIX 2.1 bundle, or incidents and readings of another Tocsin.

    Each record becomes a document of the partner's with a reading that says what it says, on the partner's word: it
    counts as one source, and nothing of it as ours. Levels (TLP) stay with it, and `tocsin export --tlp` leaves out
    what may not go so far. The same file twice adds nothing; a newer version replaces the older; what the partner
    withdrew is told no more. What could not be taken over is said at the end.

    \b
    Examples:
      tocsin import --source "Example Monitor" bundle.json
      tocsin import --source "Border desk" --tlp amber incidents.jsonl
      curl -s https://partner.example/bundle.json | tocsin import --source "Partner" -
    """
    from tocsin.cli.add import print_added
    from tocsin.cli.watch import ring, watches_of
    from tocsin.clock import SystemClock
    from tocsin.importing import Lost
    from tocsin.imports import import_all
    from tocsin.pipeline import open_record, refold

    if not source.strip():
        raise click.UsageError("--source is empty; name the partner")
    settings = options.settings_from(
        database=database, reader=reader, depth=depth, gazetteer=gazetteer, register=register
    )
    clock, lost, report = SystemClock(), Lost(), Report()
    chosen = options.reader_of(settings)
    watches = watches_of(settings)
    ledger = open_record(settings.database, clock=clock)
    try:
        outcomes = import_all(
            files,
            source=" ".join(source.split()),
            unmarked=next(level for level in TLPS if level == tlp),
            ledger=ledger,
            reader=chosen,
            clock=clock,
            lost=lost,
            stdin=sys.stdin.buffer if sys.stdin else None,
        )
        added = print_added(report.follow(outcomes))
        changed = refold(ledger)
        ring(ledger, watches, settings)
    finally:
        ledger.close()
    say(f"{added} document{'' if added == 1 else 's'} added; {changed} incident{'' if changed == 1 else 's'} changed")
    for sentence in lost.sentences():
        say(sentence)
    report.close(ctx)

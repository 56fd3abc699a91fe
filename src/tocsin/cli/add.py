"""`tocsin add`: read reports into the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.inputs import documents_of
from tocsin.cli.output import Report, say, tell_account, with_progress

if TYPE_CHECKING:
    from tocsin.gather import Outcome
    from tocsin.pipeline import Added


@click.command(short_help="Read reports into the ledger.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options.reading
@click.option("--again", is_flag=True, help="Read documents that are there once more, as after an update.")
@options.published
@options.source
@options.input_format
@options.columns
@options.database
@click.pass_context
def add(
    ctx: click.Context,
    paths: tuple[str, ...],
    reader: str | None,
    depth: str | None,
    gazetteer: str | None,
    register: str | None,
    again: bool,
    published: str | None,
    source: str | None,
    input_format: str | None,
    columns: dict[str, str],
    database: str | None,
) -> None:
    """Read reports and put them into the ledger, then bring the incidents up to date.

    Each document is printed once it is in the ledger for good: "added" or "known", its id, and how many events were
    read in it, with tabs between. A document whose words are about other things is kept and read no further; add it
    again with --depth full to read it all the same. With --again, documents that are there are read once more, and
    what this version reads counts from here on; decisions hold on to what they were made about. A document that cannot
    be read is named on standard error, the rest goes on, and the exit code is 1.

    \b
    Examples:
      tocsin add reports/
      tocsin add --source "Harbour Wire" report.txt
      tocsin add https://wire.example/news/market-blast
      tocsin add --database sqlite:////srv/desk/tocsin.db archive.jsonl
    """
    from tocsin.cli.watch import ring, watches_of
    from tocsin.clock import SystemClock
    from tocsin.pipeline import add_all, open_record, refold

    settings = options.settings_from(
        database=database, reader=reader, depth=depth, gazetteer=gazetteer, register=register
    )
    clock = SystemClock()
    documents = documents_of(
        paths,
        settings,
        published=published,
        source=source,
        input_format=input_format,
        columns=columns,
        keep=True,
        clock=clock,
    )
    chosen = options.reader_of(settings)
    watches = watches_of(settings)
    report = Report()
    ledger = open_record(settings.database, clock=clock)
    try:
        added = print_added(report.follow(add_all(documents, ledger=ledger, reader=chosen, again=again)))
        changed = refold(ledger)
        ring(ledger, watches, settings)
    except KeyboardInterrupt:
        say("what was printed is in the ledger; the next `tocsin add` brings the incidents up to date")
        raise
    finally:
        ledger.close()
        tell_account(chosen)
    say(f"{added} document{'' if added == 1 else 's'} added; {changed} incident{'' if changed == 1 else 's'} changed")
    report.close(ctx)


def print_added(outcomes: Iterable[Outcome[Added]]) -> int:
    """Print each document that is in the ledger now, then how many were not read and why. How many are new."""
    from tocsin.gather import Done
    from tocsin.view.clean import clean

    new = 0
    unread: Counter[str] = Counter()
    for outcome in with_progress(outcomes, what="documents"):
        if isinstance(outcome, Done):
            added = outcome.value
            new += added.new
            events = str(len(added.reading.mentions)) if added.reading else "-"
            click.echo(f"{'added' if added.new else 'known'}\t{clean(added.document.id)}\t{events}")
            if added.reading is not None and added.reading.depth == "not_read":
                unread[added.reading.reason or "no reason given"] += 1
    for reason, count in unread.most_common():
        say(f"tocsin: note: {count} kept and not read: {clean(reason)}")
    return new

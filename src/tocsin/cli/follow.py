"""`tocsin run` and `tocsin follow`: keep reading sources into the ledger, until stopped."""

from __future__ import annotations

import signal
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

import click

from tocsin.cli import options
from tocsin.cli.output import say

if TYPE_CHECKING:
    from tocsin.follow import Step
    from tocsin.ports import Ledger
    from tocsin.settings import Settings

_once = click.option("--once", is_flag=True, help="Stop when nothing is due any more, rather than go on for ever.")
_workers = click.option(
    "--workers", type=click.IntRange(1, 64), default=8, show_default=True, help="How many hosts to fetch from at once."
)


@click.command(short_help="Keep reading the sources that are followed.")
@_once
@_workers
@options.reading
@options.database
def run(database: str | None, once: bool, workers: int, **reading: Any) -> None:
    """Ask every source when it is due, read what it offers into the ledger, and keep the incidents up to date.

    A document is printed once it is in the ledger for good. A source that fails is asked again later, and later still;
    the others go on. Stop it with Ctrl-C or SIGTERM: the document in hand is finished, and the next run goes on there.

    \b
    Examples:
      tocsin run
      tocsin run --once                  one round, as for a timer
      TOCSIN_CONTACT=desk@example.org tocsin run
    """
    settings = options.settings_from(database=database, **reading)
    with options.opened(database) as ledger:
        if not ledger.sources.all():
            raise click.UsageError("no source is followed; `tocsin sources add URL` follows one")
        _follow(ledger, settings, only=None, once=once, workers=workers)


@click.command(short_help="Follow feeds from now on, and keep reading them.")
@click.argument("urls", metavar="FEED...", nargs=-1, required=True)
@_once
@_workers
@options.reading
@options.database
def follow(urls: tuple[str, ...], database: str | None, once: bool, workers: int, **reading: Any) -> None:
    """Follow feeds, and read these alone until stopped: `tocsin sources add` and `tocsin run` in one.

    \b
    Examples:
      tocsin follow https://wire.example/feed.xml
      tocsin follow --once https://wire.example/feed.xml https://desk.example/rss
    """
    from tocsin.gather.http.client import checked
    from tocsin.record.source import Source

    settings = options.settings_from(database=database, **reading)
    wanted = [Source(url=checked(url)) for url in urls]
    with options.opened(database, create=True) as ledger:
        known = {source.id for source, _ in ledger.sources.all()}
        for source in wanted:
            if source.id not in known:
                ledger.sources.add(source)
        _follow(ledger, settings, only={source.id for source in wanted}, once=once, workers=workers)


def _follow(ledger: Ledger, settings: Settings, *, only: Collection[str] | None, once: bool, workers: int) -> None:
    from tocsin.cli.alerts import courier_of, tell
    from tocsin.cli.put_out import Putter
    from tocsin.cli.watch import Kept, ring
    from tocsin.clock import SystemClock
    from tocsin.follow import Folded, Follower, Rested, make_client
    from tocsin.pipeline import make_terms
    from tocsin.watching.delivering import Background

    clock = SystemClock()
    reader = options.reader_of(settings)
    kept = Kept(settings)
    courier = courier_of(ledger, kept.watches, settings)
    putter = Putter(ledger, settings, clock=clock)
    with make_client(settings, clock=clock) as client, _until_stopped() as stop, Background(courier, tell) as sending:
        follower = Follower(
            ledger=ledger,
            reader=reader,
            client=client,
            clock=clock,
            terms=lambda: make_terms(clock=clock, max_bytes=settings.max_bytes, keep=True),
            only=only,
            workers=workers,
            stop=stop,
        )
        for step in follower.run(once=once):
            _tell(step)
            if isinstance(step, Folded):
                if kept.renew():
                    courier.use(kept.watches.channels)
                ring(ledger, kept.watches, settings)
                putter.changed()
                sending.wake()
            elif isinstance(step, Rested):
                putter.rest()
        putter.finish()


@contextmanager
def _until_stopped() -> Iterator[Event]:
    """An event that is set when the person or the system wants us to stop. A second Ctrl-C stops at once."""
    stop = Event()

    def ask(number: int, _frame: Any) -> None:
        if stop.is_set() and number == signal.SIGINT:
            raise KeyboardInterrupt
        stop.set()
        say("stopping after the document in hand; what was printed is in the ledger")

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tell(step: Step) -> None:
    from tocsin.follow import Asked, Folded, Had
    from tocsin.view.clean import clean

    match step:
        case Asked(error=None, source=source, new=new):
            say(f"{source.name or source.url}: {new} new item{'' if new == 1 else 's'}")
        case Asked(error=error) | Had(error=error) if error is not None:
            say(f"tocsin: {error}")
        case Had(document=doc, events=events, notes=notes) if doc is not None:
            click.echo(f"added\t{clean(doc.id)}\t{events}\t{clean(doc.title or '')}")
            for note in notes:
                say(f"tocsin: note: {doc.url or doc.id} {note}")
        case Folded(incidents=incidents):
            say(f"{incidents} incident{'' if incidents == 1 else 's'} changed")

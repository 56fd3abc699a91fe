"""`tocsin sources`: which sources are followed, how they fare, and what they offer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from tocsin.cli import options
from tocsin.cli.output import print_line, print_page, say
from tocsin.record.source import EVERY, GRADES, SOURCE_KINDS, VIAS

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
LEAST, MOST = 60, 30 * 86_400


def _span(_ctx: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    """A span of time such as 15m, in seconds."""
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,6})\s*([smhd]?)", value.strip().lower())
    seconds = int(found[1]) * SECONDS[found[2] or "s"] if found else 0
    if not LEAST <= seconds <= MOST:
        raise click.BadParameter(f"{value!r} is no time between looks; expected something like 15m or 2h, at least 1m")
    return seconds


@click.group(short_help="Follow sources: add, list, test, remove.")
def sources() -> None:
    """The sources that `tocsin run` follows: feeds, pages that change, sitemaps, GDELT's lists of files.

    \b
    Examples:
      tocsin sources add https://wire.example/feed.xml --name "Harbour Wire" --kind wire --grade B
      tocsin sources add --opml feeds.opml
      tocsin sources list
      tocsin sources test https://wire.example/feed.xml
      tocsin sources remove 5a0c19fe
    """


@sources.command(short_help="Follow a source.")
@click.argument("urls", metavar="URL...", nargs=-1)
@click.option("--opml", "opml_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Follow the feeds of a list that a feed reader wrote.")  # fmt: skip
@click.option("--via", type=click.Choice(VIAS), default="feed", show_default=True, help="What is at the address.")
@click.option("--name", metavar="NAME", help="The outlet, as records are to name it.")
@click.option("--kind", type=click.Choice(SOURCE_KINDS), help="What sort of source it is.")
@click.option("--grade", type=click.Choice(GRADES, case_sensitive=False), help="Its reliability, A to F (Admiralty).")
@click.option("--every", metavar="TIME", callback=_span, help="How often to look: 15m (the default), 2h, 1d.")
@click.option(
    "--pages/--no-pages", default=True, show_default=True, help="Fetch the page of each item, or take the feed's words."
)
@options.database
def add(urls: tuple[str, ...], opml_file: Path | None, database: str | None, every: int | None, **terms: Any) -> None:
    """Follow each URL from now on; one that is followed already gets these terms. Nothing is fetched yet."""
    from tocsin.gather.http.client import checked
    from tocsin.gather.opml import Outline, parse_opml
    from tocsin.record.source import Source

    outlines = [Outline(url, terms["name"]) for url in urls]
    if opml_file is not None:
        outlines += parse_opml(opml_file.read_bytes(), name=str(opml_file))
    if not outlines:
        raise click.UsageError("name a URL, or a list with --opml", click.get_current_context())
    made = [
        Source(**{**terms, "url": checked(each.url), "name": each.name, "every": every or EVERY}) for each in outlines
    ]
    with options.opened(database, create=True) as ledger:
        for source in made:
            new = ledger.sources.add(source)
            click.echo(f"{'added' if new else 'changed'}\t{source.id}\t{source.url}")


@sources.command("list", short_help="Show the sources and how they fare.")
@click.option("--format", "format_", type=click.Choice(["text", "jsonl", "opml"]), default="text", show_default=True,
              help="A table, one source a line, or a list for a feed reader.")  # fmt: skip
@options.database
@options.no_color
def list_(format_: str, database: str | None, no_color: bool) -> None:
    """Show every source: its last success, what it offered, how many of its items became documents, what is wrong."""
    from tocsin.view.sources_page import source_form, sources_page

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = ledger.sources.all()
    if format_ == "opml":
        from tocsin.gather.opml import Outline, opml

        click.echo(opml(Outline(source.url, source.name) for source, _ in found if source.via == "feed"), nl=False)
    elif format_ == "jsonl":
        for each in found:
            print_line(source_form(*each))
    elif found:
        print_page(sources_page(found), settings)
    else:
        say("no source is followed; `tocsin sources add URL` follows one")


@sources.command(short_help="Follow a source no longer.")
@click.argument("names", metavar="ID|URL...", nargs=-1, required=True)
@options.database
def remove(names: tuple[str, ...], database: str | None) -> None:
    """Follow sources no longer, by their ids or addresses. Their documents stay in the ledger."""
    with options.opened(database) as ledger:
        ids = {key: source.id for source, _ in ledger.sources.all() for key in (source.id, source.url)}
        for name in names:
            if name not in ids:
                raise click.UsageError(f"no source {name!r}; `tocsin sources list` shows those there are")
            ledger.sources.remove(ids[name])
            click.echo(f"removed\t{ids[name]}")


@sources.command(short_help="Ask a source once, and show what it offers.")
@click.argument("url")
@click.option("--via", type=click.Choice(VIAS), default="feed", show_default=True, help="What is at the address.")
@click.option("--most", type=click.IntRange(min=1), default=5, show_default=True, help="How many items to show.")
@click.option("--page", is_flag=True, help="Fetch the page of the first item, too, and show its text.")
@options.no_color
def test(url: str, via: str, most: int, page: bool, no_color: bool) -> None:
    """Ask a source what it has and show its first items. Nothing is kept, and it need not be followed."""
    from tocsin.clock import SystemClock
    from tocsin.follow import make_client
    from tocsin.gather.sources import fetch_item, poll
    from tocsin.pipeline import make_terms
    from tocsin.record.source import Health, Source
    from tocsin.view.clean import clean
    from tocsin.view.sources_page import offered_page

    settings = options.settings_from(no_color=no_color)
    clock = SystemClock()
    source = Source(url=url, via=via)  # type: ignore[arg-type]
    with make_client(settings, clock=clock) as client:
        found = poll(source, Health(due_at=clock.now()), client)
        print_page(offered_page(found.name, found.items, most=most), settings)
        if page and found.items:
            done = fetch_item(source, found.items[0], client, make_terms(clock=clock, max_bytes=settings.max_bytes))
            doc = done.value
            click.echo(
                f"\n{clean(doc.title or '')}\n{doc.published or 'no date'} · {clean(doc.source or 'no source')}\n"
            )
            click.echo("\n".join(clean(each) for each in doc.text.splitlines()))

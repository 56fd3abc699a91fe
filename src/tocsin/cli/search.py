"""`tocsin search`: documents and incidents by their words."""

from __future__ import annotations

import click

from tocsin.cli import options
from tocsin.cli.output import print_line, print_page, say


@click.command(short_help="Find documents and incidents by words.")
@click.argument("words", nargs=-1, required=True)
@click.option("--most", type=click.IntRange(min=1), default=20, show_default=True, help="How many documents at most.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="Text for the eye, or one document a line.",
)  # fmt: skip
@options.database
@options.no_color
def search(words: tuple[str, ...], most: int, format_: str, database: str | None, no_color: bool) -> None:
    """Find the documents of the ledger that hold all the WORDS, in title or text, and the incidents that they tell.

    The likest come first; a word of the title counts more. Case and accents do not matter. Words in quotes have to
    stand side by side.

    \b
    Examples:
      tocsin search kano market
      tocsin search '"car bomb" baidoa'
      tocsin search --format jsonl --most 100 drone
    """
    from tocsin.review import search as find
    from tocsin.view.search_page import found_form, search_page

    settings = options.settings_from(database=database, no_color=no_color)
    with options.opened(database) as ledger:
        found = find(ledger, " ".join(words), most=most)
    if format_ == "jsonl":
        for each in found:
            print_line(found_form(each))
    elif found:
        print_page(search_page(found), settings)
    else:
        say("no document of the ledger holds all these words; try fewer")

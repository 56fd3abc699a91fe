"""`tocsin register`: which actors names are looked up in, and taking in those of outside lists."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from tocsin.cli import options
from tocsin.cli.output import print_facts, say

DEFAULT_OUT = "register.csv"
SHOWN = 20  # entries left out that are named, unless all are asked for


@click.group(short_help="Show the register of actors, or import a list.")
def register() -> None:
    """The register: the armed groups, forces, governments and bodies that a reader knows, with their names.

    One ships with Tocsin. Actors of outside lists are taken into a copy of it, which readers use by the setting
    `register`.

    \b
    Examples:
      tocsin register show
      tocsin register import --from actors.csv --layout ucdp --out register.csv
      TOCSIN_REGISTER=register.csv tocsin read report.txt
    """


@register.command("import", short_help="Take the actors of an outside list into a copy of the register.")
@click.option(
    "--from",
    "path",
    metavar="FILE",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The list.",
)
@click.option(
    "--layout",
    required=True,
    type=click.Choice(["ucdp", "acled", "wikidata", "un", "csv"]),
    help="How the list is laid out.",
)
@click.option(
    "--out",
    metavar="FILE",
    default=DEFAULT_OUT,
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The register to write.",
)
@click.option("--all", "all_", is_flag=True, help="Name every entry that was left out, not the first twenty.")
def import_(path: Path, layout: str, out: Path, all_: bool) -> None:
    """Take the actors of a list into a copy of the register in use, and write it to the file given.

    An entry joins the row that has its identifier, or else the one row of its name with a country in common: it adds
    names, identifiers and its source, and fills empty cells; what a row says is not overwritten. Others become rows
    of their own. What could be several rows, or has no kind, is left out and named.

    ucdp is the UCDP actor dataset (CSV); acled a CSV with a column actor_name or actor1; wikidata a CSV of the query
    service with item, itemLabel, itemAltLabel, countryCode; un the consolidated list of the Security Council (XML),
    of which only the entities are read; csv the columns of the register itself.

    \b
    Examples:
      tocsin register import --from ucdp-actor.csv --layout ucdp
      tocsin register import --from consolidated.xml --layout un --out register.csv
    """
    from typing import cast

    from tocsin.pipeline import import_actors
    from tocsin.resolve.register_layouts import Layout

    settings = options.settings_from()
    merged = import_actors(path, cast(Layout, layout), out, register=settings.register)
    say(f"{out}: {len(merged.rows):,} actors; {merged.added:,} added, {merged.joined:,} joined to rows that were there")
    if merged.left:
        say(f"{len(merged.left):,} left out:")
        for left in merged.left[: None if all_ else SHOWN]:
            say(f"  line {left.entry.line}, {left.entry.name}: {left.reason}")
    say(f'to read with it: `register = "{out}"` in tocsin.toml')


@register.command(short_help="Say what the register in use holds.")
@options.table_or_json
@options.no_color
def show(format_: str, no_color: bool) -> None:
    """Show how many actors of each kind the register in use has, how many names, and its digest.

    \b
    Examples:
      tocsin register show
      tocsin register show --format json
    """
    from tocsin.pipeline import open_register

    settings = options.settings_from(no_color=no_color)
    held = open_register(settings.register)
    kinds = Counter(actor.kind for actor in held.actors.values())
    facts: dict[str, str | int] = {
        "register": settings.register,
        "actors": len(held.actors),
        **dict(sorted(kinds.items())),
        "names": sum(len({actor.name, *actor.aliases}) for actor in held.actors.values()),
        "digest": held.digest,
    }
    print_facts(facts, settings, format_)

"""`tocsin compare`: our record beside a person's coding."""

from __future__ import annotations

from pathlib import Path

import click

from tocsin.cli import options
from tocsin.cli.inputs import documents_of
from tocsin.cli.output import Report, print_json, print_page, with_progress


@click.command(short_help="Our record beside a person's coding.")
@click.argument("coded", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--layout", type=click.Choice(["ucdp", "acled", "gtd"]), help="The columns of CODED, where they do not tell."
)
@click.option(
    "--map", "mapping", multiple=True, metavar="FIELD=COLUMN", callback=options.mapping, help="Columns of your own."
)
@click.option(
    "--deadly/--any", default=None, help="Which of ours to count as ours alone (default: deadly, if all coded are)."
)
@click.option("--all", "all_fields", is_flag=True, help="Show every field of every match, not only what differs.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.reader
@options.gazetteer
@options.register
@options.source
@options.published
@options.input_format
@options.no_color
@click.pass_context
def compare(
    ctx: click.Context,
    coded: Path,
    paths: tuple[str, ...],
    layout: str | None,
    mapping: dict[str, str],
    deadly: bool | None,
    all_fields: bool,
    format_: str,
    reader: str | None,
    gazetteer: str | None,
    register: str | None,
    source: str | None,
    published: str | None,
    input_format: str | None,
    no_color: bool,
) -> None:
    """Read the articles that a person coded, and set our incidents against the events in CODED, a CSV file.

    Columns are those of UCDP GED or ACLED, or your own: --map start=DAY --map killed=DEAD. Fields are id, start, end,
    country, place, latitude, longitude, killed, low, high, actors and about. Nothing is kept.

    Matched is what the day and the place allow, one to one, the likest first. A field "agrees", or what we read is
    vaguer and "allows" the coder's value, or it "differs"; our words stand beside it.

    \b
    Examples:
      tocsin compare ged_sample.csv articles/
      tocsin compare coding.csv articles.jsonl --map start=date --map place=town --map killed=dead
      tocsin compare ged_sample.csv articles/ --format json > comparison.json
    """
    from tocsin.clock import SystemClock
    from tocsin.compare import compare as set_against
    from tocsin.compare import load_coded
    from tocsin.compare.page import details_page, summary_page
    from tocsin.gather import Done
    from tocsin.pipeline import fuse_readings, read_all

    settings = options.settings_from(reader=reader, gazetteer=gazetteer, register=register, no_color=no_color)
    events = load_coded(coded, layout=layout, mapping=mapping)
    documents = documents_of(
        paths, settings, published=published, source=source, input_format=input_format, keep=False, clock=SystemClock()
    )
    report = Report()
    chosen = options.reader_of(settings, depth="full")
    outcomes = with_progress(report.follow(read_all(documents, reader=chosen)), what="articles")
    readings = [outcome.value for outcome in outcomes if isinstance(outcome, Done)]
    only_deadly = all(each.killed and each.killed.best for each in events) if deadly is None else deadly
    found = set_against(events, fuse_readings(readings), articles=len(readings), deadly=only_deadly)
    if format_ == "json":
        import msgspec

        print_json(msgspec.to_builtins(found))
    else:
        print_page(summary_page(found), settings)
        click.echo()
        print_page(details_page(found, all_fields=all_fields), settings)
    report.close(ctx)

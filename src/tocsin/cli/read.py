"""`tocsin read`: read reports and say what is in them. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice
from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.inputs import documents_of
from tocsin.cli.output import Report, print_json, print_line, print_page, tell_account, with_progress

if TYPE_CHECKING:
    from tocsin.gather import Outcome
    from tocsin.record import Document, Reading
    from tocsin.record.json_form import Json
    from tocsin.settings import Settings


@click.command(short_help="Print what reports say; nothing is kept.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@options.reading
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="Text for the eye; JSON, indented; or JSON lines, one for each document.",
)
@click.option("--explain", is_flag=True, help="Show the steps by which each document was read.")
@options.published
@options.source
@options.input_format
@options.columns
@options.no_color
@click.pass_context
def read(
    ctx: click.Context,
    paths: tuple[str, ...],
    reader: str | None,
    depth: str | None,
    gazetteer: str | None,
    register: str | None,
    format_: str,
    explain: bool,
    published: str | None,
    source: str | None,
    input_format: str | None,
    columns: dict[str, str],
    no_color: bool,
) -> None:
    """Read reports and print what is in them; nothing is kept.

    A PATH is a text file, a web page, a PDF, a mail (.eml), a JSONL file (one document a line), a CSV file (one a
    row), a web archive (WARC), a folder of these, an address (https://...), or - for standard input. A document whose
    words are about other things is read no further, which the output says; --depth full reads it all the same. One
    that is not in English is marked so and not read. A document that cannot be read is named on standard error, the
    rest goes on, and the exit code is 1; with `--format jsonl` a line of the schema tocsin.error/1 stands in its place.

    \b
    Examples:
      tocsin read report.txt
      tocsin read --published 2024-03-26 --source "Harbour Wire" report.txt
      tocsin read --format jsonl reports.jsonl > readings.jsonl
      curl -s https://example.org/story.html | tocsin read -
    """
    settings = options.settings_from(
        reader=reader, depth=depth, gazetteer=gazetteer, register=register, no_color=no_color
    )
    report = Report()
    documents = documents_of(
        paths, settings, published=published, source=source, input_format=input_format, columns=columns
    )
    if explain:
        _explain(report, documents, settings)
    else:
        from tocsin.pipeline import read_all

        chosen = options.reader_of(settings)
        readings = report.follow(read_all(documents, reader=chosen))
        {"text": _print_text, "json": _print_json, "jsonl": _print_lines}[format_](readings, settings)
        tell_account(chosen)
    report.close(ctx)


# --------------------------------------------------------------------------------------------- the formats
def _print_text(readings: Iterable[Outcome[Reading]], settings: Settings) -> None:
    from tocsin.gather import Done
    from tocsin.view.reading_page import reading_page

    first = True
    for outcome in readings:
        if isinstance(outcome, Done):
            if not first:
                click.echo()
            first = False
            print_page(reading_page(outcome.value, name=outcome.name), settings)


def _print_lines(readings: Iterable[Outcome[Reading]], _settings: Settings) -> None:
    for outcome in with_progress(readings, what="documents"):
        print_line(_form(outcome))


def _print_json(readings: Iterable[Outcome[Reading]], _settings: Settings) -> None:
    """An object for one document, an array for several."""
    forms = (_form(outcome) for outcome in readings)
    first = list(islice(forms, 2))
    print_json(first[0] if len(first) == 1 else list(chain(first, forms)))


def _form(outcome: Outcome[Reading]) -> Json:
    """The JSON form of a reading, or of the error in its place."""
    from tocsin.gather import Failed
    from tocsin.record.json_form import ERROR_SCHEMA, reading_form

    if isinstance(outcome, Failed):
        return {"schema": ERROR_SCHEMA, "line": outcome.line, "error": str(outcome.error)}
    return reading_form(outcome.value)


def _explain(report: Report, documents: Iterable[Outcome[Document]], settings: Settings) -> None:
    from tocsin.gather import Done
    from tocsin.pipeline import explain_all
    from tocsin.view.clean import clean_line

    reader = options.reader_of(settings, depth="full")
    for outcome in report.follow(explain_all(documents, reader=reader)):
        if isinstance(outcome, Done):
            click.echo("\n".join(clean_line(each) for each in outcome.value.splitlines()))
    tell_account(reader)

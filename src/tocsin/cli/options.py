"""Options that several commands share, and the settings that come of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tocsin.logs import start_logging
from tocsin.settings import Depth, Settings, load_settings

if TYPE_CHECKING:
    from tocsin.ports import Ledger, Reader

F = TypeVar("F", bound=Callable[..., Any])

database = click.option(
    "--database", metavar="URL", help="The ledger: an SQLAlchemy URL, or the path of an SQLite file."
)
no_color = click.option("--no-color", is_flag=True, help="No colour, on a terminal either.")
reader = click.option("--reader", metavar="NAME", help="The reader to read with (default: rules).")
depth = click.option(
    "--depth",
    type=click.Choice(["gated", "full"]),
    help="gated (default): documents whose words are about other things are read no further; full: all are read.",
)
gazetteer = click.option(
    "--gazetteer",
    metavar="FILE",
    help="The gazetteer that places are looked up in: a file that `tocsin gazetteer build` wrote (default: built-in).",
)
register = click.option(
    "--register",
    metavar="FILE",
    help="The register that actors are looked up in: a file that `tocsin register import` wrote (default: built-in).",
)


def reading(command: F) -> F:
    """The options that say how documents are read: reader, depth, gazetteer and register."""
    for option in (register, gazetteer, depth, reader):
        command = option(command)
    return command


source = click.option("--source", metavar="NAME", help="The outlet, for documents that do not name theirs.")
published = click.option(
    "--published", metavar="DATE", help="When it was published, for documents that are not given a date of their own."
)
by = click.option("--by", metavar="NAME", help="Who decides (default: the setting `analyst`).")
reason = click.option("--reason", metavar="WORDS", required=True, help="Why. It is kept for ever: name nobody private.")
table_or_json = click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="A table, or JSON.",
)
input_format = click.option(
    "--input-format",
    type=click.Choice(["text", "html", "jsonl", "csv", "pdf", "mail", "warc"]),
    help="What the input is, where its name and beginning do not tell.",
)


def mapping(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """Columns by field, of options such as text=Body."""
    pairs = [value.partition("=") for value in values]
    for field, sign, column in pairs:
        if not sign or not field or not column:
            raise click.BadParameter(f"{field!r} is no mapping; expected FIELD=COLUMN, such as start=event_date")
    return {field: column for field, _, column in pairs}


columns = click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="FIELD=COLUMN",
    callback=mapping,
    help="For a CSV: which column holds text, title, published, url, source, id or language, where its name does not.",
)


def moment(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A date or a date-time, as it was written."""
    if value is not None:
        from tocsin.gather.dates import EXPECTED, parse_published

        if parse_published(value) is None:
            raise click.BadParameter(f"{value!r} is no moment; {EXPECTED}")
    return value


as_of = click.option(
    "--as-of", metavar="TIME", callback=moment, help="Only what had been published by this date or time."
)
as_recorded = click.option(
    "--as-recorded", metavar="TIME", callback=moment, help="What this ledger said at this date or time."
)


def settings_from(*, no_color: bool = False, **flags: str | int | None) -> Settings:
    """The settings under the flags of a command; from here on is told what they say. Raises `SettingsError`."""
    settings = load_settings(flags={**flags, "color": "never" if no_color else None}, environment=os.environ)
    start_logging(settings.log)
    return settings


def reader_of(settings: Settings, *, depth: Depth | None = None) -> Reader:
    """The reader of the settings, over their gazetteer and register; `depth` where the command settles it.

    Raises `UnknownNameError`, and `LexiconError` where a file is no gazetteer or no register.
    """
    from tocsin.pipeline import reader_from

    return reader_from(settings, depth=depth)


def require_one_clock(as_of: str | None, as_recorded: str | None) -> None:
    """Raise `click.UsageError` where both clocks are asked for."""
    if as_of is not None and as_recorded is not None:
        words = "--as-of and --as-recorded are different clocks; give one of them"
        raise click.UsageError(words, click.get_current_context())


def signature(by: str | None) -> str:
    """The name under which a person acts: the option, else the setting. Raises `click.UsageError` for none."""
    name = settings_from(analyst=by).analyst
    if not name:
        words = "who decides? give --by, or set `analyst` in tocsin.toml or TOCSIN_ANALYST"
        raise click.UsageError(words, click.get_current_context())
    return name


@contextmanager
def opened(database: str | None, *, create: bool = False) -> Iterator[Ledger]:
    """The ledger of the settings, closed at the end; it has to be there, unless it is to be made."""
    from tocsin.clock import SystemClock
    from tocsin.pipeline import open_record

    ledger = open_record(settings_from(database=database).database, clock=SystemClock(), create=create)
    try:
        yield ledger
    finally:
        ledger.close()

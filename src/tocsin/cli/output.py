"""What goes out: data as bytes or pages on standard output, chatter on standard error."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import click

from tocsin.gather import Done, Failed, Outcome
from tocsin.record.json_form import Json
from tocsin.settings import Settings
from tocsin.view.clean import clean
from tocsin.view.page import Page

T = TypeVar("T")

PIPE_WIDTH = 100
LEAST_WIDTH = 40
MOST_ALIKE = 3  # notes of one kind that are shown before the rest is only counted


def in_color(settings: Settings) -> bool:
    """Whether text gets colour: as set, else on a terminal that has any."""
    if settings.color != "auto":
        return settings.color == "always"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def print_page(page: Page, settings: Settings) -> None:
    """A page, as wide as the terminal; 100 columns in a pipe."""
    from tocsin.view.layout import lay_out

    width = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if sys.stdout.isatty() else PIPE_WIDTH
    click.echo(lay_out(page, width=max(width, LEAST_WIDTH), color=in_color(settings)), nl=False, color=True)


def print_json(form: Json | list[Json]) -> None:
    """Indented JSON, in UTF-8 whatever the terminal."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(form), indent=2))


def print_facts(facts: dict[str, str | int], settings: Settings, format_: str) -> None:
    """Facts by name: a table of two columns, or JSON."""
    if format_ == "json":
        print_json(facts)
        return
    from tocsin.view.page import Table, Words

    rows = tuple(
        (Words(name, "label"), Words(f"{value:,}" if isinstance(value, int) else value))
        for name, value in facts.items()
    )
    print_page(Page(tables=(Table(None, ("WHAT", ""), rows),)), settings)


def print_line(form: Json) -> None:
    """One line of JSON, in UTF-8 whatever the terminal."""
    from tocsin.record.json_form import dumps

    click.echo(dumps(form).encode())


def say(words: str) -> None:
    """A sentence for the person at the terminal."""
    click.echo(clean(words), err=True)


class Report:
    """Tells a person what came of a batch: each failure, and notes without tiring him or her."""

    def __init__(self) -> None:
        self.failed = 0
        self._notes: Counter[str] = Counter()

    def follow(self, outcomes: Iterable[Outcome[T]]) -> Iterator[Outcome[T]]:
        """The outcomes themselves, told of as they pass."""
        for outcome in outcomes:
            match outcome:
                case Done(name=name, notes=notes):
                    for note in notes:
                        self._note(name, note)
                case Failed(error=error):
                    self.failed += 1
                    say(f"tocsin: {error}")
            yield outcome

    def _note(self, name: str, note: str) -> None:
        kind = note.partition("(")[0]
        self._notes[kind] += 1
        if self._notes[kind] <= MOST_ALIKE:
            say(f"tocsin: note: {name} {note}")

    def close(self, ctx: click.Context) -> None:
        """Count the notes that were not shown; leave with 1 where anything failed."""
        for kind, count in self._notes.items():
            if count > MOST_ALIKE:
                say(f"tocsin: note: {count - MOST_ALIKE} more: {kind.strip()}")
        if self.failed:
            ctx.exit(1)


def tell_account(reader: object) -> None:
    """Say what a run has cost, where its reader keeps an account."""
    from tocsin.ports.model import Accounting

    if isinstance(reader, Accounting):
        for line in reader.account():
            say(f"tocsin: {line}")


def with_progress(items: Iterable[T], *, what: str) -> Iterator[T]:
    """The items; with a count beside them that goes away at the end, where only the chatter goes to a terminal.

    What is printed on a terminal is progress enough.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns: tuple[Any, ...] = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as progress:
        task = progress.add_task(what, total=None)
        for item in items:
            yield item
            progress.advance(task)

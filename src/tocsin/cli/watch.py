"""`tocsin watch`: standing questions: add, list, show, try out on the past, silence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tocsin.cli import options
from tocsin.cli.output import print_line, print_page, say
from tocsin.cli.selecting import day_option

if TYPE_CHECKING:
    from tocsin.ports import Ledger
    from tocsin.settings import Settings
    from tocsin.watch import Watches
    from tocsin.watching import Names

watches_file = click.option(
    "--watches", metavar="FILE", help="The file of watches (default: the setting `watches`, watch.toml)."
)


@click.group(short_help="Standing questions: what you want to be told of.")
def watch() -> None:
    """Standing questions, kept in a file of yours (watch.toml), and answered by alerts the moment the record changes.

    \b
    Examples:
      tocsin watch add homeland --country NG --family warning --family plot
      tocsin watch list
      tocsin watch test homeland
    """


def names_of(settings: Settings) -> Names:
    """What the names of a file of watches are looked up in, under the settings."""
    from tocsin.watching import Names

    return Names(gazetteer=settings.gazetteer, register=settings.register)


def loaded(settings: Settings) -> Watches:
    """The watches of the settings' file. Raises `WatchFileError` and `InputError`."""
    from tocsin.watching import load_watches

    return load_watches(Path(settings.watches), names_of(settings))


def watches_of(settings: Settings) -> Watches:
    """The watches of the settings' file, none where there is no such file. Raises `WatchFileError`."""
    from tocsin.watching import load_watches

    return load_watches(Path(settings.watches), names_of(settings), missing_ok=True)


class Kept:
    """The watches of a file that may change while a program runs; a version with faults is told of and not used."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._written = self._mark()
        self.watches = watches_of(settings)

    def renew(self) -> bool:
        """Read the file again where it was written to; whether there is something new."""
        from tocsin.errors import TocsinError

        mark = self._mark()
        if mark == self._written:
            return False
        self._written = mark
        try:
            self.watches = watches_of(self._settings)
        except TocsinError as error:
            say(f"tocsin: {error}; the watches stay as they were")
            return False
        say(f"{self._settings.watches} was read again: {len(self.watches.watches)} watches")
        return True

    def _mark(self) -> tuple[int, int] | None:
        try:
            found = Path(self._settings.watches).stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size


def ring(ledger: Ledger, watches: Watches, settings: Settings) -> None:
    """Have the watches look at what the last fold changed, and say how many alerts came of it."""
    from tocsin.clock import SystemClock
    from tocsin.watching import ring_all

    made = ring_all(ledger, watches, clock=SystemClock(), peoples=names_of(settings))
    if made:
        say(f"{len(made)} alert{'' if len(made) == 1 else 's'}; `tocsin alerts list` shows them")


@watch.command("list", short_help="List the watches of the file.")
@watches_file
@options.database
@options.no_color
def list_(watches: str | None, database: str | None, no_color: bool) -> None:
    """List the watches: what each looks for, which changes ring, and whether it is silenced."""
    from tocsin.watching import mutes_in
    from tocsin.watching.watch_pages import list_page

    settings = options.settings_from(watches=watches, database=database, no_color=no_color)
    found = loaded(settings)
    if found.watches:
        print_page(list_page(found, mutes_in(settings.database)), settings)
    else:
        say(f"{settings.watches} holds no watch; `tocsin watch add --help` says how to make one")


@watch.command(short_help="One watch in full.")
@click.argument("name")
@watches_file
@options.no_color
def show(name: str, watches: str | None, no_color: bool) -> None:
    """Show everything that a watch asks for, with names settled: countries as codes, actors with their factions."""
    from tocsin.watching.watch_pages import watch_page

    settings = options.settings_from(watches=watches, no_color=no_color)
    found = chosen(loaded(settings), (name,))
    print_page(watch_page(found.watches[0]), settings)


def chosen(watches: Watches, names: tuple[str, ...]) -> Watches:
    """The watches of some names, all where none is given. Raises `UnknownNameError`."""
    from msgspec.structs import replace

    from tocsin.errors import UnknownNameError

    known = tuple(each.name for each in watches.watches)
    for name in names:
        if name not in known:
            raise UnknownNameError("watch", name, known)
    return replace(watches, watches=tuple(each for each in watches.watches if not names or each.name in names))


@watch.command(short_help="Add a watch to the file.")
@click.argument("name")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Where: a country, by code or name.")
@click.option("--near", metavar="PLACE", help='Where: around a place, such as "Kano, Nigeria"; with --km.')
@click.option("--km", type=float, metavar="KM", help="How far around it.")
@click.option("--type", "types", multiple=True, metavar="TYPE", help="Event types.")
@click.option("--family", "families", multiple=True, metavar="FAMILY", help="violence, plot, response, warning, claim.")
@click.option("--status", "statuses", multiple=True, metavar="STATUS", help="occurred, foiled, threatened, ...")
@click.option("--actor", "actors", multiple=True, metavar="NAME", help="Actors of the register, with their factions.")
@click.option("--killed", type=int, metavar="N", help="At least so many killed.")
@click.option("--words", multiple=True, metavar="WORDS", help="Words of which one has to stand in the reports.")
@click.option("--change", "changes", multiple=True, metavar="CHANGE", help="What rings: new_incident, toll, claim, ...")
@watches_file
def add(
    name: str,
    countries: tuple[str, ...],
    near: str | None,
    km: float | None,
    types: tuple[str, ...],
    families: tuple[str, ...],
    statuses: tuple[str, ...],
    actors: tuple[str, ...],
    killed: int | None,
    words: tuple[str, ...],
    changes: tuple[str, ...],
    watches: str | None,
) -> None:
    """Add a watch at the end of the file, which is made where there is none. What else a watch can ask, write there.

    \b
    Examples:
      tocsin watch add kano --near "Kano, Nigeria" --km 100 --family violence
      tocsin watch add sahel --country ML --country NE --country BF --killed 10 --change new_incident --change toll
    """
    from tocsin.watching.writing import add_watch

    settings = options.settings_from(watches=watches)
    path = Path(settings.watches)
    fields: dict[str, object] = {
        "countries": list(countries),
        "near": None if near is None else {"place": near, "km": 50.0 if km is None else km},
        "types": list(types),
        "families": list(families),
        "statuses": list(statuses),
        "actors": list(actors),
        "at_least": None if killed is None else {"killed": killed},
        "words": list(words),
        "changes": list(changes),
    }
    add_watch(path, name, fields, names_of(settings))
    say(f"{name} stands in {path}; `tocsin watch test {name}` says how often it would have rung")


@watch.command(short_help="Try watches out on the past.")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@day_option("--since", help="Only from this day of publication on.")
@click.option(
    "--format", "format_", type=click.Choice(["text", "jsonl"]), default="text", show_default=True,
    help="A page, or one alert a line.",
)  # fmt: skip
@watches_file
@options.database
@options.no_color
def test(
    names: tuple[str, ...],
    since: str | None,
    format_: str,
    watches: str | None,
    database: str | None,
    no_color: bool,
) -> None:
    """Replay what the ledger holds, day by day as it was published, and say when each watch would have rung.

    Nothing is sent or kept. Today's readings and decisions on identity stand; quiet hours and mutes are left out.

    \b
    Examples:
      tocsin watch test
      tocsin watch test homeland --since 2024-03-01
      tocsin watch test homeland --format jsonl
    """
    from tocsin.watch.alert_values import form
    from tocsin.watching import try_watches
    from tocsin.watching.watch_pages import trial_page

    settings = options.settings_from(watches=watches, database=database, no_color=no_color)
    found = chosen(loaded(settings), names)
    with options.opened(database) as ledger:
        trials = try_watches(ledger, found.watches, peoples=names_of(settings), since=since, link=found.link)
    if format_ == "jsonl":
        for trial in trials:
            for alert in trial.alerts:
                print_line(form(alert))
    else:
        print_page(trial_page(trials), settings)


@watch.command(short_help="Silence a watch for a while.")
@click.argument("name")
@day_option("--until", help="The last day of the silence (UTC); without it, until --off.")
@click.option("--off", is_flag=True, help="Take the silence back.")
@options.by
@watches_file
@options.database
def mute(name: str, until: str | None, off: bool, by: str | None, watches: str | None, database: str | None) -> None:
    """Send nothing that a watch rings for. What rings meanwhile is kept, and `tocsin alerts list` shows it.

    \b
    Examples:
      tocsin watch mute sahel --until 2024-05-01 --by "A. Analyst"
      tocsin watch mute sahel --off --by "A. Analyst"
    """
    from tocsin.clock import SystemClock
    from tocsin.ports import Mute

    chosen(loaded(options.settings_from(watches=watches)), (name,))
    who = options.signature(by)
    with options.opened(database) as ledger:
        if off:
            was = ledger.outbox.unmute(name)
            say(f"{name} rings again" if was else f"{name} was not silenced")
        else:
            ledger.outbox.mute(Mute(watch=name, by=who, set_at=SystemClock().now(), until=until))
            say(f"{name} is silent" + (f" until the end of {until}" if until else "; --off takes it back"))

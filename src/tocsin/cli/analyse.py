"""`tocsin analyse`: rates, escalation and forecasts, from the ledger or from a coder's table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tocsin.cli import options
from tocsin.cli.output import print_json, print_page

if TYPE_CHECKING:
    from tocsin.analyse import Occurrence
    from tocsin.analysing import Data
    from tocsin.analysing.answers import Answer
    from tocsin.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
SEASONS = ("month", "quarter", "week")
BY = ("country", "type", "family", "actor", "region")


@click.group(short_help="Rates, escalation and forecasts of events.")
def analyse() -> None:
    """Series of events and tolls, what brings on what, and forecasts with their measured skill.

    A stream is a named choice of events, "NAME: KEY=VALUE,VALUE KEY=VALUE", with keys family, type, status, kind,
    country, region, actor, doer and killed (at least so many). Without one, all acts of violence are one stream.

    \b
    Examples:
      tocsin analyse rates --grid month --by country
      tocsin analyse escalation --stream "attacks: doer=boko-haram" --stream "strikes: type=air_strike country=NG"
      tocsin analyse forecast --from ged.csv --layout ucdp --stream "Mali: country=ML" --ahead 1 --ahead 3
    """


def _choosing(command: F) -> F:
    for option in reversed((
        click.option("--stream", "streams", multiple=True, metavar="NAME: KEY=VALUE ...", help="Repeatable."),
        click.option("--from", "table", type=click.Path(dir_okay=False, path_type=Path),
                     help="A table that a person coded, instead of the ledger."),
        click.option("--layout", type=click.Choice(["ucdp", "acled", "gtd"]), help="Its columns."),
        click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="The first day (default: of the first event)."),
        click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day (default: of the last event)."),
        click.option("--plot", type=click.Path(dir_okay=False, path_type=Path), help="Write a plot (.svg or .png)."),
        click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True),
        options.database,
        options.no_color,
    )):  # fmt: skip
        command = option(command)
    return command


_by = click.option(
    "--by", type=click.Choice(BY), help="A stream for each, instead of --stream; an event of two is in both."
)
_seed = click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same figures.")


class Choice:
    """What is analysed, and how it is shown: the options that all analyses have."""

    def __init__(self, given: dict[str, Any]) -> None:
        from tocsin.analyse.plots import check_ending

        self.streams: tuple[str, ...] = given.pop("streams")
        self._table: Path | None = given.pop("table")
        self._layout: str | None = given.pop("layout")
        self.first, self.last = _day(given.pop("since")), _day(given.pop("until"))
        self._plot: Path | None = given.pop("plot")
        self._format: str = given.pop("format_")
        self._database: str | None = given.pop("database")
        self._settings: Settings = options.settings_from(database=self._database, no_color=given.pop("no_color"))
        if self._plot:
            check_ending(self._plot)

    def data(self, by: str | None = None) -> tuple[Data, dict[str, list[Occurrence]]]:
        """The events with their notes, and the streams that take them."""
        from tocsin.analysing import from_ledger, from_table, shared_out, streams_of

        chosen = streams_of(self.streams, by=None, events=()) if self.streams else ()
        if self._table is not None:
            data = from_table(self._table, layout=self._layout)
        else:
            with options.opened(self._database) as ledger:
                data = from_ledger(ledger, chosen)
        return data, shared_out(data, streams_of(self.streams, by=by, events=data.events), by=by)

    def show(self, answer: Answer) -> None:
        """Print an answer, and write its plot where one is asked for."""
        if self._plot:
            from tocsin.analyse.plots import save_figure

            save_figure(answer.figure(), self._plot)
        if self._format == "json":
            print_json(answer.form())
        else:
            print_page(answer.page(), self._settings)


def _day(moment: Any) -> date | None:
    return moment.date() if moment is not None else None


@analyse.command(short_help="Events and tolls over time.")
@_choosing
@_by
@click.option("--grid", default="month", show_default=True,
              help="day, week, month, quarter, year, or so many days: 10d.")  # fmt: skip
def rates(by: str | None, grid: str, **given: Any) -> None:
    """Count events and tolls over time, by stream.

    An event of uncertain day is spread over the days on which it can have been. KILLED is the best figure, LOW and HIGH
    the sums of the bounds ("+": some are open). OUTLETS, SOURCES (independent of one another), ONE SOURCE and COPIES
    tell how widely events were reported, READ how many documents of that time were read and PER 100 how many events
    there are to a hundred of them; where none was read, the period is a gap and not a zero. NOT READ is by language.

    \b
    Examples:
      tocsin analyse rates --grid week --by country --since 2024-01-01
      tocsin analyse rates --stream "mass killings: killed=10" --plot killings.svg
      tocsin analyse rates --from acled.csv --by actor --grid 10d --format json
    """
    from tocsin.analyse import checked_grid
    from tocsin.analysing.answers import rates_of

    choice = Choice(given)
    checked_grid(grid)
    data, parts = choice.data(by)
    choice.show(rates_of(data, parts, grid=grid, first=choice.first, last=choice.last))


@analyse.command(short_help="What brings on what: self-exciting models.")
@_choosing
@_seed
@click.option("--marks/--no-marks", default=False, help="Let deadlier events bring on more (or fewer).")
@click.option("--places/--no-places", default=False, help="Let what an event brings on lie around its place.")
@click.option("--by-volume/--no-by-volume", default=False, help="Let the background go with how much was read.")
@click.option("--sparse", type=click.FloatRange(0.0, 100.0), default=0.0, show_default=True,
              help="A penalty on each excitation, for few events: 2 draws it to a half or less.")  # fmt: skip
@click.option("--draws", type=click.IntRange(2, 100), default=10, show_default=True,
              help="How often the unknown hours are drawn.")  # fmt: skip
@click.option("--bootstrap", "runs", type=click.IntRange(20, 5000), metavar="RUNS",
              help="Intervals from so many simulations, not from the likelihood.")  # fmt: skip
@click.option("--without", multiple=True, metavar="NAME", help="What if this stream were gone (repeatable).")
@click.option("--scale", multiple=True, metavar="NAME=FACTOR", help="What if it were so much of what it was.")
def escalation(
    seed: int,
    marks: bool,
    places: bool,
    by_volume: bool,
    sparse: float,
    draws: int,
    runs: int | None,
    without: tuple[str, ...],
    scale: tuple[str, ...],
    **given: Any,
) -> None:
    """Fit a self-exciting process to streams: how many events of one an event of another brings on.

    Only the days of events are known and not the hours, so moments are drawn several times and what that leaves open is
    part of the intervals. The background follows trend and season. --plot shows how well the model fits.

    \b
    Examples:
      tocsin analyse escalation --from ged.csv --stream "attacks: doer=JNIM" --stream "battles: type=1"
      tocsin analyse escalation --stream "attacks: country=NG" --marks --places --format json
      tocsin analyse escalation --stream "a: doer=x" --stream "b: doer=y" --without b --bootstrap 200
    """
    from tocsin.analysing.answers import Fitting, escalation_of

    choice = Choice(given)
    fitting = Fitting(
        seed=seed,
        draws=draws,
        marked=marks,
        placed=places,
        by_volume=by_volume,
        sparse=sparse,
        runs=runs or 0,
        factors={**dict.fromkeys(without, 0.0), **dict(_factor(each) for each in scale)},
    )
    data, parts = choice.data()
    choice.show(escalation_of(data, parts, fitting, first=choice.first, last=choice.last))


def _factor(written: str) -> tuple[str, float]:
    name, _, value = written.rpartition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise click.BadParameter(f"{written!r} is no NAME=FACTOR, such as attacks=0.5") from error


@analyse.command(short_help="Forecasts, with their skill.")
@_choosing
@_by
@_seed
@click.option("--grid", type=click.Choice(SEASONS), default="month", show_default=True)
@click.option(
    "--ahead", multiple=True, type=click.IntRange(1, 36), help="How many periods ahead (repeatable; 1 and 3)."
)
@click.option("--what", type=click.Choice(["events", "killed"]), default="events", show_default=True)
def forecast(by: str | None, seed: int, grid: str, ahead: tuple[int, ...], what: str, **given: Any) -> None:
    """Forecast counts or tolls as distributions, and say how well such forecasts did on this series' own past.

    Every forecaster is tried from each origin in the past. A model makes the forecast only where it surely beats the
    best baseline there; else the baseline does, and the page says that there is no skill.

    \b
    Examples:
      tocsin analyse forecast --from ged.csv --by country --ahead 1 --ahead 6
      tocsin analyse forecast --stream "Sahel: country=ML,BF,NE" --what killed --plot sahel.svg
    """
    from tocsin.analysing.answers import AHEAD, forecasts_of

    choice = Choice(given)
    data, parts = choice.data(by)
    choice.show(
        forecasts_of(
            data,
            parts,
            grid=grid,
            what=what,
            ahead=ahead or AHEAD,
            first=choice.first,
            last=choice.last,
            seed=seed,
        )
    )

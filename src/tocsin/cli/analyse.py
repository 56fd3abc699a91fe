"""`tocsin analyse`: rates, escalation and forecasts, from the ledger or from a coder's table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from tocsin.cli import options
from tocsin.cli.output import print_json, print_page

if TYPE_CHECKING:
    from tocsin.analyse import Grid, Occurrence
    from tocsin.analysing import Data

F = TypeVar("F", bound=Callable[..., Any])
GRIDS = ("day", "week", "month", "quarter", "year")
SEASONS = {"week": 52, "month": 12, "quarter": 4}
BY = ("country", "type", "family", "actor", "region")


@click.group(short_help="Rates, escalation and forecasts of events.")
def analyse() -> None:
    """Series of events and tolls, what brings on what, and forecasts with their measured skill.

    A stream is a named choice of events, "NAME: KEY=VALUE,VALUE KEY=VALUE", with keys family, type, status, kind,
    country, region, actor and killed (at least so many). Without one, all acts of violence are one stream.

    \b
    Examples:
      tocsin analyse rates --grid month --by country
      tocsin analyse escalation --stream "attacks: actor=boko-haram" --stream "strikes: type=air_strike country=NG"
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


_by = click.option("--by", type=click.Choice(BY), help="A stream for each, instead of --stream.")
_seed = click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same figures.")


def _data(
    table: Path | None, layout: str | None, database: str | None, written: tuple[str, ...], by: str | None
) -> tuple[Data, dict[str, list[Occurrence]]]:
    """The events with their notes, and the streams that take them."""
    from tocsin.analysing import from_ledger, from_table, shared_out, streams_of

    chosen = streams_of(written, by=None, events=()) if written else ()
    if table is not None:
        data = from_table(table, layout=layout)
    else:
        with options.opened(database) as ledger:
            data = from_ledger(ledger, chosen)
    return data, shared_out(data, streams_of(written, by=by, events=data.events))


def _day(moment: Any) -> date | None:
    return moment.date() if moment is not None else None


@analyse.command(short_help="Events and tolls over time.")
@_choosing
@_by
@click.option("--grid", type=click.Choice(GRIDS), default="month", show_default=True)
def rates(
    streams: tuple[str, ...],
    table: Path | None,
    layout: str | None,
    since: Any,
    until: Any,
    plot: Path | None,
    format_: str,
    database: str | None,
    no_color: bool,
    by: str | None,
    grid: str,
) -> None:
    """Count events and tolls over time, by stream.

    An event of uncertain day is spread over the days on which it can have been. KILLED is the best figure, LOW and HIGH
    the sums of the bounds ("+": some are open). OUTLETS and ONE OUTLET tell how widely events were reported, READ how
    many documents of that time were read; where none was, the period is a gap and not a zero.

    \b
    Examples:
      tocsin analyse rates --grid week --by country --since 2024-01-01
      tocsin analyse rates --stream "mass killings: killed=10" --plot killings.svg
      tocsin analyse rates --from acled.csv --by actor --format json
    """
    from tocsin.analyse import series_of
    from tocsin.analyse.forms import rates_form
    from tocsin.analyse.pages import rates_page
    from tocsin.analyse.plots import check_ending, plot_rates

    settings = options.settings_from(database=database, no_color=no_color)
    if plot:
        check_ending(plot)
    data, parts = _data(table, layout, database, streams, by)
    first, last = _span(parts, since, until)
    series = {
        name: series_of(events, grid=cast("Grid", grid), first=first, last=last, read=data.read)
        for name, events in parts.items()
    }
    if plot:
        plot_rates(series, plot)
    if format_ == "json":
        print_json(rates_form(series, data.notes))
    else:
        print_page(rates_page(series, data.notes), settings)


def _span(parts: dict[str, list[Occurrence]], since: Any, until: Any) -> tuple[date | None, date | None]:
    """The first and last day of all streams together, so that their series are of one length."""
    every = [event for events in parts.values() for event in events]
    first = _day(since) or min((event.first for event in every), default=None)
    return first, _day(until) or max((event.last for event in every), default=None)


@analyse.command(short_help="What brings on what: self-exciting models.")
@_choosing
@_seed
@click.option("--marks/--no-marks", default=False, help="Let deadlier events bring on more (or fewer).")
@click.option("--draws", type=click.IntRange(2, 100), default=10, show_default=True,
              help="How often the unknown hours are drawn.")  # fmt: skip
@click.option("--without", multiple=True, metavar="NAME", help="What if this stream were gone (repeatable).")
@click.option("--scale", multiple=True, metavar="NAME=FACTOR", help="What if it were so much of what it was.")
def escalation(
    streams: tuple[str, ...],
    table: Path | None,
    layout: str | None,
    since: Any,
    until: Any,
    plot: Path | None,
    format_: str,
    database: str | None,
    no_color: bool,
    seed: int,
    marks: bool,
    draws: int,
    without: tuple[str, ...],
    scale: tuple[str, ...],
) -> None:
    """Fit a self-exciting process to streams: how many events of one an event of another brings on.

    Only the days of events are known and not the hours, so moments are drawn several times and what that leaves open is
    part of the intervals. The background follows trend and season. --plot shows how well the model fits.

    \b
    Examples:
      tocsin analyse escalation --from ged.csv --stream "attacks: actor=JNIM" --stream "strikes: type=3"
      tocsin analyse escalation --stream "attacks: country=NG" --marks --format json
      tocsin analyse escalation --stream "a: actor=x" --stream "b: actor=y" --without b
    """
    from tocsin.analyse.forms import escalation_form
    from tocsin.analyse.hawkes.events import spans_of
    from tocsin.analyse.hawkes.fit import fit_spans
    from tocsin.analyse.hawkes.goodness import goodness
    from tocsin.analyse.hawkes.what_if import what_if
    from tocsin.analyse.pages import escalation_page
    from tocsin.analyse.plots import check_ending, plot_goodness

    settings = options.settings_from(database=database, no_color=no_color)
    if plot:
        check_ending(plot)
    factors = {**dict.fromkeys(without, 0.0), **dict(_factor(each) for each in scale)}
    data, parts = _data(table, layout, database, streams, None)
    spans = spans_of(tuple(parts), tuple(parts.values()), first=_day(since), last=_day(until))
    model = fit_spans(spans, seed=seed, draws=draws, marked=marks)
    tested = goodness(model)
    ifs = what_if(model, factors, seed=seed) if factors else ()
    if plot:
        plot_goodness(tested, plot)
    if format_ == "json":
        print_json(escalation_form(model, tested, ifs, data.notes, seed))
    else:
        print_page(escalation_page(model, tested, ifs, data.notes), settings)


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
@click.option("--grid", type=click.Choice(sorted(SEASONS)), default="month", show_default=True)
@click.option(
    "--ahead", multiple=True, type=click.IntRange(1, 36), help="How many periods ahead (repeatable; 1 and 3)."
)
@click.option("--what", type=click.Choice(["events", "killed"]), default="events", show_default=True)
def forecast(
    streams: tuple[str, ...],
    table: Path | None,
    layout: str | None,
    since: Any,
    until: Any,
    plot: Path | None,
    format_: str,
    database: str | None,
    no_color: bool,
    by: str | None,
    seed: int,
    grid: str,
    ahead: tuple[int, ...],
    what: str,
) -> None:
    """Forecast counts or tolls as distributions, and say how well such forecasts did on this series' own past.

    Every forecaster is tried from each origin in the past. A model makes the forecast only where it surely beats the
    best baseline there; else the baseline does, and the page says that there is no skill.

    \b
    Examples:
      tocsin analyse forecast --from ged.csv --by country --ahead 1 --ahead 6
      tocsin analyse forecast --stream "Sahel: country=ML,BF,NE" --what killed --plot sahel.svg
    """
    from tocsin.analyse import series_of, whole
    from tocsin.analyse.forecast.rolling import forecast as forecast_series
    from tocsin.analyse.forms import forecast_form
    from tocsin.analyse.pages import forecast_page
    from tocsin.analyse.plots import check_ending, plot_forecasts

    settings = options.settings_from(database=database, no_color=no_color)
    if plot:
        check_ending(plot)
    data, parts = _data(table, layout, database, streams, by)
    first, last = _span(parts, since, until)
    if first is None or last is None:
        raise click.UsageError("there is no event to forecast from; look at `tocsin analyse rates`")
    field = "events" if what == "events" else "killed_best"
    series = {}
    for name, events in parts.items():
        steps = series_of(events, grid=cast("Grid", grid), first=first, last=last)
        series[name] = [getattr(step, field) for step in whole(steps, first=first, last=last)]
    found = {
        name: [forecast_series(counts, ahead=n, season=SEASONS[grid], seed=seed) for n in sorted(set(ahead)) or (1, 3)]
        for name, counts in series.items()
    }
    if plot:
        plot_forecasts(series, found, plot)
    if format_ == "json":
        print_json(forecast_form(found, grid, data.notes, seed))
    else:
        print_page(forecast_page(found, grid, data.notes), settings)

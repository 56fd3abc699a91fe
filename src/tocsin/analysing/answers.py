"""What comes of an analysis: rates, escalation and forecasts, each with its page, its JSON and its plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from tocsin.analyse import Grid, Occurrence, Period, ahead_of, cut_off, series_of, whole
from tocsin.analysing.data import Data, span_of
from tocsin.errors import InputError
from tocsin.record.json_form import Json
from tocsin.view.page import Page

if TYPE_CHECKING:
    from tocsin.analyse.forecast.rolling import Forecast
    from tocsin.analyse.hawkes.goodness import Goodness
    from tocsin.analyse.hawkes.model import Model
    from tocsin.analyse.hawkes.what_if import WhatIf

Parts = Mapping[str, Sequence[Occurrence]]
SEASONS: Mapping[Grid, int] = {"week": 52, "month": 12, "quarter": 4}
AHEAD = (1, 3)
SEED = 1


class Answer(Protocol):
    """An analysis that was made."""

    def page(self) -> Page:
        """It as a page of text."""
        ...

    def form(self) -> Json:
        """It as JSON."""
        ...

    def figure(self) -> Any:
        """It as a plot (`tocsin.analyse.plots`)."""
        ...


class Rates(Struct, frozen=True, kw_only=True):
    """Events and tolls over time, by stream."""

    series: dict[str, list[Period]]
    notes: tuple[str, ...]

    def page(self) -> Page:
        """A table for each stream."""
        from tocsin.analyse.pages import rates_page

        return rates_page(self.series, self.notes)

    def form(self) -> Json:
        """`tocsin.rates/1`."""
        from tocsin.analyse.forms import rates_form

        return rates_form(self.series, self.notes)

    def figure(self) -> Any:
        """Events and killed over time."""
        from tocsin.analyse.plots import plot_rates

        return plot_rates(self.series)


def rates_of(data: Data, parts: Parts, *, grid: Grid, first: date | None, last: date | None) -> Rates:
    """Events and tolls over time. Raises `InputError` where there is nothing to count."""
    begin, end = span_of(parts, first=first, last=last)
    series = {
        name: series_of(events, grid=grid, first=begin, last=end, volume=data.volume) for name, events in parts.items()
    }
    notes = list(data.notes)
    twice = sum(map(len, parts.values())) - len({event.id for events in parts.values() for event in events})
    if twice:
        notes.append("what two actors, places or types have a part in is in the series of each")
    cut = {step.first for steps in series.values() for step in cut_off(steps, first=begin, last=end)}
    if cut:
        notes.append(f"not whole, for the days counted are {begin} to {end}: {', '.join(map(str, sorted(cut)))}")
    return Rates(series=series, notes=tuple(notes))


class Fitting(Struct, frozen=True, kw_only=True):
    """How escalation is looked for (`tocsin analyse escalation`). `sparse` is a penalty on each excitation; `runs` are
    simulations for the intervals, 0 for those of the likelihood; `factors` scale streams in a what-if.
    """

    seed: int = SEED
    draws: int = 10
    marked: bool = False
    placed: bool = False
    by_volume: bool = False
    sparse: float = 0.0
    runs: int = 0
    factors: dict[str, float] = {}


class Escalation(Struct, frozen=True, kw_only=True):
    """What brings on what."""

    model: Model
    tested: tuple[Goodness, ...]
    ifs: tuple[WhatIf, ...]
    notes: tuple[str, ...]
    seed: int
    runs: int

    def page(self) -> Page:
        """What brings on what, in sentences and figures, and how well the model fits."""
        from tocsin.analyse.pages import escalation_page

        return escalation_page(self.model, self.tested, self.ifs, self.notes, runs=self.runs)

    def form(self) -> Json:
        """`tocsin.escalation/1`."""
        from tocsin.analyse.forms import escalation_form

        return escalation_form(self.model, self.tested, self.ifs, self.notes, self.seed, runs=self.runs)

    def figure(self) -> Any:
        """How well the model fits."""
        from tocsin.analyse.plots import plot_goodness

        return plot_goodness(self.tested)


def escalation_of(data: Data, parts: Parts, fitting: Fitting, *, first: date | None, last: date | None) -> Escalation:
    """What brings on what. Raises `InputError` where the events do not bear a model."""
    from tocsin.analyse.hawkes.background import background_for, volume_of
    from tocsin.analyse.hawkes.bootstrap import bootstrapped
    from tocsin.analyse.hawkes.events import spans_of
    from tocsin.analyse.hawkes.fit import Terms
    from tocsin.analyse.hawkes.goodness import goodness
    from tocsin.analyse.hawkes.likelihood import Penalty
    from tocsin.analyse.hawkes.model import fit_spans
    from tocsin.analyse.hawkes.what_if import what_if

    spans = spans_of(tuple(parts), tuple(parts.values()), first=first, last=last, placed=fitting.placed)
    notes = list(data.notes)
    volume: tuple[float, ...] = ()
    if fitting.by_volume:
        if data.volume is None:
            raise InputError("a table does not tell how much was read of each day; leave --by-volume out")
        volume = volume_of(data.volume.read, first=spans.first, span=spans.span)
        notes.append("the background goes with how many documents were read of each four weeks")
    if spans.outside:
        notes.append(f"{spans.outside} events that lie, or may lie, on other days than those asked for are left out")
    if spans.nowhere:
        notes.append(f"{spans.nowhere} events of unknown place are left out")
    terms = Terms(
        background=background_for(spans.span, volume=volume),
        penalty=Penalty(gain=fitting.sparse),
        marked=fitting.marked,
        placed=fitting.placed,
    )
    model = fit_spans(spans, seed=fitting.seed, draws=fitting.draws, terms=terms)
    ifs = what_if(model, fitting.factors, seed=fitting.seed) if fitting.factors else ()
    if fitting.runs:
        model = bootstrapped(model, spans, seed=fitting.seed, runs=fitting.runs, terms=terms)
    return Escalation(
        model=model, tested=goodness(model), ifs=ifs, notes=tuple(notes), seed=fitting.seed, runs=fitting.runs
    )


class Forecasts(Struct, frozen=True, kw_only=True):
    """What to expect, with the skill of whoever says so. `past` are the counts of the whole periods that it was made
    from, None where nothing was read; `begins` is the first day of the period so far ahead.
    """

    found: dict[str, list[Forecast]]
    series: dict[str, list[Period]]
    past: dict[str, list[float | None]]
    begins: dict[int, date]
    grid: Grid
    notes: tuple[str, ...]
    seed: int

    def page(self) -> Page:
        """For each stream the distribution, who made it and with what skill; then how all did."""
        from tocsin.analyse.pages import forecast_page

        return forecast_page(self.found, self.grid, self.begins, self.notes)

    def form(self) -> Json:
        """`tocsin.forecast/1`."""
        from tocsin.analyse.forms import forecast_form

        return forecast_form(self.found, self.grid, self.begins, self.notes, self.seed)

    def figure(self) -> Any:
        """The past, and the ranges of the forecasts after it."""
        from tocsin.analyse.plots import plot_forecasts

        past = {
            name: [(step.first, count) for step, count in zip(steps, self.past[name], strict=True)]
            for name, steps in self.series.items()
        }
        return plot_forecasts(past, self.found, self.begins)


def forecasts_of(
    data: Data,
    parts: Parts,
    *,
    grid: Grid,
    what: str,
    ahead: Sequence[int] = AHEAD,
    first: date | None,
    last: date | None,
    seed: int = SEED,
) -> Forecasts:
    """What to expect of events, or of deaths (`what` is `killed`). Raises `InputError` where a series is too short."""
    from tocsin.analyse.forecast.rolling import forecast

    begin, end = span_of(parts, first=first, last=last)
    field = "events" if what == "events" else "killed_best"
    series = {
        name: whole(series_of(events, grid=grid, first=begin, last=end, volume=data.volume), first=begin, last=end)
        for name, events in parts.items()
    }
    past = {
        name: [None if step.gap else float(getattr(step, field)) for step in steps] for name, steps in series.items()
    }
    horizons = sorted(set(ahead))
    found = {
        name: [forecast(counts, ahead=n, season=SEASONS[grid], seed=seed) for n in horizons]
        for name, counts in past.items()
    }
    steps = next(iter(series.values()))
    gaps = sum(step.gap for step in steps)
    notes = list(data.notes)
    if gaps:
        notes.append(f"in {gaps} periods nothing was read: none is judged on, and the count before stands for them")
    return Forecasts(
        found=found,
        series=series,
        past=past,
        begins={n: ahead_of(steps[-1], grid, n) for n in horizons},
        grid=grid,
        notes=tuple(notes),
        seed=seed,
    )

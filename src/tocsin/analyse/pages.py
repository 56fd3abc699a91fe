"""Results as pages of text: a table, what it rests on, and the checklist of what it does not show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import expm1

from tocsin.analyse import checklist
from tocsin.analyse.forecast.rolling import Forecast
from tocsin.analyse.hawkes.goodness import Goodness
from tocsin.analyse.hawkes.model import Model
from tocsin.analyse.hawkes.what_if import ASSUMPTIONS, WhatIf
from tocsin.analyse.series import Period
from tocsin.view.page import Line, Page, Row, Table, Words, line

AFTER_DAYS = 30


def rates_page(series: dict[str, list[Period]], notes: Iterable[str]) -> Page:
    """Tables for each stream, a row for each period: what happened, and how it was reported, where that is known."""
    tables = tuple(
        table
        for name, steps in series.items()
        for table in (_rates_table(name, steps), *([_reported(name, steps)] if _is_told(steps) else []))
    )
    return Page(heading=tuple(line(note) for note in notes), tables=tables, sections=_checks(checklist.RATES))


def _rates_table(name: str, steps: Sequence[Period]) -> Table:
    columns = ("FROM", "EVENTS", "CERTAIN", "POSSIBLE", "KILLED", "LOW", "HIGH")
    rows = [
        (
            *_begin(step),
            Words(str(step.sure)),
            Words(str(step.possible)),
            Words(_figure(step.killed_best), "killed" if step.killed_best else "plain"),
            Words(_figure(step.killed_low)),
            Words(_figure(step.killed_high) + ("+" if step.open_tolls else "")),
        )
        for step in steps
    ]
    return Table(name, columns, tuple(rows), right=frozenset(range(1, 7)))


def _is_told(steps: Sequence[Period]) -> bool:
    return any(step.outlets is not None or step.read is not None for step in steps)


def _reported(name: str, steps: Sequence[Period]) -> Table:
    read = any(step.read is not None for step in steps)
    columns = ["FROM", "EVENTS", "OUTLETS", "SOURCES", "ONE SOURCE", "COPIES"]
    rows = []
    for step in steps:
        cells = [*_begin(step)]
        cells += [Words("–" if mean is None else f"{mean:.1f}") for mean in (step.outlets, step.origins)]
        cells += [Words("–" if share is None else f"{100 * share:.0f} %") for share in (step.single, step.copies)]
        if read:
            unread = ", ".join(f"{count} {language}" for language, count in step.unread.items())
            per = "–" if step.per_read is None else f"{step.per_read:.1f}"
            cells += [Words(str(step.read)), Words(per), Words(unread, "faint")]
        rows.append(tuple(cells))
    columns += ["READ", "PER 100", "NOT READ"] if read else []
    return Table(f"{name}: HOW IT WAS REPORTED", tuple(columns), tuple(rows), right=frozenset(range(1, 8)))


def _begin(step: Period) -> tuple[Words, Words]:
    """The cells with which the row of a period begins."""
    events = Words("gap", "faint") if step.gap else Words(_figure(step.events))
    return Words(step.first.isoformat(), "label"), events


def escalation_page(
    model: Model, tested: Sequence[Goodness], ifs: Sequence[WhatIf], notes: Iterable[str], *, runs: int = 0
) -> Page:
    """What brings on what, in sentences and figures, and how well the model fits."""
    tables = [_excitations_table(model, runs), _streams_table(model, tested), _models_table(model)]
    if model.marked or model.placed:
        tables.append(_shapes_table(model))
    if ifs:
        tables.append(_what_if_table(ifs))
    sections = [("IN WORDS", tuple(Row("", each) for each in sentences(model)))]
    if ifs:
        sections.append(("THE WHAT-IF RESTS ON", tuple(Row("", line(words)) for words in ASSUMPTIONS)))
    return Page(
        heading=tuple(line(note) for note in notes),
        tables=tuple(tables),
        sections=(*sections, *_checks(checklist.ESCALATION)),
    )


def sentences(model: Model) -> list[Line]:
    """Each excitation as a sentence, the strongest first; what cannot be told from nothing says so."""
    delays = {name: delay[0] for name, delay in zip(model.names, model.delays, strict=True)}
    found = []
    for each in sorted(model.excitations, key=lambda each: -each.gain):
        within = -expm1(-AFTER_DAYS / delays[each.target])
        gain, low, high = (within * x for x in (each.gain, each.low, each.high))
        words = (
            f"each event of “{each.source}” is followed by {gain:.2f} ({low:.2f} to {high:.2f}) further events of "
            f"“{each.target}” within {AFTER_DAYS} days, beyond what the background explains"
        )
        tail = "; this cannot be told from none" if each.low <= 0.005 else ""
        found.append(line(words, Words(tail, "faint")))
    return found


def _excitations_table(model: Model, runs: int) -> Table:
    rows = tuple(
        (
            Words(each.source, "label"),
            Words(each.target, "label"),
            Words(f"{each.gain:.2f}"),
            Words(f"{each.low:.2f}"),
            Words(f"{each.high:.2f}"),
        )
        for each in model.excitations
    )
    columns = ("ONE EVENT OF", "BRINGS ON, OF", "EVENTS", "LOW", "HIGH")
    how = f"95 % INTERVALS FROM {runs} SIMULATIONS" if runs else "95 % INTERVALS"
    return Table(f"WHAT BRINGS ON WHAT ({how})", columns, rows, right=frozenset({2, 3, 4}))


def _streams_table(model: Model, tested: Sequence[Goodness]) -> Table:
    rows = []
    for name, count, delay, gained, test in zip(
        model.names, model.counts, model.delays, model.gained, tested, strict=True
    ):
        verdict = Words("fits", "good") if test.fits else Words("does not fit", "denied")
        rows.append(
            (
                Words(name, "label"),
                Words(str(count)),
                Words(f"{delay[0]:.1f}"),
                Words(f"{delay[1]:.1f} to {delay[2]:.1f}"),
                Words(f"{gained:+.1f}"),
                Words(f"{test.shape:.2f}"),
                Words(f"{test.clustering:.2f}"),
                verdict,
            )
        )
    columns = ("STREAM", "EVENTS", "DELAY, DAYS", "INTERVAL", "AIC GAINED", "P SHAPE", "P CLUSTERS", "MODEL")
    return Table("HOW FAR TO TRUST IT", columns, tuple(rows), right=frozenset({1, 2, 4, 5, 6}))


def _models_table(model: Model) -> Table:
    """How much better than its background alone each model of a stream is, in units of AIC; the best is marked."""
    rows = []
    for name, own, every in zip(model.names, model.gained_own, model.gained, strict=True):
        best = max(0.0, own, every)
        rows.append(
            (
                Words(name, "label"),
                *(Words(f"{gain:+.1f}", "good" if gain == best else "plain") for gain in (0.0, own, every)),
            )
        )
    columns = ("STREAM", "BACKGROUND ALONE", "AND ITS OWN EVENTS", "AND ALL STREAMS")
    return Table("MODELS COMPARED (AIC GAINED, MORE IS BETTER)", columns, tuple(rows), right=frozenset({1, 2, 3}))


def _shapes_table(model: Model) -> Table:
    """How far deadlier events bring on more, and how near to its place."""
    columns = ["STREAM", *(["LIFT OF TOLLS", "INTERVAL"] if model.marked else [])]
    columns += ["AROUND, KM", "INTERVAL"] if model.placed else []
    rows = []
    for at, name in enumerate(model.names):
        cells = [Words(name, "label")]
        if model.marked:
            middle, low, high = model.lifts[at]
            cells += [Words(f"{middle:+.2f}"), Words(f"{low:+.2f} to {high:+.2f}")]
        if model.placed:
            middle, low, high = model.radii[at]
            cells += [Words(f"{middle:.0f}"), Words(f"{low:.0f} to {high:.0f}")]
        rows.append(tuple(cells))
    return Table("TOLLS AND PLACES", tuple(columns), tuple(rows), right=frozenset({1, 3}))


def _what_if_table(ifs: Sequence[WhatIf]) -> Table:
    def span(values: tuple[float, float, float]) -> str:
        return f"{values[1]:.0f} ({values[0]:.0f} to {values[2]:.0f})"

    rows = tuple(
        (Words(each.stream, "label"), Words(span(each.as_it_was)), Words(span(each.changed)), Words(span(each.less)))
        for each in ifs
    )
    return Table("WHAT IF (80 % OF SIMULATIONS)", ("STREAM", "AS IT WAS", "CHANGED", "FEWER"), rows)


def forecast_page(
    found: dict[str, list[Forecast]], unit: str, begins: Mapping[int, date], notes: Iterable[str]
) -> Page:
    """For each stream and horizon the distribution, who made it and with what skill; then how all did. `begins` is the
    first day of what is so far ahead.
    """
    tables = [_ahead_table(name, each, unit, begins) for name, each in found.items()]
    tables += [_judged_table(name, each) for name, every in found.items() for each in every]
    return Page(heading=tuple(line(note) for note in notes), tables=tuple(tables), sections=_checks(checklist.FORECAST))


def _ahead_table(name: str, forecasts: Sequence[Forecast], unit: str, begins: Mapping[int, date]) -> Table:
    rows = []
    for each in forecasts:
        maker = next(one for one in each.judged if one.name == each.by)
        skill = (
            Words(f"{100 * maker.skill:.0f} % ({100 * maker.low:.0f} to {100 * maker.high:.0f})", "good")
            if each.skilled
            else Words("none: no model beats the best baseline", "faint")
        )
        low, high = each.spread.quantile(0.05), each.spread.quantile(0.95)
        rows.append(
            (
                Words(f"{each.ahead} {unit}{'s' if each.ahead > 1 else ''}", "label"),
                Words(begins[each.ahead].isoformat()),
                Words(str(each.spread.quantile(0.5))),
                Words(f"{low} to {high}"),
                Words(f"{100 * (1 - float(each.spread.weights[0])):.0f} %"),
                Words(each.by),
                skill,
            )
        )
    columns = ("AHEAD", "FROM", "MIDDLE", "90 % RANGE", "ANY AT ALL", "MADE BY", "SKILL AGAINST THE BEST BASELINE")
    return Table(name, columns, tuple(rows), right=frozenset({2, 4}))


def _judged_table(name: str, forecast: Forecast) -> Table:
    rows = tuple(
        (
            Words(each.name, "label"),
            Words("baseline" if each.baseline else "model", "faint"),
            Words(f"{each.crps:.2f}"),
            Words(f"{each.log:.2f}"),
            Words(f"{each.brier:.2f}"),
            Words(f"{100 * each.inside50:.0f} %"),
            Words(f"{100 * each.inside90:.0f} %"),
            Words(f"{100 * each.skill:.0f} %"),
        )
        for each in forecast.judged
    )
    columns = ("FORECASTER", "", "CRPS", "LOG", "BRIER", "IN 50 %", "IN 90 %", "SKILL")
    title = f"{name}: HOW EACH DID ON {forecast.origins} PAST ORIGINS, {forecast.ahead} AHEAD"
    return Table(title, columns, rows, right=frozenset({2, 3, 4, 5, 6, 7}))


def _checks(words: Sequence[str]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    return (("WHAT THIS DOES NOT SHOW", tuple(Row("", line(each)) for each in words)),)


def _figure(value: float) -> str:
    return f"{value:.0f}" if abs(value - round(value)) < 0.005 else f"{value:.1f}"

"""Analysis at the workbench: what is asked in the address, the events that it is about, and what comes of it.

What takes long is done once for a state of the record and a question, by one at a time, and kept for the next who asks.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import Any, cast

from tocsin.analyse import GRIDS, Grid, Occurrence, Period, series_of, whole
from tocsin.analysing import BY, Data, from_ledger, shared_out, streams_of
from tocsin.errors import InputError
from tocsin.ports import Ledger
from tocsin.record.json_form import Json
from tocsin.view.page import Page
from tocsin.watch.series import WIDEST, Series, SeriesKey
from tocsin.watch.surges import find_surges
from tocsin.watch.values import Surge
from tocsin.web.filters import day

KEPT = 24
SEASONS: Mapping[str, int] = {"week": 52, "month": 12, "quarter": 4}
AHEAD = (1, 3)
SEED = 1
LOOKED_BACK = 90  # days before the last one that are judged for surges
MOST_STREAMS = 4
MOST_ROWS, FEW_ROWS = 60, 12  # of a table on a page: of one stream, of several
LONGEST = 200  # characters of a stream
MISSING = "this needs the extra for analysis, which is not installed here: pip install 'tocsin[analyse]'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the address asks: streams as written, or one for each value of `by`; a grid, the first and the last day."""

    streams: tuple[str, ...] = ()
    by: str = ""
    grid: Grid = "month"
    since: str = ""
    until: str = ""
    what: str = "events"

    @property
    def first(self) -> date | None:
        """The first day asked for."""
        return date.fromisoformat(self.since) if self.since else None

    @property
    def last(self) -> date | None:
        """The last day asked for."""
        return date.fromisoformat(self.until) if self.until else None

    def pairs(self) -> list[tuple[str, str]]:
        """What stands in the address."""
        known = (
            ("by", self.by),
            ("grid", self.grid),
            ("since", self.since),
            ("until", self.until),
            ("what", self.what),
        )
        return [*(("stream", each) for each in self.streams), *((name, value) for name, value in known if value)]


@dataclass(frozen=True, slots=True)
class Result:
    """An analysis as a page and as JSON, and the bars of its series, by stream, where it has some."""

    page: Page
    form: Json
    series: Mapping[str, tuple[Period, ...]]


def question_from(given: Iterable[tuple[str, str]]) -> Question:
    """The question of an address. Raises `InputError`."""
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in given:
        if value.strip():
            values[name].append(value.strip())

    def one(name: str, usual: str, known: Sequence[str]) -> str:
        value = (values.get(name) or [usual])[-1]
        if value not in known:
            raise InputError(
                f"{name}: {value!r} is not known; expected one of {', '.join(each for each in known if each)}"
            )
        return value

    streams = tuple(values.get("stream", ()))
    if len(streams) > MOST_STREAMS or any(len(each) > LONGEST for each in streams):
        raise InputError(f"stream: at most {MOST_STREAMS}, each of at most {LONGEST} characters")
    return Question(
        streams=streams,
        by="" if streams else one("by", "", ("", *BY)),
        grid=cast(Grid, one("grid", "month", GRIDS)),
        since=day("since", (values.get("since") or [""])[-1]),
        until=day("until", (values.get("until") or [""])[-1]),
        what=one("what", "events", ("events", "killed")),
    )


class Analyst:
    """Answers questions about a ledger, and keeps the last answers."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[Any, ...], Any] = OrderedDict()

    def answer(self, kind: str, question: Question, *, version: str) -> Result:
        """The answer of a kind to a question, of the record as of a version. Raises `InputError`."""
        makers: Mapping[str, Callable[[Data, Question], Result]] = {
            "rates": rates, "escalation": escalation, "forecast": forecast,
        }  # fmt: skip
        with self._lock:
            streams = streams_of(question.streams, by=None, events=())
            statuses = frozenset(word for stream in streams for word in stream.wanted.get("status", ()))
            data = self._once(("data", statuses, version), lambda: from_ledger(self._ledger, streams))
            result: Result = self._once((kind, question, version), lambda: makers[kind](data, question))
            return result

    def _once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _parts(data: Data, question: Question) -> dict[str, list[Occurrence]]:
    by = question.by or None
    return shared_out(data, streams_of(question.streams, by=by, events=data.events))


def _span(parts: Mapping[str, Sequence[Occurrence]], question: Question) -> tuple[date, date]:
    """The first and last day of all streams together. Raises `InputError` where there is no event."""
    every = [event for events in parts.values() for event in events]
    first = question.first or min((event.first for event in every), default=None)
    last = question.last or max((event.last for event in every), default=None)
    if first is None or last is None:
        raise InputError("no event of the record belongs to any of these streams")
    return first, last


# ------------------------------------------------------------------------------------------------ rates
def rates(data: Data, question: Question) -> Result:
    """Events and tolls over time, and the days and weeks that surge. Raises `InputError`."""
    from tocsin.analyse.forms import rates_form
    from tocsin.analyse.pages import rates_page

    parts = _parts(data, question)
    first, last = _span(parts, question)
    series = {
        name: series_of(events, grid=question.grid, first=first, last=last, read=data.read)
        for name, events in parts.items()
    }
    surges = surges_of(parts, last=last)
    most = MOST_ROWS if len(series) == 1 else FEW_ROWS
    shown = {name: steps[-most:] for name, steps in series.items()}
    longest = max(map(len, series.values()))
    cut = [f"the tables have the last {most} of {longest} periods; JSON has all"] if longest > most else []
    form = {**rates_form(series, data.notes), "surges": surges}
    page = rates_page(shown, [*data.notes, *surges, *cut])
    return Result(page, form, {name: tuple(steps) for name, steps in series.items()})


def surges_of(parts: Mapping[str, Sequence[Occurrence]], *, last: date) -> list[str]:
    """The surges of the last days of each stream in a sentence each, the latest first, at one false alarm a year."""
    series: dict[SeriesKey, Series] = {}
    for name, events in parts.items():
        one = Series(name)
        for event in events:
            if (event.last - event.first).days < WIDEST:
                one.counts[event.last.toordinal()] += 1
                one.incidents[event.last.toordinal()].append(event.id)
        series[SeriesKey("incidents", "watch", name)] = one
    found: dict[tuple[str, int], str] = {}
    end = last.toordinal()
    for at in range(end, end - LOOKED_BACK, -1):
        for each in find_surges(Surge(false_alarms_per_year=1.0), series, day=at):
            week = (each.name, each.last // 7)
            span = date.fromordinal(each.first).isoformat()
            span += "" if each.first == each.last else f" to {date.fromordinal(each.last).isoformat()}"
            usual = f"{each.low} to {each.high} are usual" if each.high > each.low else f"{each.high} is usual"
            found.setdefault(week, f"surge of {each.name}, {span}: {each.observed} events, where {usual}")
    return list(found.values())


# ------------------------------------------------------------------------------- escalation and forecast
def escalation(data: Data, question: Question) -> Result:
    """What brings on what. Raises `InputError`."""
    _require_extra()
    from tocsin.analyse.forms import escalation_form
    from tocsin.analyse.hawkes.events import spans_of
    from tocsin.analyse.hawkes.fit import fit_spans
    from tocsin.analyse.hawkes.goodness import goodness
    from tocsin.analyse.pages import escalation_page

    parts = _parts(data, question)
    spans = spans_of(tuple(parts), tuple(parts.values()), first=question.first, last=question.last)
    model = fit_spans(spans, seed=SEED, draws=10, marked=False)
    tested = goodness(model)
    form = escalation_form(model, tested, (), data.notes, SEED)
    return Result(escalation_page(model, tested, (), data.notes), form, {})


def _require_extra() -> None:
    if find_spec("scipy") is None:
        raise InputError(MISSING)


def forecast(data: Data, question: Question) -> Result:
    """What to expect, with its skill on the series' own past. Raises `InputError`."""
    if question.grid not in SEASONS:
        raise InputError(f"grid: a forecast takes one of {', '.join(SEASONS)}")
    _require_extra()
    from tocsin.analyse.forecast.rolling import forecast as forecast_series
    from tocsin.analyse.forms import forecast_form
    from tocsin.analyse.pages import forecast_page

    parts = _parts(data, question)
    first, last = _span(parts, question)
    series = {
        name: series_of(events, grid=question.grid, first=first, last=last, read=data.read)
        for name, events in parts.items()
    }
    field = "events" if question.what == "events" else "killed_best"
    counts = {
        name: [getattr(step, field) for step in whole(steps, first=first, last=last)] for name, steps in series.items()
    }
    found = {
        name: [forecast_series(each, ahead=n, season=SEASONS[question.grid], seed=SEED) for n in AHEAD]
        for name, each in counts.items()
    }
    form = forecast_form(found, question.grid, data.notes, SEED)
    page = forecast_page(found, question.grid, data.notes)
    return Result(page, form, {name: tuple(steps) for name, steps in series.items()})

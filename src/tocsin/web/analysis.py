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
from typing import Any

from tocsin.analyse import GRIDS, Grid, Occurrence, Period
from tocsin.analysing import BY, Data, from_ledger, shared_out, span_of, streams_of
from tocsin.analysing.answers import SEASONS, Answer, Fitting, Rates, escalation_of, forecasts_of, rates_of
from tocsin.errors import InputError
from tocsin.ports import Ledger
from tocsin.record.json_form import Json
from tocsin.view.page import Page
from tocsin.watch.series import WIDEST, Series, SeriesKey
from tocsin.watch.surges import find_surges
from tocsin.watch.values import Surge
from tocsin.web.filters import day

KEPT = 24
SWITCHES = {"marks": "marked", "places": "placed", "by_volume": "by_volume"}  # by their names in the address
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
    marked: bool = False
    placed: bool = False
    by_volume: bool = False
    changed: str = ""
    factor: float = 0.0

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
            *((name, "1" if getattr(self, field) else "") for name, field in SWITCHES.items()),
            ("changed", self.changed),
            ("factor", str(self.factor) if self.changed else ""),
        )
        return [*(("stream", each) for each in self.streams), *((name, value) for name, value in known if value)]


@dataclass(frozen=True, slots=True)
class Result:
    """An analysis as a page and as JSON, the bars of its series, by stream, where it has some, and itself."""

    page: Page
    form: Json
    series: Mapping[str, tuple[Period, ...]]
    answer: Answer


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
        grid=one("grid", "month", GRIDS),
        since=day("since", (values.get("since") or [""])[-1]),
        until=day("until", (values.get("until") or [""])[-1]),
        what=one("what", "events", ("events", "killed")),
        **{field: bool(values.get(name)) for name, field in SWITCHES.items()},
        changed=(values.get("changed") or [""])[-1][:LONGEST],
        factor=_factor((values.get("factor") or ["0"])[-1]),
    )


def _factor(written: str) -> float:
    """A number from 0 to 10. Raises `InputError`."""
    try:
        value = float(written)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 10.0:
        raise InputError(f"factor: {written!r} is no number from 0 (the stream is gone) to 10")
    return value


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

    def plot(self, kind: str, question: Question, form: str, *, version: str) -> bytes:
        """The plot of an answer, as `svg` or `png`. Raises `InputError`."""
        result = self.answer(kind, question, version=version)
        _require_extra()
        from tocsin.analyse.plots import drawn

        with self._lock:
            found: bytes = self._once((kind, question, version, form), lambda: drawn(result.answer.figure(), form))
            return found

    def _once(self, key: tuple[Any, ...], make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]


def _parts(data: Data, question: Question) -> dict[str, list[Occurrence]]:
    by = question.by or None
    return shared_out(data, streams_of(question.streams, by=by, events=data.events), by=by)


# ------------------------------------------------------------------------------------------------ rates
def rates(data: Data, question: Question) -> Result:
    """Events and tolls over time, and the days and weeks that surge. Raises `InputError`."""
    parts = _parts(data, question)
    answer = rates_of(data, parts, grid=question.grid, first=question.first, last=question.last)
    _, last = span_of(parts, first=question.first, last=question.last)
    surges = surges_of(parts, last=last)
    most = MOST_ROWS if len(answer.series) == 1 else FEW_ROWS
    shown = {name: steps[-most:] for name, steps in answer.series.items()}
    longest = max(map(len, answer.series.values()))
    cut = (f"the tables have the last {most} of {longest} periods; JSON has all",) if longest > most else ()
    page = Rates(series=shown, notes=(*data.notes, *surges, *cut)).page()
    form = {**answer.form(), "surges": surges}
    return Result(page, form, {name: tuple(steps) for name, steps in answer.series.items()}, answer)


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
    """What brings on what, and what if a stream were less. Raises `InputError`."""
    _require_extra()
    parts = _parts(data, question)
    fitting = Fitting(
        marked=question.marked,
        placed=question.placed,
        by_volume=question.by_volume,
        factors={question.changed: question.factor} if question.changed else {},
    )
    answer = escalation_of(data, parts, fitting, first=question.first, last=question.last)
    return Result(answer.page(), answer.form(), {}, answer)


def _require_extra() -> None:
    if find_spec("scipy") is None:
        raise InputError(MISSING)


def forecast(data: Data, question: Question) -> Result:
    """What to expect, with its skill on the series' own past. Raises `InputError`."""
    if question.grid not in SEASONS:
        raise InputError(f"grid: a forecast takes one of {', '.join(SEASONS)}")
    _require_extra()
    parts = _parts(data, question)
    answer = forecasts_of(data, parts, grid=question.grid, what=question.what, first=question.first, last=question.last)
    return Result(answer.page(), answer.form(), {name: tuple(steps) for name, steps in answer.series.items()}, answer)

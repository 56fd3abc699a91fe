"""A reader over the documents of a benchmark, and the figures that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Literal

from tocsin.errors import FormError, InputError, LineError
from tocsin.evaluate.benchmark import Benchmark, C, Fault, Joint, Measure, OfSeries, P
from tocsin.evaluate.lines import load_lines
from tocsin.evaluate.scores import ALL, SCORE, Counts, Span, Tally, bootstrap, merge_tallies, total
from tocsin.ports import Reader
from tocsin.record import Reading
from tocsin.record.json_form import Json, dumps


@dataclass(frozen=True, slots=True)
class Predicted(Generic[C, P]):
    """A document of a benchmark, what was read in it, and what that is in the benchmark's terms."""

    case: C
    prediction: P
    reading: Reading | None = None


RowKind = Literal["f1", "rate", "mean", "whole", "score"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table. `interval` (95 %) is None where none was asked for.

    `value` is F1 or a share in percent, or for a mean the plain number; `counts` is empty for a `score` and a `whole`.
    """

    name: str
    kind: RowKind
    value: float
    counts: Counts = field(default_factory=Counts)
    apart: bool = False
    interval: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The table of one measure. One row holds the figure of the measure, its `headline`."""

    measure: Measure
    rows: tuple[Row, ...]

    @property
    def headline(self) -> Row:
        """The row `ALL`, or `score` where the measure has a figure of its own."""
        name = ALL if self.measure.score is None else SCORE
        return next(row for row in self.rows if row.name == name)

    def figure(self, name: str) -> float:
        """The value of a row."""
        return next(row.value for row in self.rows if row.name == name)


def load_cases(benchmark: Benchmark[C, P], paths: Iterable[Path]) -> Iterator[C]:
    """The documents of files, and of the JSONL files in folders. Raises `InputError`."""
    for path in paths:
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not files:
            raise InputError(f"{path} holds no .jsonl file")
        for file in files:
            yield from benchmark.load_cases(file)


def predict_all(benchmark: Benchmark[C, P], cases: Iterable[C], *, reader: Reader) -> Iterator[Predicted[C, P]]:
    """Every document read, in order."""
    if isinstance(benchmark, Joint):
        yield from _predict_together(benchmark, list(cases), reader)
        return
    for case in cases:
        if isinstance(benchmark, OfSeries):
            readings = [reader.read(doc) for doc in benchmark.docs_of(case)]
            yield Predicted(case, benchmark.predict_series(case, readings), readings[0])
            continue
        reading = reader.read(case.doc)
        yield Predicted(case, benchmark.predict(case, reading), reading)


def _predict_together(benchmark: Joint, cases: Sequence[C], reader: Reader) -> Iterator[Predicted[C, Any]]:
    readings = [reader.read(case.doc) for case in cases]
    predictions = benchmark.predict_together(cases, iter(readings))
    for case, prediction, reading in zip(cases, predictions, readings, strict=True):
        yield Predicted(case, prediction, reading)


def predicted_from(benchmark: Benchmark[C, P], cases: Iterable[C], path: Path) -> Iterator[Predicted[C, P]]:
    """Every document with the prediction that a file holds; one without a line has none. Raises `InputError`."""
    known: dict[str, P] = {}
    for number, form in load_lines(path):
        try:
            id, prediction = benchmark.parse_prediction(form)
        except FormError as error:
            raise LineError(str(path), number, str(error)) from error
        if id in known:
            raise LineError(str(path), number, f"a second prediction for {id}")
        known[id] = prediction
    cases = list(cases)
    predictions: Sequence[Any] = [known.get(case.doc.id, benchmark.nothing) for case in cases]
    if isinstance(benchmark, Joint):
        predictions = benchmark.complete(cases, predictions)
    for case, prediction in zip(cases, predictions, strict=True):
        yield Predicted(case, prediction)


def save_predictions(benchmark: Benchmark[C, P], predicted: Iterable[Predicted[C, P]], path: Path) -> None:
    """Write predictions as JSON lines. Raises `InputError`."""
    lines = [dumps(benchmark.prediction_form(each.case, each.prediction)) for each in predicted]
    try:
        path.write_text("".join(line + "\n" for line in lines), "utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written ({error})") from error


def evaluate_all(
    benchmark: Benchmark[C, P], predicted: Sequence[Predicted[C, P]], *, samples: int = 0
) -> tuple[Result, ...]:
    """A table for each measure over the documents that have gold; intervals from `samples` resamples of them."""
    scored = [each for each in predicted if each.case.has_gold]
    strata = [benchmark.stratum(each.case) for each in scored]
    results = []
    for measure in benchmark.measures:
        tallies = [benchmark.score(each.case, each.prediction, measure.name) for each in scored]
        wholes = _wholes(measure, [(each.case, each.prediction) for each in scored])
        results.append(_result(measure, tallies, wholes, strata, samples))
    return tuple(results)


def faults_of(benchmark: Benchmark[C, P], predicted: Iterable[Predicted[C, P]]) -> Iterator[Fault]:
    """What is missed and what is false, document by document."""
    for each in predicted:
        if each.case.has_gold:
            yield from benchmark.faults(each.case, each.prediction, each.reading)


def results_form(results: Iterable[Result]) -> Json:
    """The tables as JSON: measure, row, figures."""
    return {result.measure.name: {row.name: _row_form(row) for row in result.rows} for result in results}


def _wholes(measure: Measure, judged: Sequence[tuple[Any, Any]]) -> list[Row]:
    figures = ((whole.name, whole.figure(judged)) for whole in measure.wholes)
    return [Row(name=name, kind="whole", value=value) for name, value in figures if value is not None]


def _result(
    measure: Measure, tallies: Sequence[Tally], wholes: Sequence[Row], strata: Sequence[str], samples: int
) -> Result:
    merged = merge_tallies(tallies)
    spans: Mapping[str, Span] = {}
    if samples and tallies:
        spans = bootstrap(tallies, lambda tally: _figures(measure, tally), strata=strata, samples=samples)
    rows = [
        Row(name=name, kind=kind, value=value, counts=counts, apart=name in measure.apart, interval=spans.get(name))
        for name, kind, value, counts in _rows(measure, merged)
    ]
    before = len(rows) - (measure.score is not None)
    return Result(measure=measure, rows=(*rows[:before], *wholes, *rows[before:]))


def _figures(measure: Measure, tally: Tally) -> dict[str, float]:
    return {name: value for name, _, value, _ in _rows(measure, tally)}


def _rows(measure: Measure, tally: Tally) -> Iterator[tuple[str, RowKind, float, Counts]]:
    """Name, kind, value and counts of each row, in the order of the table."""
    for name in measure.rows:
        counts = tally.get(name, Counts())
        yield name, "f1", counts.f1, counts
    if measure.score is None:
        counts = total(tally, measure.rows)
        yield ALL, "f1", counts.f1, counts
    for name in measure.apart:
        counts = tally.get(name, Counts())
        yield name, "f1", counts.f1, counts
    for name in measure.rates:
        counts = tally.get(name, Counts())
        yield name, "rate", counts.precision, counts
    for name in measure.means:
        counts = tally.get(name, Counts())
        yield name, "mean", counts.precision / 100, counts
    if measure.score is not None:
        yield SCORE, "score", measure.score(tally), Counts()


def _row_form(row: Row) -> Json:
    counts = row.counts
    form: Json = {row.kind: round(row.value, 2)}
    if row.kind == "f1":
        form |= {"p": round(counts.precision, 2), "r": round(counts.recall, 2)}
    if row.kind not in ("score", "whole"):
        form |= {"right": counts.right, "predicted": counts.predicted, "gold": counts.gold}
    if row.interval is not None:
        form["interval_95"] = [round(value, 2) for value in row.interval]
    return form

"""A reader over the documents of a benchmark, and the figures that come of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from tocsin.errors import FormError, InputError, LineError
from tocsin.evaluate.benchmark import Benchmark, C, Fault, Measure, P
from tocsin.evaluate.lines import load_lines
from tocsin.evaluate.scores import ALL, Counts, Span, Tally, bootstrap_f1, merge_tallies, total
from tocsin.ports import Reader
from tocsin.record import Reading
from tocsin.record.json_form import Json, dumps


@dataclass(frozen=True, slots=True)
class Predicted(Generic[C, P]):
    """A document of a benchmark, what was read in it, and what that is in the benchmark's terms."""

    case: C
    prediction: P
    reading: Reading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table. `f1_95` is None where no interval was asked for."""

    name: str
    counts: Counts
    apart: bool = False
    f1_95: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The table of one measure; the row `ALL` sums those that are not apart."""

    measure: Measure
    rows: tuple[Row, ...]

    @property
    def all(self) -> Row:
        """The summing row."""
        return next(row for row in self.rows if row.name == ALL)


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
    for case in cases:
        reading = reader.read(case.doc)
        yield Predicted(case, benchmark.predict(case, reading), reading)


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
    for case in cases:
        yield Predicted(case, known.get(case.doc.id, benchmark.nothing))


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
    results = []
    for measure in benchmark.measures:
        tallies = [benchmark.score(each.case, each.prediction, measure.name) for each in scored]
        results.append(_result(measure, tallies, samples))
    return tuple(results)


def faults_of(benchmark: Benchmark[C, P], predicted: Iterable[Predicted[C, P]]) -> Iterator[Fault]:
    """What is missed and what is false, document by document."""
    for each in predicted:
        if each.case.has_gold:
            yield from benchmark.faults(each.case, each.prediction, each.reading)


def results_form(results: Iterable[Result]) -> Json:
    """The tables as JSON: measure, row, figures."""
    return {result.measure.name: {row.name: _row_form(row) for row in result.rows} for result in results}


def _result(measure: Measure, tallies: Sequence[Tally], samples: int) -> Result:
    merged = merge_tallies(tallies)

    def row(name: str, parts: tuple[str, ...], *, apart: bool = False) -> Row:
        interval = bootstrap_f1([total(tally, parts) for tally in tallies], samples=samples) if samples else None
        return Row(name=name, counts=total(merged, parts), apart=apart, f1_95=interval if tallies else None)

    rows = [row(name, (name,)) for name in measure.rows]
    rows.append(row(ALL, measure.rows))
    rows += [row(name, (name,), apart=True) for name in measure.apart]
    return Result(measure=measure, rows=tuple(rows))


def _row_form(row: Row) -> Mapping[str, object]:
    counts = row.counts
    figures = {"p": counts.precision, "r": counts.recall, "f1": counts.f1}
    form: Json = {name: round(value, 2) for name, value in figures.items()}
    form |= {"right": counts.right, "predicted": counts.predicted, "gold": counts.gold}
    if row.f1_95 is not None:
        form["f1_95"] = [round(value, 2) for value in row.f1_95]
    return form

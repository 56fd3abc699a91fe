"""`tocsin evaluate`: score a reader against gold."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tocsin.errors import InputError
from tocsin.evaluate.benchmark import BENCHMARKS
from tocsin.ports.model import Accounting

if TYPE_CHECKING:
    from tocsin.evaluate.benchmark import AnyBenchmark
    from tocsin.evaluate.run import Predicted, Result

SAMPLES = 1000

_path = click.Path(exists=True, path_type=Path)
_out = click.Path(dir_okay=False, path_type=Path)


@click.command(short_help="Score a reader against gold.")
@click.argument("benchmark", type=click.Choice(BENCHMARKS.names()))
@click.option(
    "--data",
    "data",
    metavar="PATH",
    type=_path,
    multiple=True,
    required=True,
    help="Gold: a JSONL file, or a folder of them. Repeatable.",
)
@click.option(
    "--part",
    type=click.Choice(["all", "fit", "check"]),
    default="all",
    show_default=True,
    help="Only the documents of one part: rules are tuned on fit (60 %, by a hash of the id), floors hold on check.",
)
@click.option("--reader", metavar="NAME", help="The reader to score (default: the setting, or rules).")
@click.option("--gazetteer", metavar="FILE", help="The gazetteer to read with (default: the setting, or built-in).")
@click.option("--register", metavar="FILE", help="The register to read with (default: the setting, or built-in).")
@click.option("--score", "given", metavar="FILE", type=_path, help="Score the predictions in FILE instead of reading.")
@click.option(
    "--predictions", metavar="FILE", type=_out, help="Write the predictions; works for data without gold, too."
)
@click.option(
    "--bootstrap",
    metavar="N",
    type=click.IntRange(min=0),
    default=SAMPLES,
    show_default=True,
    help="Resamples for the 95 % interval; 0 for none.",
)
@click.option("--json", "json_", metavar="FILE", type=_out, help="Write the tables as JSON.")
@click.option(
    "--errors", is_flag=True, help="List what is missed and what is false by cause, with the words around it."
)
def evaluate(
    benchmark: str,
    data: tuple[Path, ...],
    part: str,
    reader: str | None,
    gazetteer: str | None,
    register: str | None,
    given: Path | None,
    predictions: Path | None,
    bootstrap: int,
    json_: Path | None,
    errors: bool,
) -> None:
    """Score a reader against the gold of a benchmark, by measure and slot.

    \b
    Examples:
      tocsin evaluate muc4 --data muc4/dev.jsonl
      tocsin evaluate muc4 --data muc4/dev.jsonl --errors | less
      tocsin evaluate muc4 --data messages.jsonl --predictions predictions.jsonl
    """
    from tocsin.evaluate.run import evaluate_all, save_predictions

    chosen = BENCHMARKS.make(benchmark)
    predicted = _predicted(chosen, data, part, given, reader=reader, gazetteer=gazetteer, register=register)
    if predictions is not None:
        save_predictions(chosen, predicted, predictions)
    judged = [each for each in predicted if each.case.has_gold]
    if not judged:
        if predictions is None:
            raise InputError("the data hold no gold; give --predictions FILE to write what is read in them")
        return
    _print_results(evaluate_all(chosen, judged, samples=bootstrap), judged, json_)
    if errors:
        _print_faults(chosen, judged)


def _predicted(
    benchmark: AnyBenchmark, data: Sequence[Path], part: str, given: Path | None, **flags: str | None
) -> list[Predicted[Any, Any]]:
    from tocsin.evaluate.parts import part_of_case
    from tocsin.evaluate.run import load_cases, predict_all, predicted_from

    cases = load_cases(benchmark, data)
    if part != "all":
        cases = (case for case in cases if part_of_case(case) == part)
    if given is not None:
        return list(predicted_from(benchmark, cases, given))
    from tocsin.pipeline import reader_from
    from tocsin.settings import load_settings

    settings = load_settings(flags=flags, environment=os.environ)
    chosen = reader_from(settings, depth="full")
    predicted = list(predict_all(benchmark, cases, reader=chosen))
    if isinstance(chosen, Accounting):
        for line in chosen.account():
            click.echo(line, err=True)
    return predicted


def _print_results(results: Sequence[Result], judged: Sequence[Predicted[Any, Any]], json_: Path | None) -> None:
    from tocsin.evaluate.run import results_form
    from tocsin.evaluate.table import result_lines
    from tocsin.record.json_form import dumps

    filled = sum(bool(each.prediction) for each in judged)
    click.echo(f"{len(judged)} documents with gold, {filled} with a prediction\n")
    for line in result_lines(results):
        click.echo(line)
    if json_ is not None:
        try:
            json_.write_text(dumps(results_form(results)) + "\n", "utf-8")
        except OSError as error:
            raise InputError(f"{json_} cannot be written ({error})") from error


def _print_faults(benchmark: AnyBenchmark, judged: Sequence[Predicted[Any, Any]]) -> None:
    from tocsin.evaluate.run import faults_of
    from tocsin.evaluate.table import fault_lines

    for line in fault_lines(list(faults_of(benchmark, judged))):
        click.echo(line)

"""Scores against the floors of `bench/floors.json`: exit code 1 where one lies below.

    python bench/check_floors.py --bench ../shared/bench
    python bench/check_floors.py --bench ../shared/bench --page docs/reference/scores.md

Floors hold for gold of one digest; other gold fails, so that scores are never compared across data. A floor is lowered
only on purpose, in a change of its own that says why; `--raise` lifts those that a score has left behind. Data that are
not there are skipped, with a message.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import Any

from tocsin.evaluate import BENCHMARKS, Result, evaluate_all, predict_all
from tocsin.evaluate.page import Section, scores_page
from tocsin.evaluate.run import load_cases
from tocsin.evaluate.table import aligned
from tocsin.pipeline import READERS

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
READER = "rules"
SAMPLES = 1000
MARGIN = 1.0  # points between a score and the floor that --raise sets


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The scores of one benchmark beside its floors."""

    name: str
    floors: dict[str, float]
    scores: dict[str, float]
    section: Section

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row for each measure that has a floor."""
        for measure, least in self.floors.items():
            score = self.scores[measure]
            verdict = "ok" if score >= least else "BELOW"
            yield f"{self.name} {measure}", f"{score:.2f}", f"{least:.1f}", f"{score - least:+.2f}", verdict

    @property
    def below(self) -> bool:
        """Whether some score lies below its floor."""
        return any(self.scores[measure] < least for measure, least in self.floors.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", type=Path, default=HERE.parent / "../shared/bench", help="folder of the benchmarks")
    parser.add_argument("--page", type=Path, help="write the page of scores here")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise floors that scores have left behind")
    args = parser.parse_args()
    held = json.loads(FLOORS.read_text("utf-8"))
    checked = []
    for name, entry in held.items():
        gold = args.bench / entry["data"]
        if not gold.is_file():
            print(f"skipped {name}: {gold} is not there (give --bench)")
            continue
        if (digest := _digest(gold)) != entry["sha256"]:
            print(f"{name}: {gold} has SHA-256 {digest[:16]}, the floors are for {entry['sha256'][:16]}")
            return 1
        checked.append(_check(name, entry, gold))
    if checked:
        heading = ("", "F1", "floor", "margin", "")
        print("\n".join(aligned([heading, *(row for each in checked for row in each.rows())])))
    if args.lift:
        _raise(held, checked)
    if args.page and checked:
        args.page.write_text(scores_page(each.section for each in checked), "utf-8")
    return int(any(each.below for each in checked))


def _check(name: str, entry: dict[str, Any], gold: Path) -> Checked:
    benchmark = BENCHMARKS.make(name)
    cases = list(load_cases(benchmark, [gold]))
    predicted = list(predict_all(benchmark, cases, reader=READERS.make(READER)))
    results: tuple[Result, ...] = evaluate_all(benchmark, predicted, samples=SAMPLES)
    section = Section(
        name=name,
        about=benchmark.about,
        data=entry["data"],
        digest=entry["sha256"],
        documents=len(cases),
        meaning=benchmark.meaning,
        results=results,
    )
    scores = {result.measure.name: result.all.counts.f1 for result in results}
    return Checked(name=name, floors=entry["floors"], scores=scores, section=section)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _raise(held: dict[str, Any], checked: list[Checked]) -> None:
    """Write floors that lie a margin below the scores; none is lowered."""
    for each in checked:
        floors = held[each.name]["floors"]
        for measure, score in each.scores.items():
            floors[measure] = max(floors.get(measure, 0.0), floor(10 * (score - MARGIN)) / 10)
    FLOORS.write_text(json.dumps(held, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""Scores against the floors and ceilings of `bench/floors.json`: exit code 1 where one is crossed.

    python bench/check_floors.py --bench ../shared/bench
    python bench/check_floors.py --bench ../shared/bench --page docs/reference/scores.md

Bounds hold for gold of one digest; other gold fails, so that scores are never compared across data. A bound names a
measure (`ree`) or one of its rows (`template/stage`). Where `split` is true they hold for the part `check`, and rules
are tuned on `fit` alone. A floor is lowered only on purpose, in a change of its own that says why; `--raise` lifts
those that a score has left behind. Data that are not there are skipped, with a message. Data of an entry with `ours`
lie in this folder, the others in that of `--bench`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import floor
from pathlib import Path
from typing import Any

from tocsin.evaluate import BENCHMARKS, Result, evaluate_all, predict_all
from tocsin.evaluate.page import Section, scores_page
from tocsin.evaluate.parts import part_of_case
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
    """The scores of one benchmark beside its floors and ceilings."""

    name: str
    floors: dict[str, float]
    ceilings: dict[str, float]
    scores: dict[str, float]
    sections: tuple[Section, ...]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """A row for each figure that has a bound."""
        for bounds, sign, word in ((self.floors, 1, "floor"), (self.ceilings, -1, "ceiling")):
            for name, bound in bounds.items():
                spare = sign * (self.scores[name] - bound)
                verdict = "ok" if spare >= 0 else "FAILS"
                yield f"{self.name} {name}", f"{self.scores[name]:.2f}", word, f"{bound:.1f}", f"{spare:+.2f}", verdict

    @property
    def fails(self) -> bool:
        """Whether some figure lies below its floor or above its ceiling."""
        low = any(self.scores[name] < floor for name, floor in self.floors.items())
        return low or any(self.scores[name] > ceiling for name, ceiling in self.ceilings.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", type=Path, default=HERE.parent / "../shared/bench", help="folder of the benchmarks")
    parser.add_argument("--only", action="append", help="only this benchmark (repeatable)")
    parser.add_argument("--page", type=Path, help="write the page of scores here")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise floors that scores have left behind")
    args = parser.parse_args()
    held = json.loads(FLOORS.read_text("utf-8"))
    checked = []
    for name, entry in held.items():
        if args.only and name not in args.only:
            continue
        folder = HERE if entry.get("ours") else args.bench
        files = {folder / file: digest for file, digest in entry["data"].items()}
        if absent := [file for file in files if not file.is_file()]:
            print(f"skipped {name}: {absent[0]} is not there (give --bench)")
            continue
        for file, expected in files.items():
            if (digest := _digest(file)) != expected:
                print(f"{name}: {file} has SHA-256 {digest[:16]}, the floors are for {expected[:16]}")
                return 1
        checked.append(_check(name, entry, list(files)))
    if checked:
        heading = ("", "score", "", "bound", "margin", "")
        print("\n".join(aligned([heading, *(row for each in checked for row in each.rows())])))
    if args.lift:
        _raise(held, checked)
    if args.page and checked:
        args.page.write_text(scores_page(section for each in checked for section in each.sections), "utf-8")
    return int(any(each.fails for each in checked))


def _check(name: str, entry: dict[str, Any], files: list[Path]) -> Checked:
    """Every part scored; the bounds are for the last, which nothing was tuned on where there are two."""
    benchmark = BENCHMARKS.make(name)
    predicted = list(predict_all(benchmark, load_cases(benchmark, files), reader=READERS.make(READER)))
    parts: tuple[str | None, ...] = ("fit", "check") if entry["split"] else (None,)
    sections = []
    for part in parts:
        scored = [each for each in predicted if part is None or part_of_case(each.case) == part]
        section = Section(
            name=name,
            part=part,
            about=benchmark.about,
            data=tuple(entry["data"].items()),
            documents=sum(each.case.has_gold for each in scored),
            meaning=benchmark.meaning,
            results=evaluate_all(benchmark, scored, samples=SAMPLES),
        )
        sections.append(section)
    scores = dict(_scores(sections[-1].results))
    return Checked(
        name=name,
        floors=entry["floors"],
        ceilings=entry.get("ceilings", {}),
        scores=scores,
        sections=tuple(sections),
    )


def _scores(results: Iterable[Result]) -> Iterator[tuple[str, float]]:
    """Each measure's figure by its name, and each row by `measure/row`."""
    for result in results:
        yield result.measure.name, result.headline.value
        for row in result.rows:
            yield f"{result.measure.name}/{row.name}", row.value


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _raise(held: dict[str, Any], checked: list[Checked]) -> None:
    """Write floors that lie a margin below the scores; none is lowered."""
    for each in checked:
        floors = held[each.name]["floors"]
        for name, least in floors.items():
            floors[name] = max(least, floor(10 * (each.scores[name] - MARGIN)) / 10)
    FLOORS.write_text(json.dumps(held, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())

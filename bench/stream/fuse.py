"""Fuse the generated stream as it comes: what a mention costs, what it grows to, and how much comes out right.

    python bench/stream/fuse.py                                   # the first 3,000 reports, in batches of 100
    python bench/stream/fuse.py --reports 100000 --step 10000 --cache /var/tmp/stream

The stream is generated and read by the rule reader first, in a process of its own (minutes for all of it; `--cache`
keeps both for the next run). Then it is fused in batches, as `tocsin add` would, with the notes of fusing in memory.
Seconds are processor time of this one process: `fuse` is finding out which mentions are one event, `fold` making the
record of each incident touched. A mention counts where it is new. The scores are those of README.md, over all reports
until then.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from stored import Stored, lines_of, read_stream, write_stream

from resident import resident_mb
from tocsin.cli import collect_seldom
from tocsin.evaluate.scores import Counts
from tocsin.evaluate.table import aligned
from tocsin.fuse import fold_incidents
from tocsin.fuse.desk import Desk
from tocsin.fuse.memory import Memory
from tocsin.fuse.renew import renew
from tocsin.notes import Link
from tocsin.record import Reading
from tocsin.record.event_types import ACTS

ALL_INCIDENTS, ALL_REPORTS = 10_000, 100_000
HEADING = (
    "reports", "mentions", "fuse ms/mention", "mentions/s", "fold ms/mention", "pairs/mention", "links/mention",
    "incidents", "precision", "recall", "F1", "MB",
)  # fmt: skip


class Counting(Memory):
    """Notes that count the links made."""

    linked = 0

    def link(self, links: Iterable[Link]) -> None:
        some = list(links)
        self.linked += len(some)
        super().link(some)


@dataclass
class Times:
    """Processor seconds of a step."""

    fuse: float = 0.0
    fold: float = 0.0
    mentions: int = 0

    @contextmanager
    def of(self, part: str) -> Iterator[None]:
        """Add what is done inside to a part."""
        begin = process_time()
        yield
        setattr(self, part, getattr(self, part) + process_time() - begin)


@dataclass
class Truth:
    """Which incident each item tells, and where it is told: the first act found in a sentence of that incident."""

    gold: list[str] = field(default_factory=list)
    places: list[tuple[str, str | None]] = field(default_factory=list)  # document, mention

    def take(self, readings: Mapping[str, Reading], told: Mapping[str, list[dict[str, object]]]) -> None:
        """Note down the items of some documents."""
        for key, reading in readings.items():
            for incident, mention in items_of(reading, told[key]):
                self.gold.append(incident)
                self.places.append((key, mention))

    def score(self, incident_of: Mapping[tuple[str, str], str | None]) -> Counts:
        """B-cubed over all items so far. What nothing was found in stands alone."""
        found = [
            f"alone {n}" if mention is None else incident_of[key, mention] or f"alone {n}"
            for n, (key, mention) in enumerate(self.places)
        ]
        return b_cubed(self.gold, found)


def items_of(reading: Reading, told: list[dict[str, object]]) -> Iterator[tuple[str, str | None]]:
    """Each incident that a document tells, with the first act that was found in one of its sentences."""
    acts = sorted((m for m in reading.mentions if m.family in ACTS), key=lambda m: (m.trigger.field, m.trigger.start))
    for incident in dict.fromkeys(str(each["incident"]) for each in told):
        spans = [(s["field"], s["start"], s["end"]) for s in told if s["incident"] == incident]
        inside = (
            m.id
            for m in acts
            if any(m.trigger.field == f and s <= m.trigger.start < e for f, s, e in spans)  # type: ignore[operator]
        )
        yield incident, next(inside, None)


def b_cubed(gold: list[str], found: list[str]) -> Counts:
    """Precision and recall of a clustering, item by item (Bagga and Baldwin 1998)."""
    golds, founds, both = Counter(gold), Counter(found), Counter(zip(gold, found, strict=True))
    return Counts(
        right=sum(n * n / founds[f] for (_, f), n in both.items()),
        predicted=len(gold),
        found=sum(n * n / golds[g] for (g, _), n in both.items()),
        gold=len(gold),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=3000, help="how many of the stream (3000)")
    parser.add_argument("--batch", type=int, default=100, help="reports fused at a time (100)")
    parser.add_argument("--step", type=int, default=1000, help="reports between two lines of figures (1000)")
    parser.add_argument("--whole", type=int, nargs=2, default=(ALL_INCIDENTS, ALL_REPORTS), help="incidents, reports")
    parser.add_argument("--cache", type=Path, help="folder that keeps the stream and its readings")
    parser.add_argument("--no-fold", action="store_true", help="do not fold the incidents")
    parser.add_argument("--profile", action="store_true", help="show where the time goes")
    args = parser.parse_args()
    collect_seldom()  # as the command does
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.cache or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        stream = write_stream(folder, incidents=args.whole[0], reports=args.whole[1])
        with get_context("spawn").Pool(1) as pool:  # a reader holds much, and would be counted
            readings = pool.apply(read_stream, (stream, args.reports))
        profile = cProfile.Profile() if args.profile else None
        run(stream, readings, args, profile)
        if profile is not None:
            pstats.Stats(profile).sort_stats("tottime").print_stats(45)
    return 0


def run(stream: Path, readings: Path, args: argparse.Namespace, profile: cProfile.Profile | None) -> None:
    """Fuse the stream, and print a line of figures after each step."""
    notes, desk, sources = Counting(), Desk(), Stored(readings)
    truth, times, before = Truth(), Times(), (0, 0)
    lines = lines_of(stream)
    rows = [HEADING]
    taken = 0
    for batch in sources.batches(args.batch, args.reports):
        told = {doc.key: each for doc, each in islice(lines, len(batch))}
        truth.take(batch, told)
        if profile:
            profile.enable()
        with times.of("fuse"):
            renewed = renew(batch.keys(), sources=sources, notes=notes, desk=desk)
        sources.note(renewed.mints)
        if not args.no_fold:
            with times.of("fold"):
                fold_incidents(renewed.changed, sources=sources, notes=notes, desk=desk)
        if profile:
            profile.disable()
        times.mentions += sum(len(reading.mentions) for reading in batch.values())
        taken += len(batch)
        if taken % args.step < len(batch) or taken == args.reports:
            rows.append(_row(taken, notes, desk, truth, times, before))
            print("  ".join(f"{name} {cell}" for name, cell in zip(HEADING, rows[-1], strict=True)), flush=True)
            times, before = Times(), (desk.scored, notes.linked)
    print("\n" + "\n".join(aligned(rows)))


def _row(
    taken: int, notes: Counting, desk: Desk, truth: Truth, times: Times, before: tuple[int, int]
) -> tuple[str, ...]:
    documents = {key for key, _ in truth.places}
    incident_of = {(item.document, item.mention): item.incident for item in notes.items_of(documents)}
    counts, mentions = truth.score(incident_of), max(1, times.mentions)
    return (
        f"{taken}",
        f"{times.mentions}",
        f"{1000 * times.fuse / mentions:.2f}",
        f"{mentions / max(times.fuse, 1e-9):.0f}",
        f"{1000 * times.fold / mentions:.2f}",
        f"{(desk.scored - before[0]) / mentions:.1f}",
        f"{(notes.linked - before[1]) / mentions:.1f}",
        f"{len(set(incident_of.values())) - 1}",
        f"{counts.precision:.2f}",
        f"{counts.recall:.2f}",
        f"{counts.f1:.2f}",
        f"{resident_mb():.0f}",
    )


if __name__ == "__main__":
    raise SystemExit(main())

"""How fast the rule reader is, on one core, and where the time goes.

    python bench/speed.py --bench ../shared/bench

Each collection is read warm, in one process, after a short run that fills caches. Times are processor time, so that
other work on the machine does not count, and the least of a few rounds, in which reader and tokenisers take turns.

Beside the reader two plain regular-expression tokenisers go over the same text; the ratios carry from one machine to
another, the figures themselves do not. `spans` gives each token as (start, end, text), which is the least that
something built on it needs to quote its source, and what every token of ours has: the bar of 40 times is held against
that one. `strings` (`re.findall`) gives bare strings that no longer know where they stood; it is shown so that nobody
has to take our word for the choice.

A last pass, slower than the measured one, gives the time of each step of the cascade. Collections that are not there
are skipped, with a message.
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any

from msgspec import structs

from tocsin.cli import collect_seldom
from tocsin.evaluate.table import aligned
from tocsin.read.rules import document, reader
from tocsin.record import Document, document_key

HERE = Path(__file__).parent
COLLECTIONS = ("muc4/dev.jsonl", "articles/dev.jsonl")
TOKEN = re.compile(r"\w+|[^\w\s]")
WARM_UP = 25
ROUNDS = 3
REPEATS = 3  # of the tokenisers in each round, which are too quick to be timed once
SIZES = 1, 10, 100, 1000  # kB of text in one document, for the table of growth
GROWTH_KB = 100  # read for each of the smaller sizes
START = """
from tocsin.read.rules.reader import RuleReader
from tocsin.record import Document
RuleReader().read(Document(key="", id="", text={text!r}))
"""
LEAST_SHARE = 0.005  # of the time: steps below are not shown
STATING = "reading_of"  # the method that turns what the steps found into a reading
PREPARE = "prepare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """What one collection took: documents, sentences, kilobytes, and processor seconds of reader and tokenisers."""

    name: str
    documents: int
    sentences: int
    kilobytes: float
    seconds: float
    spans_seconds: float
    strings_seconds: float

    @property
    def cells(self) -> tuple[str, ...]:
        """A row of the table."""
        each = self.seconds
        return (
            self.name,
            str(self.documents),
            f"{self.documents / each:.1f}",
            f"{self.kilobytes / 2 / each:.0f}",
            f"{self.sentences / each:.0f}",
            f"{self.kilobytes / each:.0f}",
            f"{self.kilobytes / self.spans_seconds:.0f}",
            f"{each / self.spans_seconds:.1f}",
            f"{each / self.strings_seconds:.1f}",
        )


HEADING = (
    "", "documents", "docs/s", "2 kB docs/s", "sentences/s", "kB/s", "spans kB/s", "times spans", "times strings",
)  # fmt: skip


def spans_of(text: str) -> list[tuple[int, int, str]]:
    """The tokens of a plain tokeniser, each with where it stands."""
    return [(match.start(), match.end(), match.group()) for match in TOKEN.finditer(text)]


@dataclass(slots=True)
class Stopwatch:
    """Processor seconds by step."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time added to a step."""

        @wraps(function)
        def run(*args: Any, **more: Any) -> Any:
            begin = process_time()
            try:
                return function(*args, **more)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + process_time() - begin

        return run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", type=Path, default=HERE.parent / "../shared/bench", help="folder of the benchmarks")
    args = parser.parse_args()
    collect_seldom()  # as the command does
    rules = reader.RuleReader()
    rows, stages, documents = [], [], []
    gates: list[tuple[str, ...]] = []
    for name in COLLECTIONS:
        path = args.bench / name
        if not path.is_file():
            print(f"skipped {name}: {path} is not there (give --bench)")
            continue
        documents = list(load_documents(path))
        rows.append(measure(rules, name, documents).cells)
        stages.append((name, *stage_times(rules, documents)))
        gates.append((name, *gate_cells(rules, documents)))
    if not rows:
        return 0
    print(f"One core, warm, processor time, the least of {ROUNDS} rounds\n")
    print("\n".join(aligned([HEADING, *rows])))
    print("\nspans: a plain tokeniser that gives (start, end, text); the bar of 40 times is held against it")
    print("strings: one that gives bare strings, which say nothing of where they stood (re.findall)")
    print(f"\nGrowth: {rows[-1][0]} joined into documents of one length\n")
    print("\n".join(aligned([("", "microseconds for each kB"), *growth(rules, documents)])))
    print("\nThe gate (`depth: gated`)\n")
    print("\n".join(aligned([("", "share of a full reading", "documents gated"), *gates])))
    print(f"\nStart-up, imports and a first document: {start_up(documents[0].text):.2f} s of processor time")
    for name, steps, parts in stages:
        print(f"\n{name}: time by step of the cascade\n")
        print("\n".join(share_lines(steps)))
        print(f"\n{name}: parts of `{PREPARE}`\n")
        print("\n".join(share_lines(parts)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    print(f"\nPeak memory of the process: {peak:.0f} MB")
    return 0


def load_documents(path: Path) -> Iterator[Document]:
    """The documents of a JSONL file of a benchmark."""
    for line in path.read_text("utf-8").splitlines():
        form = json.loads(line)
        text = form.get("text_truecased") or form["text"]
        yield Document(
            key=document_key(text.encode(), source=None, name=form["doc_id"]),
            id=form["doc_id"],
            text=text,
            title=form.get("title"),
            published=form.get("date"),
            language="en",
        )


def measure(rules: reader.RuleReader, name: str, documents: Sequence[Document]) -> Speed:
    """The speed over a collection."""
    for doc in documents[:WARM_UP]:
        rules.read(doc)
    texts = [doc.text for doc in documents]
    took = [
        (
            seconds_of(rules.read, documents),
            seconds_of(spans_of, texts * REPEATS),
            seconds_of(TOKEN.findall, texts * REPEATS),
        )
        for _ in range(ROUNDS)
    ]
    seconds, spans, strings = map(min, zip(*took, strict=True))
    return Speed(
        name=name,
        documents=len(documents),
        sentences=sum(len(rules.steps(doc).prepared.lines) for doc in documents),
        kilobytes=sum(len(doc.text.encode()) for doc in documents) / 1000,
        seconds=seconds,
        spans_seconds=spans / REPEATS,
        strings_seconds=strings / REPEATS,
    )


def seconds_of(function: Callable[[Any], object], items: Sequence[object]) -> float:
    """The processor time of a function over some items."""
    begin = process_time()
    for item in items:
        function(item)
    return process_time() - begin


def growth(rules: reader.RuleReader, documents: Sequence[Document]) -> Iterator[tuple[str, str]]:
    """Microseconds for each kB of documents of growing length, made of the given ones one after another."""
    whole = "\n\n".join(doc.text for doc in documents)
    whole = (whole + "\n\n") * (SIZES[-1] * 1000 // len(whole) + 1)
    for size in SIZES:
        pieces = range(0, max(GROWTH_KB, size) * 1000, size * 1000)
        made = [structs.replace(documents[0], title=None, text=whole[at : at + size * 1000]) for at in pieces]
        took = min(seconds_of(rules.read, made) for _ in range(ROUNDS))
        yield f"{size} kB", f"{took / len(made) / size * 1e6:.0f}"


def gate_cells(rules: reader.RuleReader, documents: Sequence[Document]) -> tuple[str, str]:
    """What the gate costs of a full reading, and how many documents it reads no further."""
    full = min(seconds_of(rules.read, documents) for _ in range(ROUNDS))
    gate = min(seconds_of(reader.gate_odds, documents) for _ in range(ROUNDS))
    shut = sum(reader.is_shut(reader.gate_odds(doc)) for doc in documents)
    return f"{100 * gate / full:.1f} %", f"{shut} of {len(documents)}"


def start_up(text: str) -> float:
    """Processor seconds of a process that imports the reader and reads its first document."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", START.format(text=text)], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def stage_times(rules: reader.RuleReader, documents: Sequence[Document]) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds of each function that `RuleReader.steps` calls, of stating the result, and of the parts of `prepare`."""
    steps, parts = Stopwatch(), Stopwatch()
    names = [name for name in rules.steps.__code__.co_names if _is_function(reader, name)]
    imported = [name for name in vars(document) if _is_function(document, name) and _is_foreign(document, name)]
    with _timing(reader, names, steps):
        whole = steps.timed(STATING, rules.reading_of)
        for doc in documents:
            whole(doc, rules.steps(doc))
    with _timing(document, imported, parts):
        for doc in documents:
            document.prepare(doc)
    return steps.seconds, parts.seconds


@contextmanager
def _timing(module: ModuleType, names: Sequence[str], watch: Stopwatch) -> Iterator[None]:
    """Functions of a module timed for a while."""
    held = {name: getattr(module, name) for name in names}
    try:
        for name, function in held.items():
            setattr(module, name, watch.timed(name, function))
        yield
    finally:
        for name, function in held.items():
            setattr(module, name, function)


def _is_function(module: ModuleType, name: str) -> bool:
    return inspect.isfunction(getattr(module, name, None))


def _is_foreign(module: ModuleType, name: str) -> bool:
    function = getattr(module, name)
    return bool(function.__module__ != module.__name__ and function.__module__.startswith("tocsin."))


def share_lines(seconds: dict[str, float]) -> Iterator[str]:
    """Steps with their share of the time, the longest first."""
    whole = sum(seconds.values()) or 1.0
    ranked = sorted(seconds.items(), key=lambda item: -item[1])
    shown = [
        (name, f"{spent:.3f} s", f"{100 * spent / whole:.1f} %")
        for name, spent in ranked
        if spent >= LEAST_SHARE * whole
    ]
    yield from aligned([("", "time", "share"), *shown])


if __name__ == "__main__":
    sys.exit(main())

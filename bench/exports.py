"""Seconds and memory of each export format over 1,000 and 10,000 incidents of a ledger: memory must not grow with them.

    python bench/exports.py [--incidents 10000]

The ledger is made of the demo's incidents over and over, each under an id of its own. Memory is the peak of what Python
holds while it exports (`tracemalloc`, which slows it down), time is taken without that.
"""

from __future__ import annotations

import argparse
import io
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

from msgspec import structs

from tocsin.clock import SystemClock
from tocsin.pipeline import fuse_readings, gather_demo, make_reader, make_terms, read_all
from tocsin.record import Incident
from tocsin.share import EXPORTERS, Exporter, OnTerms
from tocsin.share.terms import Stamps, Terms

TERMS = Terms(
    namespace=UUID("018ab4ce-bb06-4f86-8504-5ed1d60ea6df"), stamps=lambda id: Stamps("2024-03-22", "2024-03-23")
)


class Nowhere(io.RawIOBase):
    """Counts what is written."""

    size = 0

    def write(self, content: bytes) -> int:  # type: ignore[override]
        self.size += len(content)
        return len(content)


def demo() -> tuple[Incident, ...]:
    terms = make_terms(clock=SystemClock(), max_bytes=10_000_000)
    reader = make_reader("rules", depth="gated")
    return fuse_readings(outcome.value for outcome in read_all(gather_demo(terms), reader=reader))  # type: ignore[union-attr]


def many(some: tuple[Incident, ...], number: int) -> Iterator[Incident]:
    for n in range(number):
        yield structs.replace(some[n % len(some)], id=f"i{n}")


def make(name: str) -> Exporter:
    exporter = EXPORTERS.make(name)
    return exporter.on(TERMS) if isinstance(exporter, OnTerms) else exporter


def peak(export: Callable[[], object]) -> float:
    tracemalloc.start()
    export()
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found / 1e6


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--incidents", type=int, default=10_000)
    number = parser.parse_args().incidents
    some = demo()
    print(f"{'format':<10}{'MB out':>9}{'seconds':>9}{'MB held of ' + str(number // 10):>20}{'of ' + str(number):>12}")
    for name in EXPORTERS.names():
        make(name).write(iter(some), Nowhere())
        out, started = Nowhere(), time.perf_counter()
        make(name).write(many(some, number), out)
        seconds = time.perf_counter() - started
        held = [peak(partial(make(name).write, many(some, n), Nowhere())) for n in (number // 10, number)]
        print(f"{name:<10}{out.size / 1e6:>9.1f}{seconds:>9.1f}{held[0]:>20.2f}{held[1]:>12.2f}")


if __name__ == "__main__":
    main()

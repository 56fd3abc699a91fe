"""Follow made-up feeds into a ledger: documents a second, and whether memory stays flat.

    python bench/gathering.py [--documents 20000] [--sources 50]

Nothing is fetched: a client in memory hands out feeds whose items hold their words, at whatever speed they are taken.
The reader finds nothing, so what is measured is the following itself: parsing feeds, language, identity, the ledger's
transactions, and the fold, which looks for copies and for reports that tell one story. Reading has its own figures
(`bench/speed.py`), extraction from pages its own in `docs/explanation`.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event
from time import process_time

from resident import resident_mb
from tocsin.follow import Folded, Follower, Had
from tocsin.gather import Terms
from tocsin.gather.http import Fetched, Validators
from tocsin.pipeline import open_record
from tocsin.record import Document, ReaderStamp, Reading
from tocsin.record.source import Source

SYLLABLES = "ba be bo da de do ga go ka ke ko la le lo ma me mo na ne no ra re ro sa se so ta te to va ve vo".split()
LENGTH = 60  # words of an item, drawn so that no two are copies
PER_FEED = 50
A_DAY = 500  # documents that come out on one day
LOOKS = 6  # at the clock for each item, about: a feed falls due when all have had their turn
START = datetime(2024, 1, 1, tzinfo=UTC)


def words(item: str) -> str:
    """A text of made-up words, the same for the same item."""
    chance = Random(item)
    made = ["".join(chance.choices(SYLLABLES, k=2 + n % 2)) for n in range(LENGTH)]
    return f"It was said that they had been there for a long time and that there is more to come: {' '.join(made)}."


class Clock:
    """Moves on a second with each look, so that feeds fall due."""

    def __init__(self) -> None:
        self._seconds = 0

    def skip(self, seconds: int) -> None:
        self._seconds += seconds

    def now(self) -> str:
        self._seconds += 1
        return (START + timedelta(seconds=self._seconds)).isoformat(timespec="seconds")


class Awake(Event):
    """Where the follower would nap, its clock moves on instead."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def wait(self, timeout: float | None = None) -> bool:
        self._clock.skip(int(timeout or 0) + 1)
        return self.is_set()


class Feeds:
    """A client whose every feed has new items each time it is asked."""

    def __init__(self) -> None:
        self._asked = 0

    @property
    def day(self) -> str:
        """The day that the items of the latest feed are of."""
        return (START + timedelta(days=self._asked * PER_FEED // A_DAY)).date().isoformat()

    def fetch(self, url: str, *, validators: Validators | None = None, accept: str = "*/*") -> Fetched:
        self._asked += 1
        items = "".join(
            f"<item><guid isPermaLink='false'>{self._asked}-{n}</guid><title>Story</title>"
            f"<description>{words(f'{self._asked}-{n}')}</description></item>"
            for n in range(PER_FEED)
        )
        body = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>".encode()
        return Fetched(
            url=url, status=200, body=body, media_type="application/rss+xml", charset=None, validators=Validators()
        )


class Nothing:
    """A reader that finds nothing."""

    name, version = "nothing", "1"

    def read(self, doc: Document) -> Reading:
        return Reading(document=doc, reader=ReaderStamp(name=self.name, version=self.version), relevance=0.0)


def follow(documents: int, sources: int, path: Path) -> Iterator[tuple[int, float, float]]:
    """The documents so far, the documents a second of processor time in the last tenth, and the memory held in MB."""
    clock, feeds = Clock(), Feeds()
    with open_record(f"sqlite:///{path}", clock=clock) as ledger:  # type: ignore[attr-defined]
        for n in range(sources):
            ledger.sources.add(
                Source(url=f"https://feed{n}.example/", name=f"Feed {n}", pages=False, every=sources * PER_FEED * LOOKS)
            )
        follower = Follower(
            ledger=ledger,
            reader=Nothing(),
            client=feeds,
            clock=clock,
            terms=lambda: Terms(now=clock.now(), published=feeds.day),
            workers=4,
            stop=Awake(clock),
        )
        done, started = 0, process_time()
        for step in follower.run():
            if isinstance(step, Folded) or not isinstance(step, Had):
                continue
            done += step.document is not None
            if done % (documents // 10) == 0:
                spent = process_time() - started
                yield done, documents / 10 / spent, resident_mb()
                started = process_time()
            if done >= documents:
                follower.stop.set()
                return


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--sources", type=int, default=50)
    args = parser.parse_args()
    print(f"{'documents':>10}{'a second':>10}{'MB':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for done, rate, memory in follow(args.documents, args.sources, Path(folder) / "ledger.db"):
            print(f"{done:>10,}{rate:>10,.0f}{memory:>9,.0f}", flush=True)


if __name__ == "__main__":
    main()

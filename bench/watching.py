"""How long it takes from the arrival of a report to the alert at its receiver, on a ledger that holds much already.

    python bench/watching.py --incidents 10000 --watches 200 --reports 100

A ledger is filled with the first reports of the invented stream (`bench/stream`), one for each incident, and folded.
The reports after them then come one by one: each is read and added, the incidents are brought up to date, every watch
is asked, and what rings is posted to a host on loopback, which notes when it has it. Times are wall time, and beside
them the processor time of the same steps, which other work on the machine leaves as it is. The part after the fold is
shown by itself, for it is what watching adds; `--keep FILE` keeps the filled ledger for the next run.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice, pairwise
from pathlib import Path
from random import Random
from shutil import copyfile
from time import perf_counter, process_time
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent / "stream"))

from generate import generate

from tocsin.evaluate.table import aligned
from tocsin.gather import Done, Terms
from tocsin.gather.jsonl import read_jsonl
from tocsin.pipeline import add_all, make_folder, make_reader, open_record
from tocsin.ports import Ledger
from tocsin.record import EVENT_TYPES
from tocsin.watch import Watches, parse_watches
from tocsin.watching import Names, ring_all
from tocsin.watching.delivering import Courier, make_outside

COUNTRIES = "AF IQ SY YE SO NG ML BF NE TD CD KE MZ PK IN PH CO MX UA IL".split()
BOUND_S = 2.0


@dataclass
class Clock:
    """Tells the time of the stream."""

    moment: str = "2022-01-01T00:00:00+00:00"

    def now(self) -> str:
        return self.moment


class Took(NamedTuple):
    """Seconds by the clock on the wall, and of processor time, of all threads."""

    wall: float
    cpu: float


def at() -> Took:
    """Now, by both."""
    return Took(perf_counter(), process_time())


def between(begun: Took, ended: Took) -> Took:
    """What passed between two moments."""
    return Took(ended.wall - begun.wall, ended.cpu - begun.cpu)


@dataclass
class Times:
    """What each report took: adding, folding, ringing, sending; of those that rang, the whole."""

    add: list[Took] = field(default_factory=list)
    fold: list[Took] = field(default_factory=list)
    ring: list[Took] = field(default_factory=list)
    send: list[Took] = field(default_factory=list)
    after_fold: list[Took] = field(default_factory=list)
    arrival_to_alert: list[Took] = field(default_factory=list)
    alerts: int = 0


class Receiver(ThreadingHTTPServer):
    """Takes what is posted and counts it."""

    daemon_threads = True
    got = 0


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got += 1
        self.send_response(204)
        self.end_headers()


@contextmanager
def receiving() -> Iterator[Receiver]:
    server = Receiver(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def make_watches(count: int, port: int) -> Watches:
    """As many watches of many kinds, all of which look at every change."""
    chance = Random(7)
    types = [id for id, type in EVENT_TYPES.items() if type.family == "violence"]
    kinds = [
        lambda: f"countries = {json.dumps(chance.sample(COUNTRIES, 3))}",
        lambda: f'types = {json.dumps(chance.sample(types, 4))}\ncountries = ["{chance.choice(COUNTRIES)}"]',
        lambda: f"near = {{ latitude = {chance.randint(0, 40)}, longitude = {chance.randint(-5, 80)}, km = 500 }}",
        lambda: f'actors = ["{chance.choice(["islamic-state", "al-shabaab", "boko-haram", "taliban"])}"]',
        lambda: f"at_least = {{ killed = {chance.randint(5, 60)} }}",
        lambda: (
            f'words = ["{chance.choice(["market", "convoy", "bridge", "school", "checkpoint"])}"]\nconfidence = 0.5'
        ),
    ]
    channel = f'[channel.hook]\nkind = "webhook"\nurl = "http://localhost:{port}/"\nallow = ["localhost"]\n'
    tables = [f'[[watch]]\nname = "w{n}"\n{kinds[n % len(kinds)]()}\n' for n in range(count)]
    return parse_watches(channel + "\n".join(tables), name="bench", lookup=Names())


def documents(lines: list[dict], clock: Clock) -> Iterator:
    """The documents of some lines of the stream."""
    terms = Terms(now=clock.now(), retrieved=clock.now(), source=None, published=None, max_bytes=1_000_000)
    text = "".join(json.dumps({k: v for k, v in line.items() if k != "told"}) + "\n" for line in lines)
    return read_jsonl(io.BytesIO(text.encode()), name="stream", terms=terms)


def fill(path: Path, lines: list[dict], clock: Clock) -> None:
    """Read reports into a ledger and fold it once."""
    ledger = open_record(f"sqlite:///{path}", clock=clock)
    reader = make_reader("rules", depth="gated")
    with ledger.transaction():
        added = sum(isinstance(each, Done) for each in add_all(documents(lines, clock), ledger=ledger, reader=reader))
    began = perf_counter()
    changed = make_folder(ledger).refold()
    print(f"{added} reports, {changed} incidents, first fold {perf_counter() - began:.1f} s", flush=True)
    ledger.close()


def measure(ledger: Ledger, lines: list[dict], watches: Watches, clock: Clock, receiver: Receiver) -> Times:
    """What each of some reports takes, from its arrival to its alerts at the receiver."""
    times = Times()
    folder = make_folder(ledger)
    names, reader = Names(), make_reader("rules", depth="gated")
    courier = Courier(ledger, watches.channels, make_outside(clock, stdout=io.BytesIO(), environment={}))
    ring_all(ledger, Watches(), clock=clock, peoples=names)  # what is there is no news
    for line in lines:
        clock.moment = later(line["published"])
        begun = at()
        list(add_all(documents([line], clock), ledger=ledger, reader=reader))
        added = at()
        folder.refold()
        folded = at()
        alerts = ring_all(ledger, watches, clock=clock, peoples=names)
        rung = at()
        before = receiver.got
        for sent in courier.deliver():
            if sent.error is not None:
                raise SystemExit(str(sent.error))
        ended = at()
        assert receiver.got - before == len(alerts)
        times.alerts += len(alerts)
        moments = (begun, added, folded, rung, ended)
        for held, pair in zip((times.add, times.fold, times.ring, times.send), pairwise(moments), strict=True):
            held.append(between(*pair))
        if alerts:
            times.arrival_to_alert.append(between(begun, ended))
            times.after_fold.append(between(folded, ended))
    return times


def later(published: str) -> str:
    return (datetime.fromisoformat(published) + timedelta(minutes=5)).isoformat(timespec="seconds")


def quantile(seconds: list[float], share: float) -> float:
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def show(times: Times) -> None:
    """The middle, the 95th percentile and the longest of each step, by the clock and of processor time."""
    rows = [["step", "median", "95 %", "most", "cpu median", "cpu 95 %"]]
    for name in ("add", "fold", "ring", "send", "after_fold", "arrival_to_alert"):
        held: list[Took] = getattr(times, name)
        wall, cpu = [each.wall for each in held], [each.cpu for each in held]
        figures = [quantile(wall, share) for share in (0.5, 0.95, 1.0)]
        figures += [quantile(cpu, share) for share in (0.5, 0.95)]
        rows.append([name.replace("_", " "), *(f"{figure:.3f} s" for figure in figures)])
    print("\n".join(aligned(rows)))
    print(f"{times.alerts} alerts; {len(times.arrival_to_alert)} of {len(times.add)} reports rang")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--watches", type=int, default=200)
    parser.add_argument("--reports", type=int, default=100, help="that come one by one")
    parser.add_argument("--keep", type=Path, help="the filled ledger, made where it is not there")
    given = parser.parse_args()
    stream = generate(given.incidents, given.incidents + 4 * given.incidents)
    first: list[dict] = []
    rest: list[dict] = []
    known: set[str] = set()
    for line in stream:
        told = {each["incident"] for each in line["told"]}
        new = told - known
        if new and len(known) < given.incidents:
            first.append(line)
            known |= told
        elif len(known) >= given.incidents * 0.99 and not any(each["background"] for each in line["told"]):
            rest.append(line)  # an anniversary rings for nobody
    rest = list(islice(reversed(rest), given.reports))[::-1]
    clock = Clock(first[-1]["published"])
    with tempfile.TemporaryDirectory() as folder, receiving() as receiver:
        path = Path(folder) / "ledger.db"
        kept = given.keep or path
        if not kept.exists():
            fill(kept, first, clock)
        if kept != path:
            copyfile(kept, path)
        watches = make_watches(given.watches, receiver.server_address[1])
        ledger = open_record(f"sqlite:///{path}", clock=clock)
        times = measure(ledger, rest, watches, clock, receiver)
        ledger.close()
    show(times)
    worst = quantile([each.wall for each in times.arrival_to_alert], 0.95)
    bound = f"bound {BOUND_S:.0f} s" if times.alerts else "nothing rang, so nothing was measured"
    print(f"from arrival to alert, 95 %: {worst:.2f} s ({bound})")


if __name__ == "__main__":
    main()

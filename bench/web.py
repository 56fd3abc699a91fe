"""How long the pages of the workbench take on a ledger that holds much.

    python bench/web.py --incidents 10000 --keep big.db
    python bench/web.py --incidents 10000 --reports 50000 --keep bigger.db

A ledger is filled with the first reports of the invented stream (`bench/stream`), one for each incident, or with so
many reports, and folded. Then each page is asked for in turn, by a client in the same process, and decisions are made:
what the page waits for, and until the record is folded. Times are wall time, with processor time of all threads beside
it, for a busy machine makes the one long and not the other.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from starlette.testclient import TestClient

from tocsin.evaluate.table import aligned
from tocsin.pipeline import open_record
from tocsin.settings import load_settings
from tocsin.web.app import make_app
from watching import Clock, fill, generate, quantile

TURNS = 15


def timed(act: Callable[[], object], turns: int) -> tuple[list[float], list[float]]:
    """The wall and the processor time of some turns."""
    wall, processor = [], []
    for _ in range(turns):
        at, worked = perf_counter(), process_time()
        act()
        wall.append(perf_counter() - at)
        processor.append(process_time() - worked)
    return wall, processor


def decide(client: TestClient, ids: list[str]) -> object:
    """Confirm the next incident as the review page does."""
    id = ids.pop()
    page = client.get(f"/review/{id}").text
    token = re.search(r'name="form_token" value="([^"]+)"', page)
    assert token is not None
    fields = {"form_token": token[1], "act": "confirm", "reason": "measured"}
    return lambda: client.post(f"/review/{id}", data=fields, follow_redirects=False)


def measure(client: TestClient) -> list[list[str]]:
    """A row for each page."""
    rows = [["page", "median", "95 %", "processor"]]

    def add(name: str, wall: list[float], processor: list[float]) -> None:
        figures = (quantile(wall, 0.5), quantile(wall, 0.95), quantile(processor, 0.5))
        rows.append([name, *(f"{seconds * 1000:.0f} ms" for seconds in figures)])

    add("first page, cold", *timed(lambda: client.get("/"), 1))
    items = client.get("/api/v1/incidents?view=line&limit=200&sort=reports").json()["items"]
    ids = [item["id"] for item in items]
    pages = {
        "first page": "/",
        "first page, a country": "/?country=NG",
        "map, all families": "/?family=all&box=-20,-10,60,40",
        "incident": f"/incidents/{ids[0]}",
        "review, the queue": "/review",
        "review, one": f"/review/{ids[0]}",
        "search": "/search?q=market",
        "actors": "/actors",
        "places": "/places",
        "decisions": "/decisions",
        "points of the map": "/api/v1/map",
        "API, 50 records": "/api/v1/incidents",
    }
    for name, address in pages.items():
        assert client.get(address).status_code == 200, address
        add(name, *timed(lambda address=address: client.get(address), TURNS))
    answered, folded = ([], []), ([], [])
    for _ in range(TURNS):
        act = decide(client, ids)
        at, worked = perf_counter(), process_time()
        act()
        answered[0].append(perf_counter() - at)
        answered[1].append(process_time() - worked)
        client.app.state.desk.folding.finish()
        folded[0].append(perf_counter() - at)
        folded[1].append(process_time() - worked)
    add("review, a decision", *answered)
    add("review, until it is folded", *folded)
    return rows


def first_reports(count: int) -> list[dict]:
    """The first report of each of so many incidents."""
    known: set[str] = set()
    found = []
    for line in generate(count, 5 * count):
        told = {each["incident"] for each in line["told"]}
        if told - known:
            known |= told
            found.append(line)
    return found[:count]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--reports", type=int, help="of these incidents, instead of one of each")
    parser.add_argument("--keep", type=Path, help="the filled ledger, made where it is not there")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "ledger.db"
        clock = Clock()
        if not path.exists():
            lines = generate(given.incidents, given.reports) if given.reports else first_reports(given.incidents)
            fill(path, list(lines), clock)
        settings = load_settings(flags={"database": str(path)}, environment={}, folder=Path(folder))
        app = make_app(
            lambda: open_record(settings.database, clock=clock), settings, clock=clock, demo=True, hosts=None
        )
        with TestClient(app) as client:
            print("\n".join(aligned(measure(client))))


if __name__ == "__main__":
    main()

"""How fast a partner fetches everything: taxii2-client against our server, and against medallion in the same run.

    python bench/taxii.py --objects 100000 --peer .venv-peer/bin/python

A ledger is filled with incidents of the size that `tocsin export --format stix` writes, a fifth of them in a second
version, and served by uvicorn in a process of its own; the client pages through them, parses each page, and notes how
long each took. Every object has to come exactly once. `--peer` is an interpreter that has medallion 3.0.0 (of the
standard's own committee; "a prototype", as it says itself), which holds its objects in memory and is asked for
`--peer-objects` only, for it takes minutes for more; ours is measured at that number too, and the ratio printed.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import UUID, uuid5

from taxii2client.v21 import Collection as Remote
from taxii2client.v21 import as_pages

from tocsin.evaluate.table import aligned
from tocsin.keep import open_ledger
from tocsin.ports.guests import Guest
from tocsin.ports.shelf import Collection, Parcel

COLLECTION = Collection(id="6b1f0a52-6f6b-4d8e-9f0e-1c2f5a3b4d5e", title="Everything")
SPACE = UUID("00000000-0000-4000-8000-00000000beef")
KEY = "bench"
FLOOR, BOUND_S = 20_000, 1.0


class Clock:
    """Stands still: the moments of adding rise all the same."""

    def now(self) -> str:
        return "2026-03-02T08:15:00+00:00"


class Door:
    """Lets the bench in."""

    def admit(self, secret: str, *, name: str | None = None) -> Guest | None:
        return Guest(partner="bench", key="bench", collections=(COLLECTION.id,)) if secret == KEY else None


def an_incident(number: int, day: int) -> dict[str, Any]:
    """An incident as ours are: some 1,700 bytes, most of them in the extension."""
    quote = f"at least {number % 40} people were killed when a bomb went off near the market of town {number}"
    evidence = [{"field": f"/{name}", "quote": quote, "start": 120, "end": 210} for name in ("type", "tolls", "where")]
    inner = {"extension_type": "property-extension", "event_type": "bombing", "evidence": evidence}
    tolls = [{"measure": m, "low": number % 40, "best": number % 40, "high": 50} for m in ("killed", "injured")]
    return {
        "type": "incident",
        "spec_version": "2.1",
        "id": f"incident--{uuid5(SPACE, str(number))}",
        "created": "2026-03-01T00:00:00.000Z",
        "modified": f"2026-03-{day:02d}T00:00:00.000Z",
        "created_by_ref": f"identity--{SPACE}",
        "object_marking_refs": ["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"],
        "name": f"Bombing, town {number}, 1 March 2026",
        "description": f"Reported by two outlets. {quote}.",
        "confidence": 70,
        "external_references": [{"source_name": "Example Daily", "url": f"https://example.org/{number}"}],
        "extensions": {
            "extension-definition--ef765651-680c-498d-9894-99799f2fa126": {
                "extension_type": "property-extension",
                "determination": "confirmed",
                "investigation_status": "open",
            },
            f"extension-definition--{SPACE}": {**inner, "tolls": tolls},
        },
    }


# ----------------------------------------------------------------------------------------------- servers
def fill(database: str, count: int) -> int:
    """Put `count` incidents on the shelf, a fifth of them twice; the bytes of one of them on average."""
    size = 0
    with open_ledger(database, clock=Clock(), actor="bench") as ledger:
        ledger.shelf.open(COLLECTION)
        for first in range(0, count, 5_000):
            numbers = range(first, min(first + 5_000, count))
            forms = [(number, 1) for number in numbers] + [(number, 2) for number in numbers if number % 5 == 0]
            parcels = [Parcel(form=json.dumps(an_incident(*each)).encode()) for each in forms]
            size += sum(len(parcel.form) for parcel in parcels)
            ledger.shelf.put(COLLECTION.id, parcels)
    return size // (count + (count + 4) // 5)


def serve(database: str, port: int) -> None:
    """Our server, until it is killed."""
    import uvicorn
    from fastapi import FastAPI

    from tocsin.web.taxii import Limits, make_taxii

    clock = Clock()
    ledger = open_ledger(database, clock=clock, actor="bench")
    limits = Limits(burst=1_000_000)
    outer = FastAPI(openapi_url=None)
    outer.mount("/taxii2", make_taxii(lambda: ledger.shelf, Door, now=clock.now, producer="bench", limits=limits))
    uvicorn.run(outer, host="127.0.0.1", port=port, log_level="warning", access_log=False)


@contextmanager
def running(command: list[str], port: int, **more: Any) -> Iterator[None]:
    """A server that listens at a port."""
    process = subprocess.Popen(command, **more)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                raise SystemExit(f"the server ended: {command}")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(10)


def a_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


# ------------------------------------------------------------------------------------------------ client
@dataclass(frozen=True)
class Fetched:
    """Seconds: of all, of the client's own CPU, and of each page."""

    seconds: float
    client_cpu: float
    pages: list[float]


def fetch_all(url: str, *, page: int, count: int, user: str, password: str) -> Fetched:
    """Page through a collection. Ends the program where an object is missing or doubled."""
    times: list[float] = []
    seen: list[str] = []
    with Remote(url, user=user, password=password) as remote:
        remote.refresh()
        cpu = time.process_time()
        begun = last = time.perf_counter()
        for envelope in as_pages(remote.get_objects, per_request=page):
            seen += [each["id"] for each in envelope["objects"]]
            now = time.perf_counter()
            times.append(now - last)
            last = now
    if len(seen) != count or len(set(seen)) != count:
        raise SystemExit(f"{len(seen)} objects came, {len(set(seen))} of them different, of {count}")
    return Fetched(seconds=last - begun, client_cpu=time.process_time() - cpu, pages=times)


def measure_ours(folder: Path, *, count: int, page: int) -> tuple[Fetched, int]:
    """Our server at `count` objects, and the bytes of one."""
    database = f"sqlite:///{folder / f'{count}.db'}"
    size = fill(database, count)
    port = a_port()
    with running([sys.executable, __file__, "--serve", database, str(port)], port):
        url = f"http://127.0.0.1:{port}/taxii2/api/collections/{COLLECTION.id}/"
        return fetch_all(url, page=page, count=count, user="bench", password=KEY), size


def measure_peer(folder: Path, python: str, *, count: int, page: int) -> Fetched:
    """Medallion at `count` objects, each in one version."""
    data = folder / "medallion-data.json"
    data.write_text(json.dumps(_peer_data(count)))
    config = folder / "medallion.json"
    backend = {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend", "filename": str(data)}
    config.write_text(json.dumps({"backend": backend, "users": {"bench": KEY}, "taxii": {"max_page_size": page}}))
    port = a_port()
    command = [python, "-c", _PEER, "--port", str(port), str(config)]
    with running(command, port, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": ""}):
        url = f"http://127.0.0.1:{port}/root/collections/{COLLECTION.id}/"
        return fetch_all(url, page=page, count=count, user="bench", password=KEY)


# Medallion 3.0.0 names its runner only in an entry point; it serves with Flask's own server, one thread a request.
_PEER = "import sys; from medallion.scripts.run import main; sys.argv[0] = 'medallion'; main()"


def _peer_data(count: int) -> dict[str, Any]:
    objects = [an_incident(number, 1) for number in range(count)]
    moments = [f"2026-03-02T08:15:00.{number:06d}Z" for number in range(count)]
    manifest = [
        {"id": o["id"], "date_added": at, "version": o["modified"], "media_type": "application/stix+json;version=2.1"}
        for o, at in zip(objects, moments, strict=True)
    ]
    rights = {"can_read": True, "can_write": False, "media_types": ["application/stix+json;version=2.1"]}
    collection = {"id": COLLECTION.id, "title": "Everything", **rights, "manifest": manifest, "objects": objects}
    information = {"title": "root", "versions": ["application/taxii+json;version=2.1"], "max_content_length": 9765625}
    return {
        "/discovery": {"title": "bench", "default": "/root/", "api_roots": ["/root/"]},
        "root": {"information": information, "status": [], "collections": [collection]},
    }


# ------------------------------------------------------------------------------------------------ report
def row(name: str, count: int, page: int, of: Fetched) -> tuple[str, ...]:
    speed, pages = f"{count / of.seconds:,.0f}", (_ms(median(of.pages)), _ms(highest(of.pages)))
    return (name, f"{count:,}", f"{page:,}", f"{of.seconds:.2f} s", speed, *pages)


def highest(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--objects", type=int, default=100_000)
    parser.add_argument("--page", type=int, default=1_000)
    parser.add_argument("--peer", help="an interpreter that has medallion")
    parser.add_argument("--peer-objects", type=int, default=500)
    parser.add_argument("--serve", nargs=2, metavar=("DATABASE", "PORT"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve[0], int(given.serve[1]))
        return 0
    table = [("server", "objects", "a page", "all", "objects/s", "page, median", "page, 95th")]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = server_cpu()
        all_of, size = measure_ours(folder, count=given.objects, page=given.page)
        server = server_cpu() - before
        table.append(row("tocsin", given.objects, given.page, all_of))
        if given.peer:
            few = given.peer_objects
            page = max(few // 5, 1)
            ours, _ = measure_ours(folder, count=few, page=page)
            theirs = measure_peer(folder, given.peer, count=few, page=page)
            table += [row("tocsin", few, page, ours), row("medallion 3.0.0", few, page, theirs)]
    print("\n".join(aligned(table)))
    cpu = f"{server:.2f} s of CPU by the server with its start, {all_of.client_cpu:.2f} s by the client"
    print(f"an object has {size:,} bytes; each came exactly once; {cpu}; load of the machine {os.getloadavg()[0]:.1f}")
    if given.peer:
        print(f"at {few:,} objects tocsin is {theirs.seconds / ours.seconds:.1f} times as fast as medallion")
    reached = given.objects / all_of.seconds >= FLOOR and highest(all_of.pages) < BOUND_S
    goal = f"goal: {FLOOR:,} objects a second, 95 of 100 pages under {BOUND_S:.0f} s"
    print(f"{goal}: {'reached' if reached else 'missed'}")
    return 0 if reached else 1


def server_cpu() -> float:
    """The seconds of CPU that servers took which have ended."""
    times = os.times()
    return times.children_user + times.children_system


if __name__ == "__main__":
    sys.exit(main())

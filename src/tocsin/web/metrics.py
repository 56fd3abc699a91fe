"""What a Prometheus server scrapes: how far fold, watches, deliveries and sources are, and how requests fare.

Figures alone: no name of a source, a person or a place is among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from tocsin import __version__
from tocsin.ports import Ledger
from tocsin.web.traffic import WITHIN, Traffic

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Sample = tuple[str, Mapping[str, str], float]


def metrics(ledger: Ledger, traffic: Traffic, *, now: str) -> str:
    """The text that is scraped."""
    return "".join((*_of_ledger(ledger, now), *_of_traffic(traffic)))


def _of_ledger(ledger: Ledger, now: str) -> Iterator[str]:
    outbox = ledger.outbox
    newest = outbox.newest()
    yield _one("build_info", "gauge", "The version that runs.", 1, version=__version__)
    yield _one("revisions_total", "counter", "Revisions of incidents.", newest)
    yield _one("entries_unfolded", "gauge", "Entries that no fold has looked at.", ledger.folding.left())
    yield _one("revisions_unwatched", "gauge", "Revisions that no watch has looked at.", newest - outbox.position())
    yield _one("deliveries_dead", "gauge", "Deliveries of alerts that were given up.", len(outbox.dead()))
    late = _late(outbox.next_due(), now)
    yield _one("delivery_late_seconds", "gauge", "How long the first delivery that is due has waited.", late)
    health = [each for _, each in ledger.sources.all()]
    failing = sum(each.errors > 0 for each in health)
    samples = (
        ("sources", {"state": state}, count) for state, count in (("failing", failing), ("well", len(health) - failing))
    )
    yield _family("sources", "gauge", "Sources that are followed.", samples)
    yield _one(
        "items_waiting", "gauge", "Items of sources that are to be fetched.", sum(each.waiting for each in health)
    )


def _late(due: str | None, now: str) -> float:
    if due is None:
        return 0.0
    return max(0.0, (datetime.fromisoformat(now) - datetime.fromisoformat(due)).total_seconds())


def _of_traffic(traffic: Traffic) -> Iterator[str]:
    answers = [("requests_total", {"status": str(status)}, count) for status, count in sorted(traffic.answers.items())]
    yield _family("requests_total", "counter", "Requests by the status of the answer.", answers)
    total = traffic.answers.total()
    name = "request_seconds"
    buckets: list[Sample] = [(f"{name}_bucket", {"le": f"{bound:g}"}, traffic.within[bound]) for bound in WITHIN]
    buckets.append((f"{name}_bucket", {"le": "+Inf"}, total))
    sums: list[Sample] = [(f"{name}_sum", {}, traffic.seconds), (f"{name}_count", {}, total)]
    yield _family(name, "histogram", "Seconds from a request to the beginning of its answer.", (*buckets, *sums))


def _one(name: str, kind: str, about: str, value: float, **labels: str) -> str:
    return _family(name, kind, about, [(name, labels, value)])


def _family(name: str, kind: str, about: str, samples: Iterable[Sample]) -> str:
    lines = [f"# HELP tocsin_{name} {about}", f"# TYPE tocsin_{name} {kind}"]
    for sample, labels, value in samples:
        marks = ",".join(f'{label}="{word}"' for label, word in labels.items())
        lines.append(f"tocsin_{sample}{f'{{{marks}}}' if marks else ''} {value:g}")
    return "\n".join((*lines, ""))

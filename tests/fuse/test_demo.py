"""The built-in dispatches as an analyst read them: their mentions fuse into the incidents the analyst names."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from fuse.builders import M, a_reading, claim, on
from tocsin.fuse import fuse_all
from tocsin.record import Incident, Place, Reading, Toll

ROOT = Path(__file__).parents[2]
DISPATCHES = [json.loads(line) for line in (ROOT / "src/tocsin/demo/dispatches.jsonl").read_text("utf-8").splitlines()]
EXPECTED: list[dict[str, Any]] = json.loads((ROOT / "tests/demo/expected.json").read_text("utf-8"))["incidents"]


def a_toll(measure: str, figure: dict[str, Any], superseded: dict[str, int]) -> Toll:
    numbers = {name: figure[name] for name in ("low", "high", "best", "approximate")}
    return Toll(measure=measure, supersedes=superseded.get(measure), **numbers)  # type: ignore[arg-type]


def a_mention_of(incident: dict[str, Any], document: str) -> M:
    """What one dispatch tells of one incident. Places are left as names within a country."""
    values: list[Any] = [Place(name=incident["place"], country=incident["country"])]
    if incident["date"]:
        values.append(on(incident["date"]))
    for point in incident["toll_history"]:
        if point["document"] == document:
            superseded = {s["measure"]: s["value"] for s in point.get("supersedes", ())}
            measures = [m for m in ("killed", "injured", "abducted", "missing") if point.get(m)]
            values += [a_toll(m, point[m], superseded) for m in measures]
    told = [c for c in incident["claims"] if document in c["documents"]]
    values += [claim(c["claimant"], c["stance"], by=c["by"]) for c in told]
    return M(
        trigger=f"event {incident['key']}",
        type=incident["type"],
        status=incident["status"],
        values=tuple(values),
        background=incident["background"],
    )


def readings() -> list[Reading]:
    found = []
    for dispatch in DISPATCHES:
        told = [i for i in EXPECTED if dispatch["id"] in i["documents"]]
        if told:
            mentions = [a_mention_of(i, dispatch["id"]) for i in told]
            found.append(
                a_reading(*mentions, id=dispatch["id"], published=dispatch["published"], source=dispatch["source"])
            )
    return found


def by_key() -> dict[str, Incident]:
    keys: dict[tuple[str, str], str] = {}
    for dispatch in DISPATCHES:
        told = [i["key"] for i in EXPECTED if dispatch["id"] in i["documents"]]
        keys.update({(dispatch["id"], f"m{n}"): key for n, key in enumerate(told, 1)})
    found: dict[str, list[Incident]] = defaultdict(list)
    for incident in fuse_all(readings()).incidents:
        (key,) = {keys[r.document, r.mention] for r in incident.mentions}
        found[key].append(incident)
    assert all(len(incidents) == 1 for incidents in found.values())
    return {key: incidents[0] for key, incidents in found.items()}


def test_the_dispatches_fuse_into_the_incidents_an_analyst_names() -> None:
    assert by_key().keys() == {i["key"] for i in EXPECTED}


def test_the_toll_of_moscow_rises_and_that_of_peshawar_falls() -> None:
    found = by_key()
    assert [p.best or p.low for p in found["crocus-2024"].toll_history if p.measure == "killed"] == [
        40, 61, 115, 133, 137, 140,
    ]  # fmt: skip
    killed = {key: f for key, i in found.items() for f in i.tolls if f.value.measure == "killed"}
    assert killed["crocus-2024"].value.best == 140
    assert killed["peshawar-2023"].value.best == 84
    assert killed["mogadishu-2017"].value.best == 358

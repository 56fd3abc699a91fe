"""The invented incidents of the stream: where, when, what, by whom and with what toll. The truth, before any report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
BEGINS = datetime(2021, 1, 1)
DAYS = 730
SKEW = 0.5  # how much oftener the first cities are struck: 1 / rank ** SKEW
IN_A_BURST = 0.35  # of the incidents: soon after another one, in its city and by its group
BURST_DAYS = 8
SAME_TYPE = 0.6  # of those
TWIN = 0.08  # of those: on the very same day
FACTS = 6


@dataclass(frozen=True)
class Happening:
    """One incident as it truly was."""

    id: str
    type: dict[str, Any]
    country: dict[str, Any]
    city: str
    at: datetime
    venue: str
    victims: str
    killed: int
    injured: int
    group: str | None
    facts: tuple[str, ...]


def load(name: str) -> dict[str, Any]:
    """A data file beside this one."""
    return tomllib.loads((HERE / name).read_text("utf-8"))


def make_happenings(
    chance: Random, count: int, phrases: dict[str, Any], countries: list[dict[str, Any]]
) -> list[Happening]:
    """So many incidents, in order of time. About a third come in bursts: one city, one group, a week."""
    cities = [(country, city) for country in countries for city in country["cities"]]
    shuffle(chance, cities)
    weights = [1 / (rank + 1) ** SKEW for rank in range(len(cities))]
    seeds: list[tuple[datetime, dict[str, Any], str, dict[str, Any], str | None]] = []
    for _n in range(count):
        if seeds and chance.random() < IN_A_BURST:
            at, country, city, type, group = seeds[-1 - int(chance.random() * min(len(seeds), 3))]
            days = 0 if chance.random() < TWIN else 1 + int(chance.random() * BURST_DAYS)
            at = at + timedelta(days=days, minutes=int(chance.random() * 600))
            type = type if chance.random() < SAME_TYPE else pick_type(chance, phrases)
        else:
            at = BEGINS + timedelta(minutes=int(chance.random() * DAYS * 1440))
            country, city = weighted(chance, cities, weights)
            type = pick_type(chance, phrases)
            group = pick(chance, country["groups"]) if chance.random() < 0.6 else None
        seeds.append((at, country, city, type, group))
    made = [_happening(chance, f"g{n:05}", seed, phrases) for n, seed in enumerate(seeds)]
    return sorted(made, key=lambda h: (h.at, h.id))


def _happening(chance: Random, id: str, seed: tuple[Any, ...], phrases: dict[str, Any]) -> Happening:
    at, country, city, type, group = seed
    killed = min(400, int(exp(chance.gauss(1.6, 1.0))))
    if chance.random() < 0.12 and type["name"] != "abduction":
        killed = 0
    if type["name"] == "abduction":
        killed = max(2, killed)
    facts = list(phrases["facts"]["all"])
    shuffle(chance, facts)
    street, district, hospital = (name(chance) for _ in range(3))
    words = {"street": street, "district": district, "hospital": hospital}
    told = tuple(
        fact.format(
            person=f"{name(chance)} {name(chance)}",
            job=pick(chance, phrases["jobs"]),
            goods=pick(chance, phrases["goods"]),
            thing=pick(chance, phrases["things"]),
            **words,
        )
        for fact in facts[:FACTS]
    )
    return Happening(
        id=id, type=type, country=country, city=city, at=at,
        venue=f"the {name(chance)} {pick(chance, phrases['kinds'])}",
        victims=pick(chance, phrases["victims"]),
        killed=killed, injured=max(2, int(killed * chance.random() * 3) + int(chance.random() * 6)),
        group=group, facts=told,
    )  # fmt: skip


def pick_type(chance: Random, phrases: dict[str, Any]) -> dict[str, Any]:
    """A type, the common ones oftener."""
    return weighted(chance, phrases["type"], [t["share"] for t in phrases["type"]])


def name(chance: Random) -> str:
    """An invented proper name of two or three syllables."""
    onsets, vowels, codas = SYLLABLES
    parts = [pick(chance, onsets) + pick(chance, vowels) for _ in range(2 + int(chance.random() * 1.4))]
    return ("".join(parts) + pick(chance, codas)).capitalize()


SYLLABLES = tuple(load("phrases.toml")[part] for part in ("onsets", "vowels", "codas"))


def pick(chance: Random, among: Any) -> Any:
    """One of a list, each as likely. Only `random()` is used, whose stream no version of Python has changed."""
    return among[int(chance.random() * len(among))]


def weighted(chance: Random, among: Any, weights: list[float]) -> Any:
    """One of a list, by weight."""
    point = chance.random() * sum(weights)
    for each, weight in zip(among, weights, strict=True):
        point -= weight
        if point < 0:
            return each
    return among[-1]


def shuffle(chance: Random, items: list[Any]) -> None:
    """Put a list into a random order."""
    for i in range(len(items) - 1, 0, -1):
        j = int(chance.random() * (i + 1))
        items[i], items[j] = items[j], items[i]

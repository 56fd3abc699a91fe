"""The reports of the tutorial on escalation: a made-up war, drawn from a process whose figures are known.

    python docs/tutorial/river_war.py > docs/tutorial/river-war.jsonl

Attacks and air strikes are drawn from a self-exciting process in which each strike brings on half an attack, and each
attack a fifth of another one. A report is written of each, and a second one, with other figures, of every third attack.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from tocsin.analyse.hawkes.background import Background
from tocsin.analyse.hawkes.simulate import Process, simulate

FIRST = date(2021, 3, 1)
DAYS = 700
GAINS = ((0.2, 0.5), (0.0, 0.1))  # of attacks by attacks and by strikes, of strikes likewise
SEED = 11
TOWNS = (
    "Gao", "Timbuktu", "Mopti", "Menaka", "Kidal", "Ansongo", "Douentza", "Bandiagara", "Djenne", "Segou", "Niono",
    "Koro", "Bankass", "Sikasso", "Kayes", "Koutiala", "Goundam", "Tessalit", "Nioro", "San", "Bourem", "Nara",
)  # fmt: skip
GOALS = ("an army post", "a village", "a market", "a convoy", "a police station", "a school", "a checkpoint", "a bank")
ATTACKS = (
    "Gunmen attacked {goal} in {town}, Mali, on {weekday}, killing {killed} people, officials said.",
    "Militants stormed {goal} in {town}, in Mali, on {weekday} and killed {killed} people, residents said.",
    "At least {killed} people were killed on {weekday} when gunmen raided {goal} in {town}, Mali, police said.",
)
LATER = "The number of people killed in {weekday}'s attack on {goal} in {town}, Mali, rose to {killed}, doctors said."
STRIKES = (
    "Air strikes hit a camp of militants near {town}, Mali, on {weekday}, killing {killed} fighters, the army said.",
    "An air strike on a base of militants near {town}, Mali, on {weekday} killed {killed} fighters, the army said.",
)
ENDS = (
    "It was not clear who was behind it.", "Shops stayed closed the next day.", "The road was closed for hours.",
    "Nobody had yet buried the dead.", "The wounded were flown out.", "Residents said they had heard it from afar.",
)  # fmt: skip


def reports() -> Iterator[dict[str, str]]:
    """The reports, in the order of the events."""
    random = np.random.default_rng(SEED)
    process = Process(
        background=Background(span=DAYS, trend=0, waves=0),
        levels=np.array([[-2.2], [-2.3]]),
        gains=np.array(GAINS),
        decays=np.array([0.2, 0.2]),
        lifts=np.zeros(2),
    )
    drawn = simulate(process, random, names=("attack", "strike"))
    told = sorted((int(t), kind) for kind, times in zip(drawn.names, drawn.times, strict=True) for t in times)
    last: dict[str, int] = {}
    for number, (at, kind) in enumerate(told):
        free = [town for town in TOWNS if at - last.get(town, -99) > 9]  # two events of one week are in two towns
        town = str(random.choice(free))
        last[town] = at
        day, killed = FIRST + timedelta(days=at), int(random.geometric(0.12)) + 1
        known = {"town": town, "weekday": f"{day:%A}", "goal": str(random.choice(GOALS))}
        text = str(random.choice(ATTACKS if kind == "attack" else STRIKES)).format(**known, killed=killed)
        yield report(f"w{number}", text, day + timedelta(days=1), str(random.choice(["Wire", "Courier"])), random)
        if kind == "attack" and number % 3 == 0:
            more = LATER.format(**known, killed=killed + int(random.integers(1, 4)))
            yield report(f"w{number}b", more, day + timedelta(days=2), "Gazette", random)


def report(id: str, text: str, published: date, source: str, random: np.random.Generator) -> dict[str, str]:
    """One line of the file."""
    body = f"{text} {random.choice(ENDS)}"
    return {"id": id, "text": body, "published": published.isoformat(), "source": source, "language": "en"}


if __name__ == "__main__":
    for each in reports():
        sys.stdout.write(json.dumps(each) + "\n")

"""A stream of invented news reports with known truth, for measuring how reports are fused. Seeded; frozen.

    python bench/stream/generate.py --incidents 10000 --reports 100000 > stream.jsonl

Each line is a document as `tocsin add` takes it, in the order of arrival, with one field more: `told` lists which
incident each sentence tells (`incident`; `field`, `start`, `end`: code points of text or title; `background` where it
is only recalled).
See README.md for what is in it. This program and its data are not changed: what is measured on them must stay
comparable, and must not be fitted to.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import exp
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from world import Happening, load, make_happenings, name, pick, shuffle

SEED = 20240322
MOST = 300  # reports of one incident
COPIED = 0.17  # of the reports after the first: the text of an earlier one, by another outlet
REWRITTEN = 0.5  # of those: lightly
VAGUE = 0.02
CORRECTED = 0.04
ANNIVERSARY = 0.04
ROUNDUP = 0.04
RECALLING = 0.06
SUMMARY = 0.01
UNNAMED = 0.15  # of the reports: "a market", not which
LATE = 0.03  # of all reports: arrive weeks or months after they were published
SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass
class Text:
    """A text as it is put together, with what its sentences tell."""

    body: str = ""
    told: list[dict[str, Any]] = field(default_factory=list)

    def add(self, sentence: str, incident: str | None = None, *, background: bool = False) -> None:
        start = len(self.body) + (1 if self.body else 0)
        self.body = f"{self.body} {sentence}" if self.body else sentence
        if incident is not None:
            end = len(self.body)
            span = {"field": "text", "start": start, "end": end}
            self.told.append({"incident": incident, **span, "background": background})


@dataclass(frozen=True)
class Report:
    """One document with its truth; `arrives` orders the stream."""

    arrives: datetime
    published: datetime
    outlet: str
    title: str
    text: Text


class Newsroom:
    """Writes the reports of incidents."""

    def __init__(self, chance: Random, happenings: list[Happening], phrases: dict[str, Any]) -> None:
        self.chance = chance
        self.phrases = phrases
        self.told = phrases["told"]
        self.happenings = happenings
        self.place = {h.id: n for n, h in enumerate(happenings)}

    # ---------------------------------------------------------------------------------------- one incident
    def cover(self, h: Happening, count: int) -> Iterator[Report]:
        """So many reports of one incident; the first are of its day, the toll rises, copies follow what they copy."""
        moments = sorted(h.at + timedelta(hours=2 + 60 * self.chance.expovariate(1.0)) for _ in range(count))
        moments[0] = h.at + timedelta(hours=1 + 4 * self.chance.random())
        share = 0.4 + 0.6 * self.chance.random()
        before: list[Report] = []
        for n, moment in enumerate(moments):
            if before and self.chance.random() < COPIED:
                report = self.copy(before[int(self.chance.random() * len(before))])
            else:
                days = (moment - h.at).total_seconds() / 86400
                grown = min(1.0, share + (1 - share) * days / 2.5)
                report = self.write(h, moment, killed=self.so_far(h, grown), first=n == 0)
            before.append(report)
            yield report

    def so_far(self, h: Happening, grown: float) -> int:
        if h.type["name"] == "abduction":
            return h.killed
        return max(min(1, h.killed), int(h.killed * grown + 0.5))

    def write(self, h: Happening, moment: datetime, *, killed: int, first: bool) -> Report:
        late = (moment - h.at).total_seconds() / 86400
        chance = self.chance.random
        if first:
            return self.breaking(h, moment, killed)
        if chance() < VAGUE:
            return self.vague(h, moment, killed)
        if h.killed and h.type["name"] != "abduction":
            if late > 1 and chance() < CORRECTED:
                return self.led(h, moment, "correction", killed=max(1, int(h.killed * 0.8)), before=h.killed + 2)
            if chance() < ANNIVERSARY:
                return self.anniversary(h)
            if late > 2 and chance() < 0.6:
                return self.led(h, moment, "follow", killed=killed)
            if late > 0.4 and chance() < 0.5 and killed > 1:
                return self.led(h, moment, "update", killed=killed)
        elif h.type["name"] == "abduction" and late > 1 and chance() < 0.7:
            return self.led(h, moment, "taken", killed=killed)
        return self.breaking(h, moment, killed)

    # --------------------------------------------------------------------------------------------- kinds
    def breaking(self, h: Happening, moment: datetime, killed: int) -> Report:
        text = Text()
        slots = self.slots(h, moment, killed)
        text.add(pick(self.chance, h.type["leads"]).format(**slots), h.id)
        self.blame(text, h, slots)
        self.facts(text, h, 1 + int(self.chance.random() * 3))
        if self.chance.random() < ROUNDUP:
            self.roundup(text, h, moment)
        if self.chance.random() < RECALLING:
            self.recall(text, h, moment)
        return self.report(h, moment, text, slots)

    def led(self, h: Happening, moment: datetime, kind: str, *, killed: int, before: int = 0) -> Report:
        text = Text()
        slots = self.slots(h, moment, killed) | {"before": number(before)}
        text.add(_upper(pick(self.chance, self.told[kind]).format(**slots)), h.id)
        if self.chance.random() < 0.5:
            self.blame(text, h, slots)
        self.facts(text, h, 1 + int(self.chance.random() * 3))
        return self.report(h, moment, text, slots)

    def anniversary(self, h: Happening) -> Report:
        days, ago = pick(self.chance, [(30, "A month"), (182, "Six months"), (365, "A year")])
        moment = h.at + timedelta(days=days, hours=int(self.chance.random() * 8))
        text = Text()
        slots = self.slots(h, moment, h.killed) | {"ago": ago}
        text.add(_upper(pick(self.chance, self.told["anniversary"]).format(**slots)), h.id, background=True)
        self.facts(text, h, 1 + int(self.chance.random() * 2))
        return self.report(h, moment, text, slots, title=f"{h.city} remembers")

    def vague(self, h: Happening, moment: datetime, killed: int) -> Report:
        text = Text()
        slots = self.slots(h, moment, max(1, killed))
        text.add(_upper(pick(self.chance, self.told["vague"]).format(**slots)), h.id)
        self.facts(text, h, 1)
        if self.chance.random() < SUMMARY * 10:
            totals = {
                "total": str(20 + int(self.chance.random() * 300)),
                "many": str(5 + int(self.chance.random() * 40)),
            }
            text.add(pick(self.chance, self.told["summary"]).format(**slots, **totals))
        return self.report(h, moment, text, slots)

    # --------------------------------------------------------------------------------------------- parts
    def blame(self, text: Text, h: Happening, slots: dict[str, str]) -> None:
        if h.group is None:
            if self.chance.random() < 0.4:
                text.add(pick(self.chance, self.told["unclaimed"]), h.id)
        elif self.chance.random() < 0.5:
            kind = "claimed" if self.chance.random() < 0.5 else "blamed"
            text.add(_upper(pick(self.chance, self.told[kind]).format(**slots)), h.id)

    def facts(self, text: Text, h: Happening, count: int) -> None:
        some = list(h.facts)
        shuffle(self.chance, some)
        for fact in some[:count]:
            text.add(fact, h.id)

    def roundup(self, text: Text, h: Happening, moment: datetime) -> None:
        """Another incident of the same country and days, if there is one, in a sentence of its own."""
        other = self.near(h, lambda o: o.city != h.city and o.at < moment and (moment - o.at).days < 4, back=60)
        if other is not None:
            slots = self.slots(other, moment, self.so_far(other, 0.7))
            short = pick(self.chance, other.type["short"]).format(**slots)
            text.add(pick(self.chance, self.told["roundup"]).format(**slots, short=short), other.id)

    def recall(self, text: Text, h: Happening, moment: datetime) -> None:
        """An earlier deadly incident of the same country, weeks before, as background."""
        other = self.near(h, lambda o: o.killed > 3 and (moment - o.at).days > 20, back=900)
        if other is not None and other.type["name"] != "abduction":
            slots = self.slots(other, moment, other.killed)
            text.add(pick(self.chance, self.told["recall"]).format(**slots), other.id, background=True)

    def near(self, h: Happening, fits: Any, *, back: int) -> Happening | None:
        here = self.place[h.id]
        some = [o for o in self.happenings[max(0, here - back) : here] if o.country is h.country and fits(o)]
        return pick(self.chance, some) if some else None

    def copy(self, original: Report) -> Report:
        """The same text under another outlet, at times without its last sentence, or with a line of its own."""
        text = Text(original.text.body, [dict(each) for each in original.text.told])
        if self.chance.random() < REWRITTEN:
            text.add(
                pick(
                    self.chance,
                    ["More details were awaited.", "The story is being updated.", "This is an agency report."],
                )
            )
        hours = 0.3 + 8 * self.chance.random()
        outlet = pick(self.chance, self.phrases["world"])
        moment = original.published + timedelta(hours=hours)
        if moment.date() != original.published.date():  # a copy is printed on the day that its words count from
            moment = original.published + timedelta(minutes=1)
        return Report(self.arrival(moment), moment, outlet, original.title, text)

    def report(self, h: Happening, moment: datetime, text: Text, slots: dict[str, str], *, title: str = "") -> Report:
        outlet = pick(
            self.chance, [*self.phrases["wires"], *h.country["outlets"], *h.country["outlets"], *self.phrases["world"]]
        )
        if not title and self.chance.random() < 0.65:
            title = _upper(f"{h.type['noun']} at {slots['venue']} in {h.city}")
            span = {"field": "title", "start": 0, "end": len(title)}
            text.told.append({"incident": h.id, **span, "background": False})
        title = title or f"{h.city}: what we know"
        return Report(self.arrival(moment), moment, outlet, title, text)

    def arrival(self, moment: datetime) -> datetime:
        late = timedelta(days=7 + 180 * self.chance.random()) if self.chance.random() < LATE else timedelta(minutes=30)
        return moment + late

    def slots(self, h: Happening, moment: datetime, killed: int) -> dict[str, str]:
        source = pick(self.chance, self.phrases["sources"])
        noun = h.type["noun"]
        day = day_phrase(h.at, moment)
        group = h.group or ""
        victims = one_of(h.victims) if killed == 1 else h.victims
        toll = self.toll(h, killed, victims)
        venue = f"a {h.venue.split(' ', 2)[2]}" if self.chance.random() < UNNAMED else h.venue
        return {
            "venue": venue, "city": h.city, "day": day, "Day": _upper(day), "toll": toll, "source": source,
            "Source": _upper(source), "noun": noun, "a_noun": f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}",
            "killed": number(killed), "victims": victims, "today": f"on {moment:%A}", "group": group,
            "Group": _upper(group), "region": pick(self.chance, h.country["regions"]),
            "Person": f"{name(self.chance)} {name(self.chance)}",
        }  # fmt: skip

    def toll(self, h: Happening, killed: int, victims: str) -> str:
        kinds = self.told["toll"] if killed else self.told["none"]
        victims = victims if killed else h.victims
        said = ("at least " if self.chance.random() < 0.25 else "") + number(max(killed, 1))
        return str(pick(self.chance, kinds).format(killed=said, injured=number(h.injured), victims=victims))


def day_phrase(at: datetime, moment: datetime) -> str:
    """How a report names the day of the event: by weekday within six days, else by its date."""
    days = (moment.date() - at.date()).days
    if days < 6:
        return f"on {at:%A}"
    when = f"on {at:%B} {at.day}"
    return when if days < 300 else f"{when}, {at.year}"


def number(n: int) -> str:
    """A count as news writes it."""
    return SMALL[n] if n < len(SMALL) else str(n)


def one_of(people: str) -> str:
    """The singular of the words for victims."""
    return people.replace("men", "man") if people.endswith("men") else people[:-1]


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def shares(chance: Random, incidents: int, reports: int) -> list[int]:
    """How many reports each incident gets: heavy-tailed, at least one and at most `MOST`, so many together."""
    weights = [exp(chance.gauss(0, 1.1)) for _ in range(incidents)]
    scale = (reports - incidents) / sum(weights)
    counts = [min(MOST, 1 + int(weight * scale)) for weight in weights]
    while sum(counts) < reports:
        counts[int(chance.random() * incidents)] += 1
    return counts


def generate(incidents: int, reports: int, *, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """The documents of a stream, in the order of arrival."""
    chance = Random(seed)
    phrases, countries = load("phrases.toml"), load("world.toml")["country"]
    happenings = make_happenings(chance, incidents, phrases, countries)
    room = Newsroom(chance, happenings, phrases)
    counts = shares(chance, incidents, reports)
    made = [report for h, count in zip(happenings, counts, strict=True) for report in room.cover(h, count)]
    for n, report in enumerate(sorted(made, key=lambda r: (r.arrives, r.published, r.text.body, r.outlet))):
        yield {
            "id": f"s{n:06}",
            "title": report.title,
            "text": report.text.body,
            "published": f"{report.published:%Y-%m-%dT%H:%M:00+00:00}",
            "source": report.outlet,
            "language": "en",
            "told": report.text.told,
        }


def main() -> None:
    """Write a stream to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    for line in generate(given.incidents, given.reports, seed=given.seed):
        print(json.dumps(line, ensure_ascii=False))


if __name__ == "__main__":
    main()

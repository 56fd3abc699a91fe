"""What the learned reader's network says of a message of MUC-4: of any stretch of words, and of where an event is told.

For the choice of fillers and events of readings that the network had a part in: the keys want what a reading does not
hold, how likely each way of naming each candidate is. Readings of the rules alone are judged without it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, prod

from tocsin.errors import NeuralError
from tocsin.evaluate.muc4_candidates import Candidate, Found
from tocsin.evaluate.muc4_fillers import plain
from tocsin.evaluate.muc4_phrases import without_determiner
from tocsin.read.neural.folder import BUILT_IN, Card
from tocsin.read.neural.judging import odds_of
from tocsin.read.neural.marks import Mark, marks_of
from tocsin.read.neural.network import Scored, open_network
from tocsin.record import Mention, Reading

TAG_OF = {
    "PerpInd": "doer", "PerpOrg": "doer_org", "Target": "target", "Victim": "victim", "VictimUnnamed": "hurt",
    "Weapon": "weapon",
}  # fmt: skip
Numbers = Mapping[str, float]
SLOT_OF = {tag: slot for slot, tag in TAG_OF.items()}
PROPOSED = 0.12  # chance from which words that the network marks are a candidate
NEAR = 400  # letters between the word of an event and what is marked near it
KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery", "hijacking")


def lights_of(reading: Reading) -> Lights | None:
    """What the network says of the text of a reading that it had a part in; None for other readings.

    Raises `NeuralError` where the model in the package is not the one that it was read with.
    """
    digest = dict(reading.reader.digests).get("network")
    if digest is None or not reading.mentions:
        return None
    network, folder = open_network(BUILT_IN)
    if folder.digest != digest:
        raise NeuralError(f"it was read with the network {digest}, and the one in the package is {folder.digest}")
    scored = network.score_one(reading.document.text)
    return Lights(reading.document.text, scored, network.card)


@dataclass(slots=True)
class Lit:
    """How likely a stretch of words is marked with a tag: within it, that it begins there, that it goes on after it."""

    within: float
    begins: float
    goes_on: float

    @property
    def exact(self) -> float:
        """How likely the mark is this stretch, no more and no less."""
        return self.within * self.begins * (1 - self.goes_on)


class Lights:
    """The chances of the network over a text."""

    def __init__(self, text: str, scored: Sequence[Scored], card: Card) -> None:
        self.text = text
        self._scored = scored
        self._card = card
        self._starts: list[int] = []
        self._at: list[tuple[int, int, int]] = []  # window, piece, end
        for number, each in enumerate(scored):
            for piece, (start, end) in enumerate(each.window.spans):
                if start < end:
                    self._starts.append(start)
                    self._at.append((number, piece, end))

    @cached_property
    def marks(self) -> list[Mark]:
        """What it marks, likely or not."""
        return marks_of(self.text, self._scored, self._card, least=PROPOSED)

    def of(self, tag: str, start: int, end: int) -> Lit:
        """What it says of a stretch."""
        column = self._card.tags.index(tag)
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end)
        if first >= last:
            return Lit(0.0, 0.0, 0.0)
        rows = [self._scored[w].tags[piece, column] for w, piece, _ in self._at[first:last]]
        after = 0.0
        if last < len(self._at) and self._at[last][0] == self._at[last - 1][0]:
            w, piece, _ = self._at[last]
            after = float(self._scored[w].tags[piece, column, 2])
        return Lit(float(sum(1 - row[0] for row in rows) / len(rows)), float(rows[0][1]), after)

    def whole(self, label: str, at: int) -> float:
        """What it says of the window that an offset lies in."""
        column = self._card.window.index(label)
        number = max(0, bisect_left(self._starts, at + 1) - 1)
        return float(self._scored[self._at[number][0]].whole[column]) if self._at else 0.0

    def most(self, label: str) -> float:
        """The highest that it says of any window."""
        column = self._card.window.index(label)
        return max((float(each.whole[column]) for each in self._scored), default=0.0)


def proposed(lights: Lights) -> Iterator[Found]:
    """Words that the network marks, as candidates."""
    for mark in lights.marks:
        slot = SLOT_OF.get(mark.tag)
        if slot is None:
            continue
        name = without_determiner(lights.text[mark.start : mark.end])
        if plain(name):
            yield slot, "net", plain(name), name, None, (mark.end - len(name), mark.end)  # type: ignore[misc]


def candidate_numbers(lights: Lights, candidate: Candidate) -> Numbers:
    """What the network says of a candidate, and how it is named: chances as log odds, which weights then add up."""
    tag = TAG_OF[candidate.slot]
    lit = [lights.of(tag, start, end) for start, end in candidate.spans]
    best = max(lit, key=lambda each: each.exact)
    missed = prod(1 - min(0.99, each.exact) for each in lit)
    met = [m for m in lights.marks if m.tag == tag and any(m.meets(start, end) for start, end in candidate.spans)]
    others = [t for t in TAG_OF.values() if t != tag]
    return {
        "within": odds_of(best.within),
        "begins": odds_of(best.begins),
        "goes on": odds_of(best.goes_on),
        "exact": odds_of(best.exact),
        "somewhere": odds_of(1 - missed),
        "mean": odds_of(sum(each.exact for each in lit) / len(lit)),
        "first": odds_of(lit[0].within),
        "most": odds_of(max(each.within for each in lit)),
        "other": odds_of(max(lights.of(t, start, end).within for t in others for start, end in candidate.spans)),
        "mark": float(any((m.start, m.end) in candidate.spans for m in met)),
        "meets": odds_of(max((m.chance for m in met), default=0.0)),
        "times": log(len(candidate.spans)),
        "at": log(1 + candidate.spans[0][0] / 500),
        "words": float(len(candidate.name.split())),
        "capital": float(candidate.name[:1].isupper()),
        "head": float(candidate.head is not None),
        **{f"kind {kind}": float(candidate.kind.split(" ")[0] == kind) for kind in ("net", "people", "person")},
        "shortened": float("shortened" in candidate.kind),
    }


def judge_candidates(lights: Lights, candidates: Sequence[Candidate]) -> None:
    """Give each candidate what the network says of it, and how many of its slot it finds likelier."""
    strengths = [strength(lights, each) for each in candidates]
    for candidate, own in zip(candidates, strengths, strict=True):
        rivals = sum(s > own and c.slot == candidate.slot for c, s in zip(candidates, strengths, strict=True))
        candidate.net = {**candidate_numbers(lights, candidate), "rank": float(min(rivals, 4))}


def strength(lights: Lights, candidate: Candidate) -> float:
    """How likely a candidate is, by the network alone."""
    tag = TAG_OF[candidate.slot]
    return max((lights.of(tag, *span).exact for span in candidate.spans), default=0.0)


def incident_numbers(lights: Lights, mention: Mention, incident_type: str, *, hit: bool) -> Numbers:
    """What the network says of the place where an event is told, and of the whole message.

    `hit`: whether the reading says who or what was hit.
    """
    at = mention.trigger.start if mention.trigger.field == "text" else 0
    kind = incident_type if incident_type in KINDS else "event"
    near = {
        tag: max((m.chance for m in lights.marks if m.tag == tag and abs(m.start - at) < NEAR), default=0.0)
        for tag in SLOT_OF
    }
    return {
        "hit": float(hit),
        "event": odds_of(lights.whole("event", at)),
        "event most": odds_of(lights.most("event")),
        "type": odds_of(lights.whole(kind, at)),
        "type most": odds_of(lights.most(kind)),
        **{f"near {tag}": odds_of(chance) for tag, chance in near.items()},
        "near hit": odds_of(max(near[tag] for tag in ("target", "victim", "hurt"))),
    }

"""One confidence made of what the rules and what the network say of somebody's part in an act.

The weights (`judging.json`) are fitted by `bench/fit_network.py` on messages that the network was not trained on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from math import exp, log

from msgspec.structs import replace

from tocsin.read.neural.marks import Mark
from tocsin.read.neural.propose import PARTS
from tocsin.record import Evidence, Participant, Statement

LEFT_OUT = 0.1  # of a part that the rules see, below which it is left out
UNMARKED = 0.02  # the chance of words that are marked with nothing


@cache
def weights() -> Mapping[str, tuple[float, float, float]]:
    """For each role how far the log odds of the rules count, those of the network, and the offset."""
    form = json.loads(files("tocsin.read.neural").joinpath("judging.json").read_text("utf-8"))
    return {role: (own, other, offset) for role, (own, other, offset) in form.items()}


class Judging:
    """The network's word on the parts that the rules give."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks

    def chance(self, statement: Statement) -> float | None:
        """What the network says of a part; None for what it says nothing of."""
        value = statement.value
        if not isinstance(value, Participant) or value.role not in JUDGED or statement.confidence is None:
            return None
        told = [self._of(value.role, each) for each in statement.evidence if each.field == "text"]
        return max(told, default=None)

    def judged(self, statement: Statement) -> Statement:
        """The statement with a confidence that both have made."""
        chance = self.chance(statement)
        weighed = weights().get(getattr(statement.value, "role", ""))
        if chance is None or statement.confidence is None or weighed is None:
            return statement
        own, other, offset = weighed
        odds = own * odds_of(statement.confidence) + other * odds_of(chance) + offset
        return replace(statement, confidence=round(1 / (1 + exp(-odds)), 4))

    def is_doubtful(self, judged: Statement) -> bool:
        """Whether neither vouches enough for a part that both have judged."""
        weighed = getattr(judged.value, "role", "") in weights() and self.chance(judged) is not None
        return weighed and judged.confidence is not None and judged.confidence < LEFT_OUT

    def _of(self, role: str, words: Evidence) -> float:
        tags = JUDGED[role]
        return max(
            (m.chance for m in self._marks if m.tag in tags and m.meets(words.start, words.end)), default=UNMARKED
        )


DOERS = tuple(tag for tag, (role, _, _) in PARTS.items() if role == "perpetrator")
JUDGED = {"perpetrator": DOERS, "suspect": DOERS, "initiated_by": DOERS, "target": ("target",), "weapon": ("weapon",)}
"""The roles that there is gold for, with the tags that tell of them."""


def odds_of(chance: float) -> float:
    """The log odds of a chance, none so far off that it settles all."""
    held = min(max(chance, 0.001), 0.999)
    return log(held / (1 - held))

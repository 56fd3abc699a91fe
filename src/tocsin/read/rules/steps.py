"""What the steps of the cascade hand on to one another, kept together for the steps after and for `--explain`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tocsin.read.rules.attributions import AttributionFound
from tocsin.read.rules.claims import ClaimFound
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.justice import Proceeding
from tocsin.read.rules.persons import PersonFound
from tocsin.read.rules.scene import Anchor, Scene
from tocsin.read.rules.toll_values import TollFound


@dataclass(slots=True)
class Steps:
    """What each step of the cascade found, for `--explain` and for the steps after it."""

    prepared: Prepared
    persons: Sequence[PersonFound] = ()
    doubtful: Sequence[PersonFound] = ()  # names that may be persons', for the record alone
    attributions: tuple[AttributionFound, ...] = ()
    scenes: list[Scene] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    dropped: list[Anchor] = field(default_factory=list)
    claims: list[ClaimFound] = field(default_factory=list)
    proceedings: list[Proceeding] = field(default_factory=list)
    tolls: list[TollFound] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    relevance: float = 0.0
    other_fields: Counter[str] | None = None  # words of sport, films and the like; counted when first asked for
    outweighed: bool | None = None  # whether these outweigh the acts that were found, once somebody has asked

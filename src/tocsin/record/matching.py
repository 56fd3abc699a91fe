"""How likely two reports are to tell one event, taken apart. Not for working it out: `tocsin.fuse.match`."""

from __future__ import annotations

from msgspec import Struct


class Feature(Struct, frozen=True):
    """One part of a score. `agreement` runs from -1 to 1; `meaning` says what was compared."""

    name: str
    agreement: float
    weight: float
    meaning: str

    @property
    def points(self) -> float:
        """What it adds to the score."""
        return self.weight * self.agreement


class Linked(Struct, frozen=True, kw_only=True):
    """One mention of an incident beside the earlier one that it is likest to, by their documents.

    `score` is in log odds. `links` says whether this pair alone suffices; where it does not, others between the two tie
    them, or a person put them together. `forbidden` says what would keep the machine from it, None where nothing does.
    """

    document: str
    other: str
    score: float
    links: bool
    features: tuple[Feature, ...]
    forbidden: str | None = None

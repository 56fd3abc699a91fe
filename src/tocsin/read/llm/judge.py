"""What becomes of a model's proposals: how many were kept, and which were dropped and why."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from tocsin.read.llm.align import Span
from tocsin.read.llm.ground import Ground
from tocsin.record import Evidence

# Why a proposal is dropped, as it is counted and shown.
NO_QUOTE = "quotation not in the text"
ORDERS = "stands in orders to a machine"
NO_WORDS = "words not in their quotation"
NO_NUMBER = "number does not follow"
NO_DAY = "day does not follow"
NO_PLACE = "place does not follow"
NO_MEASURE = "measure does not follow"
NO_TYPE = "type does not follow"
NO_STATUS = "status does not follow"
NO_STANCE = "stance does not follow"
NO_PART = "part in it does not follow"
NO_TIE = "relation does not follow"
NO_SPEAKER = "speaker not beside the words"
TOO_MANY = "beyond what one report tells"
UNREAL = "told as not real"
NO_EVENT = "its event was dropped"


class Dropped(Struct, frozen=True):
    """A proposal that came to nothing: what it was, why, and the words it was said to rest on."""

    what: str
    reason: str
    words: str


class Judge:
    """Looks up quotations for one piece of a document, and keeps count."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.kept = 0
        self.dropped: list[Dropped] = []

    def drop(self, what: str, reason: str, words: str) -> None:
        """Note a proposal that is dropped."""
        self.dropped.append(Dropped(what, reason, " ".join(words.split())[:160]))

    def keep(self) -> None:
        """Count a proposal that is kept."""
        self.kept += 1

    def reasons(self) -> Counter[str]:
        """How many were dropped, by reason."""
        return Counter(each.reason for each in self.dropped)

    def quoted(self, what: str, quote: str, *, piece: Span, near: Evidence | None = None) -> Evidence | None:
        """The words of the document that a quotation stands for; None, and noted, where it has none we take."""
        found = self.ground.aligner.find(quote, within=piece, near=near)
        if found is None or not found.quote.strip():
            self.drop(what, NO_QUOTE, quote)
            return None
        if self.ground.is_withheld(found):
            self.drop(what, ORDERS, quote)
            return None
        return found

    def inside(self, what: str, words: str, outer: Evidence) -> Evidence | None:
        """Words within their quotation; None, and noted, where they do not stand in it."""
        found = self.ground.aligner.inside(words, outer)
        if found is None:
            self.drop(what, NO_WORDS, words)
        return found

    def beside(self, words: str | None, evidence: Evidence, *, around: int = 1) -> Evidence | None:
        """Words in the sentences of a quotation or next to them: a speaker, a post. Nothing is noted."""
        if not words or not words.strip() or len(words) > 200:
            return None
        outer = self.ground.sentence(evidence, around=around)
        found = self.ground.aligner.find(words, within=(outer.start, outer.end), near=evidence)
        if found is None or found.field != evidence.field or self.ground.is_withheld(found):
            return None
        return found

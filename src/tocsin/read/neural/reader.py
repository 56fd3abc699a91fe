"""The learned reader by itself: the network marks, the rule reader's resolvers settle, and nothing else is added.

ground (what our own resolvers find) -> windows -> marks -> proposals -> events settled -> attributions -> reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from tocsin.read.llm.ground import Ground
from tocsin.read.llm.judge import Dropped, Judge
from tocsin.read.llm.mentions import Told, merge_told, told_of
from tocsin.read.llm.orders import meets
from tocsin.read.llm.said import attributions_of
from tocsin.read.neural.folder import BUILT_IN, Folder
from tocsin.read.neural.marks import Mark, marks_of
from tocsin.read.neural.network import Network, open_network
from tocsin.read.neural.propose import PARTS, proposals_of, sayings_of
from tocsin.read.rules.reader import LANGUAGES, LONGEST, SHUT, RuleReader
from tocsin.read.rules.stating import toponyms
from tocsin.record import Attribution, Document, Evidence, Mention, Participant, ReaderStamp, Reading, Statement

NAME, VERSION = "neural", "1"


@dataclass(frozen=True, slots=True)
class Marked:
    """A reading of the network with the marks it was made from, and what came to nothing."""

    reading: Reading
    marks: tuple[Mark, ...]
    dropped: tuple[Dropped, ...]


class NeuralReader:
    """Reads English news by a network that marks words; values are settled by the resolvers of the rules."""

    name = NAME
    version = VERSION

    def __init__(self, *, rules: RuleReader | None = None, model: Path = BUILT_IN, gate: bool = False) -> None:
        self._rules = rules or RuleReader()
        self._model = model
        self._gate = gate

    def gated(self) -> NeuralReader:
        """This reader with the gate of the rules before it."""
        return NeuralReader(rules=self._rules, model=self._model, gate=True)

    def with_gazetteer(self, path: Path) -> NeuralReader:
        """This reader over the gazetteer in a file. Raises `LexiconError` where it is none."""
        return NeuralReader(rules=self._rules.with_gazetteer(path), model=self._model, gate=self._gate)

    def with_register(self, path: Path) -> NeuralReader:
        """This reader over the register of actors in a file. Raises `LexiconError` where it is none."""
        return NeuralReader(rules=self._rules.with_register(path), model=self._model, gate=self._gate)

    def with_network(self, path: Path) -> NeuralReader:
        """This reader with the model in a folder. Raises `NeuralError` where it is none."""
        open_network(path)
        return NeuralReader(rules=self._rules, model=path, gate=self._gate)

    @cached_property
    def _opened(self) -> tuple[Network, Folder]:
        return open_network(self._model)

    @property
    def network(self) -> Network:
        """The network, opened at the first call. Raises `NeuralError`."""
        return self._opened[0]

    @cached_property
    def stamp(self) -> ReaderStamp:
        """Name and version, with the digests of the network and of the rules' data."""
        digests = (*self._rules.stamp.digests, ("network", self._opened[1].digest))
        return ReaderStamp(name=NAME, version=VERSION, digests=tuple(sorted(digests)))

    # ------------------------------------------------------------------------------------------ reading
    def read(self, doc: Document) -> Reading:
        """What is marked in the document and could be settled. Raises `NeuralError` where there is no model."""
        if not is_english(doc) or len(doc.text) > LONGEST:
            return replace(self._rules.read(doc), reader=self.stamp)
        if self._gate and (gated := self._rules.gated().read(doc)).depth == "gated":
            digests = (*self.stamp.digests, ("depth", "gated"))
            return replace(gated, reader=replace(self.stamp, digests=digests), reason=SHUT)
        return self.mark(Ground(doc, self._rules)).reading

    def mark(self, ground: Ground) -> Marked:
        """The reading with what it was made from."""
        scored = self.network.score_one(ground.doc.text)
        marks = marks_of(ground.doc.text, scored, self.network.card)
        judge = Judge(ground)
        told: list[Told] = []
        for number, event in enumerate(proposals_of(ground, marks)):
            start = min([event.sentence[0], *(mark.start for mark in event.parts)])
            end = max([event.sentence[1], *(mark.end for mark in event.parts)])
            piece = ground.sentence(ground.doc.quote(start, end))
            told += told_of(judge, [event.said], number=number, piece=(piece.start, piece.end))
        sure = Sure(marks, frozenset(self.network.card.calibration))
        mentions = tuple(sure.mention(each.mention) for each in merge_told(told))
        reading = Reading(
            document=ground.doc,
            reader=self.stamp,
            relevance=ground.steps.relevance,
            mentions=mentions,
            attributions=_attributions(judge, ground, marks, sure),
            persons=ground.ruled.persons,
            places=tuple(p for p in toponyms(ground.prepared) if not meets(ground.withheld[p.field], p.start, p.end)),
        )
        return Marked(reading, tuple(marks), tuple(judge.dropped))

    def explain(self, doc: Document) -> str:
        """What the network marked, and what became of it, as text for a person."""
        from tocsin.read.neural.explain import explain

        return explain(self.mark(Ground(doc, self._rules)))


def is_english(doc: Document) -> bool:
    """Whether the document is in a language that the network knows."""
    return doc.language in LANGUAGES or str(doc.language).startswith("en")


def _attributions(judge: Judge, ground: Ground, marks: Sequence[Mark], sure: Sure) -> tuple[Attribution, ...]:
    found: dict[tuple[str, int], Attribution] = {}
    for said, piece in sayings_of(ground, marks):
        for each in attributions_of(judge, [said], {}, piece=piece):
            first = each.evidence[0]
            found.setdefault((first.field, first.start), replace(each, confidence=sure.of("content", first)))
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[0] == "text", key[1])))


class Sure:
    """How sure the network is of values, by the marks that they stand in; of tags that were not calibrated, nothing."""

    def __init__(self, marks: Sequence[Mark], calibrated: frozenset[str]) -> None:
        self._marks = [mark for mark in marks if mark.tag in calibrated]

    def of(self, tag: str, words: Evidence) -> float | None:
        """The chance of the likeliest mark with this tag in the words."""
        if words.field != "text":
            return None
        chances = [m.chance for m in self._marks if m.tag == tag and m.meets(words.start, words.end)]
        return round(max(chances), 4) if chances else None

    def mention(self, mention: Mention) -> Mention:
        """The mention with its confidence, and that of each of its values."""
        statements = tuple(self._statement(statement) for statement in mention.statements)
        return replace(mention, statements=statements, confidence=self.of("trigger", mention.trigger))

    def _statement(self, statement: Statement) -> Statement:
        value = statement.value
        tags: list[str] = []
        if isinstance(value, Participant):
            tags = [tag for tag, (role, _, _) in PARTS.items() if role == value.role]
        elif statement.property in TAG_OF:
            tags = [TAG_OF[statement.property]]
        chances = [chance for tag in tags if (chance := self.of(tag, statement.evidence[0])) is not None]
        return replace(statement, confidence=max(chances)) if chances else statement


TAG_OF = {"toll": "toll", "where": "site", "claim": "claimant"}

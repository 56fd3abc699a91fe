"""Rules and network together: the rules find what is told, the network judges who had a part in it, and adds some.

The rules settle relevance, times, places and actors. Where they find no act in a text, nor that it is about any, the
network is not asked. Else each part that the rules give somebody is held against the network, and its confidence is
made of both; people and things that only the network marks are added to the event they stand nearest to, where the
resolvers let them, with its calibrated chance. What neither vouches for enough is left out. Events, figures and
sites that the network alone finds are added (`join.py`); what the rules have of them stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from tocsin.read.llm.answers import SaidParticipant
from tocsin.read.llm.ground import Ground
from tocsin.read.llm.judge import Judge
from tocsin.read.llm.parts import participant_of
from tocsin.read.neural.folder import BUILT_IN
from tocsin.read.neural.join import is_third_side, join
from tocsin.read.neural.judging import Judging
from tocsin.read.neural.marks import Mark, marks_of
from tocsin.read.neural.network import Network, Scored, has_extra
from tocsin.read.neural.propose import ACTS, PARTS
from tocsin.read.neural.reader import NeuralReader, is_english
from tocsin.read.rules.reader import LONGEST, RuleReader
from tocsin.record import Document, Evidence, Mention, Participant, ReaderStamp, Reading, Statement

NAME, VERSION = "both", "3"
ADDED = 0.6  # chance from which a part that only the network sees is added
WORTH = 0.5  # relevance from which the network is asked though the rules found no act
FAR = 2  # sentences between an event and a part of it that is added
UNASKED = ("asked", "no")
ALONE = "the rules read alone: install tocsin[neural] to have the network judge who had a part in what they find"


@dataclass(frozen=True, slots=True)
class Seen:
    """A reading of both, with what the network marked, added and left out."""

    reading: Reading
    marks: tuple[Mark, ...] = ()
    added: tuple[Statement, ...] = ()
    left_out: tuple[Statement, ...] = ()
    events: tuple[Mention, ...] = ()


class RulesAndNetwork:
    """Reads by rules, and has a network judge and complete who had a part in what they find."""

    name = NAME
    version = VERSION

    def __init__(self, *, rules: RuleReader | None = None, model: Path = BUILT_IN, gate: bool = False) -> None:
        self._rules = rules or RuleReader()
        self._model = model
        self._neural = NeuralReader(rules=self._rules, model=model)
        self._gate = gate
        self._alone = not has_extra()

    def gated(self) -> RulesAndNetwork:
        """This reader with the gate of the rules before it."""
        return RulesAndNetwork(rules=self._rules, model=self._model, gate=True)

    def with_gazetteer(self, path: Path) -> RulesAndNetwork:
        """This reader over the gazetteer in a file. Raises `LexiconError` where it is none."""
        return RulesAndNetwork(rules=self._rules.with_gazetteer(path), model=self._model, gate=self._gate)

    def with_register(self, path: Path) -> RulesAndNetwork:
        """This reader over the register of actors in a file. Raises `LexiconError` where it is none."""
        return RulesAndNetwork(rules=self._rules.with_register(path), model=self._model, gate=self._gate)

    def with_network(self, path: Path) -> RulesAndNetwork:
        """This reader with the model in a folder. Raises `NeuralError` where it is none."""
        self._neural.with_network(path)
        return RulesAndNetwork(rules=self._rules, model=path, gate=self._gate)

    def account(self) -> tuple[str, ...]:
        """That the rules read alone, where they do."""
        return (ALONE,) if self._alone else ()

    @property
    def network(self) -> Network:
        """The network, opened at the first call. Raises `NeuralError`."""
        return self._neural.network

    # ------------------------------------------------------------------------------------------ reading
    def read(self, doc: Document) -> Reading:
        """What rules and network find. Raises `NeuralError` where there is no model."""
        return self.see(doc).reading

    def see(self, doc: Document) -> Seen:
        """The reading with what the network had to do with it."""
        if self._alone:
            return Seen((self._rules.gated() if self._gate else self._rules).read(doc))
        if not is_english(doc) or len(doc.text) > LONGEST:
            return Seen(replace(self._rules.read(doc), reader=self._stamp()))
        if self._gate and (gated := self._rules.gated().read(doc)).depth == "gated":
            return Seen(replace(gated, reader=self._stamp(("depth", "gated"))))
        ground = Ground(doc, self._rules)
        ruled = ground.ruled
        if not any(mention.family in ACTS for mention in ruled.mentions) and (ruled.relevance or 0.0) < WORTH:
            return Seen(replace(ruled, reader=self._stamp(UNASKED)))
        scored = self.network.score_one(doc.text)
        return self._joined(ground, scored)

    def explain(self, doc: Document) -> str:
        """The cascade of the rules, then what the network marked, added and left out, as text for a person."""
        from tocsin.read.neural.explain import explain_seen

        return self._rules.explain(doc) + "\n" + explain_seen(self.see(doc))

    def compared(self, doc: Document) -> Iterator[tuple[Statement, float]]:
        """The parts that the rules give, each with the network's chance of it: what the weights are fitted on."""
        ground = Ground(doc, self._rules)
        scored = self.network.score_one(doc.text)
        judging = Judging(marks_of(doc.text, scored, self.network.card))
        for mention in ground.ruled.mentions:
            for statement in mention.statements:
                if (chance := judging.chance(statement)) is not None:
                    yield statement, chance

    def _joined(self, ground: Ground, scored: Sequence[Scored]) -> Seen:
        card = self.network.card
        marks = marks_of(ground.doc.text, scored, card)
        judge = Judge(ground)
        judging = Judging(marks)
        added: list[Statement] = []
        left_out: list[Statement] = []
        mentions = []
        taken = [s.evidence[0] for m in ground.ruled.mentions for s in m.of("participant")]
        fresh = list(_fresh(ground, marks, taken))
        for mention in ground.ruled.mentions:
            judged = [judging.judged(statement) for statement in mention.statements]
            kept = [s for s in judged if not judging.is_doubtful(s)]
            left_out += [s for s in judged if judging.is_doubtful(s)]
            found = [s for mark, id in fresh if id == mention.id and (s := _settled(judge, mention, mark)) is not None]
            more = list(_unlike(found, kept))
            added += more
            mentions.append(replace(mention, statements=(*kept, *more)))
        reading = replace(ground.ruled, reader=self._stamp(), mentions=tuple(mentions))
        joined = join(reading, self._neural.mark(ground).reading, ground=ground)
        return Seen(joined.reading, tuple(marks), (*added, *joined.added), tuple(left_out), joined.events)

    def _stamp(self, *more: tuple[str, str]) -> ReaderStamp:
        return ReaderStamp(name=NAME, version=VERSION, digests=tuple(sorted((*self._neural.stamp.digests, *more))))


# ------------------------------------------------------------------------------------ what only it marked
def _fresh(ground: Ground, marks: Sequence[Mark], taken: Sequence[Evidence]) -> Iterator[tuple[Mark, str]]:
    """The marks of parts in acts that the rules gave no part, each with the mention it is told of."""
    acts = [m for m in ground.ruled.mentions if m.family in ACTS and m.trigger.field == "text"]
    for mark in marks:
        if mark.tag not in PARTS or PARTS[mark.tag][2] != ACTS or mark.chance < ADDED:
            continue
        if any(e.field == "text" and mark.meets(e.start, e.end) for e in taken):
            continue
        gaps = [(gap, m.id) for m in acts if (gap := _gap(ground, mark, m)) is not None]
        if gaps:
            yield mark, min(gaps)[1]


def _gap(ground: Ground, mark: Mark, mention: Mention) -> tuple[int, int] | None:
    """How far a mark stands from the nearest words that tell of an event, in sentences, then in characters."""
    here = ground.lines(ground.doc.quote(mark.start, mark.end))
    if not here:
        return None
    number = here[0].sentence.number
    gaps = []
    for told in (mention.trigger, *mention.of("type")[0].evidence):
        lines = ground.lines(told) if told.field == "text" else []
        if lines and 0 <= number - lines[0].sentence.number <= FAR:
            gaps.append((number - lines[0].sentence.number, abs(told.start - mark.start)))
    return min(gaps, default=None)


def _settled(judge: Judge, mention: Mention, mark: Mark) -> Statement | None:
    ground = judge.ground
    role, kind, _ = PARTS[mark.tag]
    words = ground.doc.quote(mark.start, mark.end)
    quote = ground.sentence(words)
    hedged = mark.tag in ("doer", "doer_org") and mark.kinds["modality"][0] == "alleged"
    said = SaidParticipant(role=role, kind=kind, name=words.quote, quote=quote.quote, hedged=hedged)
    found = participant_of(judge, said, piece=(quote.start, quote.end), trigger=mention.trigger)
    return replace(found, confidence=round(mark.chance, 4)) if found is not None else None


def _unlike(more: Sequence[Statement], kept: Sequence[Statement]) -> Iterator[Statement]:
    """Those that say nothing that is said already."""
    known = {_key(s.value) for s in kept if isinstance(s.value, Participant)}
    for statement in more:
        assert isinstance(statement.value, Participant)
        if (key := _key(statement.value)) not in known and not is_third_side(statement, kept):
            known.add(key)
            yield statement


def _key(value: Participant) -> tuple[str, str]:
    return value.role, value.actor or value.name.lower()

"""The reader that asks a language model. The order of its steps stands here and nowhere else.

ground (what our own resolvers find) -> pieces -> answers -> events settled -> events of all pieces merged ->
relations, attributions, persons -> reading. Nothing that a model says has a confidence: none was ever calibrated.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tocsin.errors import InputError
from tocsin.lexicon import digest
from tocsin.ports.model import Completing, ModelTerms
from tocsin.read.llm.ask import Answered, Asker
from tocsin.read.llm.explain import explain
from tocsin.read.llm.ground import Ground
from tocsin.read.llm.judge import Dropped, Judge
from tocsin.read.llm.mentions import Told, merge_told, told_of
from tocsin.read.llm.orders import meets
from tocsin.read.llm.prompt import prompt_version
from tocsin.read.llm.said import attributions_of, persons_of, relation_of
from tocsin.read.rules.reader import LONGEST, RuleReader
from tocsin.read.rules.stating import toponyms
from tocsin.record import Attribution, Document, Mention, Person, ReaderStamp, Reading, Relation

NAME, VERSION = "llm", "1"
LEXICON = ("follows.toml", "gloss.toml", "machine_orders.toml")
UNSET = "the reader {name!r} asks a language model; set llm_url and llm_model (TOCSIN_LLM_URL, TOCSIN_LLM_MODEL)"
REFUSED = "the model refused to read it"


@dataclass(frozen=True, slots=True)
class Heard:
    """A reading, and what it was made from, for `--explain` and for whoever compares it."""

    reading: Reading
    ground: Ground
    answered: Answered
    kept: int
    dropped: tuple[Dropped, ...]


class LlmReader:
    """Asks a language model, in whatever language the document is, and keeps what the text holds."""

    name = NAME
    version = VERSION

    def __init__(self, *, rules: RuleReader | None = None, asker: Asker | None = None) -> None:
        self._rules = rules or RuleReader()
        self._asker = asker
        self.at_once = asker.terms.at_once if asker is not None else 1

    # ------------------------------------------------------------------------------------------ as it is asked for
    def with_model(self, service: Completing, terms: ModelTerms) -> LlmReader:
        """This reader with a service to ask, on terms."""
        return LlmReader(rules=self._rules, asker=Asker(service, terms))

    def with_gazetteer(self, path: Path) -> LlmReader:
        """This reader over the gazetteer in a file. Raises `LexiconError` where it is none."""
        return LlmReader(rules=self._rules.with_gazetteer(path), asker=self._asker)

    def with_register(self, path: Path) -> LlmReader:
        """This reader over the register of actors in a file. Raises `LexiconError` where it is none."""
        return LlmReader(rules=self._rules.with_register(path), asker=self._asker)

    @property
    def stamp(self) -> ReaderStamp:
        """Name and version, with the digests of the prompt and of the data, and the name of the model."""
        digests = (
            *self._rules.stamp.digests,
            ("model", self._require_asker().terms.model),
            ("prompt", prompt_version()),
            ("settling", digest(*LEXICON)),
        )
        return ReaderStamp(name=NAME, version=VERSION, digests=tuple(sorted(digests)))

    def account(self) -> tuple[str, ...]:
        """What the run has asked, spent, kept and dropped so far, a line each."""
        return self._asker.meter.lines() if self._asker is not None else ()

    # ------------------------------------------------------------------------------------------ reading
    def read(self, doc: Document) -> Reading:
        """What the model found and the text holds.

        Raises `InputError` where no model is set, `ModelError` where it is not reached or the budget is spent,
        `DocumentError` where its answers cannot be used.
        """
        if len(doc.text) > LONGEST:
            reason = f"longer than {LONGEST:,} characters; split it into its articles"
            return Reading(document=doc, reader=self.stamp, depth="not_read", reason=reason)
        return self.hear(doc).reading

    def hear(self, doc: Document, ground: Ground | None = None) -> Heard:
        """The reading with what it was made from."""
        asker = self._require_asker()
        ground = ground or Ground(doc, self._rules)
        answered = asker.ask(ground)
        judge = Judge(ground)
        reading = self._reading(ground, answered, judge)
        asker.meter.judge(judge.kept, judge.reasons())
        return Heard(reading, ground, answered, judge.kept, tuple(judge.dropped))

    def explain(self, doc: Document) -> str:
        """What was shown to the model, what it proposed, and what became of that, as text for a person."""
        return explain(self.hear(doc))

    def _reading(self, ground: Ground, answered: Answered, judge: Judge) -> Reading:
        doc = ground.doc
        if answered.refused and not answered.answers:
            return Reading(document=doc, reader=self.stamp, depth="not_read", reason=REFUSED)
        told: list[Told] = []
        for number, (piece, answer) in enumerate(answered.answers):
            told += told_of(judge, answer.events, number=number, piece=piece)
        merged = merge_told(told)
        ends = {id: each.mention for each in merged for id in each.ids}
        relations, attributions = _between(judge, answered, ends)
        mentions = tuple(each.mention for each in merged)
        return Reading(
            document=doc,
            reader=self.stamp,
            reason=f"the model refused {len(answered.refused)} parts of it" if answered.refused else None,
            mentions=mentions,
            relations=relations,
            attributions=attributions,
            persons=_persons(judge, answered, mentions),
            places=tuple(p for p in toponyms(ground.prepared) if not meets(ground.withheld[p.field], p.start, p.end)),
        )

    def _require_asker(self) -> Asker:
        if self._asker is None:
            raise InputError(UNSET.format(name=NAME))
        return self._asker


def _between(
    judge: Judge, answered: Answered, ends: dict[tuple[int, str], Mention]
) -> tuple[tuple[Relation, ...], tuple[Attribution, ...]]:
    """The relations and attributions of all pieces, each once."""
    relations: dict[tuple[str, str, str], Relation] = {}
    attributions: dict[tuple[str, int, int], Attribution] = {}
    for number, (piece, answer) in enumerate(answered.answers):
        here = {id: mention for (of, id), mention in ends.items() if of == number}
        for said in answer.relations:
            relation = relation_of(judge, said, here, piece=piece)
            if relation is not None:
                relations.setdefault((relation.type, relation.source, relation.target), relation)
        for each in attributions_of(judge, answer.attributions, here, piece=piece):
            words = each.evidence[0]
            attributions.setdefault((words.field, words.start, words.end), each)
    ordered = sorted(attributions.values(), key=lambda a: (a.evidence[0].field == "text", a.evidence[0].start))
    return tuple(relations.values()), tuple(ordered)


def _persons(judge: Judge, answered: Answered, mentions: tuple[Mention, ...]) -> tuple[Person, ...]:
    """The persons that the rules know, those that the model names, and participants who are persons by name."""
    found = [p for p in judge.ground.ruled.persons if not meets(judge.ground.withheld[p.field], p.start, p.end)]
    names = [name for _, answer in answered.answers for name in answer.persons]
    for mention in mentions:
        for statement in mention.of("participant"):
            words = statement.evidence[0].quote
            if getattr(statement.value, "kind", "") == "person" and words[:1].isupper():
                names.append(words)
    taken = [(p.field, p.start, p.end) for p in found]
    for piece, _ in answered.answers:
        for person in persons_of(judge, names, piece=piece):
            if not any(f == person.field and a < person.end and person.start < b for f, a, b in taken):
                taken.append((person.field, person.start, person.end))
                found.append(person)
    return tuple(sorted(found, key=lambda p: (p.field == "text", p.start)))

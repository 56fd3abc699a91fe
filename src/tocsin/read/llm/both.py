"""The rules and a language model together: the rules decide what is worth asking, and whose word counts.

Where both say the same, confidence rises; what only the model says is added without confidence; where they contradict
one another the rules' value counts, and the model's reading is kept beside, for a person to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from tocsin.errors import DocumentError
from tocsin.ports.model import Completing, ModelTerms
from tocsin.read.llm.agreement import agrees, contradict, differences, pairs_of, shown
from tocsin.read.llm.explain import explain
from tocsin.read.llm.gloss import main_language
from tocsin.read.llm.ground import Ground
from tocsin.read.llm.orders import Withheld, meets
from tocsin.read.llm.reader import LlmReader
from tocsin.read.rules.reader import LONGEST, RuleReader
from tocsin.record import Attribution, Document, Evidence, Mention, Person, ReaderStamp, Reading, Statement

NAME, VERSION = "rules+llm", "1"
WORTH = 0.1  # relevance from which a model is asked though the rules found no event
RAISED = 0.5  # of what a confidence lacks, by agreement; not measured: nobody has scored the two together yet
NOT_ASKED = "the rules found nothing in it that was worth asking a model"
SINGLE = ("type", "status", "when", "warning")


class RulesAndLlm:
    """Reads by rules, and asks a model about what they find worth it."""

    name = NAME
    version = VERSION

    def __init__(self, *, rules: RuleReader | None = None, llm: LlmReader | None = None, gate: bool = False) -> None:
        self._rules = rules or RuleReader()
        self._llm = llm or LlmReader(rules=self._rules)
        self._gate = gate
        self.at_once = self._llm.at_once

    def gated(self) -> RulesAndLlm:
        """This reader with the gate of the rules before it."""
        return RulesAndLlm(rules=self._rules, llm=self._llm, gate=True)

    def with_model(self, service: Completing, terms: ModelTerms) -> RulesAndLlm:
        """This reader with a service to ask, on terms."""
        return RulesAndLlm(rules=self._rules, llm=self._llm.with_model(service, terms), gate=self._gate)

    def with_gazetteer(self, path: Path) -> RulesAndLlm:
        """This reader over the gazetteer in a file. Raises `LexiconError` where it is none."""
        rules = self._rules.with_gazetteer(path)
        return RulesAndLlm(rules=rules, llm=self._llm.with_gazetteer(path), gate=self._gate)

    def with_register(self, path: Path) -> RulesAndLlm:
        """This reader over the register of actors in a file. Raises `LexiconError` where it is none."""
        rules = self._rules.with_register(path)
        return RulesAndLlm(rules=rules, llm=self._llm.with_register(path), gate=self._gate)

    def account(self) -> tuple[str, ...]:
        """What the run has asked, spent, kept and dropped so far, a line each."""
        return self._llm.account()

    def read(self, doc: Document) -> Reading:
        """What the rules and the model find; what the rules find where the model's answers cannot be used.

        Raises `InputError` and `ModelError` as `LlmReader.read` does.
        """
        return self.read_both(doc)[0]

    def read_both(self, doc: Document) -> tuple[Reading, tuple[Reading, ...]]:
        """The reading that counts, and the model's own beside it where the two contradict one another."""
        if main_language(doc.language) != "en" or len(doc.text) > LONGEST:
            return replace(self._llm.read(doc), reader=self._stamp()), ()
        if self._gate and (gated := self._rules.gated().read(doc)).depth == "gated":
            return replace(gated, reader=self._stamp(("depth", "gated"))), ()
        ground = Ground(doc, self._rules)
        ruled = without(ground.ruled, ground.withheld)
        if not ruled.mentions and (ruled.relevance or 0.0) < WORTH:
            return replace(ruled, reader=self._stamp(("asked", "no")), reason=NOT_ASKED), ()
        try:
            said = self._llm.hear(doc, ground).reading
        except DocumentError as error:  # it would be of no more use another time
            return replace(ruled, reader=self._stamp(("asked", "in vain")), reason=error.reason), ()
        combined = replace(combine(ruled, said), reader=self._stamp())
        return combined, (said,) if differences(ruled, said) else ()

    def explain(self, doc: Document) -> str:
        """What the model proposed and what became of it, then what the two contradict one another in."""
        ground = Ground(doc, self._rules)
        heard = self._llm.hear(doc, ground)
        found = differences(without(ground.ruled, ground.withheld), heard.reading)
        lines = [f"  {each.property:<12} rules {shown(each.one)}; model {shown(each.two)}" for each in found]
        return "\n".join([explain(heard), f"contradictions: {len(found)}", *lines]) + "\n"

    def _stamp(self, *more: tuple[str, str]) -> ReaderStamp:
        return ReaderStamp(name=NAME, version=VERSION, digests=tuple(sorted((*self._llm.stamp.digests, *more))))


# ---------------------------------------------------------------------------------------------- withheld
def without(reading: Reading, withheld: Withheld) -> Reading:
    """A reading of the rules without what it took from orders to a machine."""
    if not any(withheld.values()):
        return reading

    def bad(evidence: Evidence) -> bool:
        return meets(withheld[evidence.field], evidence.start, evidence.end)

    mentions = [
        replace(
            m, statements=tuple(s for s in m.statements if s.property in ("type", "status") or not _all_bad(s, bad))
        )
        for m in reading.mentions
        if not bad(m.trigger) and not any(bad(s.evidence[0]) for s in (m.of("type")[0], m.of("status")[0]))
    ]
    ids = {m.id for m in mentions}
    said = [a for a in reading.attributions if not any(map(bad, (*a.evidence, *a.speaker_evidence)))]
    return replace(
        reading,
        mentions=tuple(replace(m, statements=tuple(_cleaned(s, bad) for s in m.statements)) for m in mentions),
        relations=tuple(r for r in reading.relations if {r.source, r.target} <= ids and not any(map(bad, r.evidence))),
        attributions=tuple(replace(a, about=tuple(id for id in a.about if id in ids)) for a in said),
        places=tuple(p for p in reading.places if not meets(withheld[p.field], p.start, p.end)),
    )


def _all_bad(statement: Statement, bad: Callable[[Evidence], bool]) -> bool:
    voice = statement.attribution.evidence if statement.attribution else ()
    return all(map(bad, statement.evidence)) or any(map(bad, voice))


def _cleaned(statement: Statement, bad: Callable[[Evidence], bool]) -> Statement:
    kept = tuple(e for e in statement.evidence if not bad(e))
    return replace(statement, evidence=kept) if kept else statement


# ---------------------------------------------------------------------------------------------- together
def combine(ruled: Reading, said: Reading) -> Reading:
    """The rules' reading with what the model adds, and with more confidence where the two agree."""
    pairs = {a.id: b for a, b in pairs_of(ruled, said)}
    mentions = [_joined(m, pairs[m.id]) if m.id in pairs else m for m in ruled.mentions]
    names = {b.id: id for id, b in pairs.items()}  # what the model's mentions are called here
    for mention in said.mentions:
        if mention.id not in names:
            names[mention.id] = f"m{len(mentions) + 1}"
            mentions.append(replace(mention, id=names[mention.id]))
    ties = {(r.type, r.source, r.target) for r in ruled.relations}
    more = [replace(r, source=names[r.source], target=names[r.target]) for r in said.relations]
    return replace(
        ruled,
        mentions=tuple(mentions),
        relations=(*ruled.relations, *(r for r in more if (r.type, r.source, r.target) not in ties)),
        attributions=_attributions(ruled, said, names),
        persons=_persons(ruled, said),
    )


def _joined(ruled: Mention, said: Mention) -> Mention:
    statements = [_raised(s) if agrees(s, said.statements) else s for s in ruled.statements]
    for each in said.statements:
        held = [s for s in ruled.statements if s.property == each.property]
        single = each.property in SINGLE and bool(held)
        if not single and not agrees(each, held) and not any(contradict(s.value, each.value) for s in held):
            statements.append(each)
    same = ruled.type == said.type and ruled.status == said.status
    confidence = _more(ruled.confidence) if same else ruled.confidence
    return replace(ruled, statements=tuple(statements), confidence=confidence)


def _raised(statement: Statement) -> Statement:
    return replace(statement, confidence=_more(statement.confidence))


def _more(confidence: float | None) -> float | None:
    """A confidence that a second reader bears out; none where there was none."""
    return None if confidence is None else round(confidence + RAISED * (1 - confidence), 4)


def _attributions(ruled: Reading, said: Reading, names: dict[str, str]) -> tuple[Attribution, ...]:
    taken = [e for a in ruled.attributions for e in a.evidence]
    more = [
        replace(a, about=tuple(names[id] for id in a.about))
        for a in said.attributions
        if not any(e.field == t.field and e.start < t.end and t.start < e.end for e in a.evidence for t in taken)
    ]
    return tuple(
        sorted((*ruled.attributions, *more), key=lambda a: (a.evidence[0].field == "text", a.evidence[0].start))
    )


def _persons(ruled: Reading, said: Reading) -> tuple[Person, ...]:
    taken = [(p.field, p.start, p.end) for p in ruled.persons]
    more = [p for p in said.persons if not any(f == p.field and a < p.end and p.start < b for f, a, b in taken)]
    return tuple(sorted((*ruled.persons, *more), key=lambda p: (p.field == "text", p.start)))

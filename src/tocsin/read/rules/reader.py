"""The rule reader: the order of the cascade stands here and nowhere else.

prepare (tokens, sentences, classes, groups, times, counts, names) -> persons -> places -> attributions -> anchors ->
status -> drafts -> merge -> tolls and claims given to their events -> mentions -> relations -> reading.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from tocsin.lexicon import digest
from tocsin.read.rules.attributions import find_attributions
from tocsin.read.rules.bearers import persons_of
from tocsin.read.rules.confidence import with_confidence
from tocsin.read.rules.document import prepare
from tocsin.read.rules.domains import is_policing
from tocsin.read.rules.doubtful import find_doubtful
from tocsin.read.rules.explain import explain
from tocsin.read.rules.finding import find_drafts, find_places, give_tolls, weigh_places
from tocsin.read.rules.focus import Focus
from tocsin.read.rules.merge import merge
from tocsin.read.rules.persons import find_persons
from tocsin.read.rules.relevance import is_beside_the_point, probability, relevance_of
from tocsin.read.rules.runs import runs_of
from tocsin.read.rules.stating import state_attributions, state_mentions, toponyms
from tocsin.read.rules.steps import Steps
from tocsin.read.rules.word_weights import gate_odds, is_shut, weigh
from tocsin.record import Document, ReaderStamp, Reading
from tocsin.resolve.actors import Register, default_register, load_register
from tocsin.resolve.gazetteer import Gazetteer, default_gazetteer
from tocsin.resolve.places import PlaceResolver

NAME, VERSION = "rules", "1"
LEXICON = (
    "words.tsv", "triggers.csv", "frames.toml", "status.toml", "domains.toml", "nouns.csv", "posts.csv",
    "reporting.csv", "claims.toml", "justice.toml", "motives.csv", "relevance.json", "confidence.json",
    "given_names.txt", "persons.txt", "counts.toml", "times.toml", "tolls.toml",
)  # fmt: skip
SHUT = "its words are about other things; --depth full reads it all the same"
LANGUAGES = (None, "en")
LONGEST = 1_000_000  # characters, some 4 seconds; no report is as long, and an archive in one file would take minutes


class RuleReader:
    """Reads English news by rules and word lists: no model, no network, the same output for the same input."""

    name = NAME
    version = VERSION

    def __init__(
        self, *, gate: bool = False, gazetteer: Gazetteer | None = None, register: Register | None = None
    ) -> None:
        self._gate = gate
        self._register = register or default_register()
        self._gazetteer = gazetteer or default_gazetteer()
        self._places = PlaceResolver(self._gazetteer)
        self.stamp = ReaderStamp(
            name=NAME,
            version=VERSION,
            digests=(
                ("gazetteer", self._gazetteer.digest),
                ("lexicon", digest(*LEXICON)),
                ("register", self._register.digest),
            ),
        )

    def gated(self) -> RuleReader:
        """This reader with its gate: what its words show to be about other things is read no further."""
        return RuleReader(gate=True, gazetteer=self._gazetteer, register=self._register)

    def with_gazetteer(self, path: Path) -> RuleReader:
        """This reader over the gazetteer in a file. Raises `LexiconError` where it is none."""
        return RuleReader(gate=self._gate, gazetteer=Gazetteer(path), register=self._register)

    def with_register(self, path: Path) -> RuleReader:
        """This reader over the register of actors in a file. Raises `LexiconError` where it is none."""
        return RuleReader(gate=self._gate, gazetteer=self._gazetteer, register=load_register(path))

    def read(self, doc: Document) -> Reading:
        """Everything the rules find in the document; depth `not_read` for a language they do not know."""
        if doc.language not in LANGUAGES and not str(doc.language).startswith("en"):
            reason = f"language {doc.language!r} has no reader yet"
            return Reading(document=doc, reader=self.stamp, depth="not_read", reason=reason)
        if len(doc.text) > LONGEST:
            reason = f"longer than {LONGEST:,} characters; split it into its articles"
            return Reading(document=doc, reader=self.stamp, depth="not_read", reason=reason)
        odds = gate_odds(doc) if self._gate else None
        if odds is not None and is_shut(odds):
            return Reading(
                document=doc,
                reader=replace(self.stamp, digests=(*self.stamp.digests, ("depth", "gated"))),
                depth="gated",
                reason=SHUT,
                relevance=probability(odds),
            )
        return self.reading_of(doc, self.steps(doc))

    def explain(self, doc: Document) -> str:
        """The cascade on a document, step by step, as text for a person."""
        steps = self.steps(doc)
        return explain(steps, weigh_places(steps.prepared, self._places, steps.persons))

    def steps(self, doc: Document) -> Steps:
        """The cascade, with what each step found."""
        prepared = prepare(doc, self._register)
        steps = Steps(prepared)
        runs = runs_of(prepared)
        steps.persons = find_persons(prepared, runs, self._gazetteer)
        find_places(prepared, self._places, steps.persons)
        steps.attributions = find_attributions(prepared, steps.persons)
        steps.doubtful = find_doubtful(prepared, steps.persons, runs)
        drafts = find_drafts(steps)
        steps.events = merge(drafts, items=prepared.items)
        give_tolls(steps)
        steps.relevance = relevance_of(steps, weigh(doc))
        return steps

    def reading_of(self, doc: Document, steps: Steps) -> Reading:
        """The reading that comes of the steps."""
        events = [e for e in steps.events if is_policing(e)] if is_beside_the_point(steps) else steps.events
        focus = Focus(events, steps.prepared)
        mentions, relations = state_mentions(steps, events, focus)
        attributions = state_attributions(steps, focus, mentions)
        found = Reading(
            document=doc,
            reader=self.stamp,
            relevance=steps.relevance,
            mentions=mentions,
            relations=relations,
            attributions=attributions,
            persons=persons_of(steps, mentions),
            places=toponyms(steps.prepared),
        )
        return with_confidence(found)

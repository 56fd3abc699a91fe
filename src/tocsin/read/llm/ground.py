"""What our own resolvers find in a document, by the span in which it stands: what proposals are held against.

English is read by the rules; of other languages the names are found in the same way, counts and times by `gloss`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache, cached_property

from msgspec import Struct

from tocsin.lexicon import load_toml
from tocsin.read.llm.align import Aligner
from tocsin.read.llm.gloss import gloss, has_gloss, main_language, measure_stems
from tocsin.read.llm.orders import Withheld, meets, withheld_of
from tocsin.read.rules.attributions import AttributionFound, by_lines, source_of, speaker_at
from tocsin.read.rules.describe import HUMAN, Described
from tocsin.read.rules.document import Line
from tocsin.read.rules.persons import PersonFound
from tocsin.read.rules.reader import RuleReader
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.toll_values import TollFound
from tocsin.record import Bound, Document, Evidence, Mention, Reading, Voice
from tocsin.record.values import Stance, Status
from tocsin.resolve.actors import Actor
from tocsin.resolve.counts import find_counts
from tocsin.resolve.places import PlaceFound
from tocsin.resolve.times import TimeFound, find_times


class Figure(Struct, frozen=True):
    """A count in a quotation. `article`: only "a" before a noun; `other` and `part` as of `CountFound`."""

    bound: Bound
    article: bool = False
    other: bool = False
    part: bool = False


class Ground:
    """One document with what the rules and resolvers find in it."""

    def __init__(self, doc: Document, rules: RuleReader) -> None:
        self.doc = doc
        self._rules = rules
        self.language = main_language(doc.language)
        self.english = self.language == "en"
        self.steps = rules.steps(doc)
        self.prepared = self.steps.prepared
        self.withheld: Withheld = withheld_of(doc)
        self.aligner = Aligner(doc)
        self.published: date | None = self.prepared.published

    # ------------------------------------------------------------------------------------------ sentences
    def lines(self, evidence: Evidence, *, around: int = 0) -> list[Line]:
        """The sentences that a quotation stands in, and so many before and after."""
        inside = [
            number
            for number, line in enumerate(self.prepared.lines)
            if line.sentence.field == evidence.field
            and line.sentence.start < evidence.end
            and evidence.start < line.sentence.end
        ]
        if not inside:
            return []
        low, high = max(0, inside[0] - around), inside[-1] + around + 1
        return [line for line in self.prepared.lines[low:high] if line.sentence.field == evidence.field]

    def sentence(self, evidence: Evidence, *, around: int = 0) -> Evidence:
        """The whole sentences that a quotation stands in, as evidence."""
        lines = self.lines(evidence, around=around)
        if not lines:
            return evidence
        start = min(evidence.start, lines[0].sentence.start)
        return self.doc.quote(start, max(evidence.end, lines[-1].sentence.end), evidence.field)

    def words(self, evidence: Evidence) -> str:
        """The sentences of a quotation in lower case, for looking at their words."""
        return self.sentence(evidence).quote.lower()

    def is_withheld(self, evidence: Evidence) -> bool:
        """Whether a quotation stands in what gives orders to a machine."""
        return meets(self.withheld[evidence.field], evidence.start, evidence.end)

    # ------------------------------------------------------------------------------------------ values
    def figures(self, evidence: Evidence) -> list[Figure]:
        """The counts in a quotation, in order; articles only where there is nothing else."""
        if self.english:
            counts = [count for line in self.lines(evidence) for count in line.counts]
            found = [
                Figure(c.bound, c.article, c.other, c.part)
                for c in counts
                if c.start < evidence.end and evidence.start < c.end
            ]
        else:
            glossed = find_counts(gloss(evidence.quote, self.language))
            found = [Figure(self._loose(c.bound), c.article, c.other, c.part) for c in glossed]
        return [each for each in found if not each.article] or found

    def _loose(self, bound: Bound) -> Bound:
        """A bound in a language whose words for "at least" are not known says no more than its figure."""
        if has_gloss(self.language) or bound.best is None:
            return bound
        return Bound(best=bound.best, approximate=True)

    def times(self, evidence: Evidence) -> list[TimeFound]:
        """The times in a quotation, in order."""
        if not self.english:
            return list(find_times(gloss(evidence.quote, self.language), published=self.published))
        times = [time for line in self.lines(evidence) for time in line.times]
        return [time for time in times if time.start < evidence.end and evidence.start < time.end]

    def places(self, evidence: Evidence) -> list[PlaceFound]:
        """The places named in a quotation, in order."""
        places = [place for line in self.lines(evidence) for place in line.places]
        return [place for place in places if place.start < evidence.end and evidence.start < place.end]

    def actor(self, evidence: Evidence) -> Actor | None:
        """The actor of the register that a name means, None where there is none or it stays open."""
        for line in self.lines(evidence):
            for found in line.actors:
                start, end = line.sentence.span(found.start, found.end)
                if start < evidence.end and evidence.start < end:
                    return found.actor
        return None

    def names_actor(self, evidence: Evidence) -> bool:
        """Whether a quotation names an actor, settled or not."""
        spans = (line.sentence.span(found.start, found.end) for line in self.lines(evidence) for found in line.actors)
        return any(start < evidence.end and evidence.start < end for start, end in spans)

    def person(self, evidence: Evidence) -> PersonFound | None:
        """The person whom a quotation names."""
        for found in self.steps.persons:
            line = self.prepared.lines[found.line]
            start, end = line.sentence.span(found.start, found.end)
            same = line.sentence.field == evidence.field
            if same and start < evidence.end and evidence.start < end:
                return found
        return None

    def described(self, name: Evidence) -> Described | None:
        """What the rules take the first noun group that is headed in a name for; None where there is none."""
        if not self.english:
            return None
        for line in self.lines(name)[:1]:
            for group in line.sentence.nouns:
                start, end = line.sentence.span(group.head, group.head + 1)
                if start < name.end and name.start < end:
                    return self.steps.scenes[line.sentence.number].describe(group)
        return None

    # ------------------------------------------------------------------------------------------ who says so
    def said(self, evidence: Evidence) -> AttributionFound | None:
        """The attribution whose content holds the beginning of a quotation."""
        if not self.english:
            return None
        for line in self.lines(evidence)[:1]:
            number = line.sentence.number
            return speaker_at(tuple(self._said_by_line.get(number, ())), number, evidence.start)
        return None

    def voice(self, evidence: Evidence) -> Voice | None:
        """Who vouches for a quotation, by the rules; None for the outlet."""
        said = self.said(evidence)
        if said is None or not said.speaker:
            return None
        return Voice(name=said.speaker, evidence=(source_of(said, self.prepared),))

    @cached_property
    def _said_by_line(self) -> dict[int, list[AttributionFound]]:
        return by_lines(self.steps.attributions)

    # ------------------------------------------------------------------------------------------ what the rules read
    def statuses(self, trigger: Evidence) -> set[Status]:
        """The statuses that the rules read of events named at these words; empty where they read none."""
        if not self.english:
            return set()
        return {
            draft.status.status
            for event in self.steps.events
            for draft in event.drafts
            if self.stands_at(draft.anchor, trigger)
        }

    @cached_property
    def ruled(self) -> Reading:
        """What the rules make of the document by themselves; of use for English alone."""
        return self._rules.reading_of(self.doc, self.steps)

    def ruled_mention(self, trigger: Evidence) -> Mention | None:
        """The mention that the rules make of an event named at these words, None where they make none."""
        if not self.english:
            return None
        for mention in self.ruled.mentions:
            told = (mention.trigger, *mention.of("type")[0].evidence)
            if any(e.field == trigger.field and e.start < trigger.end and trigger.start < e.end for e in told):
                return mention
        return None

    def act(self, trigger: Evidence, quote: Evidence, type: str) -> Evidence | None:
        """The words that name an event: those proposed, unless they name somebody and no act ("gunmen").

        Then those by which the rules tell of an event of this type in the quotation; None where they tell of none.
        """
        described = self.described(trigger)
        if described is None or described.what not in HUMAN:
            return trigger
        if any(self.stands_at(anchor, trigger) for anchor in self.steps.anchors):
            return trigger
        told = (e for m in self.ruled.mentions if m.type == type for e in (m.trigger, *m.of("type")[0].evidence))
        return next((words for words in told if _holds(quote, words)), None)

    def is_unreal(self, trigger: Evidence) -> bool:
        """Whether the rules passed these words over: a film, a fear, a figure of speech."""
        return self.english and any(self.stands_at(anchor, trigger) for anchor in self.steps.dropped)

    def toll(self, evidence: Evidence) -> list[TollFound]:
        """The tolls that the rules read at a quotation."""
        if not self.english:
            return []
        found = []
        for toll in self.steps.tolls:
            words = self.prepared.token_evidence(toll.line, toll.start, toll.end)
            if words.field == evidence.field and words.start < evidence.end and evidence.start < words.end:
                found.append(toll)
        return found

    def claims(self, name: Evidence, stance: Stance) -> bool:
        """Whether the rules read that the one named took this stance, or had it taken towards it."""
        for claim in self.steps.claims:
            here = self.prepared.token_evidence(claim.home, *claim.span)
            if claim.stance == stance and here.field == name.field and here.start < name.end and name.start < here.end:
                return True
        return False

    def stands_at(self, anchor: Anchor, words: Evidence) -> bool:
        """Whether an anchor of the rules shares words with a quotation."""
        here = self.prepared.token_evidence(anchor.line, anchor.start, anchor.end)
        return here.field == words.field and here.start < words.end and words.start < here.end

    # ------------------------------------------------------------------------------------------ what follows
    def follows(self, table: str, key: str, evidence: Evidence) -> bool:
        """Whether the sentences of a quotation hold a word that a value of this kind follows from.

        True where we know no words of the language for it, and where none is needed.
        """
        if self.english:
            return _tells(self.words(evidence), _stems(table, key))
        stems = measure_stems(self.language, key) if table == "measures" else ()
        return _tells(self.words(evidence), stems)


@cache
def _stems(table: str, key: str) -> tuple[str, ...]:
    words = load_toml("follows.toml")[table].get(key, "")
    return tuple(words.split("|")) if words else ()


def _holds(outer: Evidence, inner: Evidence) -> bool:
    return outer.field == inner.field and outer.start <= inner.start and inner.end <= outer.end


def _tells(text: str, stems: Sequence[str]) -> bool:
    if not stems:
        return True
    return any(_begins(text, stem) for stem in stems)


def _begins(text: str, stem: str) -> bool:
    """Whether a word of the text begins so; Arabic puts its article and its conjunctions before the word."""
    return any(at == 0 or not text[at - 1].isalpha() or not stem.isascii() for at in _places(text, stem))


def _places(text: str, stem: str) -> Iterator[int]:
    at = text.find(stem)
    while at >= 0:
        yield at
        at = text.find(stem, at + 1)

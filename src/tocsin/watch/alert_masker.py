"""Everything that goes into one alert, masked by one set of names; quotations in their sentences where that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tocsin.care.names import MASK, Withheld, withheld_names, words_in
from tocsin.care.origins import Peoples, accuses_persons, mask_origins
from tocsin.fuse.title import MONTHS, place_words
from tocsin.record import Evidence, Incident, Reading, Support
from tocsin.watch.alert_values import Quoted, Source
from tocsin.watch.quoting import in_sentence

MOST_QUOTES = 6
MOST_SOURCES = 12
NAMED = frozenset({"organization", "state_force", "government"})
# An address or a handle may lead to propaganda, and is no evidence (design 8 (e)).
LINK = re.compile(r"(?:https?://|www\.|t\.me/)\S+|(?<!\w)@\w{3,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The readings of the reports that an alert is about, by document id, and what tells nationals by their words.

    Reports that are not among them are not quoted, for nobody knows whose names they hold.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    peoples: Peoples


class AlertMasker:
    """Masks everything that goes into one alert, by one set of names."""

    def __init__(self, states: Sequence[Incident], sources: Sources) -> None:
        self._sources = sources
        self._withheld = Withheld(withheld_names(sources.readings.values(), states))
        self._keep = kept(states)
        self._organisations = organisations(states)
        self._known = self._keep | {w.folded for name in self._organisations for w in words_in(name)}
        self._origins = any(accuses_persons(state) for state in states)

    def own(self, words: str) -> str | None:
        """Our own words about the record, with the names of its places and organisations kept where they are no
        person's; None where they have to be dropped."""
        return self._withheld.clean(words, keep=self._keep)

    def all_own(self, each: Iterable[str]) -> tuple[str, ...]:
        """Those of several that may go out."""
        return tuple(words for one in each if (words := self.own(one)) is not None)

    def foreign(self, words: str) -> str | None:
        """Words of a report: names, links and the origin of suspects masked; None where they have to be dropped."""
        masked = self._withheld.clean(LINK.sub("[link removed]", words))
        if masked is not None and self._origins:
            masked = mask_origins(masked, self._sources.peoples, names=self._organisations)
        return masked

    def quotes(self, each: Sequence[tuple[Evidence, Support | None]]) -> tuple[tuple[Quoted, ...], int]:
        """The first few quotations that may go out, none that stands in another, and how many of those could not."""
        found: list[Quoted] = []
        dropped = 0
        for evidence, support in each:
            words = self._shown(evidence)
            if words is None or not words.replace(MASK, "").strip():
                dropped += 1
            elif all(words not in quoted.words for quoted in found):
                found = [quoted for quoted in found if quoted.words not in words]
                if len(found) == MOST_QUOTES:
                    break
                doc = self._sources.readings[evidence.document].document
                found.append(
                    Quoted(
                        document=self.document(evidence.document),
                        source=self.foreign_or_none(doc.source or (support.source if support else None)),
                        published=doc.published,
                        words=words,
                    )
                )
        return tuple(found), dropped

    def _shown(self, evidence: Evidence) -> str | None:
        """The sentence of a quotation where it may go out whole, else its own words; None where they may not."""
        reading = self._sources.readings.get(evidence.document)
        if reading is None:
            return None
        sentence = in_sentence(evidence, reading, known=self._known, peoples=self._sources.peoples)
        return (self.foreign(sentence) if sentence else None) or self.foreign(evidence.quote)

    def foreign_or_none(self, words: str | None) -> str | None:
        """Words of a report that may be missing."""
        return None if words is None else self.foreign(words)

    def document(self, id: str) -> str:
        """The id of a document, its key where the id holds a name, a mask where nothing is known of it."""
        reading = self._sources.readings.get(id)
        if reading is not None:
            return self._withheld.clean_link(id) or reading.document.key
        return MASK

    def sources(self, incident: Incident) -> tuple[Source, ...]:
        """The reports that tell of it, the newest first, each once with whoever it rests on."""
        found: dict[tuple[str, str | None], Source] = {}
        supports = [*incident.type.support, *(s for f in incident.claims for s in f.support)]
        supports += [s for f in incident.tolls for s in f.support]
        for support in sorted(supports, key=lambda s: (s.published or "", s.document), reverse=True):
            key = (support.document, support.attribution)
            if key not in found and support.document in self._sources.readings:
                found[key] = self._source(support)
        return tuple(found.values())[:MOST_SOURCES]

    def _source(self, support: Support) -> Source:
        url = self._sources.readings[support.document].document.url
        return Source(
            document=self.document(support.document),
            source=self.foreign_or_none(support.source),
            published=support.published,
            attribution=self.foreign_or_none(support.attribution),
            url=self._withheld.clean_link(url) if url else None,
        )


def organisations(states: Iterable[Incident]) -> tuple[str, ...]:
    """The names of organisations, forces and governments that have a part."""
    names = [f.value.name for state in states for f in state.participants if f.value.kind in NAMED]
    names += [f.value.claimant for state in states for f in state.claims if f.value.actor]
    return tuple(dict.fromkeys(names))


def kept(states: Sequence[Incident]) -> frozenset[str]:
    """The words of places and organisations that our own words hold."""
    names: list[str] = []
    for state in states:
        for site in (f.value for f in state.where):
            names += [place_words(site)]
        names += [state.type.value, state.family, *MONTHS]
    names += organisations(states)
    return frozenset(word.folded for name in names for word in words_in(name.replace("_", " ")))

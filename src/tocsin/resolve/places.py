"""Names of places in running text, and which place each of them means.

A name is looked for where capital letters run (everywhere in text that is all capitals), refused where the words
beside it make it a person's or an organisation's, and settled from what the text says around it: the larger place
it is put in, the countries and peoples the text names, the size of the places of that name. What the text leaves
open stays open: such a name has no country and no coordinates. Not for saying where an event happened: that a name
stands in the text does not make it the site.

The order of steps stands here, the steps in the modules `place_*`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tocsin.resolve import scanning
from tocsin.resolve.gazetteer import Gazetteer, default_gazetteer
from tocsin.resolve.place_beside import as_beside
from tocsin.resolve.place_capitals import scan_capitals
from tocsin.resolve.place_context import Context
from tocsin.resolve.place_finder import Finder
from tocsin.resolve.place_found import PlaceFound, Span, found_of
from tocsin.resolve.place_links import link, note_lists
from tocsin.resolve.place_mentions import Mention, Scan
from tocsin.resolve.place_scan import block, mark_dateline, scan_cased
from tocsin.resolve.place_settle import accepted
from tocsin.resolve.place_unknowns import in_country, with_listed, with_unknown
from tocsin.resolve.place_venues import venue_spans, with_venues
from tocsin.resolve.place_weighing import Weighed, weigh_all

__all__ = ["PlaceFound", "PlaceResolver"]


class PlaceResolver:
    """Finds and settles the places of a text. Holds the gazetteer and what it has been asked; share one."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._gazetteer = gazetteer or default_gazetteer()
        self._finder = Finder(self._gazetteer)

    def resolve(
        self,
        text: str,
        *,
        cased: bool = True,
        blocked: Sequence[Span] = (),
        home: str | None = None,
        modifiers: bool = False,
        scanned: scanning.Scan | None = None,
        beside: Sequence[PlaceFound] = (),
    ) -> tuple[PlaceFound, ...]:
        """The places named in a text, in their order, no two overlapping.

        Args:
            text: running text, as given; offsets of the result are code points into it.
            cased: False where capital letters say nothing (wire text in capitals); fewer names are taken then.
            blocked: spans known to be names of persons or organisations; nothing inside them becomes a place,
                unless it is part of a venue's name that reaches beyond the span.
            home: ISO 3166-1 alpha-2 code of the outlet's country, where known.
            modifiers: also give countries used as adjectives ("US troops"), marked so.
            scanned: the text with its tokens, where the caller has scanned it.
            beside: the places of the text that this one heads. They speak for their countries, and a name that is
                settled there means the same place here.
        """
        scan, context, settled = self._settled(text, cased, blocked, home, scanned, beside)
        found = [found_of(text, m, settled[i - 1] if i else None) for i, m in enumerate(settled)]
        if cased:
            found = with_listed(text, with_unknown(text, found, scan, blocked), scan, blocked)
        if cased:
            found = with_venues(text, found, venue_spans(text, scan), blocked, self._gazetteer)
        found = in_country(as_beside(found, beside), context.alone())
        return tuple(place for place in found if modifiers or not place.modifier)

    def weigh(
        self,
        text: str,
        *,
        cased: bool = True,
        blocked: Sequence[Span] = (),
        home: str | None = None,
        scanned: scanning.Scan | None = None,
        beside: Sequence[PlaceFound] = (),
    ) -> dict[Span, Weighed]:
        """How each name of the gazetteer was settled, by its span; the arguments are those of `resolve`."""
        _, context, settled = self._settled(text, cased, blocked, home, scanned, beside)
        return weigh_all(settled, context, text)

    def _settled(
        self,
        text: str,
        cased: bool,
        blocked: Sequence[Span],
        home: str | None,
        scanned: scanning.Scan | None,
        beside: Sequence[PlaceFound],
    ) -> tuple[Scan, Context, list[Mention]]:
        if cased:
            scan = scan_cased(scanned or scanning.Scan(text), self._finder)
        else:
            scan = scan_capitals(text, self._finder)
        persons = block(scan, text, blocked)
        mark_dateline(scan, text)
        for inner, outer in reversed(list(pairwise(scan.mentions))):
            if inner.verdict != "refused" and outer.verdict != "refused":
                link(inner, outer, text)
        note_lists(scan.mentions, text)
        context = Context(scan, home)
        context.add_beside(beside)
        return scan, context, accepted(scan, context, persons)

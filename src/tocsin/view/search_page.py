"""What a search found: each document with the words around, and the incidents that it tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tocsin.record.hit import Hit, Told
from tocsin.record.json_form import Json
from tocsin.view.page import Card, Line, Page, Row, Words, line

_MARKED = re.compile("\x02(.*?)\x03", re.S)


def search_page(found: Iterable[Told]) -> Page:
    """A card for each document, in the order given."""
    return Page(cards=tuple(_card(each) for each in found))


def _card(told: Told) -> Card:
    hit = told.hit
    where = ", ".join(part for part in (hit.source, (hit.published or "")[:10]) if part)
    headline = line(Words(hit.title or hit.id, "headline"), Words(f" · {where}" if where else "", "faint"))
    rows = [Row("document", line(Words(hit.id, "faint"))), Row("words", _marked(hit.words))]
    rows += [Row("tells", line(incident.title, Words(f" {incident.id}", "faint"))) for incident in told.incidents]
    return Card(headline, tuple(rows))


def _marked(words: str) -> Line:
    """The passage, with what was searched for standing out."""
    return tuple(_pieces(" ".join(words.split())))


def _pieces(words: str) -> Iterator[Words]:
    at = 0
    for found in _MARKED.finditer(words):
        yield Words(words[at : found.start()], "quote")
        yield Words(found[1], "good")
        at = found.end()
    yield Words(words[at:], "quote")


def plain(hit: Hit) -> str:
    """The passage without its marks."""
    return _MARKED.sub(r"\1", hit.words)


def found_form(told: Told) -> Json:
    """One document as `tocsin.hit/1`."""
    return hit_form(told.hit, (incident.id for incident in told.incidents))


def hit_form(hit: Hit, incidents: Iterable[str]) -> Json:
    """A document that was found, and the ids of the incidents that it tells, as `tocsin.hit/1`."""
    return {
        "schema": "tocsin.hit/1",
        "document": hit.id,
        "key": hit.key,
        "title": hit.title,
        "source": hit.source,
        "published": hit.published,
        "words": plain(hit),
        "incidents": list(incidents),
    }

"""*Search*: documents by their words, with facets, and the incidents that they tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from tocsin.record.hit import Hit
from tocsin.view.words import country_name, label
from tocsin.web.addresses import document_address
from tocsin.web.desk import desk_of
from tocsin.web.lines import Line
from tocsin.web.paging import page_of
from tocsin.web.templating import render

router = APIRouter(include_in_schema=False)
MOST = 200
AT_ONCE = 40
_MARKED = re.compile("\x02(.*?)\x03", re.S)


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document that holds the words: its passage in pieces, each with whether it was sought, and what it tells."""

    hit: Hit
    href: str
    pieces: tuple[tuple[str, bool], ...]
    lines: tuple[Line, ...]


@router.get("/search")
def search(request: Request) -> Response:
    """Documents that hold all the words `q`, narrowed by `source`, `country` and `type` of what they tell."""
    desk = desk_of(request)
    asked = {name: request.query_params.get(name, "").strip() for name in ("q", "source", "country", "type")}
    q = asked["q"][:400]
    hits = desk.ledger.search(q, most=MOST) if q else []
    told = desk.board.telling(hit.id for hit in hits)
    found = [_found(hit, told[hit.id]) for hit in hits]
    shown = [each for each in found if _fits(each, asked)]
    words = q.casefold().split()
    titled = [line for line in desk.board.lines() if words and all(w in line.title.casefold() for w in words)][:20]
    facets = (
        ("source", [(n, n, c) for n, c in _counted(each.hit.source or "" for each in shown)]),
        ("country", [(n, country_name(n), c) for n, c in _counted(c for e in shown for c in _countries(e))]),
        ("type", [(n, label(n), c) for n, c in _counted(t for e in shown for t in {line.type for line in e.lines})]),
    )
    part = page_of(shown, request.query_params.get("page"), size=AT_ONCE)
    context = {"q": q, "asked": asked, "part": part, "shown": len(shown), "found": len(found), "titled": titled}
    return render(request, "search.html", {**context, "most": MOST, "facets": facets})


def _found(hit: Hit, lines: tuple[Line, ...]) -> FoundDocument:
    acts = sorted(lines, key=lambda line: line.family not in ("violence", "plot"))
    return FoundDocument(hit, document_address(hit.id), tuple(pieces(hit.words)), tuple(acts))


def pieces(words: str) -> Iterable[tuple[str, bool]]:
    """A passage cut at what was searched for."""
    words, at = " ".join(words.split()), 0
    for found in _MARKED.finditer(words):
        yield words[at : found.start()], False
        yield found[1], True
        at = found.end()
    yield words[at:], False


def _countries(found: FoundDocument) -> set[str]:
    return {country for line in found.lines for country in line.countries}


def _fits(found: FoundDocument, asked: dict[str, str]) -> bool:
    return (
        (not asked["source"] or found.hit.source == asked["source"])
        and (not asked["country"] or asked["country"] in _countries(found))
        and (not asked["type"] or any(line.type == asked["type"] for line in found.lines))
    )


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return [(value, count) for value, count in Counter(values).most_common(12) if value]

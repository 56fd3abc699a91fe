"""Other fields of life that speak the language of violence: sport, films, accidents, disasters, business.

Their words are rows of `domains.toml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache

from tocsin.lexicon import load_toml
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.events import Event
from tocsin.resolve.tokens import FOLDED
from tocsin.resolve.word_facts import Fact


@cache
def _domains() -> dict[str, str]:
    return {word: row["domain"] for row in load_toml("domains.toml")["domain"] for word in row["words"]}


def domain_of(word: str) -> str | None:
    """The other field of life that a folded word speaks of."""
    return _domains().get(word)


DOMAIN: Fact[str | None] = Fact(lambda text: domain_of(FOLDED[text]))


def domains_of(prepared: Prepared, paragraphs: Collection[int] | None = None) -> Counter[str]:
    """How many words of each other domain (sport, fiction, accident, ...) the document, or some of it, holds."""
    lines = [x for x in prepared.lines if paragraphs is None or x.sentence.paragraph in paragraphs]
    return Counter([domain for x in lines for domain in filter(None, x.sentence.row(DOMAIN))])


def is_policing(event: Event) -> bool:
    """Whether police or troops respond, in any report; what it tells of violence may be our words alone."""
    row = event.anchors[0].row
    if row.family != "response" or row.type == "arrest":
        return row.type == "arrest"
    return any(a.what.what == "security" and a.role in ("responder", "perpetrator") for a in event.arguments())

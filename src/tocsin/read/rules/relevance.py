"""How likely it is that a document reports political violence, from what was found in it and what else it speaks of.

A small logistic score over counts; the weights are set by hand and not calibrated yet. Sport, films, accidents and
disasters speak the language of violence: their words are rows of `domains.toml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import cache
from math import exp

from tocsin.lexicon import load_toml, word_set
from tocsin.read.rules.document import Prepared
from tocsin.read.rules.events import Event
from tocsin.read.rules.scene import Anchor
from tocsin.resolve.phrases import PhraseIndex

NOTHING_FOUND = 0.05  # no trigger of violence at all
IRRELEVANT = 0.3  # below this the mentions of a document are taken for another language's use of our words


@cache
def _domains() -> dict[str, str]:
    return {word: row["domain"] for row in load_toml("domains.toml")["domain"] for word in row["words"]}


def domains_of(prepared: Prepared, paragraphs: Collection[int] | None = None) -> Counter[str]:
    """How many words of each other domain (sport, fiction, accident, ...) the document, or some of it, holds."""
    domains = _domains()
    lines = [x for x in prepared.lines if paragraphs is None or x.sentence.paragraph in paragraphs]
    return Counter(domains[w] for x in lines for w in filter(domains.__contains__, x.sentence.folded))


# Triggers that tell of harm and not of who meant it.
UNMEANT = word_set("kill-v killing-n wound-v blast-n displace-v claim-lives-v hit-v explode-v death-n die-v")


@cache
def _mishaps() -> PhraseIndex[bool]:
    return PhraseIndex((word, True) for row in load_toml("domains.toml")["mishap"] for word in row["words"])


def is_mishap(anchor: Anchor) -> bool:
    """Harm told in a sentence that speaks of a storm, a crash or a leak, and of nobody armed and no weapon."""
    if anchor.row.id not in UNMEANT or not _mishaps().find(anchor.sentence.folded):
        return False
    return not any(a.what.what in ("armed", "armed_org", "security", "device") for a in anchor.arguments)


def is_policing(event: Event) -> bool:
    """Whether police or troops respond, in any report; what it tells of violence may be our words alone."""
    row = event.anchors[0].row
    if row.family != "response" or row.type == "arrest":
        return row.type == "arrest"
    return any(a.what.what == "security" and a.role in ("responder", "perpetrator") for a in event.arguments())


def relevance_of(prepared: Prepared, events: list[Event]) -> float:
    """The probability, uncalibrated, rounded to two places."""
    violent = [e for e in events if e.first.row.family in ("violence", "plot")]
    if not violent:
        return NOTHING_FOUND
    strong = sum(a.row.strength == "strong" for e in violent for a in e.anchors)
    weak = sum(a.row.strength == "weak" for e in violent for a in e.anchors)
    doers = sum(argument.what.what in ("armed", "armed_org", "security") for e in violent for argument in e.arguments())
    tolls = sum(len(e.tolls) for e in violent)
    told = {a.sentence.paragraph for e in violent for a in e.anchors} if prepared.items else None
    other = domains_of(prepared, told)  # in a list, the rugby item says nothing of the bombing item
    score = -0.7 + 1.1 * min(strong, 4) + 0.5 * min(weak, 6) + 0.5 * min(doers, 4) + 0.5 * min(tolls, 4)
    score -= 1.2 * min(other["sport"], 8) + 1.3 * min(other["fiction"], 8)
    score -= 1.3 * min(other["accident"], 4) + 0.9 * min(other["disaster"], 4) + 0.8 * min(other["business"], 8)
    return round(1 / (1 + exp(-score)), 2)

"""The train part of MUC-4 as examples: each place where a filler of the key is named is marked with its role.

The texts and keys were made for a conference of the US government and are in nobody's copyright as far as is known;
the part that is used to measure is never read here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tocsin.read.neural.labels import ROLE_TAGS, WINDOW
from tocsin.train.examples import Example, Mark

TAG_OF = {"PerpInd": "doer", "PerpOrg": "doer_org", "Target": "target", "Victim": "victim", "Weapon": "weapon"}
UNNAMED = "hum_tgt_description"
SLOTS = ("perp_individual", "perp_org", "phys_tgt", "hum_tgt_name", "hum_tgt_description", "instrument_id")
KNOWN = frozenset(ROLE_TAGS)


def muc4_examples(path: Path) -> Iterator[Example]:
    """The messages of a file with keys, in order."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            form = json.loads(line)
            text = form.get("text_truecased") or form["text"]
            yield Example(form["doc_id"], text, tuple(_marks(form, text)), KNOWN, _events(form, text))


def _marks(form: dict[str, Any], text: str) -> Iterator[Mark]:
    for role, tag in TAG_OF.items():
        names = {name for entity in form["ree"].get(role, ()) for name in entity}
        yield from _longest(Mark(tag, a, b) for name in names for a, b in places_of(name, text))
    told = {name for each in form["templates"] for fill in each[UNNAMED] or () for name in fill["any"]}
    yield from _longest(Mark("hurt", a, b) for name in told for a, b in places_of(name, text))


def _longest(marks: Iterable[Mark]) -> list[Mark]:
    """Of marks that overlap, the longest."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start - m.end, m.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return kept


def places_of(name: str, text: str) -> Iterator[tuple[int, int]]:
    """Where words stand in a text, whatever their case, as whole words."""
    for match in re.finditer(rf"(?<!\w){re.escape(name.strip())}(?!\w)", text, re.IGNORECASE):
        yield match.span()


def _events(form: dict[str, Any], text: str) -> dict[tuple[int, int], tuple[str, ...]]:
    """Where the fillers of each template are named, with its type."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for template in form["templates"]:
        kinds = tuple(
            kind for fill in template["incident_type"] or () for name in fill["any"] if (kind := name.lower()) in WINDOW
        )
        for slot in SLOTS:
            for fill in template[slot] or ():
                for name in fill["any"]:
                    for span in places_of(name, text):
                        found[span] = tuple(dict.fromkeys((*found.get(span, ()), *kinds)))
    return found

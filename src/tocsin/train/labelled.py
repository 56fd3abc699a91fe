"""Texts labelled for this project (`data/labelled`) as examples: everything is labelled in them, so all is known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tocsin.read.neural.labels import TAGS
from tocsin.record import Document, Person, Reading
from tocsin.train.examples import Example, Mark

KNOWN = frozenset(TAGS)
ROLES = {
    "target": "target", "weapon": "weapon", "party": "party", "initiated_by": "party", "responder": "responder",
    "issuer": "issuer",
}  # fmt: skip
DOERS = ("perpetrator", "suspect")


def labelled_examples(path: Path, *, read: Callable[[Document], Reading]) -> Iterator[Example]:
    """The texts of a file of JSON lines. `read` tells which words name persons, which the labels do not say."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            form = json.loads(line)
            text = form["text"]
            persons = read(Document(key=form["id"], id=form["id"], text=text)).persons
            marks = tuple(mark for label in form["labels"] for mark in _marks(label, persons))
            yield Example(form["id"], text, marks, KNOWN, relevant=bool(form["relevance"]))


def _marks(label: dict[str, Any], persons: tuple[Person, ...]) -> Iterator[Mark]:
    start, end, name = label["start"], label["end"], label["label"]
    match label["task"]:
        case "trigger":
            kinds = {"status": label["status"]} if label.get("status") else {}
            yield Mark("trigger", start, end, {"type": name, **kinds})
        case "role":
            tag = _role(name, label["quote"], any(p.start < end and start < p.end for p in persons))
            if tag:
                yield Mark(tag, start, end, {"modality": label["modality"]} if name in DOERS else {})
        case "toll":
            yield Mark("toll", start, end, {"measure": name, "scope": label["scope"]})
        case "claim":
            if name == "claimant":
                yield Mark("claimant", start, end)
        case "site":
            yield Mark("site", start, end)
        case "attribution":
            yield Mark(name, start, end)
        case _:
            return


def _role(role: str, quote: str, person: bool) -> str | None:
    """The tag of a role. Doers are people or an organisation, victims have a name or none, as their words show."""
    head = quote.split()[-1]
    named = head[:1].isupper()
    if role in DOERS:
        return "doer_org" if named and not person else "doer"
    if role == "victim":
        return "victim" if named and person else "hurt"
    return ROLES.get(role)

"""The actors benchmark: which names of groups, forces and governments mean which row of the register.

Written for this project; data and guidelines lie in `bench/actors`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from msgspec import to_builtins

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.scores import Counts, Tally
from tocsin.read.rules.actor_links import links_of
from tocsin.read.rules.document import prepare
from tocsin.record import Document, Reading
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert

LINKED, UNKNOWN, KIND, LEFT = "linked", "unknown kept", "kind guessed", "left alone"
NONE, GUESS = "-", "?"
RATES = (UNKNOWN, KIND, LEFT)
MEANING = """
Sentences and short texts written for this project, with names of actors and the row of the register that each means:
aliases, acronyms introduced in the text, short forms, forces by country, governments by capital, acronyms that several
groups share, names that the register lacks, and words that look like a name and are none. They were written before
the linking was run on any of them; data, guidelines and the first score lie in `bench/actors`.

`linked` pairs a predicted id with a gold name of which it shares a character: a name has one id, or one of few that are
as fair. Any other id predicted is false. `unknown kept` is the share of names outside the register that are kept as
actors without an id, `kind guessed` the share of those whose guessed kind is right, `left alone` the share of the names
that are nobody's, or cannot be told, that are given no id.
"""


class Linked(NamedTuple):
    """A name at `start` to `end` (code points of the text, half-open) and its actor: an id, or `?` and a kind."""

    start: int
    end: int
    actor: str


class Labelled(NamedTuple):
    """A gold name with the actors that are fair: ids, `?kind` for one outside the register, `-` for none."""

    start: int
    end: int
    actor: tuple[str, ...]
    name: str = ""


Prediction = tuple[Linked, ...]


@dataclass(frozen=True, slots=True)
class ActorsCase:
    """A text with its names."""

    doc: Document
    gold: tuple[Labelled, ...]
    has_gold: bool = True


class Actors:
    """The benchmark of actors."""

    name = "actors"
    about = "which name means which actor of the register: sentences of our own"
    meaning = MEANING
    measures = (Measure(name="actors", title="names linked to the register", rows=(LINKED,), rates=RATES),)
    nothing: Prediction = ()

    def stratum(self, case: ActorsCase) -> str:
        """All texts are of one kind."""
        return ""

    def load_cases(self, path: Path) -> Iterator[ActorsCase]:
        """The texts of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: ActorsCase, reading: Reading) -> Prediction:
        """The links that the rules make in the text of a reading."""
        links = links_of(prepare(reading.document))
        return tuple(
            Linked(link.start, link.end, link.actor or f"{GUESS}{link.kind}") for link in links if link.field == "text"
        )

    def score(self, case: ActorsCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one text."""
        tally: dict[str, Counts] = {}

        def count(row: str, counts: Counts) -> None:
            tally[row] = tally.get(row, Counts()) + counts

        for each in prediction:
            if not each.actor.startswith(GUESS):
                right = any(_overlaps(gold, each) and each.actor in gold.actor for gold in case.gold)
                count(LINKED, Counts(right, 1, 0, 0))
        for gold in case.gold:
            given = [each.actor for each in prediction if _overlaps(gold, each)]
            if _is_known(gold):
                count(LINKED, Counts(0, 0, any(actor in gold.actor for actor in given), NONE not in gold.actor))
            elif gold.actor[0] == NONE:
                left = all(actor.startswith(GUESS) for actor in given)
                count(LEFT, Counts(left, 1, left, 1))
            else:
                kept = [actor for actor in given if actor.startswith(GUESS)]
                count(UNKNOWN, Counts(bool(kept) or NONE in gold.actor, 1, 0, 1))
                if kept:
                    right = kept[0] in gold.actor
                    count(KIND, Counts(right, 1, right, 1))
        return tally

    def faults(self, case: ActorsCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Names without their actor, and actors that are not meant."""
        for gold in case.gold:
            given = [each.actor for each in prediction if _overlaps(gold, each)]
            if NONE not in gold.actor and not any(actor in gold.actor for actor in given):
                yield _fault(case, gold, "missed", "|".join(gold.actor), ", ".join(given) or "nothing")
        for each in prediction:
            fair = [gold for gold in case.gold if _overlaps(gold, each)]
            if not each.actor.startswith(GUESS) and not any(each.actor in gold.actor for gold in fair):
                yield _fault(case, each, "false", each.actor, ", ".join("|".join(gold.actor) for gold in fair))

    def prediction_form(self, case: ActorsCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return {"doc_id": case.doc.id, "names": [to_builtins(each._asdict()) for each in prediction]}

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The text's id and the links of a line. Raises `FormError`."""
        id = form.get("doc_id")
        if not isinstance(id, str):
            raise FormError("prediction", "no doc_id")
        names = [[each.get(key) for key in Linked._fields] for each in form.get("names") or []]
        links: Prediction = convert(names, Prediction, f"prediction for {id}")
        return id, links


def parse_case(form: Json) -> ActorsCase:
    """A text from a line. Raises `FormError`, also where a name is not at its offsets."""
    doc = document_of(form)
    names = [[each.get(key) for key in Labelled._fields] for each in form.get("names") or []]
    gold: tuple[Labelled, ...] = convert(names, tuple[Labelled, ...], doc.id)
    for each in gold:
        if doc.text[each.start : each.end] != each.name or not each.actor:
            raise FormError(doc.id, f"{each.name!r} is not at {each.start} to {each.end}, or has no actor")
    return ActorsCase(doc, gold)


def _is_known(gold: Labelled) -> bool:
    return any(not actor.startswith((GUESS, NONE)) for actor in gold.actor)


def _overlaps(one: Labelled | Linked, other: Labelled | Linked) -> bool:
    return one.start < other.end and other.start < one.end


def _fault(case: ActorsCase, at: Labelled | Linked, kind: str, value: str, near: str) -> Fault:
    text = case.doc.text
    return Fault(
        document=case.doc.id,
        kind="missed" if kind == "missed" else "false",
        row=LINKED,
        cause=text[at.start : at.end],
        value=value,
        context=text[max(0, at.start - 50) : at.end + 50],
        near=near,
    )

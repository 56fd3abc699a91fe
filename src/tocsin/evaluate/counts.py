"""The benchmark of counts: the figures of a sentence, and the tolls that a reader makes of them.

Written for this project; data and guidelines lie in `bench/counts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure
from tocsin.evaluate.lines import parsed_lines
from tocsin.evaluate.pairs_labels import bound_words
from tocsin.evaluate.scores import Counts as Tallied
from tocsin.evaluate.scores import Tally
from tocsin.evaluate.tolls_whole import whole_of
from tocsin.record import Document, Mention, Reading, Toll, document_key
from tocsin.record.json_form import Json
from tocsin.record.values import one_number
from tocsin.resolve.counts import CountFound, find_counts
from tocsin.resolve.money import MoneyFound, find_money

FIGURES = (
    "plain", "spelt", "large", "lower", "upper", "round", "words", "range", "zero", "one", "other", "part", "revision",
    "money", "object", "none",
)  # fmt: skip
TOLD = ("sum", "part", "revision", "other")
RIGHT = "right"
MEANING = """
Figures of people, things and money, and what becomes of them in tolls. Every sentence was written for this project,
with its gold, before the reader had been run on it; data and guidelines lie in `bench/counts`.

`figures` are single sentences: right when the resolver of counts finds all their figures and no other, each with its
bound, and knows which is added to another, which is a part of one and which takes the place of one. `told` are
sentences that tell of one act: right when the reader's tolls add up to the sum, and have the parts and the superseded
figures that the gold names.
"""


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence: its figures as items, or the tolls that it tells."""

    id: str
    category: str
    doc: Document
    items: tuple[str, ...]
    told: bool

    @property
    def has_gold(self) -> bool:
        """Whether it is labelled; a sentence without figures is, too."""
        return True


Prediction = tuple[str, ...]


def _share(tally: Tally) -> float:
    return tally.get(RIGHT, Tallied()).precision


class Counts:
    """The benchmark of counts."""

    name = "counts"
    about = "figures of people, things and money, and what they add up to"
    meaning = MEANING
    measures = (
        Measure(
            name="figures", title="share of sentences whose figures are right", rows=(), rates=FIGURES, score=_share
        ),
        Measure(name="told", title="share of sentences whose tolls are right", rows=(), rates=TOLD, score=_share),
    )
    nothing: Prediction = ()

    def stratum(self, case: Case) -> str:
        """Resamples hold as many sentences of each measure."""
        return "told" if case.told else "figures"

    def load_cases(self, path: Path) -> Iterator[Case]:
        """The sentences of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: Case, reading: Reading) -> Prediction:
        """The items of a sentence."""
        return tuple(_tolls(reading)) if case.told else tuple(figure_items(case.doc.text))

    def score(self, case: Case, prediction: Prediction, measure: str) -> Tally:
        """One sentence, right or wrong; nothing for a sentence of the other measure."""
        if (measure == "told") is not case.told:
            return {}
        right = float(_agrees(case, prediction))
        counts = Tallied(right, 1, right, 1)
        return {case.category: counts, RIGHT: counts}

    def faults(self, case: Case, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """A sentence that is wrong, with the items that it should have and those found."""
        if not _agrees(case, prediction):
            yield Fault(
                document=case.id,
                kind="missed",
                row=case.category,
                cause="told" if case.told else "figures",
                value="; ".join(case.items) or "none",
                near="; ".join(prediction) or "none",
                context=case.doc.text,
            )

    def prediction_form(self, case: Case, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return {"id": case.id, "items": list(prediction)}

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The id of a sentence and its items. Raises `FormError`."""
        id = form.get("id")
        if not isinstance(id, str):
            raise FormError("counts", "expected id and items")
        return id, _strings(form, "items")


def parse_case(form: Json) -> Case:
    """A sentence from a line. Raises `FormError`."""
    id, category, text = (form.get(key) for key in ("id", "category", "text"))
    if not (isinstance(id, str) and isinstance(category, str) and isinstance(text, str)):
        raise FormError("case", "expected id, category and text")
    published: Any = form.get("published")
    doc = Document(
        key=document_key(text.encode(), source=None, name=id),
        id=id,
        text=text,
        published=published,
        published_from="given" if published else None,
        language="en",
    )
    return Case(id, category, doc, _strings(form, "tolls" if "tolls" in form else "items"), "tolls" in form)


def _strings(form: Json, key: str) -> tuple[str, ...]:
    values = form.get(key)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise FormError(key, "expected a list of strings")
    return tuple(values)


def _agrees(case: Case, prediction: Prediction) -> bool:
    """All figures in order and no other; of tolls, all those of the gold."""
    return set(case.items) <= set(prediction) if case.told else case.items == prediction


def figure_items(text: str) -> Iterator[str]:
    """The figures of a text as items, in order: `12`, `another 9`, `part 6`, `41 was 35`, `EUR 5000`."""
    found: list[CountFound | MoneyFound] = [count for count in find_counts(text) if not count.article]
    for each in sorted([*found, *find_money(text)], key=lambda each: each.start):
        yield _item(each) if isinstance(each, CountFound) else f"{each.currency} {bound_words(each.bound)}"


def _item(found: CountFound) -> str:
    lead = "another " if found.other else "part " if found.part else ""
    was = f" was {bound_words(found.earlier)}" if found.earlier is not None else ""
    return lead + bound_words(found.bound) + was


def _tolls(reading: Reading) -> Iterator[str]:
    """The tolls of a reading as items: sums of measures, parts, and what they supersede."""
    mentions = [m for m in reading.mentions if m.family == "violence" and not m.background]
    for mention in mentions:
        yield from _of_mention(mention)


def _of_mention(mention: Mention) -> Iterator[str]:
    measures = dict.fromkeys(toll.measure for toll in mention.all(Toll))
    for measure in measures:
        whole = whole_of(mention, measure)
        if whole is not None:
            yield f"{measure} = {one_number(whole)}"
    for toll in mention.all(Toll):
        if toll.scope == "subset":
            yield f"{toll.measure} part {bound_words(toll.bound)}"
        if toll.supersedes is not None:
            yield f"{toll.measure} {bound_words(toll.bound)} was {toll.supersedes}"

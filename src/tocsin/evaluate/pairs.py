"""The minimal pairs: short texts that differ in little and mean different things, labelled by what they mean.

Written for this project; data and guidelines lie in `bench/pairs`. A pair is right when every text of it has exactly
what its labels name. The pairs of the part `tuned` may be read while rules are made; those of the part `check` were
written by another hand and are only scored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure
from tocsin.evaluate.lines import parsed_lines
from tocsin.evaluate.pairs_labels import KEYS, Found, Item, Label, found_in, parse_label, wrong_keys
from tocsin.evaluate.scores import Counts, Tally
from tocsin.record import Document, Reading, document_key
from tocsin.record.json_form import Json

PairPart = Literal["tuned", "check"]
Prediction = tuple[Found, ...]  # one for each text of the pair

DIMENSIONS = (
    "denial", "attempt", "hypothesis", "figure", "past", "claims", "modality", "scope", "bounds", "warning", "justice",
    "clash", "accident", "twin", "summary", "long",
)  # fmt: skip
PARTS: tuple[PairPart, ...] = ("tuned", "check")
PAIRS = "pairs"
PUBLISHED = "2024-06-05"
MEANING = """
Pairs of short texts that differ in little and mean different things: attacked and did not attack, foiled, threatened,
in a film; killed 12, another 12, 12 this year; blamed and claimed; charged and acquitted. Every text was written for
this project; data, guidelines and the way to score another system lie in `bench/pairs`.

A pair is right when each of its texts has exactly what its labels name; a reader that answers both sides alike gets
none. `tuned` may be read while rules are made, so its figure is a floor to hold and no measure of what is unseen; most
of its sentences are short and plain. `check` was written by another hand, which knew neither the rules nor what the
reader made of any text, in sentences as long as those of news and in ten pairs of short articles. It is only scored:
its texts are not looked at while rules are made. `check` held other pairs until 2026-11-28, from then until 2026-11-30,
and from then until 2026-12-01, which are now in `tuned`.
"""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a pair, with its labels by key; keys that are not there are not judged."""

    doc: Document
    labels: Mapping[str, tuple[Label, ...]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Texts that differ in little. `doc` is the first of them."""

    id: str
    dimension: str
    part: PairPart
    texts: tuple[Text, ...]

    @property
    def doc(self) -> Document:
        """The first text."""
        return self.texts[0].doc

    @property
    def has_gold(self) -> bool:
        """Whether every text has labels."""
        return all(text.labels for text in self.texts)


def _share(tally: Tally) -> float:
    return tally.get(PAIRS, Counts()).precision


def _measure(name: str, title: str) -> Measure:
    return Measure(name=name, title=title, rows=(), rates=DIMENSIONS, score=_share)


class Pairs:
    """The benchmark of minimal pairs."""

    name = "pairs"
    about = "minimal pairs: what is told as fact, and what is denied, feared, planned or past"
    meaning = MEANING
    measures = (
        _measure("tuned", "share of pairs right, of those that makers of rules may read"),
        _measure("check", "share of pairs right, of those only scored"),
    )
    nothing: Prediction = ()

    def stratum(self, case: Pair) -> str:
        """Resamples hold as many pairs of each part."""
        return case.part

    def load_cases(self, path: Path) -> Iterator[Pair]:
        """The pairs of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_pair)

    def predict(self, case: Pair, reading: Reading) -> Prediction:
        """The reading of one text; those of a pair follow one another."""
        return (found_in(reading),)

    def docs_of(self, case: Pair) -> tuple[Document, ...]:
        """All texts of a pair."""
        return tuple(text.doc for text in case.texts)

    def predict_series(self, case: Pair, readings: Sequence[Reading]) -> Prediction:
        """The readings of all texts of a pair, in order."""
        return tuple(found_in(reading) for reading in readings)

    def score(self, case: Pair, prediction: Prediction, measure: str) -> Tally:
        """One pair, right or wrong, in its dimension and in all; nothing for a pair of the other part."""
        if case.part != measure:
            return {}
        right = float(not any(_wrong(case, prediction)))
        counts = Counts(right, 1, right, 1)
        return {case.dimension: counts, PAIRS: counts}

    def faults(self, case: Pair, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Each key in which a text is wrong. The part `check` is counted, and its texts are not shown."""
        for text, found, key in _wrong(case, prediction):
            shown = case.part == "tuned"
            yield Fault(
                document=case.id,
                kind="missed",
                row=case.dimension,
                cause=key,
                value="; ".join(_label_words(label) for label in text.labels[key]) or "none" if shown else case.part,
                near="; ".join(map(", ".join, found.get(key, ()))) or "none" if shown else "",
                context=(text.doc.title or text.doc.text) if shown else "",
            )

    def prediction_form(self, case: Pair, prediction: Prediction) -> Json:
        """A line of a predictions file: for each text, items by key."""
        texts = [{key: [", ".join(item) for item in items] for key, items in found.items()} for found in prediction]
        return {"id": case.id, "texts": texts}

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The pair's id and what is found in its texts. Raises `FormError`."""
        id, texts = form.get("id"), form.get("texts")
        if not isinstance(id, str) or not isinstance(texts, list) or not all(isinstance(t, dict) for t in texts):
            raise FormError("pair", "expected id and texts")
        return id, tuple({key: tuple(map(_item, _strings(text, key))) for key in KEYS} for text in texts)


def parse_pair(form: Json) -> Pair:
    """A pair from a line. Raises `FormError`."""
    id, dimension, texts = form.get("id"), form.get("dimension"), form.get("texts")
    part = next((each for each in PARTS if each == form.get("part")), None)
    if not isinstance(id, str) or dimension not in DIMENSIONS or part is None:
        raise FormError("pair", "expected id, a known dimension, and part tuned or check")
    if not isinstance(texts, list) or not all(isinstance(t, dict) and isinstance(t.get("text"), str) for t in texts):
        raise FormError("pair", "expected texts, each with text")
    parsed = tuple(Text(_document(f"{id}.{i}", t), _labels(t)) for i, t in enumerate(texts, 1))
    return Pair(id, str(dimension), part, parsed)


def _document(id: str, form: Json) -> Document:
    return Document(
        key=document_key(form["text"].encode(), source=None, name=id),
        id=id,
        text=form["text"],
        title=form.get("title"),
        published=PUBLISHED,
        published_from="given",
        language="en",
    )


def _labels(form: Json) -> dict[str, tuple[Label, ...]]:
    labels = form.get("labels", {})
    if not isinstance(labels, dict) or not set(labels) <= set(KEYS):
        raise FormError("labels", f"expected lists under keys of {', '.join(KEYS)}")
    return {key: tuple(map(parse_label, _strings(labels, key))) for key in labels}


def _strings(form: Json, key: str) -> list[str]:
    values = form.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise FormError(key, "expected a list of strings")
    return values


def _item(words: str) -> Item:
    return tuple(words.split(", "))


def _label_words(label: Label) -> str:
    return "?" * label.optional + ", ".join("|".join(field) for field in label.fields)


def _wrong(case: Pair, prediction: Prediction) -> Iterator[tuple[Text, Found, str]]:
    """Each text and key that is wrong, with what was found in the text."""
    for i, text in enumerate(case.texts):
        found = prediction[i] if i < len(prediction) else {}
        for key in wrong_keys(text.labels, found):
            yield text, found, key

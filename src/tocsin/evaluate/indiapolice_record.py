"""The IndiaPoliceEvents benchmark as values: articles with labelled sentences, predictions as they go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from tocsin.errors import FormError
from tocsin.record import Document
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert

Label = Literal["KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION"]
LABELS: tuple[Label, ...] = get_args(Label)
IMPLIED: Mapping[Label, tuple[Label, ...]] = {
    "KILL": ("FORCE", "ANY_ACTION"),
    "FORCE": ("ANY_ACTION",),
    "ARREST": ("ANY_ACTION",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSentence:
    """A sentence of the corpus, by code points of the text, and what police do in it."""

    sent_id: int
    start: int
    end: int
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The labels of one article and of its sentences."""

    labels: tuple[Label, ...]
    sentences: tuple[GoldSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceCase:
    """One article, with its labels where the file holds them."""

    doc: Document
    gold: Gold | None = None

    @property
    def has_gold(self) -> bool:
        """Whether it can be scored."""
        return self.gold is not None


@dataclass(frozen=True, slots=True, order=True)
class LabelledSpan:
    """Words that tell of an act of the police: they label every sentence that they touch."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """What police do in one article. `labels` None means that they are those of the sentences.

    `sentences` are labels by sentence id, which only predictions made elsewhere have.
    """

    spans: tuple[LabelledSpan, ...] = ()
    sentences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: tuple[str, ...] | None = None

    def __bool__(self) -> bool:
        return bool(self.spans or self.sentences or self.labels)


def with_implied(labels: set[Label]) -> set[Label]:
    """Labels and those that they imply: KILL is FORCE, and all but FAIL is ANY_ACTION."""
    return labels.union(*(IMPLIED.get(label, ()) for label in labels))


def parse_gold(form: Json, where: str) -> Gold | None:
    """The labels of one line, None where it has no sentences. Raises `FormError`."""
    if "sentences" not in form:
        return None
    return convert({"labels": form.get("labels") or (), "sentences": form["sentences"]}, Gold, where)


def prediction_form(id: str, prediction: Prediction) -> Json:
    """A line of a predictions file."""
    form: Json = {"doc_id": id}
    if prediction.spans:
        form["spans"] = [{"start": s.start, "end": s.end, "label": s.label} for s in prediction.spans]
    if prediction.sentences:
        form["sentences"] = {key: list(labels) for key, labels in prediction.sentences.items()}
    if prediction.labels is not None:
        form["labels"] = list(prediction.labels)
    return form


def parse_prediction(form: Json) -> tuple[str, Prediction]:
    """The article's id and the prediction of a line. Raises `FormError`."""
    id = form.get("doc_id")
    if not isinstance(id, str):
        raise FormError("prediction", "no doc_id")
    held = {name: form[name] for name in ("spans", "sentences", "labels") if form.get(name) is not None}
    return id, convert(held, Prediction, f"prediction for {id}")

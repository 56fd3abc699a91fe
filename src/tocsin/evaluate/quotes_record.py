"""The quotes benchmark as values: texts with who says what in them, predictions as they go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tocsin.errors import FormError
from tocsin.record import Document
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert

Span = tuple[int, int]
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Somebody says something: code points of the text, in pieces.

    `source` is empty where nobody is named. `source_heads` (gold alone) are the words of the source that matter;
    `direct` (gold alone) tells words in quotation marks from reported ones; `confidence` (predicted alone) is how sure
    the reader is.
    """

    content: Spans
    source: Spans = ()
    cue: Spans = ()
    source_heads: Spans = ()
    direct: bool = False
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Everything that is said in one text. What is predicted inside `ignore` (picture credits) is not judged."""

    attributions: tuple[Said, ...]
    ignore: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotesCase:
    """One text, with its attributions where the file holds them."""

    doc: Document
    corpus: str
    gold: Gold | None = None

    @property
    def has_gold(self) -> bool:
        """Whether it can be scored."""
        return self.gold is not None


Prediction = tuple[Said, ...]


def parse_gold(form: Json, where: str) -> Gold | None:
    """The attributions of one line, None where it has none. Raises `FormError`."""
    if "attributions" not in form:
        return None
    said = tuple(_said(item, where) for item in form["attributions"])
    return Gold(attributions=said, ignore=_spans(form.get("ignore"), where))


def prediction_form(id: str, prediction: Prediction) -> Json:
    """A line of a predictions file."""
    return {"doc_id": id, "attributions": [_form(said) for said in prediction]}


def parse_prediction(form: Json) -> tuple[str, Prediction]:
    """The text's id and the attributions of a line. Raises `FormError`."""
    id = form.get("doc_id")
    if not isinstance(id, str):
        raise FormError("prediction", "no doc_id")
    return id, tuple(_said(item, f"prediction for {id}") for item in form.get("attributions") or ())


def _form(said: Said) -> Json:
    form: Json = {"content": said.content}
    if said.source:
        form["source"] = said.source
    if said.cue:
        form["cue"] = said.cue
    if said.confidence is not None:
        form["confidence"] = said.confidence
    return form


def _said(item: Any, where: str) -> Said:
    if not isinstance(item, dict):
        raise FormError(where, "an attribution is an object")
    spans = {name: _spans(item.get(name), where) for name in ("content", "source", "cue", "source_heads")}
    sure = convert(item.get("confidence"), float | None, where)  # type: ignore[arg-type]
    return Said(**spans, direct=bool(item.get("direct")), confidence=sure)


def _spans(value: Any, where: str) -> Spans:
    """Spans as a list of pairs; one bare pair stands for a list of one."""
    if not value:
        return ()
    if isinstance(value, list | tuple) and isinstance(value[0], int):
        value = [value]
    spans: Spans = convert(value, Spans, where)
    return spans

"""The geoparsing benchmark as values: texts with their place names, predictions as they go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tocsin.errors import FormError
from tocsin.record import Document
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A place name by code points of the text, with degrees and ISO 3166-1 alpha-2 where they are known."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The place names of one text; what is found in `ignore` is not judged."""

    toponyms: tuple[Name, ...]
    ignore: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesCase:
    """One text of a corpus, with its place names where the file holds them."""

    doc: Document
    corpus: str
    gold: Gold | None = None

    @property
    def has_gold(self) -> bool:
        """Whether it can be scored."""
        return self.gold is not None


Prediction = tuple[Name, ...]


def parse_gold(form: Json, where: str) -> Gold | None:
    """The place names of one line, None where it has none. Raises `FormError`."""
    if "toponyms" not in form:
        return None
    return Gold(toponyms=_names(form["toponyms"], where), ignore=_names(form.get("ignore") or (), where))


def prediction_form(id: str, prediction: Prediction) -> Json:
    """A line of a predictions file."""
    fields = ("start", "end", "lat", "lon", "country")
    forms = [{f: value for f in fields if (value := getattr(name, f)) is not None} for name in prediction]
    return {"doc_id": id, "toponyms": forms}


def parse_prediction(form: Json) -> tuple[str, Prediction]:
    """The text's id and the place names of a line. Raises `FormError`."""
    id = form.get("doc_id")
    if not isinstance(id, str):
        raise FormError("prediction", "no doc_id")
    return id, _names(form.get("toponyms") or (), f"prediction for {id}")


def _names(forms: Any, where: str) -> tuple[Name, ...]:
    names: tuple[Name, ...] = convert(forms, tuple[Name, ...], where)
    return names

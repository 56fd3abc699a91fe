"""The tolls benchmark as values: short and long texts of one event each, predictions as they go out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from msgspec import to_builtins

from tocsin.errors import FormError
from tocsin.record import Bound, Document
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert
from tocsin.record.values import one_number

Field = Literal["killed", "injured"]
FIELDS: tuple[Field, ...] = ("killed", "injured")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldToll:
    """The right values of one field, all positive; none where no number is told.

    `attackers`: 0 is right as well, since only an attacker died, so that a right number is neither praised nor blamed.
    """

    values: frozenset[int] = frozenset()
    attackers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What is known of one event. A field that is not asked for is missing from `tolls`, or None."""

    tolls: Mapping[Field, GoldToll] = field(default_factory=dict)
    stated: str = "number"
    country: str | None = None
    day: str | None = None
    types: tuple[str, ...] = ()
    perpetrator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TollsCase:
    """One text of a kind (`headline`, `brief`, `article`), with its gold where the file holds one."""

    doc: Document
    kind: str
    gold: Gold | None = None

    @property
    def has_gold(self) -> bool:
        """Whether it can be scored."""
        return self.gold is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the main event, with the whole that it belongs to, and how sure the reader is of it."""

    field: Field
    value: int
    whole: int | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """The main event of one text. The days are `YYYY-MM-DD`; the country is ISO 3166-1 alpha-2."""

    killed: Bound | None = None
    injured: Bound | None = None
    country: str | None = None
    earliest: str | None = None
    latest: str | None = None
    perpetrator: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()

    def toll(self, name: Field) -> Bound | None:
        """The figure of one field."""
        return self.killed if name == "killed" else self.injured


NOTHING = Prediction()


def parse_gold(form: Json, kind: str) -> Gold | None:
    """The gold of one line, None where it has none. Raises `FormError`."""
    if not any(name in form for name in ("killed", "injured", "country", "types", "perpetrator")):
        return None
    asked = [name for name in FIELDS if name in form and form.get(f"{name}_verified", True)]
    named = form.get("country") if kind == "article" or form.get("country_cue") else None
    gold = {
        "stated": form.get("stated") or "number",
        "country": named,
        "day": form.get("event_date") if form.get("event_date_checked") else None,
        "types": form.get("types") or [],
        "perpetrator": form.get("perpetrator") or None,
        "tolls": {name: _gold_toll(form, name) for name in asked},
    }
    return convert(gold, Gold, "gold")


def _gold_toll(form: Json, name: str) -> Json:
    values = {n for n in (*(form.get(f"{name}_any") or ()), form.get(name)) if n is not None}
    if not all(isinstance(n, int) for n in values):
        raise FormError(name, "expected whole numbers")
    beside = {"more_than": 1, "fewer_than": -1}.get(form.get(f"{name}_qualifier") or "", 0)
    right = {n for n in values | {n + beside for n in values} if n > 0}
    return {"values": sorted(right), "attackers": 0 in (form.get(f"{name}_any") or ())}


def prediction_form(id: str, prediction: Prediction) -> Json:
    """A line of a predictions file."""
    form: Json = {"doc_id": id}
    for name in FIELDS:
        bound = prediction.toll(name)
        form[name] = None if bound is None else {"low": bound.low, "best": one_number(bound), "high": bound.high}
    days = {"earliest": prediction.earliest, "latest": prediction.latest}
    if prediction.figures:
        form["figures"] = [to_builtins(figure) for figure in prediction.figures]
    return form | {
        "country": prediction.country,
        "event_date": days if any(days.values()) else None,
        "perpetrator": list(prediction.perpetrator),
        "types": list(prediction.types),
    }


def parse_prediction(form: Json) -> tuple[str, Prediction]:
    """The text's id and the prediction of a line. Raises `FormError`."""
    id = form.get("doc_id")
    if not isinstance(id, str):
        raise FormError("prediction", "no doc_id")
    day = form.get("event_date") or {}
    if isinstance(day, str):
        day = {"earliest": day, "latest": day}
    if not isinstance(day, dict):
        raise FormError("event_date", "expected a day, or earliest and latest")
    held: Json = {name: _bound_form(form[name]) for name in FIELDS if form.get(name) is not None}
    for name in ("perpetrator", "types"):
        value = form.get(name) or []
        held[name] = [value] if isinstance(value, str) else value
    held["figures"] = form.get("figures") or []
    held |= {"country": form.get("country"), "earliest": day.get("earliest"), "latest": day.get("latest")}
    return id, convert(held, Prediction, f"prediction for {id}")


def _bound_form(value: object) -> Json | None:
    if value == "":
        return None
    if isinstance(value, dict):
        return {name: value.get(name) for name in ("low", "high", "best")}
    if isinstance(value, int):
        return {"low": value, "high": value, "best": value}
    raise FormError("toll", "expected a number, or low, best and high")

"""The relevance benchmark as values: texts with their judgement, predictions as they go out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from msgspec import to_builtins

from tocsin.errors import FormError
from tocsin.record import Document
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert

IncidentType = Literal["armed_assault", "bombing", "kidnapping", "other"]
INCIDENT_TYPES: tuple[IncidentType, ...] = get_args(IncidentType)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The judgement of one text. `relevant` None leaves it out; `types` are of the corpus that has them, else None."""

    relevant: bool | None
    types: tuple[IncidentType, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelevanceCase:
    """One text of a corpus, with its judgement where the file holds one."""

    doc: Document
    corpus: str
    gold: Gold | None = None

    @property
    def has_gold(self) -> bool:
        """Whether it can be scored: crime and diplomacy are undecided."""
        return self.gold is not None and (self.gold.relevant is not None or self.gold.types is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act, its class of incident (None where it has none), and how sure the reader is of it."""

    type: str | None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Whether one text reports political violence, how likely that is (None: not given), its types and acts."""

    relevant: bool = False
    score: float | None = None
    types: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()

    def __bool__(self) -> bool:
        return self.relevant


NOTHING = Prediction(score=0.0)


def parse_gold(form: Json, where: str) -> Gold | None:
    """The judgement of one line, None where it has none. Raises `FormError`."""
    if "relevant" not in form:
        return None
    return convert({"relevant": form["relevant"], "types": form.get("satp_types")}, Gold, where)


def prediction_form(id: str, prediction: Prediction) -> Json:
    """A line of a predictions file."""
    form: Json = {"doc_id": id, "relevant": prediction.relevant}
    if prediction.score is not None:
        form["score"] = prediction.score
    if prediction.types:
        form["types"] = list(prediction.types)
    if prediction.acts:
        form["acts"] = [to_builtins(act) for act in prediction.acts]
    return form


def parse_prediction(form: Json) -> tuple[str, Prediction]:
    """The text's id and the prediction of a line. Raises `FormError`."""
    id = form.get("doc_id")
    if not isinstance(id, str):
        raise FormError("prediction", "no doc_id")
    held = {name: form[name] for name in ("relevant", "score", "types", "acts") if form.get(name) is not None}
    if isinstance(held.get("types"), str):
        held["types"] = [held["types"]]
    return id, convert(held, Prediction, f"prediction for {id}")

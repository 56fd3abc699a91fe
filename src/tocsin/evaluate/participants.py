"""The participants benchmark: who did an act, what was hit, with what, in the messages of MUC-4.

It holds what a reading says against the fillers of the key as it stands, without the choosing that the benchmark `muc4`
does for its templates: what is measured is the reading, and above all its `confidence`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import to_builtins

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure, Whole
from tocsin.evaluate.confidence import Sure, expected_error
from tocsin.evaluate.muc4 import Muc4
from tocsin.evaluate.muc4_fillers import plain
from tocsin.evaluate.muc4_record import Gold, MucCase
from tocsin.evaluate.relevance_mapping import is_done
from tocsin.evaluate.scores import Counts, Tally, matched, total
from tocsin.record import Participant, Reading
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert

DOERS = ("PerpInd", "PerpOrg")
ROLES: Mapping[str, tuple[str, ...]] = {  # of a participant, with those of the key
    "perpetrator": DOERS, "suspect": DOERS, "initiated_by": DOERS, "target": ("Target",), "weapon": ("Weapon",),
}  # fmt: skip


class Part(NamedTuple):
    """Somebody or something said to have a part in an act, and how sure the reader is of it."""

    role: str
    name: str
    confidence: float | None = None


Prediction = tuple[Part, ...]
MEANING = """
The messages of the benchmark `muc4` that have an incident in the key. Every participant of an act that a reading says
was done is held against the fillers of the key, of whatever incident: it is right where its words are those of a
filler, or one holds the words of the other. A row gives the share that is right, `score` that of all.
The key leaves out what its rules
leave out (fighting between armies and guerrillas, old incidents), which makes the share low; victims, of whom it leaves
out all soldiers, are not judged. The calibration error says
how far, in points, `confidence` lies from the share that is right.
"""


def parts_error(judged: Sequence[tuple[MucCase, Prediction]]) -> float | None:
    """The calibration error of the confidence of participants."""
    told = ((case.gold, part) for case, prediction in judged if is_judged(case) for part in prediction)
    return expected_error(
        Sure(part.confidence, is_right(gold, part)) for gold, part in told if gold and part.confidence is not None
    )


def share_right(tally: Tally) -> float:
    """The share of all participants that is right, in percent."""
    return total(tally, tuple(ROLES)).precision


MEASURES = (
    Measure(
        name="participants",
        title="who and what is said to have a part in an act",
        rows=(),
        rates=tuple(ROLES),
        wholes=(Whole(name="calibration error", figure=parts_error),),
        score=share_right,
    ),
)


class Participants:
    """The benchmark of participants; its data are those of `muc4`."""

    name = "participants"
    about = "who took part, and how sure that is: MUC-4"
    meaning = MEANING
    measures = MEASURES
    nothing: Prediction = ()

    def stratum(self, case: MucCase) -> str:
        """All messages are of one kind."""
        return ""

    def load_cases(self, path: Path) -> Iterator[MucCase]:
        """The messages of a file, in order. Raises `InputError`."""
        return Muc4().load_cases(path)

    def predict(self, case: MucCase, reading: Reading) -> Prediction:
        """The participants of a reading."""
        return tuple(parts_of(reading))

    def score(self, case: MucCase, prediction: Prediction, measure: str) -> Tally:
        """How many of each role are right."""
        tally: dict[str, Counts] = {}
        if case.gold is None or not is_judged(case):
            return tally
        for part in prediction:
            right = matched(is_right(case.gold, part), predicted=1, gold=0)
            tally[part.role] = tally[part.role] + right if part.role in tally else right
        return tally

    def faults(self, case: MucCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """What is said and not in the key, by role."""
        for part in prediction if is_judged(case) else ():
            if case.gold is not None and not is_right(case.gold, part):
                yield Fault(
                    document=case.doc.id, kind="false", row=part.role, cause="not in the key", value=part.name,
                    context="", near="",
                )  # fmt: skip

    def prediction_form(self, case: MucCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return {"doc_id": case.doc.id, "participants": to_builtins(prediction)}

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The message's id and the participants of a line. Raises `FormError`."""
        id = form.get("doc_id")
        if not isinstance(id, str):
            raise FormError("prediction", "no doc_id")
        parts: Prediction = convert(form.get("participants") or [], Prediction, f"prediction for {id}")
        return id, parts


def parts_of(reading: Reading) -> Iterator[Part]:
    """The participants of the acts that a reading says were done."""
    for mention in filter(is_done, reading.mentions):
        for statement in mention.of("participant"):
            value = statement.value
            if isinstance(value, Participant) and value.role in ROLES:
                yield Part(value.role, value.name, statement.confidence)


def is_judged(case: MucCase) -> bool:
    """Whether the key has an incident; one that has none says nothing of what happened."""
    return case.gold is not None and bool(case.gold.gtt)


def is_right(gold: Gold, part: Part) -> bool:
    """Whether the key has a filler of the words of a participant, or of more or fewer of them."""
    own = f" {plain(part.name)} "
    names = (name for role in ROLES[part.role] for entity in gold.ree.get(role, ()) for name in entity)
    return any(own in (other := f" {plain(name)} ") or other in own for name in names)

"""The relevance benchmark: does a text report political violence?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure, Whole
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.relevance_errors import faults_of
from tocsin.evaluate.relevance_mapping import judged
from tocsin.evaluate.relevance_record import (
    NOTHING,
    Prediction,
    RelevanceCase,
    parse_gold,
    parse_prediction,
    prediction_form,
)
from tocsin.evaluate.relevance_scores import (
    ALARM_ROWS,
    CORPORA,
    POOLED,
    TYPE_ROWS,
    acts_error,
    average_precision,
    calibration_error,
    headline,
    score_judgement,
)
from tocsin.evaluate.scores import Tally
from tocsin.record import Reading
from tocsin.record.json_form import Json

MEASURES = (
    Measure(
        name="relevance",
        title="texts that report political violence",
        rows=(*CORPORA, POOLED),
        apart=TYPE_ROWS,
        rates=ALARM_ROWS,
        wholes=(
            Whole(name="average precision", figure=average_precision),
            Whole(name="calibration error", figure=calibration_error),
            Whole(name="calibration error of acts", figure=acts_error),
        ),
        score=headline,
    ),
)
MEANING = """
Texts of several kinds. `current_events` are items of an encyclopedia's list of current events (2016), relevant where
its editors filed them under armed conflicts and attacks; `wikinews` are articles judged by hand; `geovirus` are reports
of outbreaks, with deaths and no violence; `incident_lists` and `satp` are all relevant, so that they tell recall alone.
Crime and diplomacy are undecided and do not count.

`score` is the mean of F1 pooled and F1 on `current_events`. `alarms` are the share of irrelevant texts that were judged
relevant. `type` rows hold the types of violence against those of an incident log, four classes. The calibration error
says how far, in points, the probability `relevance` lies from the share of texts that are relevant. A text counts as
relevant from a probability of 0.5. The calibration error of acts says the same of the `confidence` of acts of violence,
which are wrong in irrelevant texts and, where the types of a text are known, right if they are of one of them.
A list of 25 key words reaches 75.6 on both parts together.
"""


class Relevance:
    """The benchmark of relevance."""

    name = "relevance"
    about = "does a text report political violence? news of all kinds"
    meaning = MEANING
    measures = MEASURES
    nothing = NOTHING

    def stratum(self, case: RelevanceCase) -> str:
        """The corpus."""
        return case.corpus

    def load_cases(self, path: Path) -> Iterator[RelevanceCase]:
        """The texts of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: RelevanceCase, reading: Reading) -> Prediction:
        """The judgement of a reading."""
        return judged(reading)

    def score(self, case: RelevanceCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one text."""
        return score_judgement(case, prediction)

    def faults(self, case: RelevanceCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Whether one text was missed or a false alarm, by cause."""
        return faults_of(case, prediction, reading)

    def prediction_form(self, case: RelevanceCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return prediction_form(case.doc.id, prediction)

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The text's id and the judgement of a line. Raises `FormError`."""
        return parse_prediction(form)


def parse_case(form: Json) -> RelevanceCase:
    """A text from a line. Raises `FormError`."""
    doc, corpus = document_of(form), form.get("corpus")
    if not isinstance(corpus, str):
        raise FormError("text", "expected a corpus")
    return RelevanceCase(doc=doc, corpus=corpus, gold=parse_gold(form, doc.id))

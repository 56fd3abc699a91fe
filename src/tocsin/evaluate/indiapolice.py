"""The IndiaPoliceEvents benchmark: what police do in each sentence of news reports, and in each report."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.evaluate.benchmark import Fault, Measure
from tocsin.evaluate.indiapolice_errors import faults_of
from tocsin.evaluate.indiapolice_mapping import labels_of
from tocsin.evaluate.indiapolice_record import PoliceCase, Prediction, parse_gold, parse_prediction, prediction_form
from tocsin.evaluate.indiapolice_scores import ROWS, mean_of_means, score_labels
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.scores import Tally
from tocsin.record import Reading
from tocsin.record.json_form import Json

MEASURES = (
    Measure(name="police", title="what police do, by sentence and by document", rows=ROWS, score=mean_of_means),
)
MEANING = """
Articles of an Indian newspaper of March 2002, each sentence read by two annotators (IndiaPoliceEvents, Halterman and
others 2021): police kill, arrest, fail to act, use force, or do anything at all. "Police" is any state force, the army
too. Labels are chosen by a model over what was read in each sentence and over its words, fitted on the `fit` part, so
that figures on `fit` are not of unseen text; how stands at the head of `evaluate/indiapolice_mapping.py`.

`score` is the mean of the ten F1 figures. Much of the text is without capital letters. Sentences were judged in their
context, so that "three died" after a sentence on police firing is a killing by police. A few lines of key words reach
56 over sentences and 68 over documents.
"""


class IndiaPolice:
    """The benchmark of police action in news."""

    name = "indiapolice"
    about = "IndiaPoliceEvents: police action in Indian news, 2002"
    meaning = MEANING
    measures = MEASURES
    nothing = Prediction()

    def stratum(self, case: PoliceCase) -> str:
        """All articles are of one kind."""
        return ""

    def load_cases(self, path: Path) -> Iterator[PoliceCase]:
        """The articles of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: PoliceCase, reading: Reading) -> Prediction:
        """The labels of a reading."""
        return labels_of(reading)

    def score(self, case: PoliceCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one article."""
        assert case.gold is not None
        return score_labels(case.gold, prediction)

    def faults(self, case: PoliceCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Missed and false labels of the sentences of one article, by cause."""
        return faults_of(case, prediction, reading)

    def prediction_form(self, case: PoliceCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return prediction_form(case.doc.id, prediction)

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The article's id and the labels of a line. Raises `FormError`."""
        return parse_prediction(form)


def parse_case(form: Json) -> PoliceCase:
    """An article from a line. The title is not read: it was made out of the address. Raises `FormError`."""
    doc = document_of(form, titled=False)
    return PoliceCase(doc=doc, gold=parse_gold(form, doc.id))

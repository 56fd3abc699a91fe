"""The quotes benchmark: who says what?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.evaluate.benchmark import Fault, Measure, Whole
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.quotes_errors import faults_of
from tocsin.evaluate.quotes_mapping import said_in
from tocsin.evaluate.quotes_record import Prediction, QuotesCase, parse_gold, parse_prediction, prediction_form
from tocsin.evaluate.quotes_scores import APART, RATES, ROWS, mean_of_both, said_error, score_said
from tocsin.evaluate.scores import Tally
from tocsin.record import Reading
from tocsin.record.json_form import Json

MEASURES = (
    Measure(
        name="quotes",
        title="who says what",
        rows=ROWS,
        apart=APART,
        rates=RATES,
        wholes=(Whole(name="calibration error", figure=said_error),),
        score=mean_of_both,
    ),
)
MEANING = """
Articles of a wiki for news with everything that anybody is said to say, think or want, quoted or not. The gold comes
from discourse trees (GUM): a content ends where a discourse unit ends, and a paragraph of quotation may be cut short.
The part is small, so that the intervals are wide. The rules were first written with all of it in view, before it was
split, and later ones were kept or dropped by the totals of `check` too: `check` is not unseen.

Attributions are paired one to one by the characters that their contents share. `content` gives the share of a predicted
content that is gold (P) and of a gold content that was found (R); `near` counts pairs alike by 0.8 or more; `source`
counts where the predicted speaker holds the head of the gold one. `score` is the mean of the F1 of content and of
source. The calibration error says how far, in points, the `confidence` of attributions lies from the share of them
that is right: half of the content or more, and the source. A naive pattern for quotation marks and
"X said" reaches 29.9 on both parts together.
"""


class Quotes:
    """The benchmark of attributions."""

    name = "quotes"
    about = "who says what: direct and indirect speech"
    meaning = MEANING
    measures = MEASURES
    nothing: Prediction = ()

    def stratum(self, case: QuotesCase) -> str:
        """The corpus."""
        return case.corpus

    def load_cases(self, path: Path) -> Iterator[QuotesCase]:
        """The texts of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: QuotesCase, reading: Reading) -> Prediction:
        """The attributions of a reading."""
        return said_in(reading)

    def score(self, case: QuotesCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one text."""
        assert case.gold is not None
        return score_said(case.doc.text, case.gold, prediction)

    def faults(self, case: QuotesCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """What is missed and what is false in one text, by cause."""
        return faults_of(case, prediction)

    def prediction_form(self, case: QuotesCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return prediction_form(case.doc.id, prediction)

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The text's id and the attributions of a line. Raises `FormError`."""
        return parse_prediction(form)


def parse_case(form: Json) -> QuotesCase:
    """A text from a line. Raises `FormError`."""
    doc = document_of(form)
    return QuotesCase(doc=doc, corpus=str(form.get("corpus") or ""), gold=parse_gold(form, doc.id))

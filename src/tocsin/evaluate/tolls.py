"""The tolls benchmark: how many were killed and injured, where, when and by whom, in texts about one event each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure, Whole
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.scores import Tally
from tocsin.evaluate.tolls_errors import faults_of
from tocsin.evaluate.tolls_mapping import main_event
from tocsin.evaluate.tolls_record import NOTHING, Prediction, TollsCase, parse_gold, parse_prediction, prediction_form
from tocsin.evaluate.tolls_scores import MEANS, RATES, ROWS, WHO, figures_error, headline_figure, score_prediction
from tocsin.record import Reading
from tocsin.record.json_form import Json

MEASURES = (
    Measure(
        name="tolls",
        title="numbers of people killed and injured",
        rows=ROWS,
        apart=(WHO,),
        rates=RATES,
        means=MEANS,
        wholes=(Whole(name="calibration error", figure=figures_error),),
        score=headline_figure,
    ),
)
MEANING = """
Texts about one event each: headlines of agencies (as a dataset of armed conflict quotes them), briefs from lists of
attacks, and articles of local news on shootings in the United States. A number is right when it equals the gold, with
or without dead attackers; the best figure stands for a toll, else its low, else its high.

`score` is the mean of the F1s of killed and injured over the three kinds. `alarms` are the share of texts without a
number for which one was predicted, `bounds` the share of gold numbers that lie within the predicted bounds. Of the
predictions, `holding` says how many have bounds that hold the gold (false alarms do not), `open` how many lack a
bound, and `width` is the mean distance of the bounds of the others. `log error` is the mean of |ln((1 + predicted) /
(1 + gold))|. The calibration error says how far, in points, the `confidence` of figures of the main event lies from the
share of them that is right. Of the briefs of `check`, totals decided between two rules and six numbers were seen, so
that it is not wholly unseen. Headlines were chosen by patterns, so that a high score there is necessary, not
sufficient. A plain "number before killed" reaches, on both parts together, killed 86.1 (headlines), 69.8 (briefs), 20.2
(articles), injured 52.7, 66.7, 23.9.
"""


class Tolls:
    """The benchmark of tolls."""

    name = "tolls"
    about = "how many killed and injured: headlines, briefs and articles about one event each"
    meaning = MEANING
    measures = MEASURES
    nothing = NOTHING

    def stratum(self, case: TollsCase) -> str:
        """The kind of text."""
        return case.kind

    def load_cases(self, path: Path) -> Iterator[TollsCase]:
        """The texts of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: TollsCase, reading: Reading) -> Prediction:
        """The main event of a reading."""
        return main_event(reading)

    def score(self, case: TollsCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one text."""
        return score_prediction(case, prediction)

    def faults(self, case: TollsCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Missed and false tolls of one text, by cause."""
        return faults_of(case, prediction, reading)

    def prediction_form(self, case: TollsCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return prediction_form(case.doc.id, prediction)

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The text's id and the prediction of a line. Raises `FormError`."""
        return parse_prediction(form)


def parse_case(form: Json) -> TollsCase:
    """A text from a line; one of no kind is a brief. Raises `FormError`."""
    doc, kind = document_of(form), form.get("kind", "brief")
    if not isinstance(kind, str):
        raise FormError("text", "expected the name of a kind")
    return TollsCase(doc=doc, kind=kind, gold=parse_gold(form, kind))

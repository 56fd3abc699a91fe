"""The MUC-4 benchmark: messages with filled event templates, and the four measures over them.

Files are JSON lines; the text with guessed mixed case is read where a line has one, since it is the same text letter
for letter. The header (date, place, source) reaches the reader as fields of the document, never as text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.evaluate.benchmark import Fault, Measure
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.muc4_errors import faults_of
from tocsin.evaluate.muc4_fillers import TYPE_AND_ROLES, score_gtt, score_ree, score_rme
from tocsin.evaluate.muc4_mapping import templates_of
from tocsin.evaluate.muc4_network import lights_of
from tocsin.evaluate.muc4_record import ROLES, MucCase, Prediction, parse_gold, parse_prediction, prediction_form
from tocsin.evaluate.muc4_template import APART, CORE, score_template
from tocsin.evaluate.scores import Tally
from tocsin.record import Reading
from tocsin.record.json_form import Json

MEASURES = (
    Measure(name="ree", title="role fillers of the document (CEAF-REE)", rows=ROLES),
    Measure(name="gtt", title="role fillers of each template (GTT)", rows=TYPE_AND_ROLES),
    Measure(name="rme", title="names of role fillers of each template (CEAF-RME phi-3)", rows=ROLES),
    Measure(name="template", title="slots of each template, in the manner of MUC-4", rows=CORE, apart=APART),
)
MEANING = """
News texts on Latin America, 1987 to 1990 (translated broadcasts and agency reports), with the answer keys of the third
and fourth Message Understanding Conferences. The keys hold recent, politically motivated violence that touches nine
countries; what they leave out by their own rules is left out by those at the head of `evaluate/muc4_mapping.py`, tuned
on the train part.

`ree`, `gtt` and `rme` compare strings after lower-casing and without articles: a filler must be one of the phrases of
the key, so that a longer or shorter phrase for the same people is wrong. `template` gives half credit for those, and
scores type, stage, date, place, effect and toll as well; what has no partner in the key counts against it. `stage` is
accomplished, attempted or threatened. `toll` is a range: the sum of the numbers of the key for each measure, where "at
least ten" is open above; a range that only overlaps it gets half. Three rows stand apart and are not in `ALL`:
`relevance` (does the message hold an event), `target_effect` (destroyed, damaged, no damage) and `org_confidence`
(reported as fact, claimed or admitted, suspected or accused, the same by authorities, possible, acquitted), which is
right only where the organisation is.

On the official test sets of 1992, which are not used here, the best hand-built systems reach `ree` 52.2, `gtt` 54.3,
`template` 61.2 (GE) and 42.5, 45.2, 54.7 (SRI FASTUS); trained on the same data, GTT (2021) reaches `ree` 56.0 and
`gtt` 50.2, IterX (2023) 56.7 and 53.0. Word lists alone reach `ree` 25.6, `gtt` 29.0, `template` 28.2 on the part
scored here.
"""
SCORERS = {"ree": score_ree, "gtt": score_gtt, "rme": score_rme, "template": score_template}


class Muc4:
    """The benchmark of the fourth Message Understanding Conference."""

    name = "muc4"
    about = "MUC-4 event templates: Latin America, 1987 to 1990"
    meaning = MEANING
    measures = MEASURES
    nothing: Prediction = ()

    def stratum(self, case: MucCase) -> str:
        """All messages are of one kind."""
        return ""

    def load_cases(self, path: Path) -> Iterator[MucCase]:
        """The messages of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: MucCase, reading: Reading) -> Prediction:
        """The templates of a reading."""
        return templates_of(reading, dateline=case.place, lights=lights_of(reading))

    def score(self, case: MucCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one message."""
        assert case.gold is not None
        return SCORERS[measure](case.gold, prediction)

    def faults(self, case: MucCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Missed and false fillers and events of one message, by cause."""
        return faults_of(case, prediction, reading)

    def prediction_form(self, case: MucCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return prediction_form(case.doc.id, prediction)

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The message's id and the templates of a line. Raises `FormError`."""
        return parse_prediction(form)


def parse_case(form: Json) -> MucCase:
    """A message from a line. Raises `FormError`."""
    text = "text_truecased" if form.get("text_truecased") else "text"
    doc = document_of(form, text=text, titled=False, source=form.get("source"))
    return MucCase(doc=doc, place=form.get("place"), gold=parse_gold(form, doc.id))

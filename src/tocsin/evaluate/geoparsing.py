"""The geoparsing benchmark: place names found and placed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.evaluate.benchmark import Fault, Measure, Whole
from tocsin.evaluate.geoparsing_errors import faults_of
from tocsin.evaluate.geoparsing_record import (
    Name,
    PlacesCase,
    Prediction,
    parse_gold,
    parse_prediction,
    prediction_form,
)
from tocsin.evaluate.geoparsing_scores import APART, RATES, ROWS, area_under_errors, mean_of_corpora, score_names
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.scores import Tally
from tocsin.record import Reading
from tocsin.record.json_form import Json

# Wang and Hu 2019; Mordecai 3: its README, 2025 model, of names that it is given, on its own splits.
PUBLISHED = (
    ("published, on other splits", "lgl", "trnews", "geovirus", "gwn"),
    ("CamCoder: F1 found", "65.4", "74.6", "86.6", "69.1"),
    ("CamCoder: within 161 km", "71.7", "82.4", "77.0", "83.9"),
    ("Edinburgh: F1 found", "50.1", "61.2", "67.8", "65.0"),
    ("Edinburgh: within 161 km", "81.9", "85.0", "80.7", "92.1"),
    ("CLAVIN: F1 found", "57.3", "64.9", "75.0", "54.9"),
    ("CLAVIN: within 161 km", "70.1", "82.9", "78.6", "93.7"),
    ("Mordecai 3: within 161 km, names given", "82.7", "87.3", "", "94.1"),
    ("Mordecai 3: country, names given", "97.9", "97.8", "", "97.4"),
)
MEASURES = (
    Measure(
        name="geoparsing",
        title="place names found, and placed within 161 km",
        rows=ROWS,
        apart=APART,
        rates=RATES,
        wholes=(Whole(name="area under the curve of errors", figure=area_under_errors),),
        score=mean_of_corpora,
        beside=PUBLISHED,
    ),
)
MEANING = """
Four corpora of English news with their place names: `lgl` (local newspapers, very ambiguous names), `trnews` (world and
local news), `geovirus` (reports of outbreaks), `gwn` (web news). The rules were first written with all of this in view,
before it was split: `check` is not unseen.

`found` counts names that share characters with a gold name, `placed` those of them whose place lies within 161 km (100
miles) of the gold one; `within 161 km` and `country` are shares of the names that were found. `score` is the mean of
F1 of `placed` over the corpora. The area under the curve of errors is 0 at best and 1 at worst.

Published on the whole corpora, which is another split (Wang and Hu 2019; F1 of recognition, then accuracy within 161 km
of what was recognised): CamCoder 65.4 and 71.7 (`lgl`), 74.6 and 82.4 (`trnews`), 86.6 and 77.0 (`geovirus`), 69.1 and
83.9 (`gwn`), which multiply to about 57 in the mean; the Edinburgh geoparser 50.1 and 81.9, 61.2 and 85.0, 67.8 and
80.7, 65.0 and 92.1, about 52; CLAVIN 57.3 and 70.1, 64.9 and 82.9, 75.0 and 78.6, 54.9 and 93.7, about 50. Mordecai 3
(its README), of names that it is given: within 161 km 82.7, 87.3 and 94.1 (`lgl`, `trnews`, `gwn`), country 97.9, 97.8
and 97.4.
"""


class Geoparsing:
    """The benchmark of place names."""

    name = "geoparsing"
    about = "place names found and placed, in four corpora of news"
    meaning = MEANING
    measures = MEASURES
    nothing: Prediction = ()

    def stratum(self, case: PlacesCase) -> str:
        """The corpus."""
        return case.corpus

    def load_cases(self, path: Path) -> Iterator[PlacesCase]:
        """The texts of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: PlacesCase, reading: Reading) -> Prediction:
        """The toponyms of a reading that stand in the text, demonyms too."""
        return names_in(reading)

    def score(self, case: PlacesCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one text."""
        return score_names(case, prediction)

    def faults(self, case: PlacesCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """What is missed, false and misplaced in one text, by cause."""
        return faults_of(case, prediction)

    def prediction_form(self, case: PlacesCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return prediction_form(case.doc.id, prediction)

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The text's id and the place names of a line. Raises `FormError`."""
        return parse_prediction(form)


def names_in(reading: Reading) -> Prediction:
    """The toponyms of a reading that stand in the text."""
    return tuple(
        Name(start=p.start, end=p.end, lat=p.latitude, lon=p.longitude, country=p.country)
        for p in reading.places
        if p.field == "text"
    )


def parse_case(form: Json) -> PlacesCase:
    """A text from a line. Raises `FormError`."""
    doc = document_of(form)
    return PlacesCase(doc=doc, corpus=str(form.get("corpus") or ""), gold=parse_gold(form, doc.id))

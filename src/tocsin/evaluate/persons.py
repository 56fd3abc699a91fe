"""The persons benchmark: which words name a person, and in what standing; the masking of private persons rests on it.

Written for this project; data and guidelines lie in `bench/persons`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, get_args

from msgspec import to_builtins

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure
from tocsin.evaluate.lines import document_of, parsed_lines
from tocsin.evaluate.scores import Counts, Tally
from tocsin.record import Document, Reading
from tocsin.record.json_form import Json
from tocsin.record.json_load import convert
from tocsin.record.reading import Standing

STANDINGS: tuple[str, ...] = get_args(Standing)
PUBLIC = ("official", "expert", "combatant_leader")
NAMES, FOUND, STANDING, MASKING, EXPOSED = "names", "found", "standing", "masking", "exposed"


class Named(NamedTuple):
    """A person's name at `start` to `end` (code points, half-open) of a field. In gold, `standing` may be `a|b`."""

    field: str
    start: int
    end: int
    standing: str

    def allows(self, standing: str) -> bool:
        """Whether a standing is one that the gold allows."""
        return standing in self.standing.split("|")

    @property
    def masked(self) -> bool:
        """Whether masking has to hide the name: no standing that the gold allows is a public one."""
        return not any(self.allows(standing) for standing in PUBLIC)


Prediction = tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class PersonsCase:
    """A paragraph with the persons named in it."""

    doc: Document
    gold: tuple[Named, ...]
    has_gold: bool = True


MEANING = """
Paragraphs written for this project, in the manner of news from all regions, with every name of a person and the
standing that the text gives to its bearer; all persons are made up. They were written before the reader had been run
on any of them; data, guidelines, the first score and how the rules were then changed are told in `bench/persons`.

`names`: a gold name is found (R) when predicted spans cover each word of it; a predicted span is right (P) when it
shares a word with a gold name. `standing` is the share of the names found whose standing the gold allows, counted by
the gold's first. `masking` is what the hiding of private persons rests on: of the gold names that are private or
unknown, the share that is found and given no public standing (official, expert, combatant leader); `exposed` is the
share given a public one, the worst error, and `missed` the share not found.
"""


def _share(row: str) -> Measure:
    def score(tally: Tally) -> float:
        return tally.get(row, Counts()).precision

    if row == STANDING:
        return Measure(name=row, title="names found with their standing", rows=(), rates=STANDINGS, score=score)
    title = "private and unknown persons that can be masked"
    return Measure(name=row, title=title, rows=(), rates=(EXPOSED, "missed"), score=score)


MEASURES = (
    Measure(name=NAMES, title="names of persons", rows=(NAMES,), rates=(FOUND,)),
    _share(STANDING),
    _share(MASKING),
)


class Persons:
    """The benchmark of persons."""

    name = "persons"
    about = "who is named, and in what standing: paragraphs of our own"
    meaning = MEANING
    measures = MEASURES
    nothing: Prediction = ()

    def stratum(self, case: PersonsCase) -> str:
        """All paragraphs are of one kind."""
        return ""

    def load_cases(self, path: Path) -> Iterator[PersonsCase]:
        """The paragraphs of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: PersonsCase, reading: Reading) -> Prediction:
        """The persons of a reading."""
        return tuple(Named(p.field, p.start, p.end, p.standing) for p in reading.persons)

    def score(self, case: PersonsCase, prediction: Prediction, measure: str) -> Tally:
        """Counts by row of one paragraph."""
        found = found_names(case, prediction)
        if measure == NAMES:
            right = sum(any(map(_overlaps(each), case.gold)) for each in prediction)
            hits = sum(standing is not None for standing in found.values())
            share = Counts(hits, len(case.gold), hits, len(case.gold))
            return {NAMES: Counts(right, len(prediction), hits, len(case.gold)), FOUND: share}
        tally: dict[str, Counts] = {}
        for gold, standing in found.items():
            for row, right in _judged(gold, standing, measure):
                tally[row] = tally.get(row, Counts()) + Counts(right, 1, right, 1)
        return tally

    def faults(self, case: PersonsCase, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Names missed and false ones, and wrong standings."""
        for gold, standing in found_names(case, prediction).items():
            if standing is None:
                yield _fault(case, gold, "missed", NAMES, "not found")
            elif not gold.allows(standing):
                cause = EXPOSED if gold.masked and standing in PUBLIC else "other standing"
                yield _fault(case, gold, "false", STANDING, cause, near=f"{standing}, is {gold.standing}")
        for each in prediction:
            if not any(map(_overlaps(each), case.gold)):
                yield _fault(case, each, "false", NAMES, "no person")

    def prediction_form(self, case: PersonsCase, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return {"doc_id": case.doc.id, "persons": [to_builtins(each._asdict()) for each in prediction]}

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The paragraph's id and the persons of a line. Raises `FormError`."""
        id = form.get("doc_id")
        if not isinstance(id, str):
            raise FormError("prediction", "no doc_id")
        return id, _named(form, f"prediction for {id}")


class _Line(NamedTuple):
    field: str
    start: int
    end: int
    standing: str
    name: str | None = None


def _named(form: Json, what: str) -> tuple[Named, ...]:
    lines: tuple[_Line, ...] = convert(
        [[each.get(key) for key in _Line._fields] for each in form.get("persons") or []], tuple[_Line, ...], what
    )
    for each in lines:
        if not set(each.standing.split("|")) <= set(STANDINGS):
            raise FormError(what, f"standing {each.standing!r} is none of {', '.join(STANDINGS)}")
    return tuple(Named(*each[:4]) for each in lines)


def parse_case(form: Json) -> PersonsCase:
    """A paragraph from a line. Raises `FormError`, also where a name is not at its offsets."""
    doc = document_of(form)
    gold = _named(form, doc.id)
    for each, line in zip(gold, form.get("persons") or [], strict=True):
        if each.field not in ("text", "title") or _words(doc, each) != line.get("name"):
            raise FormError(doc.id, f"{line.get('name')!r} is not at {each.start} to {each.end} of {each.field}")
    return PersonsCase(doc, gold)


def found_names(case: PersonsCase, prediction: Prediction) -> Mapping[Named, str | None]:
    """The standing that each gold name is given; None where it is not found whole."""
    return {gold: _standing_given(case.doc, gold, prediction) for gold in case.gold}


def _standing_given(doc: Document, gold: Named, prediction: Prediction) -> str | None:
    """The standing of the first span on the name; a public one, where spans on it differ, for it would be shown."""
    on_it = [each for each in prediction if _overlaps(each)(gold)]
    text = doc.title if gold.field == "title" else doc.text
    held = {i for each in on_it for i in range(each.start, each.end)}
    if any((text or "")[i].isalnum() and i not in held for i in range(gold.start, gold.end)):
        return None
    return next((each.standing for each in on_it if each.standing in PUBLIC), on_it[0].standing)


def _overlaps(one: Named) -> Callable[[Named], bool]:
    return lambda other: one.field == other.field and one.start < other.end and other.start < one.end


def _judged(gold: Named, standing: str | None, measure: str) -> Iterator[tuple[str, bool]]:
    """Row and verdict of one gold name in a measure."""
    if measure == STANDING and standing is not None:
        yield STANDING, gold.allows(standing)
        yield gold.standing.split("|")[0], gold.allows(standing)
    if measure == MASKING and gold.masked:
        yield MASKING, standing is not None and standing not in PUBLIC
        yield EXPOSED, standing in PUBLIC
        yield "missed", standing is None


def _words(doc: Document, named: Named) -> str:
    return ((doc.title if named.field == "title" else doc.text) or "")[named.start : named.end]


def _fault(case: PersonsCase, named: Named, kind: str, row: str, cause: str, near: str = "") -> Fault:
    text = (case.doc.title if named.field == "title" else case.doc.text) or ""
    return Fault(
        document=case.doc.id,
        kind="missed" if kind == "missed" else "false",
        row=row,
        cause=cause,
        value=_words(case.doc, named),
        context=text[max(0, named.start - 40) : named.end + 40],
        near=near,
    )

"""The benchmark of times: what expressions mean on a day of publication, and when the events of a text were.

Written for this project; data and guidelines lie in `bench/times`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tocsin.errors import FormError
from tocsin.evaluate.benchmark import Fault, Measure
from tocsin.evaluate.lines import parsed_lines
from tocsin.evaluate.scores import Counts, Tally
from tocsin.evaluate.times_gold import Event, Expected, Expression, Passage, Told, parse_case, parse_when, when_form
from tocsin.evaluate.times_gold import when_words as words_of_when
from tocsin.record import Evidence, Mention, Reading, When
from tocsin.record.json_form import Json
from tocsin.resolve.datelines import find_published
from tocsin.resolve.time_anchors import counted_from
from tocsin.resolve.times import TimeFound, find_times

Case = Expression | Passage
Prediction = tuple[Told | None, ...]  # one for each reading of an expression, or each event of a passage

EXPRESSIONS = (
    "weekday", "part", "near", "weekend", "week", "month", "year", "date", "numeric", "ago", "window", "since",
    "until", "range", "duration", "recurring", "clock", "zone", "anchored", "named", "vague", "future", "dateline",
    "none",
)  # fmt: skip
EVENTS = (
    "report", "funeral", "arrest", "trial", "later", "condemn", "two", "carried", "title", "anchored", "background",
    "range", "clock", "plain",
)  # fmt: skip
RIGHT = "right"
MEANING = """
What words for times mean, and when the events of short texts were. Every text was written for this project, with its
gold, before the reader had been run on it; data and guidelines lie in `bench/times`.

`expressions` are single expressions, each on one day of publication or several (month and year ends, a leap day, the
weekday of publication): right when both ends of the interval, the precision, the end of what lasted and whether it goes
on are all as the guidelines have them. No reader is asked, but the resolver of times that it uses. `events` are the
events of passages of one to four sentences in which other days stand too: of a statement, a funeral, an arrest, a
trial, another event. Right when the mention of the event has the interval of the event, and no narrower one.
"""


def _share(tally: Tally) -> float:
    return tally.get(RIGHT, Counts()).precision


class Times:
    """The benchmark of times."""

    name = "times"
    about = "what expressions of time mean, and when events were"
    meaning = MEANING
    measures = (
        Measure(name="expressions", title="share of expressions read right", rows=(), rates=EXPRESSIONS, score=_share),
        Measure(name="events", title="share of events dated right", rows=(), rates=EVENTS, score=_share),
    )
    nothing: Prediction = ()

    def stratum(self, case: Case) -> str:
        """Resamples hold as many expressions, and as many passages."""
        return type(case).__name__

    def load_cases(self, path: Path) -> Iterator[Case]:
        """The cases of a file, in order. Raises `InputError`."""
        return parsed_lines(path, parse_case)

    def predict(self, case: Case, reading: Reading) -> Prediction:
        """What the resolver of times makes of an expression; when a reading has the events of a passage."""
        if isinstance(case, Expression):
            return tuple(_expression(case, expected) for expected in case.expected)
        return tuple(_event(case, event, reading) for event in case.events)

    def score(self, case: Case, prediction: Prediction, measure: str) -> Tally:
        """One case in its category and in all; nothing for a case of the other measure."""
        if (measure == "expressions") is not isinstance(case, Expression):
            return {}
        asked = len(_golds(case))
        right = float(asked - sum(1 for _ in _wrong(case, prediction)))
        counts = Counts(right, asked, right, asked)
        return {case.category: counts, RIGHT: counts}

    def faults(self, case: Case, prediction: Prediction, reading: Reading | None) -> Iterator[Fault]:
        """Each expression or event that is wrong, with what was found."""
        for i, start, end, told in _wrong(case, prediction):
            published = case.expected[i].published if isinstance(case, Expression) else case.doc.published
            yield Fault(
                document=f"{case.id} {published}",
                kind="missed",
                row=case.category,
                cause="nothing found" if told is None else "another time",
                value=f"{case.doc.text[start:end]} = {' or '.join(map(_words, _golds(case)[i]))}",
                near=_words(told),
                context=case.doc.text,
            )

    def prediction_form(self, case: Case, prediction: Prediction) -> Json:
        """A line of a predictions file."""
        return {"id": case.id, "times": [_told_form(told) for told in prediction]}

    def parse_prediction(self, form: Json) -> tuple[str, Prediction]:
        """The case's id and what is found. Raises `FormError`."""
        id, times = form.get("id"), form.get("times")
        if not isinstance(id, str) or not isinstance(times, list):
            raise FormError("times", "expected id and times")
        return id, tuple(None if time is None else Told(_kind(time), parse_when(time)) for time in times)


def _told_form(told: Told | None) -> Json | None:
    return None if told is None else {"kind": told.kind, **when_form(told.when)}


def _kind(form: Json) -> str:
    kind = form.get("kind", "")
    if not isinstance(kind, str):
        raise FormError("kind", "expected a string")
    return kind


def _words(told: Told | None) -> str:
    return "no time" if told is None else f"{told.kind} {words_of_when(told.when)}".strip()


# ------------------------------------------------------------------------------------------------ judging
def _golds(case: Case) -> list[tuple[Told | None, ...]]:
    """For each reading or event, the answers that are right."""
    if isinstance(case, Expression):
        return [(expected.told,) for expected in case.expected]
    return [tuple(Told("", when) for when in event.whens) for event in case.events]


def _wrong(case: Case, prediction: Prediction) -> Iterator[tuple[int, int, int, Told | None]]:
    """The number of each reading or event that is wrong, the span of its words and what was found."""
    for i, golds in enumerate(_golds(case)):
        told = prediction[i] if i < len(prediction) else None
        if not any(_agrees(gold, told) for gold in golds):
            at: Expression | Event = case if isinstance(case, Expression) else case.events[i]
            yield i, at.start, at.end, told


def _agrees(gold: Told | None, told: Told | None) -> bool:
    """Whether a time is the gold's. The kind is judged where the words alone give no interval."""
    if gold is None or told is None:
        return gold is told
    if gold.when.earliest is None and gold.when.latest is None:
        same_kind = gold.kind == told.kind or (gold.kind in ("point", "since", "until") and told.kind == "")
        return same_kind and told.when.earliest is None and told.when.latest is None
    return gold.when == told.when


# ------------------------------------------------------------------------------------------------ finding
def _expression(case: Expression, expected: Expected) -> Told | None:
    """The time that covers most of the words of an expression."""
    text = case.doc.text
    published = expected.published
    if published is None and (given := find_published(text)) is not None:
        published = given[0]
    found = find_times(text, published=published)
    best = max(found, key=lambda time: _shared(case, time), default=None)
    if best is None or _shared(case, best) == 0:
        return None
    when = counted_from(best.shift, case.anchor, published) if best.shift and case.anchor else None
    return Told(best.kind, when or best.when)


def _shared(case: Expression, time: TimeFound) -> int:
    return max(0, min(case.end, time.end) - max(case.start, time.start))


def _event(case: Passage, event: Event, reading: Reading) -> Told | None:
    """The time of the mention that the words of an event trigger; of the only mention where none is theirs."""
    told = [m for m in reading.mentions if m.family in ("violence", "plot")]
    own = [m for m in told if any(_covers(e, event) for e in _triggers(m))]
    if not own and len(told) == len(case.events) == 1:
        own = told
    whens = own[0].all(When) if own else ()
    return Told("", whens[0]) if whens else None


def _triggers(mention: Mention) -> Iterator[Evidence]:
    yield mention.trigger
    yield from mention.of("type")[0].evidence
    yield from mention.of("status")[0].evidence


def _covers(evidence: Evidence, event: Event) -> bool:
    return evidence.field == "text" and evidence.start < event.end and event.start < evidence.end

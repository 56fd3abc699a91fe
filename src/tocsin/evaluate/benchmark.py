"""The shape of a benchmark, and the table of those there are. One module for each benchmark implements it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar, runtime_checkable

from tocsin.evaluate.scores import Tally
from tocsin.record import Document, Reading
from tocsin.record.json_form import Json
from tocsin.registry import Registry

FaultKind = Literal["missed", "false"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A figure of all documents together, no sum over them; it has no interval.

    `figure` takes the cases with their predictions; None where it cannot be told.
    """

    name: str
    figure: Callable[[Sequence[tuple[Any, Any]]], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One way to score a document: its rows, and the one figure that they make.

    `rows` have precision, recall and F1. They sum to `ALL`, unless `score` makes the figure of them. `apart` are rows
    that do not count in it. `rates` are shares, in percent, of `Counts.right` in `Counts.predicted`; `means` are the
    same as plain numbers. `wholes` are figures that are no sums. `beside` is printed under the table.
    """

    name: str
    title: str
    rows: tuple[str, ...]
    apart: tuple[str, ...] = ()
    rates: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    wholes: tuple[Whole, ...] = ()
    score: Callable[[Tally], float] | None = None
    beside: tuple[tuple[str, ...], ...] = ()  # a table of what others published, its heading first


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One value that is missing from the prediction, or should not be in it, with the words around it.

    `cause` is one of the benchmark's causes; `context` is empty where the words do not stand in the text.
    """

    document: str
    kind: FaultKind
    row: str
    cause: str
    value: str
    context: str
    near: str = ""


class Case(Protocol):
    """One document of a benchmark. What else it holds, gold above all, is the benchmark's own."""

    @property
    def doc(self) -> Document:
        """The document as a reader gets it."""
        ...

    @property
    def has_gold(self) -> bool:
        """Whether it can be scored."""
        ...


C = TypeVar("C", bound=Case)
P = TypeVar("P")


class Benchmark(Protocol[C, P]):
    """A benchmark: gold in files, a mapping from Readings to its own terms (`P`), and measures."""

    name: str
    about: str
    meaning: str  # for the page of scores: what the data are, and what the measures say
    measures: tuple[Measure, ...]
    nothing: P

    def stratum(self, case: C) -> str:
        """The kind of document; resamples hold as many of each kind as the data."""
        ...

    def load_cases(self, path: Path) -> Iterator[C]:
        """The documents of one file, in order. Raises `LineError` for a line that is not of the format."""
        ...

    def predict(self, case: C, reading: Reading) -> P:
        """The reading in the terms of the benchmark. Pure."""
        ...

    def score(self, case: C, prediction: P, measure: str) -> Tally:
        """Counts by row of one document."""
        ...

    def faults(self, case: C, prediction: P, reading: Reading | None) -> Iterator[Fault]:
        """What is missed and what is false in one document, by cause."""
        ...

    def prediction_form(self, case: C, prediction: P) -> Json:
        """A line of a predictions file."""
        ...

    def parse_prediction(self, form: Json) -> tuple[str, P]:
        """The document's id and the prediction of a line. Raises `FormError`."""
        ...


@runtime_checkable
class OfSeries(Protocol):
    """A benchmark whose cases hold several documents each, read one by one and scored together."""

    def docs_of(self, case: Any) -> Sequence[Document]:
        """The documents of a case; `case.doc` is the first."""
        ...

    def predict_series(self, case: Any, readings: Sequence[Reading]) -> Any:
        """The readings of all documents of a case in the terms of the benchmark. Pure."""
        ...


@runtime_checkable
class Joint(Protocol):
    """A benchmark in which what is predicted for one document depends on all the others."""

    def predict_together(self, cases: Any, readings: Iterator[Reading]) -> Sequence[Any]:
        """The prediction for each document, in order, from the readings of all. Pure."""
        ...

    def complete(self, cases: Any, predictions: Sequence[Any]) -> Sequence[Any]:
        """What lines of a predictions file say of each document, made predictions."""
        ...


AnyBenchmark = Benchmark[Any, Any]

BENCHMARKS: Registry[AnyBenchmark] = Registry("benchmark", "tocsin.benchmarks")
BENCHMARKS.add("muc4", "tocsin.evaluate.muc4:Muc4", about="MUC-4 event templates: Latin America, 1987 to 1990")
BENCHMARKS.add(
    "participants",
    "tocsin.evaluate.participants:Participants",
    about="who took part, and how sure that is: messages of MUC-4",
)
BENCHMARKS.add(
    "indiapolice",
    "tocsin.evaluate.indiapolice:IndiaPolice",
    about="IndiaPoliceEvents: police action in Indian news, 2002",
)
BENCHMARKS.add(
    "relevance", "tocsin.evaluate.relevance:Relevance", about="does a text report political violence? news of all kinds"
)
BENCHMARKS.add("pairs", "tocsin.evaluate.pairs:Pairs", about="minimal pairs: what is told as fact, and what is not")
BENCHMARKS.add("times", "tocsin.evaluate.times:Times", about="what expressions of time mean, and when events were")
BENCHMARKS.add("counts", "tocsin.evaluate.counts:Counts", about="figures of people, things and money, and their sums")
BENCHMARKS.add("tolls", "tocsin.evaluate.tolls:Tolls", about="how many killed and injured: headlines, briefs, articles")
BENCHMARKS.add("linking", "tocsin.evaluate.linking:Linking", about="which reports are of one incident")
BENCHMARKS.add("quotes", "tocsin.evaluate.quotes:Quotes", about="who says what: direct and indirect speech")
BENCHMARKS.add("geoparsing", "tocsin.evaluate.geoparsing:Geoparsing", about="place names found and placed: news")
BENCHMARKS.add("sites", "tocsin.evaluate.sites:Sites", about="where it happened, told apart from other places named")
BENCHMARKS.add("persons", "tocsin.evaluate.persons:Persons", about="who is named, and in what standing: paragraphs")
BENCHMARKS.add("actors", "tocsin.evaluate.actors:Actors", about="which name means which actor of the register")

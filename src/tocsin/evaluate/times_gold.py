"""The gold of the benchmark of times: expressions with what they mean, and passages with when their events were.

The form of a line is told in `bench/times/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from msgspec.structs import replace

from tocsin.errors import FormError
from tocsin.record import Document, Interval, When, document_key
from tocsin.record.json_form import Json
from tocsin.record.values import Precision


@dataclass(frozen=True, slots=True)
class Told:
    """A time as found: what kind of expression it is (see `TimeFound`; empty for an event) and what it means."""

    kind: str
    when: When


@dataclass(frozen=True, slots=True)
class Expected:
    """What an expression means on one day of publication; `told` is None for words that are no time."""

    published: date | None
    told: Told | None


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression in a text. Offsets are code points; `anchor` is when the event was from which it counts."""

    id: str
    category: str
    doc: Document
    start: int
    end: int
    anchor: When | None
    expected: tuple[Expected, ...]

    @property
    def has_gold(self) -> bool:
        """Whether it says what the expression means."""
        return bool(self.expected)


@dataclass(frozen=True, slots=True)
class Event:
    """The words that tell of an event, and the times that are as right for it."""

    start: int
    end: int
    whens: tuple[When, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A short text that tells of one event or more, among other days."""

    id: str
    category: str
    doc: Document
    events: tuple[Event, ...]

    @property
    def has_gold(self) -> bool:
        """Whether it says when its events were."""
        return bool(self.events)


def parse_case(form: Json) -> Expression | Passage:
    """A case from a line: a passage where it has events, else an expression. Raises `FormError`."""
    id, category, text = (form.get(key) for key in ("id", "category", "text"))
    if not (isinstance(id, str) and isinstance(category, str) and isinstance(text, str)):
        raise FormError("case", "expected id, category and text")
    if "events" in form:
        doc = _document(id, text, form.get("title"), form.get("published"))
        return Passage(id, category, doc, tuple(_event(text, event) for event in _list(form, "events")))
    start, end = _span(text, form)
    doc = _document(id, text, None, None)
    anchor = parse_when(form["anchor"]) if "anchor" in form else None
    return Expression(id, category, doc, start, end, anchor, tuple(map(_expected, _list(form, "readings"))))


def parse_when(form: Any) -> When:
    """A time from `{"earliest", "latest", "precision", "end"?, "ongoing"?}`. Raises `FormError`."""
    if not isinstance(form, dict):
        raise FormError("when", "expected an object")
    precision = form.get("precision", "day")
    if precision not in get_args(Precision):
        raise FormError("precision", f"expected one of {', '.join(get_args(Precision))}")
    when = When(
        earliest=_moment(form.get("earliest")),
        latest=_moment(form.get("latest")),
        precision=precision,
        ongoing=form.get("ongoing", False) is True,
    )
    end = form.get("end")
    if end is None:
        return when
    if not isinstance(end, list) or len(end) != 2:
        raise FormError("end", "expected two moments")
    return replace(when, end=Interval(earliest=_moment(end[0]), latest=_moment(end[1])))


def when_form(when: When) -> dict[str, Any]:
    """The same as JSON; `end` and `ongoing` only where they say something."""
    form: dict[str, Any] = {"earliest": when.earliest, "latest": when.latest, "precision": when.precision}
    if when.end is not None:
        form["end"] = [when.end.earliest, when.end.latest]
    return form | {"ongoing": True} if when.ongoing else form


def when_words(when: When) -> str:
    """A time in few words, for lists of faults."""
    end = f" to {when.end.earliest or '?'}..{when.end.latest or '?'}" if when.end else ""
    return f"{when.earliest or '?'}..{when.latest or '?'}{end} {when.precision}{' ongoing' * when.ongoing}"


def _moment(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise FormError("when", "expected moments as strings")


def _list(form: Json, key: str) -> list[Json]:
    values = form.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise FormError(key, "expected a list of objects")
    return values


def _span(text: str, form: Json) -> tuple[int, int]:
    start, end = form.get("start"), form.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
        raise FormError("span", "expected start and end within the text")
    return start, end


def _expected(form: Json) -> Expected:
    published, kind = form.get("published"), form.get("kind")
    if not isinstance(kind, str) or not (published is None or isinstance(published, str)):
        raise FormError("reading", "expected published and kind")
    try:
        day = date.fromisoformat(published) if published else None
    except ValueError as error:
        raise FormError("published", f"{published!r} is no day") from error
    return Expected(day, None if kind == "none" else Told(kind, parse_when(form)))


def _event(text: str, form: Json) -> Event:
    start, end = _span(text, form)
    whens = form.get("when")
    if not isinstance(whens, list) or not whens:
        raise FormError("when", "expected a list of times")
    return Event(start, end, tuple(map(parse_when, whens)))


def _document(id: str, text: str, title: Any, published: Any) -> Document:
    return Document(
        key=document_key(text.encode(), source=None, name=id),
        id=id,
        text=text,
        title=title if isinstance(title, str) else None,
        published=published if isinstance(published, str) else None,
        published_from="given" if published else None,
        language="en",
    )

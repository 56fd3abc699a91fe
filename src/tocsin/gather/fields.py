"""Documents of inputs that hold many, each given as named fields: a line of JSON, a row of a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tocsin.errors import DocumentError, FormError, LineError
from tocsin.gather.draft import Draft, finish
from tocsin.gather.outcome import Done, Failed, Outcome
from tocsin.gather.terms import Terms
from tocsin.record import Document
from tocsin.record.json_form import dumps

FIELDS = ("id", "text", "title", "published", "url", "source", "language")


def draft_of(fields: Mapping[str, str | None], name: str, *, language: str | None) -> Draft:
    """The draft of one document. `language` is the code that is meant by the words of the field.

    Its fields, however they were written, are what makes the document. Id and source name it anyway.
    """
    kept = {field: fields[field] for field in sorted(FIELDS) if fields.get(field) is not None}
    return Draft(
        name=name,
        raw=dumps(kept).encode(),
        text=fields.get("text") or "",
        id=fields.get("id"),
        url=fields.get("url"),
        title=fields.get("title"),
        given=fields.get("published"),
        source=fields.get("source"),
        language=language,
    )


def outcome_of(make: Callable[[str], Draft], *, file: str, what: str, number: int, terms: Terms) -> Outcome[Document]:
    """What came of one document of a file: of `number`, a "line" or a "row", as `what` says.

    `make` drafts it, given what a person calls it; its `DocumentError` or `FormError` becomes a `Failed`.
    """
    name = f"{file}, {what} {number}"
    try:
        done = finish(make(name), terms)
    except (DocumentError, FormError) as error:
        return Failed(name, LineError(file, number, error.reason), number)
    return Done(done.value.id if done.value.id != done.value.key else name, done.value, done.notes, number)

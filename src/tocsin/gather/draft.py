"""A document in the making, and the step that makes it one: the checks, the date, the key."""

from __future__ import annotations

from dataclasses import dataclass

from tocsin.errors import DocumentError
from tocsin.gather.dates import EXPECTED, in_future, parse_published
from tocsin.gather.decode import check_text
from tocsin.gather.language import settle_language
from tocsin.gather.outcome import Done
from tocsin.gather.terms import Terms
from tocsin.record import Document, document_key
from tocsin.record.document import PublishedFrom


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was drawn from one input. `raw` is what the key hashes; `given` the date as the caller wrote it.

    `found_date` was read in the input's metadata, `guess` is a date that only may be its own. `found_url` and
    `found_source` were read there too: they describe the document but do not name it, since a better extractor
    must not rename history. `retrieved` is when an archive got it.
    """

    name: str
    raw: bytes
    text: str
    id: str | None = None
    url: str | None = None
    title: str | None = None
    given: str | None = None
    source: str | None = None
    language: str | None = None
    extractor: str | None = None
    found_date: str | None = None
    retrieved: str | None = None
    found_url: str | None = None
    found_source: str | None = None
    guess: str | None = None
    notes: tuple[str, ...] = ()


def finish(draft: Draft, terms: Terms) -> Done[Document]:
    """The document of a draft, with notes. Raises `DocumentError` where it holds no text or its date cannot be."""
    check_text(draft.text, name=draft.name)
    published, published_from = _published(draft, terms)
    source = draft.source or terms.source
    told = settle_language(draft.text, stated=draft.language)
    key = document_key(draft.raw, source=source, name=draft.id or draft.url)
    doc = Document(
        key=key,
        id=draft.id or key,
        text=draft.text,
        title=draft.title,
        url=draft.url or draft.found_url,
        published=published,
        published_from=published_from,
        retrieved=draft.retrieved or terms.retrieved,
        language=told.language,
        source=source or draft.found_source,
        extractor=draft.extractor,
    )
    return Done(draft.name, doc, (*draft.notes, *filter(None, (told.note,)), *_notes_on_date(published, terms)))


def _published(draft: Draft, terms: Terms) -> tuple[str | None, PublishedFrom | None]:
    """When it was published and how that is known: given, in the metadata, in the text, or guessed."""
    given = draft.given or terms.published
    if given:
        published = parse_published(given)
        if published is None:
            raise DocumentError(draft.name, f"published {given!r} is no date; {EXPECTED}")
        return published, "given"
    if draft.found_date:
        return draft.found_date, "metadata"
    found = terms.find_published(draft.text)
    if found:
        return found[0].isoformat(), "text"
    return (draft.guess, "guessed") if draft.guess else (None, None)


def _notes_on_date(published: str | None, terms: Terms) -> tuple[str, ...]:
    if published is None:
        return ("gives no date, so relative days in it are not settled; give one with --published",)
    if in_future(published, now=terms.now):
        return (f"is dated in the future ({published})",)
    return ()

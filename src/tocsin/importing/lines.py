"""A text written line by line, so that each value can quote the line that it was read from."""

from __future__ import annotations

from msgspec import structs

from tocsin.errors import FormError
from tocsin.importing.brought import From
from tocsin.record import Document, Evidence, Voice, document_key

LONGEST = 2_000_000  # characters of one document
SHARED = "Shared by "


class Lines:
    """The text of one document in the making. Line ends within words become spaces; nothing else is touched.

    Each line is a paragraph of its own, so that no reader takes two for one sentence.
    It ends with the line that says by whom it was shared, which the partner's voice quotes.
    """

    def __init__(self, id: str, prose: str = "") -> None:
        self._id = id
        self._parts: list[str] = []
        self._length = 0
        if prose:
            self._add(prose)
            self._add("\n\n")

    @property
    def document(self) -> str:
        """The id of the document that it is of."""
        return self._id

    @property
    def text(self) -> str:
        """The text as it stands."""
        return "".join(self._parts)

    def line(self, words: str) -> Evidence:
        """Write a line; the quotation of all of it. Raises `FormError` where the text grows too long."""
        words = " ".join(words.split()) or "-"
        start = self._length
        self._add(words)
        self._add("\n\n")
        return Evidence(document=self._id, field="text", start=start, end=start + len(words), quote=words)

    def voice(self, source: str) -> Voice:
        """Write by whom it was shared; the voice of whoever it was."""
        line = self.line(f"{SHARED}{source}")
        name = line.quote[len(SHARED) :]
        return Voice(name=name, evidence=(structs.replace(line, start=line.start + len(SHARED), quote=name),))

    def _add(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)
        if self._length > LONGEST:
            raise FormError("record", f"its text is longer than {LONGEST:,} characters")


def id_of(origin: From, name: str) -> str:
    """What a record of a partner is called here: no other source's can be called so."""
    return f"{origin.source}: {name}"


def document_of(
    origin: From,
    *,
    name: str,
    text: str,
    title: str | None,
    published: str | None,
    raw: bytes,
    language: str | None = "en",
) -> Document:
    """The document of a record. `raw` is what its key is made of: all that was brought of it.

    It has no address: that of an article is the article's, and not the partner's record of it.
    """
    return Document(
        key=document_key(raw, source=origin.source, name=name),
        id=id_of(origin, name),
        text=text,
        title=title,
        published=published,
        published_from="given" if published else None,
        retrieved=origin.now,
        language=language,
        source=origin.source,
        extractor="tocsin import/1",
    )

"""PDF to drafts: the words of its pages by pypdfium2, freed of line ends, hyphens and running heads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import version
from statistics import median

from tocsin.errors import DocumentError
from tocsin.gather.decode import check_text
from tocsin.gather.draft import Draft

EXTRACTOR = f"pypdfium2 {version('pypdfium2')}"
MOST_PAGES = 500
_FEWEST_REPEATS = 3  # pages on which a first or last line must stand to be a running head
_HYPHEN = re.compile(r"[\u00ad\ufffe\x02]\s*\n?|(?<=[a-z])-\n(?=[a-z])")
_DIGITS = re.compile(r"\d+")
_PDF_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_ENDS = (".", "!", "?", ":", '"', "”", "’")


def draft_pdf(raw: bytes, *, name: str) -> Draft:
    """The draft of one PDF. Raises `DocumentError` where it is damaged, locked, or holds no text.

    The day that the file says it was made on is a guess at the day of publication.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(raw) as document:
            pages = [_words(page) for page in _pages(document, name)]
            facts = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        raise DocumentError(name, f"is a PDF that cannot be read ({error})") from error
    text = "\n\n".join(filter(None, (_paragraphs(lines) for lines in _without_heads(pages))))
    try:
        check_text(text, name=name)
    except DocumentError as error:
        raise DocumentError(
            name, "is a PDF without text; if it is a scan, have its letters recognised first"
        ) from error
    made = _PDF_DATE.match(facts.get("CreationDate", ""))
    return Draft(
        name=name,
        raw=raw,
        text=text,
        title=facts.get("Title", "").strip() or None,
        extractor=EXTRACTOR,
        guess="-".join(made.groups()) if made else None,
    )


def _pages(document: object, name: str) -> Iterator[object]:
    count = len(document)  # type: ignore[arg-type]
    if count > MOST_PAGES:
        raise DocumentError(name, f"has {count} pages; a PDF of more than {MOST_PAGES} is not read")
    for number in range(count):
        yield document[number]  # type: ignore[index]


def _words(page: object) -> list[str]:
    """The lines of a page. What the page took is given back at once."""
    words = page.get_textpage()  # type: ignore[attr-defined]
    try:
        text = words.get_text_range()
    finally:
        words.close()
        page.close()  # type: ignore[attr-defined]
    text = _HYPHEN.sub("", text.replace("\r\n", "\n").replace("\0", ""))
    return [line.strip() for line in text.split("\n")]


def _without_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without the lines that stand first or last on many of them, whatever number is in them."""
    ends = Counter(key for lines in pages for key in {_key(line) for line in _ends(lines)})
    often = {key for key, count in ends.items() if count >= max(_FEWEST_REPEATS, len(pages) // 2)}
    return [[line for line in lines if not (_key(line) in often and line in _ends(lines))] for lines in pages]


def _ends(lines: list[str]) -> list[str]:
    """The first two and the last two lines with words in them."""
    worded = [line for line in lines if line]
    return [*worded[:2], *worded[2:][-2:]]


def _key(line: str) -> str:
    return _DIGITS.sub("#", line)


def _paragraphs(lines: list[str]) -> str:
    """The lines as running text: one that is full goes on in the next, a short one that ends a sentence does not."""
    full = median([len(line) for line in lines if line] or [0]) * 0.8
    parts: list[str] = []
    for line in lines:
        parts.append(line)
        ends = not line or (len(line) < full and (line.endswith(_ENDS) or len(line) < full / 2))
        parts.append("\n" if ends else " ")
    text = "".join(parts)
    return re.sub(r" *\n[ \n]*", "\n", text).strip()

"""Bytes to text, and the refusal of what is no text. The text is decoded and otherwise left as it is."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from tocsin.errors import DocumentError

# Longest first: the mark of UTF-32 begins with that of UTF-16.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FORMATS = (
    (b"%PDF-", "is a PDF, but is called something else; give --input-format pdf"),
    (b"\x1f\x8b", "is compressed with gzip; unpack it first"),
    (b"PK\x03\x04", "is a zip archive or an office document; save it as plain text first"),
    (b"\xd0\xcf\x11\xe0", "is an office document; save it as plain text first"),
    (b"SQLite format 3\0", "is a database, not a report"),
    (b"WARC/", "is a web archive (WARC), but is called something else; give --input-format warc"),
)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
# Encodings of plain text that a page may declare. Others (UTF-7, escapes) turn harmless bytes into markup.
_KNOWN = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|iso-?8859-\d{1,2}|(windows|cp)-?125\d|koi8-[ru]|macintosh|ibm866"
    r"|shift[_-]jis|x-sjis|euc-(jp|kr)|iso-2022-jp|gb(2312|k|18030)|big5(-hkscs)?",
    re.I,
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")  # white space and ESC are not counted


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what had to be assumed to get it."""

    text: str
    notes: tuple[str, ...] = ()


def decode(raw: bytes, *, name: str, markup: bool = False, charset: str | None = None) -> Decoded:
    """The text of some bytes. Raises `DocumentError` for what is no text.

    A byte order mark decides, then what the host says (`charset`) or the page declares (`markup`), unless the bytes are
    UTF-8 all the same, then UTF-8, then Windows-1252, with a note, since every byte means something there.
    """
    for magic, reason in FORMATS:
        if raw.startswith(magic):
            raise DocumentError(name, reason)
    decoded = _decode(raw, markup=markup, charset=charset)
    check_text(decoded.text, name=name)
    return decoded


def check_text(text: str, *, name: str) -> None:
    """Raise `DocumentError` where a text is binary or holds nothing to read."""
    if "\0" in text:
        raise DocumentError(name, "is binary, not text (it holds NUL bytes); if it is UTF-16, save it as UTF-8")
    controls = len(_CONTROL.findall(text))
    if controls > max(8, len(text) // 50):
        raise DocumentError(name, f"is binary, not text ({controls} of {len(text)} characters are control characters)")
    if not has_words(text):
        raise DocumentError(name, "holds no text")


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit in it."""
    return any(unicodedata.category(char)[0] in "LN" for char in text)


def _decode(raw: bytes, *, markup: bool, charset: str | None) -> Decoded:
    for mark, encoding in BYTE_ORDER_MARKS:
        if raw.startswith(mark):
            return _with(raw.removeprefix(mark), encoding)
    as_utf8 = _strictly(raw, "utf-8")
    declared = _known_encoding(charset) or (declared_encoding(raw) if markup else None)
    if declared and (as_utf8 is None or as_utf8.isascii()):
        return _with(raw, declared)
    if as_utf8 is not None:
        return Decoded(as_utf8)
    return _damaged_utf8(raw) or Decoded(
        raw.decode("cp1252", "replace"), ("is not UTF-8; it was read as Windows-1252",)
    )


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that a page declares in its head, None where it declares none that is known."""
    found = _DECLARED.search(raw[:4096])
    return _known_encoding(found[1].decode("ascii")) if found else None


def _known_encoding(name: str | None) -> str | None:
    """The encoding of a name, None for one that is none or that we do not trust."""
    name = (name or "").lower()
    if not _KNOWN.fullmatch(name):
        return None
    if name in ("latin1", "latin-1", "iso-8859-1", "us-ascii", "ascii"):
        return "cp1252"  # as every browser takes it
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with(raw: bytes, encoding: str) -> Decoded:
    """Decoded as the bytes themselves say; a bad byte becomes the replacement character, with a note."""
    text = _strictly(raw, encoding)
    if text is not None:
        return Decoded(text)
    return Decoded(raw.decode(encoding, "replace"), (f"has bytes that are not {encoding}; they were replaced",))


def _damaged_utf8(raw: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes among many good ones; None where it is rather something else."""
    text = raw.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(not char.isascii() for char in text) - bad
    return Decoded(text, (f"has {bad} bytes that are not UTF-8; they were replaced",)) if bad * 20 <= good else None

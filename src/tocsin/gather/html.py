"""Web pages to drafts: the article's words by trafilatura, and what the page says of itself.

Scripts are never run and nothing is fetched. What a hostile page could do is bounded: entities of its own are
refused, and so is more markup than any article needs.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from datetime import datetime
from functools import cache
from typing import Any

import lxml.html
import trafilatura
from htmldate import find_date
from lxml import etree
from trafilatura.settings import use_config

from tocsin.errors import DocumentError
from tocsin.gather.dates import parse_published
from tocsin.gather.decode import check_text, decode
from tocsin.gather.draft import Draft
from tocsin.gather.html_dates import stated_published
from tocsin.gather.noise import without_noise
from tocsin.gather.terms import Terms

EXTRACTOR = f"trafilatura {trafilatura.__version__}"
# Extraction takes about 0.1 ms and up to 2 kB an element. Articles' pages have some thousands; the largest seen
# in the wild stay below this.
MAX_ELEMENTS = 50_000
EARLIEST = "1995-01-01"
ONE_PARAGRAPH = 1_000  # code points; whoever writes more makes paragraphs
LEAST_BRIEF = 60
MOST_OF_IT = 0.6
_OWN_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[", re.I)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}\b")
_UNREAD = ("script", "style", "noscript", "template", "svg", "iframe", "object")


def draft_html(raw: bytes, *, name: str, terms: Terms, charset: str | None = None) -> Draft:
    """The draft of one page. `charset` is what its host says of its encoding.

    Raises `DocumentError` where it is no page, or holds no text.
    """
    decoded = decode(raw, name=name, markup=True, charset=charset)
    if _OWN_ENTITIES.search(decoded.text[:100_000]):
        raise DocumentError(name, "declares entities of its own (a DOCTYPE with an internal subset), which is refused")
    tree = _parse(decoded.text, name)
    stated = stated_published(tree)
    language = _language(tree)
    _drop_unread(tree)
    _check_size(tree, name)
    found = _extract(tree, name)
    check_text(found.text, name=name)
    quick = stated or parse_published(found.date or "")
    return Draft(
        name=name,
        raw=raw,
        text=without_noise(found.text),
        title=found.title or None,
        language=language,
        extractor=EXTRACTOR,
        found_date=quick,
        found_url=found.url or None,
        found_source=found.sitename or None,
        guess=None if quick or terms.published else _guess(tree, terms.now),
        notes=decoded.notes,
    )


def _parse(markup: str, name: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        raise DocumentError(name, f"is not a page that can be read: {error}") from error


def _drop_unread(tree: Any) -> None:
    """Take out what is never shown as words. JSON-LD has been read by now."""
    for element in list(tree.iter(*_UNREAD)):
        element.drop_tree()


def _check_size(tree: Any, name: str) -> None:
    elements = sum(1 for _ in tree.iter())
    if elements > MAX_ELEMENTS:
        raise DocumentError(name, f"has {elements} elements; a page with more than {MAX_ELEMENTS} is not read")


def _extract(tree: Any, name: str) -> Any:
    """Trafilatura's document with the words. Raises `DocumentError` where there are none.

    Of an article that it holds too short to be one it gives all the words of the element as one paragraph: headline,
    byline and report, so that the reporter stands before the dateline as if named by it. Asked again for less, it
    gives the paragraphs; they are taken where they are most of the words.
    """
    found = _extracted(tree, name)
    if found is None or not getattr(found, "text", None):
        raise DocumentError(name, "holds no text: no article was found in the page")
    if "\n" not in found.text and len(found.text) < ONE_PARAGRAPH:
        brief = _extracted(tree, name, least=LEAST_BRIEF)
        if brief is not None and len(brief.text or "") > MOST_OF_IT * len(found.text):
            return brief
    return found


def _extracted(tree: Any, name: str, *, least: int | None = None) -> Any:
    """What trafilatura finds, of `least` code points at least; None where it finds nothing."""
    dates = {"extensive_search": False, "original_date": True, "min_date": EARLIEST, "max_date": "2100-01-01"}
    try:
        return trafilatura.bare_extraction(
            tree,
            fast=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dates,
            config=_config(least),
        )
    except Exception as error:  # foreign code on hostile markup: any of its errors is about this page alone
        raise DocumentError(name, f"is not a page that can be read: {error}") from error


@cache
def _config(least: int | None) -> ConfigParser:
    """Trafilatura's settings, its own where `least` is None."""
    config = use_config()
    if least is not None:
        config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(least))
    return config


def _guess(tree: Any, now: str) -> str | None:
    """A date somewhere in the page, no later than the present; it may be that of something else."""
    try:
        found = find_date(
            tree,
            extensive_search=True,
            original_date=True,
            min_date=EARLIEST,
            max_date=datetime.fromisoformat(now).date().isoformat(),
        )
    except Exception:  # as above; a page without a date is no failure
        return None
    return parse_published(found or "")


def _language(tree: Any) -> str | None:
    found = _LANGUAGE.match((tree.get("lang") or "").strip())
    return found[0].lower() if found else None

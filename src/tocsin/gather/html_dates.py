"""The publication time that a page states in its own metadata: JSON-LD and meta elements.

Read before any search for dates in the page, because it alone has the time and the zone on which relative dates hang.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

import msgspec

from tocsin.gather.dates import parse_loose

META_NAMES = frozenset(
    {
        "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date",
        "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "dc.date", "dc.date.issued",
        "dcterms.date", "dcterms.issued", "dcterms.created", "parsely-pub-date", "sailthru.date", "rnews:datepublished",
    }
)  # fmt: skip
MAX_NODES = 10_000  # of one page's JSON-LD


def stated_published(tree: Any) -> str | None:
    """The date or date-time that a page says it was published at, None where it says none.

    Where one statement has the day and another the time of that day too, the time is taken.
    """
    found = [date for words in _stated(tree) if (date := parse_loose(words))]
    if not found:
        return None
    first = found[0]
    return next((date for date in found if len(date) > 10 and date.startswith(first[:10])), first)


def _stated(tree: Any) -> Iterator[str]:
    yield from _in_json_ld(tree)
    for element in tree.iter("meta", "time"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        words = element.get("content") or element.get("datetime")
        if words and name.lower() in META_NAMES:
            yield words


def _in_json_ld(tree: Any) -> Iterator[str]:
    """`datePublished` of the page's own objects, articles before others, outer before inner."""
    others: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            for node in _nodes(script.text or ""):
                words = node.get("datePublished")
                if isinstance(words, str):
                    if "article" in str(node.get("@type")).lower():
                        yield words
                    else:
                        others.append(words)
    yield from others


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON text, outer before inner; none where it is not JSON."""
    try:
        root = msgspec.json.decode(text.strip())
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return
    queue = deque([root])
    for _ in range(MAX_NODES):
        if not queue:
            return
        node = queue.popleft()
        if isinstance(node, dict):
            yield node
            queue.extend(node.values())
        elif isinstance(node, list):
            queue.extend(node)

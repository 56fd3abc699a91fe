"""The country of the outlet, as far as its web address or its name says it. Not for where anything happened."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from tocsin.lexicon import word_set
from tocsin.record import Document
from tocsin.resolve.countries import countries_by_demonym, country_by_code, country_by_name

# Country domains that are sold to the whole world and say nothing of where a site is.
SOLD = word_set("ai cc co fm gg im io la me nu sh st tk to tv vc ws")
OTHER_CODES = {"uk": "GB", "eu": ""}
_WORD = re.compile(r"[^\W\d_]+")


def home_of(doc: Document) -> str | None:
    """The code (ISO 3166-1 alpha-2) of the country of a document's outlet, None where nothing says it."""
    return (_of_address(doc.url) if doc.url else None) or (_of_name(doc.source) if doc.source else None)


@lru_cache(maxsize=4096)
def _of_address(url: str) -> str | None:
    """By the domain: `.ng`, `.co.uk`."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    domain = host.rstrip(".").rpartition(".")[2]
    if len(domain) != 2 or domain in SOLD:
        return None
    country = country_by_code(OTHER_CODES.get(domain, domain))
    return country.code if country else None


@lru_cache(maxsize=4096)
def _of_name(source: str) -> str | None:
    """By a country in its name, or a people: "The Times of India", "Irish News". One country, or none."""
    words = _WORD.findall(source)
    found = set()
    for i in range(len(words)):
        for n in (2, 1):
            if i + n > len(words):
                continue
            name = " ".join(words[i : i + n])
            country = country_by_name(name) if name[:1].isupper() else None
            peoples = countries_by_demonym(name) if name[:1].isupper() else ()
            found |= {country.code} if country else {each.code for each in peoples}
    return found.pop() if len(found) == 1 else None

"""Media types: what this server speaks, and whether a client takes it."""

from __future__ import annotations

import re

TAXII = "application/taxii+json;version=2.1"
STIX = "application/stix+json;version=2.1"
_TYPE = "application/taxii+json"
_RANGES = frozenset({"*/*", "application/*", _TYPE})
# A range with its parameters; a comma or a semicolon in quotes parts nothing.
_RANGE = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r';\s*([\w!#$%&\'*+.^`|~-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)')


def takes_taxii(accept: str | None) -> bool:
    """Whether an `Accept` header takes TAXII 2.1. A client that says nothing takes anything.

    A range without a version takes any; a version other than 2.1 is not had here, and `q=0` is a refusal.
    """
    if accept is None or not accept.strip():
        return True
    return any(_is_ours(each) for each in _RANGE.findall(accept))


def is_taxii(content_type: str | None) -> bool:
    """Whether a `Content-Type` header says TAXII 2.1."""
    return content_type is not None and _base(content_type) == _TYPE and _is_ours(content_type)


def _is_ours(media_range: str) -> bool:
    parameters = {name.lower(): value.strip('"') for name, value in _PARAMETER.findall(media_range)}
    if _base(media_range) not in _RANGES or _is_zero(parameters.get("q", "1")):
        return False
    return bool(parameters.get("version", "2.1") == "2.1")


def _base(media_range: str) -> str:
    return media_range.partition(";")[0].strip().lower()


def _is_zero(weight: str) -> bool:
    return re.fullmatch(r"0(\.0*)?", weight) is not None

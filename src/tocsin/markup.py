"""Words in XML: characters that XML does not have are left out, and nothing else is touched."""

from __future__ import annotations

import re

# What XML 1.0 has no place for: controls, halves of surrogate pairs, and two that are no characters.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_words(words: str) -> str:
    """The words, fit to be the text of an element or an attribute; what was not empty does not become so."""
    return _NOT_XML.sub("", words) or (words and "\ufffd")

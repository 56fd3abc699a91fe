"""Short ways to gather one input in a test."""

from __future__ import annotations

import io
import re
from datetime import date

from tocsin.gather import Done, Failed, Terms, gather_paths

NOW = "2024-06-01T12:00:00+00:00"


def find_published(text):
    """A date in the first 80 characters."""
    found = re.search(r"\b\d{4}-\d\d-\d\d\b", text[:80])
    return (date.fromisoformat(found[0]), *found.span()) if found else None


def terms(**given):
    return Terms(**{"now": NOW, "find_published": find_published, **given})


def gather(*paths, stdin=b"", kind=None, **given):
    return list(gather_paths([str(path) for path in paths], terms=terms(**given), stdin=io.BytesIO(stdin), kind=kind))


def the_document(outcomes):
    (done,) = outcomes
    assert isinstance(done, Done), done
    return done.value


def the_error(outcomes):
    (failed,) = outcomes
    assert isinstance(failed, Failed), failed
    return str(failed.error)


def notes_of(outcomes):
    (done,) = outcomes
    return " ".join(done.notes)

"""Lines of a page that are no part of its report: calls to read, watch, share or subscribe, captions, rights, times.

They name other events ("Read also: Blast in ..."), which would be read as told here. The rows are `noise.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from tocsin.lexicon import load_toml

LONGEST = 220  # characters; a longer line that begins so is a sentence of the report


def is_noise(line: str) -> bool:
    """Whether a line is no part of the report."""
    return 0 < len(line) <= LONGEST and _pattern().match(line.lower()) is not None


@cache
def _pattern() -> re.Pattern[str]:
    begins = "|".join(f"(?:{row['begins']})" for row in load_toml("noise.toml")["line"])
    return re.compile(rf"\W*(?:{begins})")  # of a line in lower case: a third of the time of one that folds

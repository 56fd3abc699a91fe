"""The words for believers and peoples, on which no watch is set and which no alert repeats of a suspect."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def people_words() -> Mapping[str, str]:
    """Each word, folded, with what it is a word for: `religion` or `people`."""
    rows = tomllib.loads(files("tocsin.care").joinpath("peoples.toml").read_text("utf-8"))
    kinds = {"religion": rows["religions"]["words"], "people": rows["peoples"]["words"]}
    return MappingProxyType({word: kind for kind, words in kinds.items() for word in words})

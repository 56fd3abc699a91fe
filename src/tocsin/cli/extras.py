"""Which extra brings a library that is not installed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires

REQUIREMENT = re.compile(r"^([A-Za-z0-9._-]+).*;\s*extra\s*==\s*['\"]([a-z]+)['\"]")


def extra_of(module: str, requirements: Iterable[str] | None = None) -> str | None:
    """The first extra of ours that brings a module, by the package's own list of what it needs; None where none does.

    A module is looked for under its distribution's name, which all libraries of our extras share.
    """
    if requirements is None:
        try:
            requirements = requires("tocsin") or ()
        except PackageNotFoundError:
            return None
    top = module.partition(".")[0].lower()
    for requirement in requirements:
        found = REQUIREMENT.match(requirement)
        if found and found[1].lower().replace("-", "_") == top:
            return found[2]
    return None

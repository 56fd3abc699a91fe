"""Names joined two by two into groups (union-find), the same whatever the order of joining."""

from __future__ import annotations

from collections.abc import Iterable


class Joins:
    """Groups of names, each called by its smallest member."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._parent = {name: name for name in names}

    def find(self, name: str) -> str:
        """The smallest member of the group that the name is in."""
        parent = self._parent.setdefault(name, name)
        while parent != name:
            grand = self._parent[parent]
            self._parent[name] = grand
            name, parent = parent, grand
        return name

    def join(self, a: str, b: str) -> None:
        """Put the groups of two names together."""
        low, high = sorted((self.find(a), self.find(b)))
        self._parent[high] = low

    def groups(self) -> dict[str, str]:
        """Each name with the smallest member of its group."""
        return {name: self.find(name) for name in list(self._parent)}

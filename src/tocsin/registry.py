"""Things that are chosen by name: readers, exporters. Built-ins stand in one table; others join by entry point.

An entry is a factory, or the words `"module:attribute"` that name one, so that listing names imports nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar

from tocsin.errors import TocsinError, UnknownNameError

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """One entry: its name, where it is, and one sentence on what it does."""

    name: str
    target: str | Callable[[], T]
    about: str


@dataclass(slots=True)
class Registry(Generic[T]):
    """Entries of one kind by name. `entry_point` is the group through which other packages add theirs."""

    kind: str
    entry_point: str
    _named: dict[str, Named[T]] = field(default_factory=dict)

    def add(self, name: str, target: str | Callable[[], T], *, about: str) -> None:
        """Add a built-in."""
        self._named[name] = Named(name, target, about)

    def names(self) -> tuple[str, ...]:
        """Every known name: the built-ins in the order of their table, then those of other packages."""
        others = (point.name for point in self._points() if point.name not in self._named)
        return (*self._named, *sorted(set(others)))

    def entries(self) -> tuple[Named[T], ...]:
        """Every entry with its sentence; for other packages' it says where they come from."""
        return tuple(self._entry(name) for name in self.names())

    def make(self, name: str) -> T:
        """A new thing of this name.

        Raises `UnknownNameError`, which names the nearest one, and `TocsinError` where it cannot be imported.
        """
        target = self._entry(name).target
        try:
            factory: Callable[[], T] = _load(target) if isinstance(target, str) else target
        except (ImportError, AttributeError) as error:
            raise TocsinError(f"the {self.kind} {name!r} cannot be loaded ({error}); install it again") from error
        return factory()

    def _points(self) -> tuple[EntryPoint, ...]:
        return tuple(entry_points(group=self.entry_point))

    def _entry(self, name: str) -> Named[T]:
        if name in self._named:
            return self._named[name]
        for point in self._points():
            if point.name == name:
                return Named(name, point.value, f"from {point.dist.name if point.dist else 'another package'}")
        raise UnknownNameError(self.kind, name, self.names())


def _load(target: str) -> Callable[[], T]:
    module, _, attribute = target.partition(":")
    factory: Callable[[], T] = getattr(import_module(module), attribute)
    return factory

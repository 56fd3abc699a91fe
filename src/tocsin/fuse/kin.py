"""Actors and their parents in the register: a branch and the group it belongs to are told for one another."""

from __future__ import annotations

from functools import cache

from tocsin.resolve.actors import load_actors


@cache
def ancestors(actor: str) -> tuple[str, ...]:
    """The parent of an actor, its parent, and so on; empty where the register knows none."""
    register = load_actors()
    found: list[str] = []
    row = register.get(actor)
    while row is not None and row.parent and row.parent not in (actor, *found):
        found.append(row.parent)
        row = register.get(row.parent)
    return tuple(found)


def root(actor: str) -> str:
    """The topmost of its ancestors, or the actor itself."""
    return (actor, *ancestors(actor))[-1]


def are_kin(a: str, b: str) -> bool:
    """Whether one is the other, or above it. Two branches of one group are not."""
    return a == b or a in ancestors(b) or b in ancestors(a)

"""A reading of the network laid open, as plain text, for `tocsin read --explain`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tocsin.read.llm.explain import short, told_of

if TYPE_CHECKING:
    from tocsin.read.neural.both import Seen
    from tocsin.read.neural.marks import Mark
    from tocsin.read.neural.reader import Marked

WIDTH = 100


def explain(marked: Marked) -> str:
    """What is marked, how likely, what was kept of it, and what was dropped and why."""
    return "\n".join([*_marks(marked), "", *_kept(marked), "", *_dropped(marked)]) + "\n"


def _marks(marked: Marked) -> Iterator[str]:
    text = marked.reading.document.text
    yield f"marked: {len(marked.marks)}"
    for mark in marked.marks:
        kinds = {"trigger": ("type", "status"), "toll": ("measure", "scope")}.get(mark.tag, ())
        more = "".join(f" {mark.kinds[kind][0]}" for kind in kinds)
        yield _mark(mark, text, more)


def _mark(mark: Mark, text: str, more: str = "") -> str:
    words = short(text[mark.start : mark.end], WIDTH)
    return f"  {mark.chance:.2f} {mark.tag:<9} {mark.start}-{mark.end}{more}: {words}"


def _kept(marked: Marked) -> Iterator[str]:
    yield f"kept: {len(marked.reading.mentions)} events"
    for mention in marked.reading.mentions:
        yield f"  {mention.id} {mention.type} {mention.status}, told by {mention.trigger.quote!r}"
        for statement in mention.statements[2:]:
            yield f"    {statement.property:<11} {short(statement.original, WIDTH)}"
    for said in marked.reading.attributions:
        yield f"  {said.speaker}: {short(said.text, WIDTH)}"


def _dropped(marked: Marked) -> Iterator[str]:
    yield f"dropped: {len(marked.dropped)}"
    yield from told_of(marked.dropped, WIDTH)


def explain_seen(seen: Seen) -> str:
    """What the network marked, which parts it added, and which of the rules' it is too unsure of."""
    text = seen.reading.document.text
    told = f"{len(seen.events)} events and {len(seen.added)} values added, {len(seen.left_out)} left out"
    lines = [f"network: {len(seen.marks)} marks, {told}"]
    lines += [
        f"  {m.chance:.2f} {m.tag:<9} {m.start}-{m.end}: {short(text[m.start : m.end], WIDTH)}" for m in seen.marks
    ]
    lines += [f"  added       {m.id} {m.type} {m.status}, told by {m.trigger.quote!r}" for m in seen.events]
    for name, statements in (("added", seen.added), ("left out", seen.left_out)):
        for each in statements:
            role = getattr(each.value, "role", each.property)
            lines.append(f"  {name:<11} {role} {short(each.original, WIDTH)} ({each.confidence})")
    return "\n".join(lines) + "\n"

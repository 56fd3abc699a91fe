"""A reading of the network laid open, as plain text, for `tocsin read --explain`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tocsin.read.neural.both import Seen
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
        yield f"  {mark.chance:.2f} {mark.tag:<9} {mark.start}-{mark.end}{more}: {_short(text[mark.start : mark.end])}"


def _kept(marked: Marked) -> Iterator[str]:
    yield f"kept: {len(marked.reading.mentions)} events"
    for mention in marked.reading.mentions:
        yield f"  {mention.id} {mention.type} {mention.status}, told by {mention.trigger.quote!r}"
        for statement in mention.statements[2:]:
            yield f"    {statement.property:<11} {_short(statement.original)}"
    for said in marked.reading.attributions:
        yield f"  {said.speaker}: {_short(said.text)}"


def _dropped(marked: Marked) -> Iterator[str]:
    yield f"dropped: {len(marked.dropped)}"
    for each in marked.dropped:
        yield f"  {each.what:<18} {each.reason}: {_short(each.words)}"


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"


def explain_seen(seen: Seen) -> str:
    """What the network marked, which parts it added, and which of the rules' it is too unsure of."""
    text = seen.reading.document.text
    lines = [f"network: {len(seen.marks)} marks, {len(seen.added)} parts added, {len(seen.left_out)} left out"]
    lines += [f"  {m.chance:.2f} {m.tag:<9} {m.start}-{m.end}: {_short(text[m.start : m.end])}" for m in seen.marks]
    for name, statements in (("added", seen.added), ("left out", seen.left_out)):
        for each in statements:
            role = getattr(each.value, "role", each.property)
            lines.append(f"  {name:<11} {role} {_short(each.original)} ({each.confidence})")
    return "\n".join(lines) + "\n"

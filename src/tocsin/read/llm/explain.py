"""A reading of a language model laid open, as plain text, for `tocsin read --explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tocsin.record import Mention, Reading
from tocsin.record.json_form import dumps, value_form

if TYPE_CHECKING:
    from tocsin.read.llm.judge import Dropped
    from tocsin.read.llm.reader import Heard

WIDTH = 140


def explain(heard: Heard) -> str:
    """What was shown to the model and what was kept from it, what it proposed, and what became of every proposal."""
    lines = [*_shown(heard), "", *_kept(heard.reading), "", *_dropped(heard)]
    return "\n".join(lines) + "\n"


def _shown(heard: Heard) -> Iterator[str]:
    doc = heard.ground.doc
    answers = heard.answered.answers
    yield f"{doc.id}: {len(doc.text):,} characters, shown in {len(answers)} pieces"
    for field, spans in heard.ground.withheld.items():
        for start, end in spans:
            yield f"  withheld    {field} {start}-{end}, orders to a machine: {short(doc.field(field)[start:end])}"
    for (start, end), answer in answers:
        yield (
            f"  piece       {start}-{end}: {len(answer.events)} events, {len(answer.relations)} relations, "
            f"{len(answer.attributions)} attributions proposed"
        )
    for start, end in heard.answered.refused:
        yield f"  refused     {start}-{end}"


def _kept(reading: Reading) -> Iterator[str]:
    yield f"kept: {len(reading.mentions)} events"
    for mention in reading.mentions:
        yield from _mention(mention)
    for relation in reading.relations:
        yield f"  {relation.source} {relation.type} {relation.target}: {short(relation.evidence[0].quote)}"
    for said in reading.attributions:
        yield f"  {said.speaker}: {short(said.text)}"


def _mention(mention: Mention) -> Iterator[str]:
    yield f"  {mention.id} {mention.type} {mention.status}, told by {mention.trigger.quote!r}"
    for statement in mention.statements:
        if isinstance(statement.value, str):
            continue
        form = {key: value for key, value in value_form(statement.value).items() if value not in (None, (), [], False)}
        voice = f" ({statement.attribution.name})" if statement.attribution else ""
        yield f"    {statement.property:<11} {dumps(form)}{voice} <- {short(statement.evidence[0].quote)}"


def _dropped(heard: Heard) -> Iterator[str]:
    yield f"dropped: {len(heard.dropped)} of {len(heard.dropped) + heard.kept} proposals"
    yield from told_of(heard.dropped)


def told_of(dropped: Iterable[Dropped], width: int = WIDTH) -> Iterator[str]:
    """A line for each proposal that did not hold: what it was, why, and its words."""
    for each in dropped:
        yield f"  {each.what:<18} {each.reason}: {short(each.words, width)}"


def short(words: str, width: int = WIDTH) -> str:
    """Words on one line, cut to so many characters."""
    line = " ".join(words.split())
    return line if len(line) <= width else line[: width - 1] + "…"

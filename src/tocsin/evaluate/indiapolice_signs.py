"""What the sentences of a reading show of police action: signs, each with a weight of its own, for the model.

Signs are of three kinds. `read` are what the reader found in the sentence and in the one before: the types of its
mentions, their triggers, who acts in them, tolls, who speaks. `words` are the words of the sentence, alone and in
pairs, and those of its neighbours; numbers count as one word. `classes` are classes of words, whatever the word
(`indiapolice_classes.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt

from tocsin.evaluate.indiapolice_classes import class_signs
from tocsin.read.rules.document import is_stripped
from tocsin.record import Evidence, Mention, Participant, Reading, Toll
from tocsin.resolve.tokens import find_paragraphs, find_tokens, split_sentences

ACTING = ("perpetrator", "party", "responder")
FOUND, FOUND_BEFORE = 0.6, 0.4
OWN, BEFORE, AFTER, FEWEST = 2.0, 1.0, 0.6, 4
NUMBER = re.compile(r"\d[\d,.]*")
FORCES = re.compile(r"police|inspector|officer|army|commissioner|superintendent")

Signs = dict[str, float]


@dataclass(slots=True)
class Shown:
    """A sentence by its offsets, its words, and the signs that it shows."""

    start: int
    end: int
    words: list[str]
    signs: Signs = field(default_factory=dict)


def shown_in(reading: Reading) -> list[Shown]:
    """The sentences of the text, in order, with their signs."""
    lines = list(_sentences(reading.document.text))
    for mention in reading.mentions:
        _show_mention(lines, mention)
    for said in reading.attributions:
        who = "police" if FORCES.search(f"{said.speaker} {said.post or ''}".lower()) else "other"
        for line in _at(lines, said.evidence):
            line.signs[f"said:{who}"] = FOUND
    found = [[sign for sign in line.signs if sign.startswith(("type:", "by:"))] for line in lines]
    for line, earlier in zip(lines[1:], found, strict=False):
        line.signs |= {f"before {sign}": FOUND_BEFORE for sign in earlier}
    _show_words(lines)
    for line, signs in zip(lines, class_signs([line.words for line in lines]), strict=True):
        line.signs |= signs
    return lines


def _sentences(text: str) -> Iterator[Shown]:
    for start, end in find_paragraphs(text):
        stripped = is_stripped(text[start:end])
        for tokens in split_sentences(find_tokens(text, start, end), lower=stripped):
            words = [NUMBER.sub("0", token.lower) for token in tokens if token.lower[0].isalnum()]
            yield Shown(tokens[0].start, tokens[-1].end, words)


def _at(lines: Sequence[Shown], evidence: Sequence[Evidence]) -> list[Shown]:
    """The sentences that the evidence touches."""
    pieces = [piece for piece in evidence if piece.field == "text"]
    return [line for line in lines if any(p.start < line.end and line.start < p.end for p in pieces)]


def _show_mention(lines: Sequence[Shown], mention: Mention) -> None:
    doers = [s for s in mention.of("participant") if isinstance(s.value, Participant) and s.value.role in ACTING]
    forces = [s for s in doers if s.value.kind == "state_force"]  # type: ignore[union-attr]
    near = [id(line) for s in forces for line in _at(lines, s.evidence)]
    others = [id(line) for s in doers if s not in forces for line in _at(lines, s.evidence)]
    for statement in mention.of("type"):
        for piece in statement.evidence:
            for line in _at(lines, (piece,)):
                who = "force" if id(line) in near else "other" if id(line) in others else "far" if forces else "none"
                signs = f"type:{mention.type}", f"by:{mention.family}:{who}", f"type:{mention.type}:{who}"
                more = f"status:{mention.status}:{who}", f"word:{piece.quote.lower()}:{who}"
                line.signs |= dict.fromkeys((*signs, *more), FOUND)
    for statement in mention.of("toll"):
        toll = statement.value
        if isinstance(toll, Toll):
            none = (toll.low, toll.high, toll.best) == (0, 0, 0)
            name = f"toll:{toll.measure}:{'none' if none else 'some'}"
            for line in _at(lines, statement.evidence):
                line.signs |= {name: FOUND, f"{name}:{mention.type}:{bool(forces)}": FOUND}
                line.signs[f"{name}:{mention.family}:{bool(forces)}"] = FOUND


def _show_words(lines: Sequence[Shown]) -> None:
    for i, line in enumerate(lines):
        pairs = {f"{a} {b}" for a, b in zip(line.words, line.words[1:], strict=False)}
        _weigh(line.signs, "", {*line.words, *pairs}, OWN)
        if i:
            _weigh(line.signs, "before ", set(lines[i - 1].words), BEFORE)
        if i + 1 < len(lines):
            _weigh(line.signs, "after ", set(lines[i + 1].words), AFTER)


def _weigh(signs: Signs, place: str, words: set[str], weight: float) -> None:
    share = weight / sqrt(max(FEWEST, len(words)))
    signs |= {f"{place}w:{word}": share for word in words}

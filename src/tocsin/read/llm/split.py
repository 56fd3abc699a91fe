"""Long texts in pieces that end with a sentence, each beginning some sentences before the last one ended."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.read.llm.align import Span

LONGEST = 9_000  # characters of a piece: some 2,000 tokens of English, which leaves small models room for the answer
OVERLAP = 900  # of them told again in the next piece, so that what refers back is understood
SHORTEST = 600  # of a piece that is still halved where its answer was cut


def pieces_of(text: str, sentences: Sequence[Span], *, longest: int = LONGEST, overlap: int = OVERLAP) -> list[Span]:
    """The spans of the pieces, in order: all sentences are in one, none is cut unless it is longer than a piece."""
    spans = [part for span in sentences for part in _cut(span, longest)]
    pieces: list[Span] = []
    first = 0
    while first < len(spans):
        last = first
        while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= longest:
            last += 1
        pieces.append((spans[first][0], spans[last][1]))
        if last + 1 == len(spans):
            break
        first = _back(spans, last, overlap, longest, after=first)
    return pieces


def _back(spans: Sequence[Span], last: int, overlap: int, longest: int, *, after: int) -> int:
    """The sentence that the next piece begins with: some way back, but so that the piece goes on by one at least."""
    first = last + 1
    room = min(overlap, longest - (spans[last + 1][1] - spans[last][1]))
    while first - 1 > after and spans[last][1] - spans[first - 1][0] <= room:
        first -= 1
    return first


def _cut(span: Span, longest: int) -> list[Span]:
    start, end = span
    return [(at, min(at + longest, end)) for at in range(start, end, longest)] if end > start else []


def halves_of(piece: Span, sentences: Sequence[Span]) -> tuple[Span, Span] | None:
    """A piece in two, parted between sentences; None where it is too short to be."""
    start, end = piece
    if end - start < 2 * SHORTEST:
        return None
    middle = (start + end) // 2
    ends = [stop for _, stop in sentences if start + SHORTEST <= stop <= end - SHORTEST] or [middle]
    at = min(ends, key=lambda stop: abs(stop - middle))
    return (start, at), (at, end)

"""A text as windows of word pieces, cut between sentences, with the place of each piece in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tocsin.resolve.tokens import find_paragraphs, find_tokens, split_sentences

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 224  # word pieces of a window, without the mark at either end
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a text as the network sees it: the numbers of its word pieces, and where each stands.

    The marks at either end are among the pieces; their places are empty spans.
    """

    ids: tuple[int, ...]
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.spans[1][0]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.spans[-2][1]


def sentence_spans(text: str) -> Iterator[Span]:
    """The sentences of a text, in order, none across a paragraph."""
    for start, end in find_paragraphs(text):
        for sentence in split_sentences(find_tokens(text, start, end)):
            yield sentence[0].start, sentence[-1].end


def cut_windows(text: str, tokenizer: Tokenizer, *, longest: int = LONGEST) -> list[Window]:
    """The windows of a text, each of as many whole sentences as fit; a longer sentence is cut at a word piece."""
    sentences = list(sentence_spans(text))
    encoded = tokenizer.encode_batch([text[a:b] for a, b in sentences], add_special_tokens=False)
    first, last = (tokenizer.token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]"))
    windows: list[Window] = []
    ids: list[int] = []
    spans: list[Span] = []

    def close() -> None:
        if ids:
            windows.append(Window((first, *ids, last), ((0, 0), *spans, (0, 0))))
        ids.clear()
        spans.clear()

    for (start, _), pieces in zip(sentences, encoded, strict=True):
        if ids and len(ids) + len(pieces.ids) > longest:
            close()
        for at in range(0, len(pieces.ids), longest):
            if at:
                close()
            ids += pieces.ids[at : at + longest]
            spans += [(start + a, start + b) for a, b in pieces.offsets[at : at + longest]]
    close()
    return windows


def in_batches(windows: Sequence[Window], *, size: int) -> Iterator[list[int]]:
    """The numbers of the windows in batches of like length, so that little is padded."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    for at in range(0, len(order), size):
        yield order[at : at + size]

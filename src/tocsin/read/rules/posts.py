"""Posts and titles ("prime minister", "senior fellow", "Col."), looked up in `posts.csv`.

A post says in what role a person speaks, which decides whether the name is kept or masked. Not for organisations:
what a person belongs to is read from the words beside the post (`persons`).
"""

from __future__ import annotations

from functools import cache
from typing import Literal, cast, get_args

from msgspec import Struct

from tocsin.errors import LexiconError
from tocsin.lexicon import cell_list, load_rows
from tocsin.read.rules.groups import Sentence
from tocsin.record.reading import Standing
from tocsin.resolve.phrases import Opening, PhraseIndex
from tocsin.resolve.word_facts import Fact

PostKind = Literal["post", "title", "both"]
RANK: tuple[Standing, ...] = ("combatant_leader", "official", "expert", "private", "unknown")


class PostFound(Struct, frozen=True):
    """Tokens `start` to `end` are a post or a form of address. The full stop of "Col." belongs to it."""

    start: int
    end: int
    standing: Standing
    kind: PostKind


@cache
def _index() -> PhraseIndex[tuple[Standing, PostKind]]:
    phrases: list[tuple[str, tuple[Standing, PostKind]]] = []
    for row in load_rows("posts.csv"):
        if row["standing"] not in get_args(Standing) or row["kind"] not in get_args(PostKind):
            raise LexiconError("posts.csv", f"{row['forms']}: no such standing or kind")
        value = (cast(Standing, row["standing"]), cast(PostKind, row["kind"]))
        phrases += [(form, value) for form in cell_list(row["forms"])]
    return PhraseIndex(phrases)


POST: Fact[Opening[tuple[Standing, PostKind]] | None] = Fact(lambda text: _index().opening(text))


def find_posts(sentence: Sentence) -> list[PostFound]:
    """The posts and titles in a sentence, from left to right."""
    found = []
    texts, starts, ends = sentence.texts, sentence.starts, sentence.ends
    for start, end, values in _index().find(sentence.folded, openings=sentence.row(POST)):
        if end < len(texts) and texts[end] == "." and starts[end] == ends[end - 1] and len(texts[end - 1]) < 6:
            end += end + 1 < len(texts)  # not the full stop that ends the sentence
        found.append(PostFound(start, end, *values[0]))
    return found


def higher(first: Standing, second: Standing) -> Standing:
    """The standing that counts where two are said of one person: "former minister, now a resident of London"."""
    return min(first, second, key=RANK.index)

"""What the words of a text are about, each by itself: the cheap pass over a document, before any sentence is read.

A word stands for itself, where it is one of the fitted words of `relevance.json`, and for the classes that the lexicon
puts it in: `act` (single words of the rows of `triggers.csv` that tell of violence), `armed`, `device`, `security` and
others (`nouns.csv`), `sport`, `accident` and other fields of life (`domains.toml`). Names are no fitted words and have
no class, so that no place or actor is held against a text or for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from math import fsum, log, sqrt
from string import ascii_lowercase
from typing import Any, NamedTuple

from tocsin.lexicon import cell_list, load_bytes, load_rows, load_toml
from tocsin.read.rules.triggers import inflect, load_triggers
from tocsin.record import Document

NOUNS = frozenset(("armed", "armed_org", "security", "device", "facility", "vehicle", "infrastructure", "civilian"))
FAMILIES = ("violence", "plot")
PIECE = 80  # words: a long text is as much about violence as the piece of it that is most so
LETTERS = bytes(byte if chr(byte) in ascii_lowercase else 32 for byte in range(256))


class Weighed(NamedTuple):
    """How much words speak for violence, as log odds: those of the whole text, and of the piece that does so most.

    `length` is the logarithm of their number.
    """

    whole: float
    best: float
    length: float

    def signs(self) -> dict[str, float]:
        """As signs of the models on top, none of them much larger than 1."""
        return {"words": self.whole / 3, "piece": self.best / 3, "length of words": self.length / 6}


@cache
def relevance_model() -> Mapping[str, Any]:
    """The fitted numbers of `relevance.json`: `words` and `gate` (this pass), `reading` (a full one)."""
    form: Mapping[str, Any] = json.loads(load_bytes("relevance.json"))
    return form


def words_in(text: str) -> list[str]:
    """The words of a text in lower case, in order; whatever is no letter from a to z parts them."""
    return text.lower().encode("ascii", "replace").translate(LETTERS).decode("ascii").split()


@cache
def word_classes() -> Mapping[str, tuple[str, ...]]:
    """The classes of each single word of the lexicon that has one."""
    held: dict[str, dict[str, None]] = {}
    for word, name in _classed():
        if word.isascii() and word.isalpha():
            held.setdefault(word.lower(), {})[name] = None
    return {word: tuple(names) for word, names in held.items()}


def _classed() -> Iterator[tuple[str, str]]:
    for trigger in load_triggers():
        if trigger.family in FAMILIES:
            forms = (f for form in trigger.forms for f in (inflect(form) if trigger.pos == "v" else (form,)))
            yield from ((form, f"act {trigger.strength}") for form in forms)
    for row in load_rows("nouns.csv"):
        if row["class"] in NOUNS:
            yield from ((form, row["class"]) for form in cell_list(row["forms"]))
    tables = load_toml("domains.toml")
    for row in tables["domain"]:
        yield from ((word, row["domain"]) for word in row["words"])
    yield from ((word, "mishap") for row in tables["mishap"] for word in row["words"])


def weights_of(model: Mapping[str, Any]) -> Mapping[str, float]:
    """The weight of each known word: its own and those of its classes."""
    classes = model["classes"]
    known = dict(model["words"])
    for word, names in word_classes().items():
        known[word] = known.get(word, 0.0) + sum(classes.get(name, 0.0) for name in names)
    return known


@cache
def _default() -> tuple[Mapping[str, float], float]:
    model = relevance_model()["words"]
    return weights_of(model), model["bias"]


def odds_of(model: Mapping[str, Any], signs: Mapping[str, float]) -> float:
    """Log odds: the bias, and the weights of what is seen. What the model does not know says nothing."""
    weights = model["weights"]
    told = [weights[name] * value for name, value in signs.items() if value and name in weights]
    return float(fsum([model["bias"], *told]))


def weigh(doc: Document) -> Weighed:
    """How much the words of a document speak for its being about violence."""
    return weigh_words(words_in(f"{doc.title}\n{doc.text}" if doc.title else doc.text), *_default())


def gate_odds(doc: Document) -> float:
    """Log odds, by its words alone, that a document reports political violence."""
    return odds_of(relevance_model()["gate"], weigh(doc).signs())


def is_shut(odds: float) -> bool:
    """Whether log odds are so low that a document need not be read; hardly one that matters has such."""
    return bool(odds < relevance_model()["gate"]["below"])


def weigh_words(words: Sequence[str], weights: Mapping[str, float], bias: float) -> Weighed:
    """The same for words in order."""
    known = weights.keys()
    pieces = [known & words[i : i + PIECE] for i in range(0, len(words), PIECE)]
    whole, length = bias + _weight(set().union(*pieces), weights), log(1 + len(words))
    if len(words) < 2 * PIECE:
        return Weighed(whole, whole, length)
    return Weighed(whole, bias + max(_weight(piece, weights) for piece in pieces), length)


def _weight(known: Set[str], weights: Mapping[str, float]) -> float:
    """Their sum over the root of their number: more words of one mind are surer, but not as much as they are more."""
    return fsum([weights[word] for word in known]) / sqrt(1 + len(known))

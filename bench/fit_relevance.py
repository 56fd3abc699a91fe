"""Fits `src/tocsin/lexicon/relevance.json`: how likely a text is to report political violence.

    python bench/fit_relevance.py --bench ../shared/bench

Models on top of one another. `words` weighs single words (`read/rules/word_weights.py`): those that stand in three
corpora or more, written small, no reporting verbs, numbers, times or grammar, so that no corpus is known by its names
or its manner; and the classes of the lexicon. `gate` weighs the words of a whole text and of its most violent piece;
`reading` weighs what the cascade found beside them. For these two, the words of each text are weighed by a
model that was fitted without it (five folds). The gate lies at the highest log odds of `gate` below which at most a
small share of the relevant texts falls.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from fit_texts import SEED, Judged, load_guarded, load_texts
from logistic import Example, Logistic, chance, fit
from tocsin.lexicon import cell_list, load_rows, word_set
from tocsin.read.rules import word_weights
from tocsin.read.rules.reader import RuleReader
from tocsin.read.rules.relevance import signs_of
from tocsin.read.rules.triggers import inflect
from tocsin.read.rules.word_weights import Weighed, word_classes, words_in
from tocsin.read.rules.words import CLASS_OF, word_table
from tocsin.record import Document

OUT = Path(__file__).parents[1] / "src/tocsin/lexicon/relevance.json"
FOLDS, PENALTY_WORDS, PENALTY_READING = 5, 0.1, 1.0
LEAST_CORPORA, LEAST_TEXTS, SMALL = 3, 8, 2
LOST = 0.004  # of the relevant texts of some corpora together, gated
GUARDED = (("current_events", "wikinews", "satp", "incident_lists"), ("muc4",), ("headlines",))
TIMES = word_set(
    "day days week weeks month months year years hour hours minute minutes monday tuesday wednesday thursday friday "
    "saturday sunday morning evening night afternoon noon midnight january february march april may june july august "
    "september october november december first second third last next early late since old"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A text with its words in pieces, and what the cascade found in it but for the weight of the words."""

    text: Judged
    words: Sequence[str]
    found: Mapping[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", type=Path, default=Path(__file__).parents[2] / "shared/bench")
    args = parser.parse_args()
    texts = load_texts(args.bench)
    print(Counter((text.corpus, text.relevant) for text in texts))
    reads = [read(text) for text in texts]
    vocabulary = choose_words([text for text in texts if not text.capitals])
    print(len(vocabulary), "words")
    folds = folds_of(texts)
    weighed = cross(reads, folds, lambda some: weigher(fit_words(some, vocabulary)))
    told = [
        Example(signs(each, odds), float(each.text.relevant), each.text.weight)
        for each, odds in zip(reads, weighed, strict=True)
    ]
    report(reads, [odds.whole for odds in weighed], "words, by folds")
    by_folds = [0.0] * len(told)
    for fold in range(FOLDS):
        model = fit([each for each, f in zip(told, folds, strict=True) if f != fold], penalty=PENALTY_READING)
        by_folds = [
            model.odds(e.signs) if f == fold else known for e, f, known in zip(told, folds, by_folds, strict=True)
        ]
    report(reads, by_folds, "reading, by folds")
    cheap = [
        Example(odds.signs(), float(e.text.relevant), e.text.weight) for e, odds in zip(reads, weighed, strict=True)
    ]
    pass_ = fit(cheap, penalty=PENALTY_READING)
    odds = [pass_.odds(each.signs) for each in cheap]
    report(reads, odds, "gate, by folds")
    words = fit_words(reads, vocabulary)
    guarded = [pass_.odds(weigh_doc(doc, words).signs()) for doc in load_guarded(args.bench)]
    gate = choose_gate(reads, odds, guarded)
    save(words, fit(told, penalty=PENALTY_READING), pass_, gate)


_reader = RuleReader()


def read(text: Judged) -> Read:
    """A text read in full."""
    doc = text.doc
    steps = _reader.steps(doc)
    return Read(text, words_of(doc), signs_of(steps, Weighed(0.0, 0.0, 0.0)))


def words_of(doc: Document) -> list[str]:
    """The words of title and text."""
    return words_in(f"{doc.title}\n{doc.text}" if doc.title else doc.text)


def weigh_doc(doc: Document, model: Mapping[str, Any]) -> Weighed:
    """The words of a document weighed by a model."""
    return word_weights.weigh_words(words_of(doc), word_weights.weights_of(model), model["bias"])


def signs(each: Read, odds: Weighed) -> dict[str, float]:
    """The signs of a text, with the weight of its words."""
    return {**each.found, **odds.signs()}


# ------------------------------------------------------------------------------------------- the words
def choose_words(texts: Sequence[Judged]) -> frozenset[str]:
    """The words that may have a weight of their own."""
    corpora: dict[str, set[str]] = defaultdict(set)
    held: Counter[str] = Counter()
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts:
        for word in set(words_in(f"{text.doc.title or ''}\n{text.doc.text}")):
            corpora[word].add(text.corpus)
            held[word] += 1
        if text.corpus not in ("muc4", "headlines", "titles"):
            for word in text.doc.text.split()[1:]:
                bare = word.strip(".,;:!?\"'()[]“”‘’")
                (large if bare[:1].isupper() else small)[bare.lower()] += 1
    told = _reporting()
    table = word_table()
    return frozenset(
        word
        for word, count in held.items()
        if count >= LEAST_TEXTS
        and len(corpora[word]) >= LEAST_CORPORA
        and small[word] >= SMALL * large[word]
        and len(word) > 2
        and word not in CLASS_OF
        and word not in TIMES
        and word not in told
        and any(tag in table.get(word, ("",))[0] for tag in "nsvzdpg")
    )


def _reporting() -> frozenset[str]:
    cells = (cell for row in load_rows("reporting.csv") for value in row.values() for cell in cell_list(value))
    return frozenset(form for cell in cells if " " not in cell for form in inflect(cell.lower()))


def word_signs(words: Sequence[str], vocabulary: frozenset[str]) -> dict[str, float]:
    """Words and classes of words, each as `word_weights` will weigh it."""
    classes = word_classes()
    known = {word for word in words if word in vocabulary or word in classes}
    each = 1 / sqrt(1 + len(known))
    counts = Counter(f"word {word}" for word in known if word in vocabulary)
    counts.update(f"class {name}" for word in known for name in classes.get(word, ()))
    return {name: count * each for name, count in sorted(counts.items())}


def fit_words(reads: Sequence[Read], vocabulary: frozenset[str]) -> dict[str, Any]:
    """The model of the words, in the form in which it is kept."""
    model = fit(
        [Example(word_signs(e.words, vocabulary), float(e.text.relevant), e.text.weight) for e in reads],
        penalty=PENALTY_WORDS,
    )
    return {
        "bias": round(model.bias, 3),
        "classes": _named(model, "class "),
        "words": dict.fromkeys(sorted(vocabulary), 0.0) | _named(model, "word "),
    }


def _named(model: Logistic, kind: str) -> dict[str, float]:
    return {n.removeprefix(kind): round(w, 3) for n, w in sorted(model.weights.items()) if n.startswith(kind)}


def weigher(model: Mapping[str, Any]) -> Callable[[Read], Weighed]:
    """What weighs the words of a text by a model."""

    def weigh(each: Read) -> Weighed:
        return word_weights.weigh_words(each.words, word_weights.weights_of(model), model["bias"])

    return weigh


# --------------------------------------------------------------------------------------- folds and figures
def folds_of(texts: Sequence[Judged]) -> list[int]:
    """The fold of each text; a group lies in one."""
    groups = sorted({text.group for text in texts})
    random.Random(SEED).shuffle(groups)
    fold = {group: i % FOLDS for i, group in enumerate(groups)}
    return [fold[text.group] for text in texts]


def cross(
    reads: Sequence[Read], folds: Sequence[int], make: Callable[[Sequence[Read]], Callable[[Read], Weighed]]
) -> list[Weighed]:
    """Every text weighed by the model of the folds that it is not in."""
    made = [make([each for each, f in zip(reads, folds, strict=True) if f != fold]) for fold in range(FOLDS)]
    return [made[fold](each) for each, fold in zip(reads, folds, strict=True)]


def report(reads: Sequence[Read], odds: Sequence[float], title: str) -> None:
    """Print what each corpus lost and took, F1 of the benchmark and the error of calibration."""
    print(title)
    rows = [(each.text, chance(x)) for each, x in zip(reads, odds, strict=True)]
    for corpus in dict.fromkeys(text.corpus for text, _ in rows):
        some = [(text.relevant, p) for text, p in rows if text.corpus == corpus]
        lost, false = sum(y and p < 0.5 for y, p in some), sum(not y and p >= 0.5 for y, p in some)
        print(f"  {corpus:<16} of {len(some):>4}: lost {lost:>3}, false {false:>3}; calibration {_error(some):.1f}")
    names = ("current_events", "wikinews", "geovirus", "satp", "incident_lists")
    pooled = [(t.relevant, p) for t, p in rows if t.corpus in names and not t.capitals]
    events = [(t.relevant, p) for t, p in rows if t.corpus == names[0] and not t.capitals]
    score = (_f1(pooled) + _f1(events)) / 2
    print(f"  score {score:.1f} (current_events {_f1(events):.1f}), calibration error {_error(pooled):.1f}")


def _f1(rows: Sequence[tuple[bool, float]]) -> float:
    right = sum(y and p >= 0.5 for y, p in rows)
    return 200 * right / max(1, sum(p >= 0.5 for _, p in rows) + sum(y for y, _ in rows))


def _error(rows: Sequence[tuple[bool, float]]) -> float:
    bins: dict[int, list[tuple[bool, float]]] = defaultdict(list)
    for y, p in rows:
        bins[min(int(10 * p), 9)].append((y, p))
    off = (abs(sum(p for _, p in some) - sum(y for y, _ in some)) for some in bins.values())
    return 100 * sum(off) / max(1, len(rows))


def choose_gate(reads: Sequence[Read], odds: Sequence[float], guarded: Sequence[float]) -> float:
    """The log odds below which a text is read no further."""
    rows = [(each.text, x) for each, x in zip(reads, odds, strict=True)]
    limits = [sorted(guarded)[int(LOST * len(guarded))]]
    for corpora in GUARDED:
        some = sorted(x for text, x in rows if text.corpus in corpora and text.relevant)
        limits.append(some[int(LOST * len(some))])
    gate = round(min(limits) - 0.005, 2)
    for corpus, relevant in sorted({(text.corpus, text.relevant) for text, _ in rows}):
        some = [x for text, x in rows if (text.corpus, text.relevant) == (corpus, relevant)]
        word = "relevant" if relevant else "irrelevant"
        print(f"gate {gate}: {corpus:<16} {word:<10} {sum(x < gate for x in some):>4} of {len(some)}")
    return gate


def save(words: dict[str, Any], reading: Logistic, pass_: Logistic, gate: float) -> None:
    """Write the file."""
    form = {"gate": {"below": gate, **_form(pass_)}, "reading": _form(reading), "words": words}
    OUT.write_text(json.dumps(form, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _form(model: Logistic) -> dict[str, Any]:
    weights = {name: round(weight, 3) for name, weight in sorted(model.weights.items()) if abs(weight) >= 0.005}
    return {"bias": round(model.bias, 3), "weights": weights}


if __name__ == "__main__":
    main()

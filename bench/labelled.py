"""A reader held against the labelled texts of `data/labelled`, a table by task.

    python bench/labelled.py                        the rule reader on the part held-out
    python bench/labelled.py --reader both --part train --faults 40

Gold and read values are paired one to one where their words overlap, those of the same label first. `P`, `R` and `F1`
are of labels that agree; `status`, `background`, `scope`, `stance`, `modality` and `speaker` are the share of those
pairs that agree in that, too. A trigger may stand on any word that names the event: the act, its effect, a word that
comes back to it. `--faults` lists what is missed and what is false, and is refused for the part held-out, which nobody
tunes on.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "data" / "labelled"))

from load import Label, Text, load_texts  # noqa: E402

from tocsin.evaluate.assignment import best_pairs  # noqa: E402
from tocsin.evaluate.scores import Counts, Tally, bootstrap, matched, merge_tallies  # noqa: E402
from tocsin.evaluate.table import aligned  # noqa: E402
from tocsin.pipeline import READERS  # noqa: E402
from tocsin.record import Claim, Document, Evidence, Participant, Place, Reading, Toll, document_key  # noqa: E402

PUBLISHED = "2025-06-05"
RELEVANT = 0.5
SAMPLES = 1000
RATES = {
    "trigger": ("status", "background"), "role": ("modality",), "toll": ("scope",), "claim": ("stance",),
    "attribution": ("speaker",),
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One value of a task: where its words stand, its label, and what else is judged where the label agrees."""

    task: str
    label: str
    places: frozenset[int]
    more: dict[str, object] = field(default_factory=dict, hash=False)
    words: str = ""


Judged = dict[str, Counts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reader", default="rules")
    parser.add_argument("--part", choices=("train", "held-out"), default="held-out")
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="list so many of each task (train only)")
    args = parser.parse_args()
    if args.faults and args.part != "train":
        parser.error("faults are listed for the part train alone")
    texts = [text for text in load_texts() if text.part == args.part]
    reader = READERS.make(args.reader)
    readings = [reader.read(document_of(text)) for text in texts]
    scored = [score(text, reading) for text, reading in zip(texts, readings, strict=True)]
    print(f"{len(texts)} texts of the part {args.part}, reader {args.reader}\n")
    print("\n".join(aligned(table(scored))))
    for fault in faults(texts, readings, most=args.faults):
        print(fault)


def document_of(text: Text) -> Document:
    """The text as a document of one day, so that what it says of days can be settled."""
    key = document_key(text.text.encode(), source="labelled", name=text.id)
    return Document(key=key, id=text.id, text=text.text, published=PUBLISHED, published_from="given", language="en")


def gold_items(text: Text) -> list[Item]:
    """What the labels say; the spans of one event or of one saying are one item."""
    items = []
    for place, label in enumerate(text.labels):
        task, name, more = label.task, str(label.fields["label"]), dict(label.fields)
        if task == "trigger" and not label.of:
            again = (other for other in text.labels if other.code.name == "same" and place in other.of)
            items.append(Item(task, name, places_of(label, *again), more, text.quote(label)))
        elif task in ("role", "toll", "site") or name == "claimant":
            items.append(Item(task, name, places_of(label), more, text.quote(label)))
        elif name == "content" and is_first_of_its_saying(text, place):
            speakers = places_of(*parts_of_saying(text, label, "speaker"))
            contents = parts_of_saying(text, label, "content")
            items.append(Item(task, name, places_of(*contents), {"speaker": speakers}, text.quote(label)))
    return items


def parts_of_saying(text: Text, content: Label, name: str) -> list[Label]:
    """The labels of one name that belong to the saying of a content."""
    return [label for label in text.labels if label.code.name == name and set(label.numbers) & set(content.numbers)]


def is_first_of_its_saying(text: Text, place: int) -> bool:
    """Whether no earlier content belongs to the same saying."""
    return parts_of_saying(text, text.labels[place], "content")[0] is text.labels[place]


def places_of(*labels: Label) -> frozenset[int]:
    """The offsets that labels cover."""
    return frozenset(at for label in labels for at in range(label.start, label.end))


def read_items(reading: Reading) -> Iterator[Item]:
    """What a reading says, in the same terms; a value that several mentions share is one item."""
    seen = set()
    for mention in reading.mentions:
        type_evidence = mention.of("type")[0].evidence
        more: dict[str, object] = {"status": mention.status, "background": mention.background}
        yield Item("trigger", mention.type, spots((mention.trigger, *type_evidence)), more, mention.trigger.quote)
        for statement in mention.statements:
            item = item_of(statement.value, spots(statement.evidence), statement.modality, statement.original)
            if item and (item.task, item.label, item.places) not in seen:
                seen.add((item.task, item.label, item.places))
                yield item
    for said in reading.attributions:
        more = {"speaker": spots(said.speaker_evidence)}
        yield Item("attribution", "content", spots(said.evidence), more, said.text)


def item_of(value: object, places: frozenset[int], modality: str, words: str) -> Item | None:
    """The item that a statement makes."""
    match value:
        case Participant():
            return Item("role", value.role, places, {"modality": modality}, value.name)
        case Toll():
            return Item("toll", value.measure, places, {"scope": value.scope}, words)
        case Claim():
            return Item("claim", "claimant", places, {"stance": value.stance}, value.claimant)
        case Place() if value.role == "site":
            return Item("site", "site", places, {}, value.name)
    return None


def spots(evidence: Iterable[Evidence]) -> frozenset[int]:
    """The offsets that pieces of evidence cover."""
    return frozenset(at for each in evidence if each.field == "text" for at in range(each.start, each.end))


def paired(gold: Sequence[Item], read: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs of overlapping items, those of one label before others, the tighter before the looser."""
    return best_pairs([[weight(ours, theirs) for theirs in read] for ours in gold]) if gold and read else []


def weight(gold: Item, read: Item) -> float:
    """How well two items agree; 0 where they share no word."""
    shared = len(gold.places & read.places)
    if not shared:
        return 0.0
    alike = shared / len(gold.places | read.places)
    if gold.task == "attribution" and alike < 0.5:
        return 0.0
    return alike + (10 if gold.label == read.label else 0)


def by_task(items: Iterable[Item]) -> dict[str, list[Item]]:
    """The items apart by task."""
    tasks: dict[str, list[Item]] = {}
    for item in items:
        tasks.setdefault(item.task, []).append(item)
    return tasks


def score(text: Text, reading: Reading) -> Judged:
    """Counts by row of one text."""
    gold, read = by_task(gold_items(text)), by_task(read_items(reading))
    judged: Judged = {}
    for task in ("trigger", "role", "toll", "claim", "site", "attribution"):
        ours, theirs = gold.get(task, []), read.get(task, [])
        pairs = paired(ours, theirs)
        agreed = [(ours[i], theirs[j]) for i, j in pairs if ours[i].label == theirs[j].label]
        judged[task] = matched(len(agreed), predicted=len(theirs), gold=len(ours))
        if task == "trigger":
            judged["trigger, any type"] = matched(len(pairs), predicted=len(theirs), gold=len(ours))
        for name in RATES.get(task, ()):
            right = sum(agrees(one, other, name) for one, other in agreed)
            judged[f"{task}: {name}"] = Counts(right, len(agreed), right, len(agreed))
        if task in ("role", "toll"):
            for label in {item.label for item in (*ours, *theirs)}:
                hits = sum(one.label == label for one, _ in agreed)
                counts = [sum(item.label == label for item in items) for items in (theirs, ours)]
                judged[f"  {task} {label}"] = matched(hits, predicted=counts[0], gold=counts[1])
    judged["relevance"] = Counts(right := float(is_relevant(reading) == bool(text.relevance)), 1, right, 1)
    return judged


def agrees(gold: Item, read: Item, name: str) -> bool:
    """Whether two items of one label agree in what else is judged."""
    if name == "speaker":
        return bool(gold.more[name] & read.more[name]) if gold.more[name] else not read.more[name]  # type: ignore[operator]
    return gold.more[name] == read.more[name]


def is_relevant(reading: Reading) -> bool:
    """Whether the reader takes the text for a report of political violence."""
    return reading.relevance is not None and reading.relevance >= RELEVANT


def table(scored: Sequence[Judged], *, samples: int = SAMPLES) -> list[tuple[str, ...]]:
    """The rows: name, precision, recall, F1 with its 95 % interval over texts, and the labels there are."""
    whole = merge_tallies(scored)
    spans = bootstrap(scored, _f1s, strata=[""] * len(scored), samples=samples)
    rows = [("", "P", "R", "F1", "95 %", "gold")]
    for name in sorted(whole, key=_place):
        counts, (low, high) = whole[name], spans.get(name, (0.0, 0.0))
        figures = (f"{counts.precision:.1f}", f"{counts.recall:.1f}", f"{counts.f1:.1f}", f"{low:.1f} to {high:.1f}")
        rows.append((name, *figures, f"{counts.gold:.0f}"))
    return rows


def _f1s(tally: Tally) -> dict[str, float]:
    return {name: counts.f1 for name, counts in tally.items()}


def _place(name: str) -> tuple[int, str]:
    return name.startswith("  "), name


def faults(texts: Sequence[Text], readings: Sequence[Reading], *, most: int) -> Iterator[str]:
    """What is missed, false, or of another label or status, up to `most` of each kind, with the text."""
    found = [each for text, reading in zip(texts, readings, strict=True) for each in faults_of(text, reading)]
    for kind, number in sorted(Counter(kind for kind, _ in found).items()) if most else ():
        yield f"\n## {kind}: {number}"
        yield from islice((words for each, words in found if each == kind), most)


def faults_of(text: Text, reading: Reading) -> Iterator[tuple[str, str]]:
    """The faults of one text: a kind, and the words with the text."""
    gold, read = by_task(gold_items(text)), by_task(read_items(reading))
    for task in sorted({*gold, *read}):
        ours, theirs = gold.get(task, []), read.get(task, [])
        pairs = paired(ours, theirs)
        for i, item in enumerate(ours):
            if i not in {i for i, _ in pairs}:
                yield f"{task} missed", f"{item.label} [{item.words}] {text.text}"
        for j, item in enumerate(theirs):
            if j not in {j for _, j in pairs}:
                yield f"{task} false", f"{item.label} [{item.words}] {text.text}"
        for i, j in pairs:
            one, other = ours[i], theirs[j]
            if one.label != other.label:
                yield f"{task} other label", f"{other.label} for {one.label} [{one.words}] {text.text}"
                continue
            for name in RATES.get(task, ()):
                if not agrees(one, other, name):
                    shown = "" if name == "speaker" else f"{other.more[name]} for {one.more[name]} "
                    yield f"{task} {name}", f"{shown}[{one.words}] {text.text}"


if __name__ == "__main__":
    main()

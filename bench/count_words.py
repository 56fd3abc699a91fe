"""In how many texts of news each word stands: `src/tocsin/fuse/word_counts.tsv`, from what may be learned from.

python bench/count_words.py --bench ../shared/bench
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tocsin.evaluate.parts import part_of
from tocsin.fuse.story import stems_of

OUT = Path(__file__).parents[1] / "src/tocsin/fuse/word_counts.tsv"
LEAST = 2  # a word of a single text is as rare as one of none


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    for line in path.read_text("utf-8").split("\n"):
        if line:
            yield json.loads(line)


def texts(bench: Path) -> Iterator[str]:
    """The texts: MUC-4 train, and the part `fit` of linking (by cluster) and of relevance."""
    for form in lines(bench / "muc4/train.jsonl"):
        yield form["text"]
    for form in lines(bench / "linking/dev.jsonl"):
        if part_of(form["cluster"]) == "fit":
            yield f"{form.get('title') or ''} {form['text']}"
    for form in lines(bench / "relevance/dev.jsonl"):
        if part_of(form["doc_id"]) == "fit":
            yield f"{form.get('title') or ''} {form['text']}"


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    counts: Counter[str] = Counter()
    number = 0
    for text in texts(parser.parse_args().bench):
        counts.update(set(stems_of(text)))
        number += 1
    kept = sorted(word for word, count in counts.items() if count >= LEAST)
    rows = [f"*\t{number}", *(f"{word}\t{counts[word]}" for word in kept)]
    OUT.write_text("\n".join(rows) + "\n", "utf-8")
    print(f"{number} texts, {len(kept)} words")


if __name__ == "__main__":
    main()

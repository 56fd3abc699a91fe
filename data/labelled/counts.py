"""The table of counts that README.md ends with: `python data/labelled/counts.py` writes it anew."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from load import FOLDER, Text, load_texts

HEADING = "## Counts\n\n"
TASKS = ("trigger", "role", "toll", "claim", "attribution", "site")


def count_table(texts: list[Text]) -> str:
    """A row for each task, with the labels in either part; texts, and those about no event, come first."""
    rows = [("texts", Counter(text.part for text in texts))]
    rows.append(("texts of relevance 0", Counter(text.part for text in texts if not text.relevance)))
    for task in TASKS:
        parts = (text.part for text in texts for label in text.labels if label.task == task)
        rows.append((f"`{task}`", Counter(parts)))
    lines = [f"| {name} | {count['train']} | {count['held-out']} |" for name, count in rows]
    return "\n".join(["| | `train` | `held-out` |", "|---|---|---|", *lines, ""])


def write_counts(page: Path = FOLDER / "README.md") -> None:
    """Put the table at the end of the page."""
    before, _, _ = page.read_text("utf-8").partition(HEADING)
    page.write_text(before + HEADING + count_table(load_texts()), "utf-8")


if __name__ == "__main__":
    write_counts()

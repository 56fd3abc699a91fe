"""Which acts a sentence tells of, and whether they happened: tables of sentences by phenomenon, in `acts/`.

A line is `text => acts`, the acts in the form of the minimal pairs and set apart by semicolons; `-` for none, `~` before
a summary, `H ` before a headline. Sentences that differ in little and mean different things stand beside each other.
"""

from pathlib import Path

import pytest

from builders import a_document
from tocsin.evaluate.pairs_labels import agrees, found_in, parse_label
from tocsin.read.rules.reader import RuleReader

READER = RuleReader()
TABLES = sorted((Path(__file__).parent / "acts").glob("*.txt"))


def cases():
    for path in TABLES:
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                text, _, want = line.partition(" => ")
                yield pytest.param(text, want, id=f"{path.stem}: {text}")


@pytest.mark.parametrize(("text", "want"), list(cases()))
def test_acts_are_those_that_the_sentence_tells_of(text, want):
    title = text.removeprefix("H ") if text.startswith("H ") else None
    doc = a_document("" if title else text, title=title, published="2024-06-05")
    found = found_in(READER.read(doc))
    labels = [label.strip() for label in want.split(";") if label.strip() not in ("", "-")]
    acts = [parse_label(label) for label in labels if not label.startswith("~")]
    summaries = [parse_label(label[1:]) for label in labels if label.startswith("~")]
    assert agrees("acts", acts, found["acts"]), found["acts"]
    assert agrees("summaries", summaries, found["summaries"]), found["summaries"]

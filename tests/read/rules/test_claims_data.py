"""Every row of `claims.toml` makes its claim in its own sentence and none in its counter-example."""

import pytest

from builders import a_document
from tocsin.lexicon import load_toml
from tocsin.read.rules.anchors import find_anchors
from tocsin.read.rules.claims import find_claims
from tocsin.read.rules.document import prepare

ROWS = load_toml("claims.toml")["claim"]


def stances_in(text):
    lines = prepare(a_document(text, title=None)).lines
    return [claim.stance for line in lines for claim in find_claims(*find_anchors(line, {}))]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_row_matches_its_sentence_and_not_its_counter_example(row):
    sides = 2 if row.get("mutual") else 1  # what two do to one another makes a claim about either
    assert stances_in(row["yes"]) == [row["stance"]] * sides, row["yes"]
    assert stances_in(row["no"]) == [], row["no"]


def test_ids_are_unique():
    ids = [row["id"] for row in ROWS]
    assert len(ids) == len(set(ids))

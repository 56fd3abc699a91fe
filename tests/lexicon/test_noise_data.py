"""Every row of `noise.toml` takes the line that it shows and leaves the sentence that begins alike."""

import re

import pytest

from tocsin.lexicon import load_toml
from tocsin.resolve.noise import is_noise

ROWS = load_toml("noise.toml")["line"]


@pytest.mark.parametrize("row", ROWS, ids=[row["yes"] for row in ROWS])
def test_a_row_takes_its_line_and_leaves_its_sentence(row):
    assert re.match(rf"\W*(?:{row['begins']})", row["yes"], re.I)
    assert is_noise(row["yes"])
    assert is_noise(f">> {row['yes'].upper()}")
    assert not is_noise(row["no"])

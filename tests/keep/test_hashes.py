from __future__ import annotations

import pytest

from tocsin.keep.hashes import entry_hash, hash_parts

ENTRY = {"kind": "k", "schema": "s", "recorded_at": "r", "actor": "a", "payload": "{}"}


def test_a_hash_never_changes_its_value() -> None:
    """Stored ledgers hold these: a failure here means that a new version character is due."""
    assert entry_hash(**ENTRY) == "1ef92e81490b1641149e5169dbc26ea99df52c28ab2a1ed265d4d8c68aaa8fb92"


@pytest.mark.parametrize("field", ENTRY)
def test_a_hash_depends_on_every_field(field: str) -> None:
    assert entry_hash(**{**ENTRY, field: "other"}) != entry_hash(**ENTRY)


def test_where_one_part_ends_and_the_next_begins_counts() -> None:
    assert hash_parts("ab", "c") != hash_parts("a", "bc")

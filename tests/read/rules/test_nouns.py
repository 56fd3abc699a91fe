"""Nouns for human beings that the noun table does not hold."""

import pytest

from tocsin.read.rules.nouns import names_person


@pytest.mark.parametrize("word", ["docker", "dockers", "niece", "nieces", "goatherd", "tenor", "watchmen", "ladies"])
def test_nouns_of_trade_and_kin_name_persons(word):
    assert names_person(word)


@pytest.mark.parametrize("word", ["table", "member", "rockets", "tanker", "inflation", "ring", "omen"])
def test_other_nouns_do_not(word):
    assert not names_person(word)

"""Sums of money: their bounds and their currency, and that they count nobody."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.record import Bound
from tocsin.resolve.count_words import TABLE
from tocsin.resolve.counts import find_counts
from tocsin.resolve.money import find_money

SUMS = [
    ("a ransom of $2 million", "$2 million", Bound.exactly(2_000_000), "dollars"),
    ("a bounty of US$10m", "US$10m", Bound.exactly(10_000_000), "USD"),
    ("up to €500,000 was paid", "up to €500,000", Bound(high=500_000), "EUR"),
    ("at least $40,000 was taken", "at least $40,000", Bound(low=40_000), "dollars"),
    ("more than 4 million dollars", "more than 4 million dollars", Bound(low=4_000_001), "dollars"),
    ("300 million Colombian pesos", "300 million Colombian pesos", Bound.exactly(300_000_000), "COP"),
    ("between $1 million and $2 million", "$1 million and $2 million", Bound(low=1_000_000, high=2_000_000), "dollars"),
    ("1.5 lakh rupees each", "1.5 lakh rupees", Bound.exactly(150_000), "rupees"),
    ("Rs 500 and a phone", "Rs 500", Bound.exactly(500), "rupees"),
    ("millions of dollars", "millions of dollars", Bound(low=2_000_000), "dollars"),
]


@pytest.mark.parametrize(("text", "words", "bound", "currency"), SUMS, ids=[text for text, *_ in SUMS])
def test_sum_of_money(text, words, bound, currency):
    (found,) = find_money(text)
    assert (text[found.start : found.end], found.bound, found.currency) == (words, bound, currency)
    assert not [count for count in find_counts(text) if not count.article and count.start < found.end]


@pytest.mark.parametrize("text", ["500 men", "a dollar store", "$", "5 rand-om men", "in 2014", "the 12 marksmen", ""])
def test_what_is_no_money(text):
    assert find_money(text) == ()


@pytest.mark.parametrize("row", TABLE["currency"], ids=lambda row: row["name"])
def test_every_currency_is_known_by_its_signs_and_words(row):
    for sign in row.get("before", ()):
        assert [found.currency for found in find_money(f"They paid {sign} 500.")] == [row["name"]]
    for word in row.get("after", ()):
        assert [found.currency for found in find_money(f"They paid 500 {word}.")] == [row["name"]]
    assert find_money(row["yes"])
    assert not find_money(row["no"])


@given(st.text(alphabet="$€ 0123456789.,mk-rsuandtobillion dollars", max_size=80))
def test_any_text_is_read(text):
    for found in find_money(text):
        assert 0 <= found.start < found.end <= len(text)


def test_time_grows_with_the_text_and_no_faster():
    began = time.process_time()
    find_money("$1 " * 20_000)
    assert time.process_time() - began < 5

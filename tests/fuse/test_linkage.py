"""Average linkage: likest first, over the average across, whatever the order in which the pairs are given."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.fuse.linkage import average_linkage


def linked(pairs, count=4, *, least=0.0, missing=-5.0, largest=99):
    return average_linkage(count, pairs, least=least, missing=missing, largest=largest)


def test_what_is_alike_joins_and_the_rest_stays_alone():
    assert linked({(0, 2): 1.0, (1, 3): -1.0}) == ((0, 2), (1,), (3,))


def test_one_likeness_does_not_chain_two_groups():
    assert linked({(0, 1): 3.0, (1, 2): 1.0, (2, 3): 3.0}) == ((0, 1), (2, 3))


def test_strong_likenesses_across_outweigh_a_missing_one():
    assert linked({(0, 1): 3.0, (1, 2): 2.0, (0, 2): -1.0}, count=3) == ((0, 1, 2),)


def test_a_group_grows_no_larger_than_it_may():
    pairs = {(i, j): 1.0 for j in range(6) for i in range(j)}
    assert [len(group) for group in linked(pairs, count=6, largest=4)] == [4, 2]


def test_the_order_of_the_pairs_does_not_matter():
    rng = random.Random(7)
    pairs = {(i, j): round(rng.uniform(-3, 3), 3) for j in range(20) for i in range(j) if rng.random() < 0.4}
    first = linked(pairs, count=20)
    assert sorted(i for group in first for i in group) == list(range(20))
    for _ in range(5):
        shuffled = list(pairs.items())
        rng.shuffle(shuffled)
        assert linked(dict(shuffled), count=20) == first


def test_a_part_that_nothing_ties_to_the_rest_groups_as_it_does_alone():
    rng = random.Random(3)
    left = {(i, j): round(rng.uniform(-2, 3), 3) for j in range(9) for i in range(j)}
    right = {(i + 9, j + 9): round(rng.uniform(-2, 3), 3) for j in range(9) for i in range(j)}
    both = linked(left | right, count=18)
    assert set(linked(left, count=9)) <= set(both)


def one_by_one(pairs, count, *, least, missing, largest):
    """The same, the long way: all groups are compared anew after each joining."""
    groups = [(i,) for i in range(count)]

    def average(a, b):
        return sum(pairs.get((min(i, j), max(i, j)), missing) - missing for i in a for j in b) / (len(a) * len(b))

    while True:
        may = [
            (-average(a, b), a[0], b[0], a, b)
            for a, b in combinations(sorted(groups), 2)
            if average(a, b) >= least - missing and len(a) + len(b) <= largest
        ]
        if not may:
            return tuple(sorted(groups))
        *_, a, b = min(may)
        groups = [each for each in groups if each not in (a, b)] + [tuple(sorted(a + b))]


PAIRS = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]), st.integers(-5, 4)
)


@given(PAIRS, st.integers(2, 9))
def test_it_is_what_comparing_all_groups_after_each_joining_gives(pairs, largest):
    given = {pair: float(x) for pair, x in pairs.items()}
    mine = linked(given, count=9, least=-1.0, largest=largest)
    assert mine == one_by_one(given, 9, least=-1.0, missing=-5.0, largest=largest)

"""Average linkage: likest first, over the average across, whatever the order in which the pairs are given."""

import random

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

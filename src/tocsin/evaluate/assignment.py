"""The best one-to-one pairing of two lists under given weights."""

from __future__ import annotations

from collections.abc import Sequence

Pair = tuple[int, int]


def best_pairs(weights: Sequence[Sequence[float]]) -> list[Pair]:
    """Pairs of row and column with the greatest total weight, in order of the rows.

    Weights are at least 0; pairs of weight 0 are left out. The Hungarian method with potentials, O(n^2 m).
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        flipped = [list(column) for column in zip(*weights, strict=True)]
        return sorted((row, column) for column, row in _pairs(flipped))
    return _pairs(weights)


def _pairs(weights: Sequence[Sequence[float]]) -> list[Pair]:
    """The pairing for a matrix with at most as many rows as columns."""
    rows, columns = len(weights), len(weights[0])
    potentials = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row that holds a column, counted from 1; column 0 holds the row to be placed
    for row in range(1, rows + 1):
        owner[0] = row
        _place(weights, potentials, owner)
    pairs = ((owner[j] - 1, j - 1) for j in range(1, columns + 1) if owner[j])
    return sorted((i, j) for i, j in pairs if weights[i][j] > 0)


def _place(weights: Sequence[Sequence[float]], potentials: tuple[list[float], list[float]], owner: list[int]) -> None:
    """Find columns for one row more, along the cheapest chain of exchanges."""
    of_row, of_column = potentials
    columns = len(of_column) - 1
    least, seen, back = [float("inf")] * (columns + 1), [False] * (columns + 1), [0] * (columns + 1)
    column = 0
    while True:
        seen[column] = True
        row, step, nearest = owner[column], float("inf"), 0
        for j in range(1, columns + 1):
            if seen[j]:
                continue
            cost = -weights[row - 1][j - 1] - of_row[row] - of_column[j]
            if cost < least[j]:
                least[j], back[j] = cost, column
            if least[j] < step:
                step, nearest = least[j], j
        for j in range(columns + 1):
            if seen[j]:
                of_row[owner[j]] += step
                of_column[j] -= step
            else:
                least[j] -= step
        column = nearest
        if owner[column] == 0:
            break
    while column:
        owner[column] = owner[back[column]]
        column = back[column]

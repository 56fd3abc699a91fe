"""Write the outlines of the world that the maps are drawn on, from world-atlas (Natural Earth, public domain).

    npm ci && python build_world.py OUT.svg

One symbol in tenths of a degree, plate carrée, north up. A ring that crosses the antimeridian is drawn whole beyond
the edge and once more on the other side, so that nothing is drawn across the map. Borders are drawn once, as lines
between two countries; coasts are the edges of the land.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

SOURCE = Path(__file__).parent / "node_modules" / "world-atlas" / "countries-50m.json"
TENTHS = 10
HALF, WHOLE = 180 * TENTHS, 360 * TENTHS
SOUTHERNMOST = 90 * TENTHS
LEAST_SPAN = 3  # tenths of a degree: islands below it are not drawn

Point = tuple[int, int]


def decoded(topology: dict) -> list[list[Point]]:
    """The arcs in tenths of a degree, y pointing south."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for px, py in arc:
            x, y = x + px, y + py
            points.append((round((x * kx + dx) * TENTHS), -round((y * ky + dy) * TENTHS)))
        found.append(points)
    return found


def ring_of(indexes: Iterable[int], arcs: list[list[Point]]) -> list[Point]:
    """The points of a ring that is given by its arcs; a negative index is an arc run backwards."""
    ring: list[Point] = []
    for index in indexes:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += part[1:] if ring else part
    return ring


def unwrapped(points: list[Point]) -> list[Point]:
    """The points without leaps from one edge to the other."""
    shift, found = 0, points[:1]
    for (x0, _), (x, y) in pairwise(points):
        if abs(x - x0) > HALF:
            shift += WHOLE if x < x0 else -WHOLE
        found.append((x + shift, y))
    return found


def thinned(points: list[Point]) -> list[Point]:
    """The points without those that stand where the one before stands."""
    return [p for at, p in enumerate(points) if at == 0 or p != points[at - 1]]


def path_of(points: list[Point], *, closed: bool) -> str:
    """A path in relative steps."""
    if closed and points[0] == points[-1]:
        points = points[:-1]
    steps = (f"{x - x0} {y - y0}" for (x0, y0), (x, y) in pairwise(points))
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}{'z' if closed else ''}".replace(" -", "-")


def twice_over_the_edge(points: list[Point]) -> Iterator[list[Point]]:
    """The points, and once more beyond the other edge where they reach over one."""
    yield points
    if max(x for x, _ in points) > HALF:
        yield [(x - WHOLE, y) for x, y in points]
    if min(x for x, _ in points) < -HALF:
        yield [(x + WHOLE, y) for x, y in points]


def rings(geometries: list[dict]) -> Iterator[list[int]]:
    """The rings of all countries, as arcs."""
    for geometry in geometries:
        for polygon in [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", []):
            yield from polygon


def land(topology: dict, arcs: list[list[Point]]) -> Iterator[str]:
    """The paths of the land."""
    for indexes in rings(topology["objects"]["countries"]["geometries"]):
        points = thinned(unwrapped(ring_of(indexes, arcs)))
        if abs(points[-1][0] - points[0][0]) > HALF:  # round the pole
            points += [(points[-1][0], SOUTHERNMOST), (points[0][0], SOUTHERNMOST)]
        wide = max(x for x, _ in points) - min(x for x, _ in points)
        high = max(y for _, y in points) - min(y for _, y in points)
        if len(points) > 3 and max(wide, high) >= LEAST_SPAN:
            yield from (path_of(each, closed=True) for each in twice_over_the_edge(points))


def borders(topology: dict, arcs: list[list[Point]]) -> Iterator[str]:
    """The paths of the lines between two countries."""
    every = rings(topology["objects"]["countries"]["geometries"])
    used = Counter(index if index >= 0 else ~index for ring in every for index in ring)
    for index, count in sorted(used.items()):
        points = thinned(unwrapped(arcs[index]))
        if count > 1 and len(points) > 1:
            yield from (path_of(each, closed=False) for each in twice_over_the_edge(points))


def main(out: Path) -> None:
    """Write the outlines."""
    topology = json.loads(SOURCE.read_text("utf-8"))
    arcs = decoded(topology)
    out.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">'
        f'<path id="land" d="{"".join(land(topology, arcs))}"/>'
        '<path id="borders" fill="none" vector-effect="non-scaling-stroke" '
        f'd="{"".join(borders(topology, arcs))}"/></svg>\n',
        "utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))

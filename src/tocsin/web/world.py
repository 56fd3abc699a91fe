"""The map of a list: what lies near together as one mark with its number, what is imprecise as an area and not a pin.

Plate carrée, x east and y south in degrees, so that a part of the world is a box in the address.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from math import cos, radians, sqrt

from tocsin.errors import InputError
from tocsin.web.lines import Line, Spot

KM_A_DEGREE = 111.32
AREA_FROM_KM = 60.0  # what is known no better is drawn as an area
WHOLE = (-180.0, -58.0, 180.0, 82.0)
CELLS = 80  # along the width: how near together two marks may come before they are one
LEAST_WIDTH = 0.5  # degrees
ASPECT = 0.5  # of height to width, at the most


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the world, in degrees. `x0` to `x1` east, `y0` to `y1` south."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Degrees from west to east."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Degrees from north to south."""
        return self.y1 - self.y0

    def address(self) -> str:
        """West, south, east and north, as an address holds them."""
        return ",".join(f"{value:g}" for value in map(_short, (self.x0, -self.y1, self.x1, -self.y0)))

    def zoomed(self, factor: float, at: tuple[float, float] | None = None) -> Box:
        """The box made larger by a factor, round its middle or a point; never more than the world."""
        x, y = at or ((self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2)
        wide, high = self.width * factor / 2, self.height * factor / 2
        return fitted(x - wide, y - high, x + wide, y + high)


@dataclass(frozen=True, slots=True)
class Mark:
    """One incident, or several near together. `rx` and `ry` are its size in degrees; `area` says that it is no spot."""

    x: float
    y: float
    rx: float
    ry: float
    family: str
    count: int
    area: bool
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """A map as drawn. `beyond` counts the incidents with a place outside of the box; `pixel` is a degree's share."""

    box: Box
    whole: Box
    marks: tuple[Mark, ...]
    outlines: bool
    beyond: int
    pixel: float
    nearer: str
    farther: str | None
    fit: str | None


def whole_world() -> Box:
    """All of it, but for the ice at its ends."""
    return Box(WHOLE[0], -WHOLE[3], WHOLE[2], -WHOLE[1])


def box_of(words: str) -> Box | None:
    """A part of the world from "west,south,east,north" in degrees; None for none. Raises `InputError`."""
    if not words:
        return None
    try:
        west, south, east, north = (float(part) for part in words.split(","))
    except ValueError as error:
        raise InputError("box: write west,south,east,north in degrees, such as 2,4,15,14") from error
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise InputError("box: expected west before east, from -180 to 180, and south before north, from -90 to 90")
    return Box(west, -north, east, -south)


def around(spot: Spot) -> Box:
    """The part of the world that shows where a place is: some countries round about it."""
    x, y = spot.longitude, -spot.latitude
    reach = max(14.0, 2.5 * spot.radius_km / KM_A_DEGREE)
    return fitted(x - reach, y - reach * ASPECT, x + reach, y + reach * ASPECT)


def within(spot: Spot | None, box: Box) -> bool:
    """Whether a place lies in a box."""
    return spot is not None and box.x0 <= spot.longitude <= box.x1 and box.y0 <= -spot.latitude <= box.y1


def fitted(x0: float, y0: float, x1: float, y1: float) -> Box:
    """The box of the map's form that holds another one, inside the world where it can be."""
    wide = max(x1 - x0, (y1 - y0) / ASPECT, LEAST_WIDTH)
    world = whole_world()
    if wide >= world.width:
        return world
    high = min(max(y1 - y0, wide * ASPECT), world.height)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    x = min(max(x, world.x0 + wide / 2), world.x1 - wide / 2)
    y = min(max(y, world.y0 + high / 2), world.y1 - high / 2)
    return Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)


def has_outlines() -> bool:
    """Whether the package carries the outlines of the world, which `make assets` builds."""
    return (files("tocsin.web") / "static" / "world.svg").is_file()


def world_map(lines: Sequence[Line], box: Box | None, *, fit: bool = False) -> WorldMap:
    """The map of what a list takes, in a box or over the world; with `fit`, as near as holds all of it."""
    placed = [(line, line.spot) for line in lines if line.spot is not None]
    if box is None and fit:
        box = box_of(_fit([spot for _, spot in placed]) or "")
    shown = fitted(box.x0, box.y0, box.x1, box.y1) if box else whole_world()
    inside = [(line, spot) for line, spot in placed if within(spot, shown)]
    pixel = shown.width / 1000
    whole = whole_world()
    return WorldMap(
        box=shown,
        whole=whole,
        marks=tuple(_marks(inside, shown, pixel)),
        outlines=has_outlines(),
        beyond=len(placed) - len(inside),
        pixel=pixel,
        nearer=shown.zoomed(0.5).address(),
        farther=shown.zoomed(2.0).address() if shown.width * 2 < whole.width else None,
        fit=_fit([spot for _, spot in placed]),
    )


def _fit(spots: Sequence[Spot]) -> str | None:
    """The box that holds every place, with room around it; None where that is the world, or there is no place."""
    if not spots:
        return None
    reaches = [spot.radius_km / KM_A_DEGREE for spot in spots]
    ends = [(spot, sign * reach) for spot, reach in zip(spots, reaches, strict=True) for sign in (-1, 1)]
    xs, ys = [spot.longitude + reach for spot, reach in ends], [reach - spot.latitude for spot, reach in ends]
    room = max(max(xs) - min(xs), max(ys) - min(ys), 4.0) * 0.1
    box = fitted(min(xs) - room, min(ys) - room, max(xs) + room, max(ys) + room)
    return None if box == whole_world() else box.address()


def _marks(placed: Iterable[tuple[Line, Spot]], box: Box, pixel: float) -> Iterable[Mark]:
    """Areas first, that nothing is hidden by one; then the deadliest before what is smaller."""
    cells: dict[tuple[int, int, bool], list[tuple[Line, Spot]]] = defaultdict(list)
    size = box.width / CELLS
    for line, spot in placed:
        area = spot.radius_km >= AREA_FROM_KM
        cells[int((spot.longitude - box.x0) / size), int((-spot.latitude - box.y0) / size), area].append((line, spot))
    made = [_mark(each, box, pixel, area) for (_, _, area), each in cells.items()]
    return sorted(made, key=lambda mark: (not mark.area, -mark.rx, mark.x, mark.y))


def _mark(each: Sequence[tuple[Line, Spot]], box: Box, pixel: float, area: bool) -> Mark:
    count = len(each)
    x = sum(spot.longitude for _, spot in each) / count
    y = -sum(spot.latitude for _, spot in each) / count
    killed = sum(line.killed or 0 for line, _ in each)
    families = {line.family for line, _ in each}
    if area:
        reach = max(spot.radius_km for _, spot in each) / KM_A_DEGREE
        rx, ry = reach / max(cos(radians(y)), 0.2), reach
    else:
        rx = ry = pixel * (4 + min(22, 1.3 * sqrt(killed)))
    if count == 1:
        line = each[0][0]
        about = "somewhere in this area: " if area else ""
        words, href = f"{about}{line.title}", f"/incidents/{line.id}"
    else:
        words = f"{count} incidents" + (f", {killed:,} killed at least" if killed else "")
        href = ""
    return Mark(
        round(x, 4), round(y, 4), round(rx, 4), round(ry, 4), families.pop() if len(families) == 1 else "mixed",
        count, area, words, href or f"?box={_around(each, box).address()}",
    )  # fmt: skip


def _around(each: Sequence[tuple[Line, Spot]], box: Box) -> Box:
    """The part of the world that a mark of several stands for: what is in it, and always less than what is shown."""
    xs, ys = [spot.longitude for _, spot in each], [-spot.latitude for _, spot in each]
    wide = max(max(xs) - min(xs), (max(ys) - min(ys)) / ASPECT, LEAST_WIDTH) * 1.4
    wide = min(wide, box.width / 2)
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    return fitted(x - wide / 2, y - wide * ASPECT / 2, x + wide / 2, y + wide * ASPECT / 2)


def _short(value: float) -> float:
    return round(value, 3)

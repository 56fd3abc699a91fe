import pytest

from tocsin.errors import InputError
from tocsin.web.lines import Line, Spot
from tocsin.web.strip import strip_of
from tocsin.web.world import Box, box_of, fitted, whole_world, world_map


def a_line(id="i1", at=(12.0, 8.5), *, day="2024-03-22", killed=3, radius=10.0, family="violence"):
    spot = Spot(latitude=at[0], longitude=at[1], radius_km=radius, precision="city") if at else None
    return Line(
        id=id, title=f"Bombing {id}", type="bombing", family=family, status="occurred", unit="single", background=False,
        political="yes", when=day or "–", first=day, last=day, ended=day, dated=day is not None, ongoing=False,
        where="Kano", countries=frozenset({"NG"}), spot=spot, killed=killed, killed_words=str(killed),
        injured_words="–", reports=1, sources=1, published=day, credibility="single_source", contradicted=False,
        unsettled=0, review="unreviewed", actors=(), recorded_at="2024-03-23T00:00:00+00:00", sequence=1,
    )  # fmt: skip


def test_a_place_is_drawn_where_it_is():
    (mark,) = world_map([a_line(at=(-10.0, 20.0))], None).marks
    assert (mark.x, mark.y) == (20.0, 10.0)
    assert mark.href == "/incidents/i1"


def test_what_lies_near_together_is_one_mark_that_leads_nearer():
    lines = [a_line("a", (12.0, 8.5)), a_line("b", (12.2, 8.6)), a_line("c", (-30.0, 150.0))]
    two, one = sorted(world_map(lines, None).marks, key=lambda mark: -mark.count)
    assert (two.count, one.count) == (2, 1)
    nearer = box_of(two.href.removeprefix("?box="))
    assert nearer.width < whole_world().width / 10
    assert {mark.count for mark in world_map(lines[:2], nearer).marks} == {1}


def test_an_imprecise_place_is_an_area_and_no_pin():
    (mark,) = world_map([a_line(radius=300.0)], None).marks
    assert mark.area
    assert mark.ry == pytest.approx(300 / 111.32, rel=0.01)
    assert mark.rx > mark.ry


def test_the_deadlier_is_larger():
    small, large = (world_map([a_line(killed=n)], None).marks[0].rx for n in (1, 100))
    assert large > small


def test_what_lies_beyond_the_box_is_counted():
    drawn = world_map([a_line("a"), a_line("b", (50.0, 100.0)), a_line("c", None)], box_of("2,4,15,14"))
    assert (len(drawn.marks), drawn.beyond) == (1, 1)


@pytest.mark.parametrize("words", ["1,2,3", "a,b,c,d", "10,0,5,10", "-190,0,0,10", "0,10,10,0", "nan,0,1,1"])
def test_a_box_that_is_none_is_refused(words):
    with pytest.raises(InputError, match="box"):
        box_of(words)


@pytest.mark.parametrize("box", [(170, -70, 179, -60), (-180, -10, -170, 0), (0, -82, 360, 58), (5, 5, 5, 5)])
def test_a_part_of_the_world_stays_inside_it(box):
    found, world = fitted(*box), whole_world()
    assert world.x0 <= found.x0 < found.x1 <= world.x1
    assert world.y0 <= found.y0 < found.y1 <= world.y1


def test_an_address_holds_a_box_west_first():
    assert Box(2.0, -14.0, 15.0, -4.0).address() == "2,4,15,14"


@pytest.mark.parametrize(
    ("days", "unit", "bars"),
    [
        (("2024-03-01", "2024-03-22"), "day", 22),
        (("2023-11-30", "2024-03-22"), "month", 5),
        (("2002-10-12", "2024-03-22"), "year", 23),
    ],
)
def test_the_strip_counts_by_what_fits(days, unit, bars):
    strip = strip_of([a_line(str(n), day=day) for n, day in enumerate(days)])
    assert (strip.unit, len(strip.bars)) == (unit, bars)
    assert sum(bar.count for bar in strip.bars) == 2
    assert strip.bars[0].since <= days[0] <= strip.bars[0].until


def test_what_has_no_day_is_in_no_bar():
    assert strip_of([a_line(day=None)]) is None


def test_the_list_keeps_what_has_no_place_in_sight(client):
    page = client.get("/").text
    assert "without a place" in page
    assert client.get("/?place=none").text.count('<td><a href="/incidents/') == int(
        page.split(" without a place")[0].split(">")[-1]
    )


def test_a_part_of_the_map_is_a_filter(client):
    page = client.get("/?box=2,4,15,14").text
    assert "Tudun Biri" in page
    assert "Peshawar" not in page

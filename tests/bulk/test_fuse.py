"""What was read in bulk is fused to the incidents that one process makes of the same readings."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fuse.builders import KADUNA, KANO, MARKET, NIGERIA, a_reading, killed, m, on
from tocsin.bulk.fuse import blocks_of, find_out, fuse
from tocsin.bulk.parts import Row, write_part
from tocsin.errors import InputError
from tocsin.fuse import fuse_all
from tocsin.record import Reading
from tocsin.record.incident_form import incident_form
from tocsin.record.json_form import dumps
from tocsin.record.json_load import loads


def some_readings(count: int) -> list[Reading]:
    """Reports of 36 days, in three places and a country, many of one event, some of two."""
    chance = random.Random(count)
    found = []
    for n in range(count):
        day = f"2024-{chance.randint(1, 4):02d}-{chance.randint(1, 9):02d}"
        told = [
            m(on(day), chance.choice((KANO, KADUNA, MARKET, NIGERIA)), killed(chance.choice((3, 5, 40))))
            for _ in range(chance.choice((1, 1, 1, 2)))
        ]
        found.append(a_reading(*told, id=f"d{n}", source=f"s{chance.randint(1, 5)}", published=day))
    return found


def written(folder: Path, readings: list[Reading]) -> str:
    for at in range(0, len(readings), 50):
        rows = [Row(at=n, document=each.document, reading=each) for n, each in enumerate(readings[at : at + 50])]
        write_part(f"{folder}/readings/part-00000-{at:06d}.parquet", rows)
    return str(folder)


def check_equal(folder: Path, readings: list[Reading]) -> None:
    one = [loads(dumps(incident_form(incident))) for incident in fuse_all(readings).incidents]
    assert [loads(form) for form in fuse(written(folder, readings), workers=2)] == one
    assert 1 < len(one) < len(readings)


def test_the_incidents_are_those_of_one_process(tmp_path: Path) -> None:
    check_equal(tmp_path, some_readings(200))


@pytest.mark.slow
def test_the_incidents_of_5000_reports_are_those_of_one_process(tmp_path: Path) -> None:
    check_equal(tmp_path, some_readings(5000))


def test_a_block_is_of_one_country_and_month() -> None:
    readings = some_readings(60)
    fused = find_out(iter(readings))
    blocks = blocks_of(fused)
    assert sorted(id for block in blocks for id in block) == sorted(fused.ids)
    month_of = {each.id: each.when.value.earliest[:7] for each in fuse_all(readings).incidents}
    assert all(len({month_of[id] for id in block}) == 1 for block in blocks)


def test_where_nothing_was_read_nothing_is_fused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds nothing"):
        list(fuse(str(tmp_path), workers=1))

"""Parquet: types are right, row groups are bounded, layouts are those of the tables."""

import builtins
import csv
import io
from datetime import UTC, date, datetime

import pyarrow as pa
import pytest
from msgspec import structs
from pyarrow import parquet

from tocsin.errors import TocsinError, UnknownNameError
from tocsin.record import Claim, Interval, Participant, Place, Toll, When
from tocsin.share import EXPORTERS
from tocsin.share.parquet import KINDS, LAYOUTS, OWN, ParquetExporter
from tocsin.share.table import COLUMNS
from view.incidents import an_incident, folded

SIDES = (
    folded(Participant(role="perpetrator", kind="organization", name="M23", actor="m23")),
    folded(Participant(role="victim", kind="civilians", name="villagers")),
)
CLAIMS = (folded(Claim(claimant="M23", stance="denied", actor="m23")),)


def table(*incidents, layout="tocsin"):
    out = io.BytesIO()
    done = ParquetExporter().in_layout(layout).write(iter(incidents), out)
    return done, parquet.ParquetFile(io.BytesIO(out.getvalue()))


def row(incident, layout="tocsin"):
    (found,) = table(incident, layout=layout)[1].read().to_pylist()
    return found


def test_days_figures_and_lists_have_their_types():
    found = row(an_incident(claims=CLAIMS, background=True))
    assert (found["earliest"], found["first_published"]) == (date(2024, 3, 22), date(2024, 3, 22))
    assert (found["killed_low"], found["killed_best"], found["geonames_id"]) == (40, None, 216281)
    assert (found["denied_actors"], found["claimed_actors"], found["background"]) == (["m23"], [], True)


def test_an_instant_stands_beside_its_local_day():
    at = "2024-03-23T01:15+03:00"
    found = row(an_incident(when=folded(When(earliest=at, latest=at, precision="minute"))))
    assert found["earliest"] == date(2024, 3, 23)
    assert found["earliest_at"] == datetime(2024, 3, 22, 22, 15, tzinfo=UTC)


def test_a_day_and_a_time_of_unknown_zone_are_no_instants():
    found = row(an_incident(when=folded(When(earliest="2024-03-22", latest="2024-03-22T20:15"))))
    assert (found["earliest_at"], found["latest_at"], found["latest"]) == (None, None, date(2024, 3, 22))


def test_words_are_as_said_and_no_apostrophe_is_put_before_them():
    place = Place(name="-1 base", country="CD", latitude=0.0, longitude=0.0, precision="venue")
    assert row(an_incident(where=(folded(place),)))["place"] == "-1 base"


def test_own_columns_are_those_of_csv_with_the_instants_beside_them():
    _, file = table()
    assert tuple(file.schema_arrow.names) == OWN
    assert [name for name in OWN if not name.endswith("_at")] == list(COLUMNS)


@pytest.mark.parametrize("layout", ["ucdp", "acled", "gtd"])
def test_a_layout_holds_what_the_table_of_its_name_holds(layout):
    incidents = [an_incident(participants=SIDES), an_incident(id="i2", family="response", type=folded("arrest"))]
    out = io.BytesIO()
    told = EXPORTERS.make(layout).write(iter(incidents), out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    done, file = table(*incidents, layout=layout)
    found = file.read().to_pylist()
    assert done == told
    assert [{name: "" if cell is None else str(cell) for name, cell in each.items()} for each in found] == rows


def test_ucdp_has_dates_and_whole_figures_that_may_be_missing():
    _, file = table(an_incident(participants=SIDES), layout="ucdp")
    types = dict(zip(file.schema_arrow.names, file.schema_arrow.types, strict=True))
    assert types["date_start"] == types["source_date"] == pa.date32()
    assert types["best"] == types["year"] == types["type_of_violence"] == pa.int64()
    (found,) = file.read().to_pylist()
    assert (found["low"], found["best"], found["high"]) == (40, 40, None)


def test_every_column_that_is_no_words_is_a_column():
    known = {name for layout in LAYOUTS.values() for name in layout.columns}
    assert {name for names in KINDS.values() for name in names} <= known


def test_row_groups_are_bounded():
    one = an_incident(participants=SIDES)
    _, file = table(*(structs.replace(one, id=f"i{n}") for n in range(10_300)))
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
    assert sizes == [10_000, 300]
    assert file.schema_arrow.metadata[b"tocsin.layout"] == b"tocsin"


def test_memory_of_columns_does_not_grow_with_their_number():
    one = an_incident(tolls=(folded(Toll(measure="killed", low=1)),))

    class Nowhere(io.RawIOBase):
        def write(self, content):
            return len(content)

    before = pa.total_allocated_bytes()
    held = []

    def many():
        for n in range(29_000):
            held.append(pa.total_allocated_bytes() - before)
            yield structs.replace(one, id=f"i{n}", when=folded(When(earliest="2024-01-01", end=Interval())))

    ParquetExporter().write(many(), Nowhere())
    assert max(held[20_000:]) <= max(held[10_000:20_000])


def test_no_layout_of_that_name():
    with pytest.raises(UnknownNameError, match="did you mean 'ucdp'"):
        ParquetExporter().in_layout("ucpd")


def test_without_pyarrow_it_says_what_to_install(monkeypatch):
    real = builtins.__import__

    def without(name, *more):
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(TocsinError, match=r"pip install 'tocsin\[bulk\]'"):
        ParquetExporter().write(iter(()), io.BytesIO())

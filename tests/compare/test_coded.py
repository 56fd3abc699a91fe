"""Events that a person coded, from the columns of UCDP GED, of ACLED, and of one's own."""

from datetime import date

import pytest

from tocsin.compare import load_coded
from tocsin.errors import InputError, LineError
from tocsin.record import Bound

GED = (
    "id,side_a,side_b,where_coordinates,latitude,longitude,country,date_start,date_end,best,high,low\n"
    "7,JNIM,Civilians,Djibo town,14.1,-1.63,Burkina Faso,2024-06-11 00:00:00.000,2024-06-12 00:00:00.000,20,31,20\n"
)
ACLED = (
    "event_id_cnty,event_date,actor1,actor2,country,location,latitude,longitude,fatalities,notes\n"
    'BFO1,11 June 2024,JNIM,,Burkina Faso,Djibo,14.1,-1.63,20,"On 11 June, militants, it is said, ..."\n'
)


def loaded(tmp_path, text, **more):
    path = tmp_path / "coded.csv"
    path.write_text(text, "utf-8")
    return load_coded(path, **more)


def test_ucdp_is_told_by_its_columns(tmp_path):
    (event,) = loaded(tmp_path, GED)
    assert (event.id, event.country, event.place, event.actors) == ("7", "BF", "Djibo town", ("JNIM", "Civilians"))
    assert (event.start, event.end) == (date(2024, 6, 11), date(2024, 6, 12))
    assert event.killed == Bound(low=20, high=31, best=20)


def test_what_ucdp_sums_up_is_a_summary(tmp_path):
    clear = GED.replace(",low\n", ",low,event_clarity\n").replace(",20\n", ",20,{}\n")
    assert [loaded(tmp_path, clear.format(n))[0].summary for n in (1, 2)] == [False, True]


@pytest.mark.parametrize(
    ("precision", "days"),
    [
        (1, (date(2024, 6, 11), date(2024, 6, 11))),
        (2, (date(2024, 6, 8), date(2024, 6, 14))),
        (3, (date(2024, 6, 1), date(2024, 6, 30))),
    ],
)
def test_a_day_of_acled_that_stands_for_a_week_or_a_month_is_one(tmp_path, precision, days):
    head, row = ACLED.splitlines()
    (event,) = loaded(tmp_path, f"{head},time_precision\n{row},{precision}\n")
    assert (event.start, event.end) == days


def test_acled_is_told_by_its_columns(tmp_path):
    (event,) = loaded(tmp_path, ACLED)
    assert (event.id, event.start, event.actors) == ("BFO1", date(2024, 6, 11), ("JNIM",))
    assert event.killed == Bound.exactly(20)
    assert event.about is not None


def test_columns_of_ones_own_are_named(tmp_path):
    text = "when;dead;town\n2024-06-11;;Djibo\n"
    (event,) = loaded(tmp_path, text, mapping={"start": "when", "killed": "dead", "place": "town"})
    assert (event.id, event.place, event.killed, event.country) == ("row 2", "Djibo", None, None)


def test_a_country_with_another_in_brackets_is_known(tmp_path):
    (event,) = loaded(tmp_path, GED.replace("Burkina Faso", "Russia (Soviet Union)"))
    assert event.country == "RU"


WRONG = {
    "no day": (GED.replace("2024-06-11 00:00:00.000", "some day"), LineError, "'some day' is no day"),
    "no number": (GED.replace(",20,31,20", ",many,31,20"), LineError, "'many' is no number"),
    "off the globe": (GED.replace("14.1", "141"), LineError, "beyond 90 degrees"),
    "other columns": ("a,b\n1,2\n", InputError, "--map start=COLUMN"),
    "no day at all": (GED.replace("2024-06-11 00:00:00.000,2024-06-12 00:00:00.000", ","), LineError, "is empty"),
}


@pytest.mark.parametrize(("text", "error", "words"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path, text, error, words):
    with pytest.raises(error) as caught:
        loaded(tmp_path, text)
    assert words in str(caught.value)


@pytest.mark.parametrize("mapping", [{"killed": "dead"}, {"start": "nowhere"}, {"mood": "when"}])
def test_a_mapping_that_cannot_be_is_refused(tmp_path, mapping):
    with pytest.raises(InputError):
        loaded(tmp_path, "when,dead\n2024-06-11,3\n", mapping=mapping)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "coded.csv"
    path.write_bytes(b"date_start,side_a\n\xff\xfe\x00,x\n")
    with pytest.raises(InputError, match="cannot be read as CSV"):
        load_coded(path)


def test_a_table_in_the_columns_of_gtd(tmp_path):
    path = tmp_path / "gtd.csv"
    path.write_text(
        "eventid,iyear,imonth,iday,country_txt,city,latitude,longitude,attacktype1_txt,gname,nkill\n"
        "201803050001,2018,3,5,Nigeria,Rann,12.27,14.47,Armed Assault,Boko Haram,11\n"
        "201802000002,2018,2,0,Mali,Gao,16.27,-0.04,Bombing/Explosion,Unknown,\n"
    )
    exact, vague = load_coded(path)
    assert (exact.start, exact.end, exact.country, exact.types) == (
        date(2018, 3, 5),
        date(2018, 3, 5),
        "NG",
        ("Armed Assault",),
    )
    assert (vague.start, vague.end, vague.killed) == (date(2018, 2, 1), date(2018, 2, 28), None)

"""Gazetteers from files in the form of GeoNames: what is taken, what is refused, and that a reader can use them."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tocsin.errors import InputError, LexiconError, LineError
from tocsin.resolve import gazetteer_file
from tocsin.resolve.gazetteer import Gazetteer, default_gazetteer
from tocsin.resolve.gazetteer_build import build_gazetteer
from tocsin.resolve.gazetteer_entry import Entry
from tocsin.resolve.places import PlaceResolver

DAY = "2026-11-30"
Build = Callable[..., Gazetteer]


def place(
    id: int, name: str, feature: str, country: str, spot: tuple[float, float], *, units: str = "01", people: int = 0,
    ascii: str = "", alternates: str = "",
) -> str:  # fmt: skip
    """A line of a file of places; `units` are the codes of levels 1 to 3 with dots between."""
    group, code = feature.split(".")
    a1, a2, a3 = (*units.split("."), "", "")[:3]
    return "\t".join(
        (str(id), name, ascii or name, alternates, str(spot[0]), str(spot[1]), group, code, country, "", a1, a2, a3, "",
         str(people), "", "0", "Africa/Lagos", "2026-01-01")
    )  # fmt: skip


TOWNS = (
    place(
        1,
        "Zorbalé",
        "P.PPL",
        "NG",
        (12.5, 4.5),
        units="51.02",
        people=20_000,
        ascii="Zorbale",
        alternates="Sorbalia,זו",
    ),
    place(2, "Mirhaven", "P.PPL", "NG", (12.9, 4.9), units="51.02", people=900),
    place(3, "Oldmirhaven", "P.PPLH", "NG", (12.9, 4.9), units="51.02", people=900),
    place(4, "Plateau Peak", "T.PK", "NG", (12.9, 4.9), units="51.02"),
    place(5, "Mirhaven Camp", "S.CMPRF", "NG", (12.95, 4.95), units="51.02"),
    place(6, "Market", "P.PPL", "NG", (12.0, 4.0), units="51.02", people=10),
    place(7, "Zorbalé", "P.PPL", "KE", (1.5, 36.5), units="07", people=300),
)
UNITS = (
    place(50, "Etat de Quelnor", "A.ADM1", "NG", (12.6, 4.6), units="51", people=3_000_000),
    place(51, "Ostrel", "A.ADM2", "NG", (12.7, 4.7), units="51.02", people=50_000),
    place(52, "Ward of Ilm", "A.ADM3", "NG", (12.75, 4.75), units="51.02.9"),
    place(53, "Zorbalé", "A.ADM2", "NG", (12.5, 4.5), units="51.03"),
)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds from files given by their names, each as its lines or as bytes."""

    def made(out: str = "out.sqlite", **files: tuple[str, ...] | bytes) -> Gazetteer:
        folder = tmp_path / "geonames"
        folder.mkdir(exist_ok=True)
        for stem, content in files.items():
            data = content if isinstance(content, bytes) else "".join(line + "\n" for line in content).encode()
            (folder / f"{stem}.txt").write_bytes(data)
        build_gazetteer(folder, tmp_path / out, built=DAY)
        return Gazetteer(tmp_path / out)

    return made


def only(gazetteer: Gazetteer, name: str, kind: str = "city") -> Entry:
    (entry,) = [e for e in gazetteer.find(name) if e.kind == kind and not e.own]
    return entry


def names_found(gazetteer: Gazetteer, name: str) -> list[tuple[str, str | None]]:
    return [(entry.kind, entry.country) for entry in gazetteer.find(name) if not entry.own]


def test_towns_and_camps_are_taken_and_other_features_are_not(build: Build) -> None:
    held = build(cities500=TOWNS)
    found = only(held, "Mirhaven")
    assert (found.country, found.latitude, found.population, found.geonames_id) == ("NG", 12.9, 900, 2)
    assert names_found(held, "Mirhaven Camp") == [("city", "NG")]
    assert [names_found(held, name) for name in ("Oldmirhaven", "Plateau Peak", "Market")] == [[], [], []]
    assert held.counts() == {"city": 4, "names": 4}


def test_alternate_names_lead_to_a_town_of_some_size_only_where_they_are_in_latin_script(build: Build) -> None:
    held = build(cities500=TOWNS)
    assert only(held, "Sorbalia").name == "Zorbalé"
    assert not only(held, "Sorbalia").main
    assert names_found(held, "זו") == []


def test_places_of_one_name_come_by_falling_population(build: Build) -> None:
    assert names_found(build(allCountries=TOWNS), "Zorbale") == [("city", "NG"), ("city", "KE")]


def test_a_unit_has_the_name_and_the_middle_that_geonames_gives_it(build: Build) -> None:
    held = build(allCountries=(*UNITS, *TOWNS), admin1CodesASCII=("NG.51\tQuelnor State\tQuelnor State\t50",))
    unit = only(held, "Quelnor", "admin1")
    assert (unit.name, unit.latitude, unit.admin1) == ("Quelnor State", 12.6, "Quelnor")
    assert only(held, "Mirhaven").admin1 == "Quelnor"
    assert only(held, "Ostrel", "admin2").admin1 == "Quelnor"
    assert only(held, "Ward of Ilm", "admin2").geonames_id == 52


def test_a_unit_without_a_place_of_its_own_lies_in_the_middle_of_its_towns(build: Build) -> None:
    held = build(cities500=TOWNS, admin1CodesASCII=("NG.51\tQuelnor\tQuelnor\t50", "NG.99\tNowhere\tNowhere\t60"))
    unit = only(held, "Quelnor", "admin1")
    assert unit.latitude == pytest.approx((12.5 + 12.9 + 12.95) / 3, abs=0.001)
    assert unit.radius_km >= 10
    assert names_found(held, "Nowhere") == []


def test_a_small_unit_named_after_a_town_in_it_is_left_to_the_town(build: Build) -> None:
    towns = (*TOWNS, place(8, "Kelsin", "P.PPL", "NG", (12.4, 4.4), units="51.04", people=4_000))
    held = build(cities500=towns, admin2Codes=("NG.51.04\tKelsin District\tKelsin District\t70",))
    assert names_found(held, "Kelsin") == [("city", "NG")]


def test_names_in_other_languages(build: Build) -> None:
    names = (
        "901\t2\ten\tMirrowhaven\t1\t\t\t",
        "902\t2\tfr\tHavre-de-Mir\t\t\t\t",
        "903\t1\tfr\tZorbaille\t\t\t\t",
        "904\t1\ten\tZorbgrad\t\t\t\t1",
        "905\t1\tlink\tHttps Example\t\t\t\t",
        "906\t50\ten\tQuellnor\t1\t\t\t",
        "907\t777\ten\tElsewhere\t1\t\t\t",
        "908\t2\ten\tMarket\t1\t\t\t",
    )
    held = build(allCountries=(*UNITS, *TOWNS), alternateNamesV2=names)
    assert only(held, "Mirrowhaven").main
    assert not only(held, "Zorbaille").main
    assert only(held, "Quellnor", "admin1").name == "Quellnor"
    gone = ("Havre-de-Mir", "Zorbgrad", "Https Example", "Elsewhere", "Sorbalia", "Market")
    assert [names_found(held, name) for name in gone] == [[]] * len(gone)


def test_only_the_countries_listed_are_taken(build: Build) -> None:
    countries = ("#ISO\tISO3", "KE\tKEN\t404\tKE\tKenya\tNairobi\t580367\t1\tAF")
    assert names_found(build(cities500=TOWNS, countryInfo=countries), "Zorbale") == [("city", "KE")]


def test_a_zip_archive_and_a_file_of_one_country_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "geonames"
    folder.mkdir()
    with zipfile.ZipFile(folder / "NG.zip", "w") as archive:
        archive.writestr("readme.txt", "no places")
        archive.writestr("NG.txt", "\n".join(TOWNS[:2]))
    build_gazetteer(folder, tmp_path / "out.sqlite", built=DAY)
    assert names_found(Gazetteer(tmp_path / "out.sqlite"), "Mirhaven") == [("city", "NG")]


def test_the_same_files_give_the_same_digest_and_others_another(build: Build) -> None:
    first = build("a.sqlite", cities500=TOWNS).digest
    assert build("b.sqlite", cities500=TOWNS, cities1000=TOWNS[:1]).digest == first
    assert build("c.sqlite", cities500=TOWNS[:2]).digest != first


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("1\tZorbalé\tZorbale", "expected 19 fields with tabs between, found 3"),
        (TOWNS[0].replace("12.5", "north"), "latitude is 'north'"),
        (TOWNS[0].replace("12.5", "91.0"), "between -90 and 90"),
        (TOWNS[0].replace("4.5", "nan"), "longitude is 'nan'"),
        (TOWNS[0].replace("20000", "many"), "population"),
        (TOWNS[0].replace("1\tZorbalé", "x1\tZorbalé"), "the id"),
        (TOWNS[0].replace("Zorbalé", " "), "the name"),
    ],
)
def test_a_malformed_line_is_named_and_nothing_is_written(build: Build, tmp_path: Path, line: str, why: str) -> None:
    with pytest.raises(LineError, match=why) as error:
        build(cities500=(TOWNS[1], "", line))
    assert error.value.line == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["geonames"]


@pytest.mark.parametrize(
    ("stem", "line"),
    [
        ("admin1CodesASCII", "NG51\tQuelnor\tQuelnor\t50"), ("admin2Codes", "NG.51.02\tOstrel"),
        ("alternateNamesV2", "901\tx\ten\tMirrowhaven"), ("alternateNamesV2", "901"), ("countryInfo", "Kenya\tKE"),
    ],
)  # fmt: skip
def test_a_malformed_line_of_the_other_files_is_named(build: Build, stem: str, line: str) -> None:
    with pytest.raises(LineError, match=f"{stem}.txt, line 1: "):
        build(cities500=TOWNS, **{stem: (line,)})


def test_what_is_not_utf8_is_named(build: Build) -> None:
    with pytest.raises(LineError, match="line 1: is not UTF-8"):
        build(cities500=TOWNS[0].replace(",זו", "").encode("latin-1"))


def test_a_folder_without_places_is_refused(build: Build) -> None:
    with pytest.raises(InputError, match="holds no places of GeoNames"):
        build(admin1CodesASCII=("NG.51\tQuelnor\tQuelnor\t50",))


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "cities500.zip").write_bytes(b"PK no archive")
    with pytest.raises(InputError, match=r"cities500\.zip cannot be read"):
        build_gazetteer(tmp_path, tmp_path / "out.sqlite", built=DAY)


def test_a_file_that_cannot_be_written_is_named(build: Build, tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="cannot be written"):
        build("missing/out.sqlite", cities500=TOWNS)


def test_memory_does_not_grow_with_the_rows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    held: list[int] = []
    alive = 0

    class Counted(gazetteer_file.Row):
        def __init__(self, number: int) -> None:
            nonlocal alive
            alive += 1
            held.append(alive)
            super().__init__(f"Town {number}", "NG", "city", 1.0, 1.0, keys={f"town {number}": True})

        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    rows = (Counted(number) for number in range(500))
    saved = gazetteer_file.save_gazetteer(tmp_path / "out.sqlite", rows, built=DAY, inputs="none")
    assert saved.names == 500
    assert max(held) <= 3


def test_a_reader_resolves_over_it_with_our_own_rows_beside(build: Build) -> None:
    held = build(cities500=TOWNS)
    found = PlaceResolver(held).resolve("Gunmen raided Mirhaven, in Nigeria, and a convoy left Goma in North Kivu.")
    assert next((p.name, p.place.country) for p in found) == ("Mirhaven", "NG")
    assert ("North Kivu", "CD") in [(p.name, p.place.country) for p in found]
    assert held.digest != default_gazetteer().digest


def test_the_file_says_what_it_is(build: Build, tmp_path: Path) -> None:
    held = build(cities500=TOWNS)
    assert (held.built, held.inputs) == (DAY, "GeoNames: cities500.txt")
    assert "CC BY 4.0" in held.attribution
    with sqlite3.connect(tmp_path / "out.sqlite") as base:
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    base.close()
    assert tables == {"meta", "unit", "place", "name"}

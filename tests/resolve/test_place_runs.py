import pytest

from tocsin.resolve.place_runs import CAPITALS, RUN, find_runs
from tocsin.resolve.scanning import Scan


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen struck Velmor on Friday, the Ministry of Roads said.",
        "In Sorrel’s east, Gen. Abel Marr met J. F. Quint; US troops left",
        "Port of the Orlen: Cox's Bazar, al-Hamra and Winston-on-Sea (Tex.)",
        "from _Hidden Street, 5Ave, d'Arvor to São Tomé\nand Príncipe",
        "Los\nAngeles and\n\nRiver Plate",
        "Sarn",
        "",
    ],
)
def test_runs_are_those_that_the_pattern_finds(text):
    scan = Scan(text)
    found = find_runs(text, scan.words, scan.facts.row(CAPITALS))
    assert [(start, end) for start, end, _ in found] == [match.span() for match in RUN.finditer(text)]


def test_a_run_is_given_with_the_token_in_which_it_begins():
    scan = Scan("They shelled al-Hamra at noon")
    assert [number for _, _, number in find_runs(scan.text, scan.words, scan.facts.row(CAPITALS))] == [0, 2]

"""Lines that are no part of a report go, whole."""

from hypothesis import given
from hypothesis import strategies as st

from tocsin.gather.noise import without_noise

REPORT = "Gunmen killed nine people in Tamba.\nThe police gave chase."


def test_a_text_keeps_its_report_and_loses_the_rest():
    lines = REPORT.split("\n")
    noise = ["", "Read also: Blast in Qasr kills nine", "SHARE", ">> Don't miss: our map of the attacks"]
    assert without_noise("\n".join([*noise, lines[0], noise[1], lines[1], *noise])) == REPORT


def test_a_text_of_nothing_else_stays():
    assert without_noise("Share\nAdvertisement") == "Share\nAdvertisement"


@given(st.text(max_size=400))
def test_what_stays_stood_there_before(text):
    assert set(without_noise(text).split("\n")) <= set(text.split("\n"))

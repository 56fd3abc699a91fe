"""Datelines and dates of publication in the first words of a text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.resolve.datelines import find_dateline, find_published

# text, dateline (its words, place, date, source), words of the day of publication
DATELINES: list[tuple[str, tuple[str, str | None, date | None, str | None], str | None]] = [
    ("KABUL, Aug. 26 (Harbour Wire) — Gunmen",
     ("KABUL, Aug. 26 (Harbour Wire) —", "KABUL", None, "Harbour Wire"), None),
    ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT] THE ARMY",
     ("SAN SALVADOR, 3 JAN 90 (ACAN-EFE) -- [TEXT]", "SAN SALVADOR", date(1990, 1, 3), "ACAN-EFE"), "3 JAN 90"),
    ("date 2024-03-26 In a chilling turn", ("date 2024-03-26", None, date(2024, 3, 26), None), "2024-03-26"),
    ("March 26, 2024 - Gunmen", ("March 26, 2024 -", None, date(2024, 3, 26), None), "March 26, 2024"),
    ("Tuesday, March 26, 2024\nGunmen", ("Tuesday, March 26, 2024", None, date(2024, 3, 26), None),
     "Tuesday, March 26, 2024"),
    ("2024-03-26 Gunmen stormed", ("2024-03-26", None, date(2024, 3, 26), None), "2024-03-26"),
    ("Moscow (AFP) - Gunmen", ("Moscow (AFP) -", "Moscow", None, "AFP"), None),
    ("  Moscow (AFP) - Gunmen", ("Moscow (AFP) -", "Moscow", None, "AFP"), None),
    ("Published: 26 March 2024\nGunmen", ("Published: 26 March 2024", None, date(2024, 3, 26), None), "26 March 2024"),
    ("Posted on 2024/03/26 by X", ("Posted on 2024/03/26", None, date(2024, 3, 26), None), "2024/03/26"),
    ("Posted: Monday, October 17, 2016 10:26 am |",
     ("Posted: Monday, October 17, 2016", None, date(2016, 10, 17), None), "Monday, October 17, 2016"),
    ("MOSCOW — Four men", ("MOSCOW —", "MOSCOW", None, None), None),
    ("KABUL, Afghanistan — At least", ("KABUL, Afghanistan —", "KABUL", None, None), None),
    ("PESHAWAR: At least ten", ("PESHAWAR:", "PESHAWAR", None, None), None),
    ("Srinagar, Mar 3: Militants", ("Srinagar, Mar 3:", "Srinagar", None, None), None),
    ("MAIDUGURI, Nigeria, March 3 (Wire) - X",
     ("MAIDUGURI, Nigeria, March 3 (Wire) -", "MAIDUGURI", None, "Wire"), None),
    ("WASHINGTON/LONDON, Jan 7, 2015 (Wire) -- X",
     ("WASHINGTON/LONDON, Jan 7, 2015 (Wire) --", "WASHINGTON/LONDON", date(2015, 1, 7), "Wire"), "Jan 7, 2015"),
    ("MANAGUA (NICARAGUA), 11 DEC 89 (RADIO SANDINO) -- [TEXT] X",
     ("MANAGUA (NICARAGUA), 11 DEC 89 (RADIO SANDINO) -- [TEXT]", "MANAGUA", date(1989, 12, 11), "RADIO SANDINO"),
     "11 DEC 89"),
    ("CLANDESTINE, NO DATE (RADIO VENCEREMOS) -- [TEXT] X",
     ("CLANDESTINE, NO DATE (RADIO VENCEREMOS) -- [TEXT]", None, None, "RADIO VENCEREMOS"), None),
    ("CLANDESTINE, NO DATE -- X", ("CLANDESTINE, NO DATE --", None, None, None), None),
    ("NO CITY (PERU), 16 SEP 89 -- X", ("NO CITY (PERU), 16 SEP 89 --", "PERU", date(1989, 9, 16), None), "16 SEP 89"),
    ("KRASNOGORSK, MARCH 23 (ITS) -- THE NUMBER", ("KRASNOGORSK, MARCH 23 (ITS) --", "KRASNOGORSK", None, "ITS"), None),
    ("RIO DE JANEIRO, 5 MAY 68 (X) -- Y", ("RIO DE JANEIRO, 5 MAY 68 (X) --", "RIO DE JANEIRO", date(2068, 5, 5), "X"),
     "5 MAY 68"),
    ("Gunmen attack a bus\nBy A. Reporter\nKABUL - Gunmen opened fire", ("KABUL -", "KABUL", None, None), None),
    ("Two dead in Kano\n\nKANO, Nigeria (Wire) — Two", ("KANO, Nigeria (Wire) —", "KANO", None, "Wire"), None),
    ("LIMA, 5 MAY 69 (X) -- Y", ("LIMA, 5 MAY 69 (X) --", "LIMA", date(1969, 5, 5), "X"), "5 MAY 69"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "day"), DATELINES, ids=[text[:30].strip() for text, _, _ in DATELINES])
def test_dateline(text: str, expected: tuple[str, str | None, date | None, str | None], day: str | None) -> None:
    found = find_dateline(text)
    assert found is not None
    assert (text[found.start : found.end], found.place, found.date, found.source) == expected
    if found.place is not None:
        assert text[found.place_start : found.place_end] == found.place
    published = find_published(text)
    assert (text[published[1] : published[2]] if published else None) == day


@pytest.mark.parametrize(
    "text",
    [
        "On 22 March 2024 gunmen stormed a hall.",
        "22 March 2024 gunmen stormed a hall.",
        "March 22, 2024 was a dark day.",
        "22 March 2024: Gunmen stormed a hall.",
        "22 March 2024 – 24 March 2024: a siege",
        "The attack of March 22, 2024 - the worst in years",
        "BREAKING — Gunmen stormed a hall.",
        "WATCH: Gunmen storm a hall.",
        "GUNMEN KILL 12 - POLICE SAY THE TOLL MAY RISE",
        "Police: two dead",
        "The toll rose to 84 - officials",
        "A day - said the man",
        "On Friday, gunmen came.",
        "Update (Feb. 18):\nGunmen",
        "Gunmen stormed a hall in Kano on Friday.\nMOSCOW - Four men",
        "Hall stormed\nBREAKING - Gunmen",
        "",
        " \n ",
    ],
)
def test_first_words_that_are_no_dateline(text: str) -> None:
    assert find_dateline(text) is None
    assert find_published(text) is None


PUBLISHED = [
    ("By John Smith, March 26, 2024\nGunmen stormed", "March 26, 2024", date(2024, 3, 26)),
    ("Gunmen storm hall\nBy John Smith | 26 March 2024\n\nGunmen", "26 March 2024", date(2024, 3, 26)),
    ("Gunmen storm hall\n26/03/2024\nGunmen", "26/03/2024", date(2024, 3, 26)),
    ("Gunmen storm hall\nMarch 26, 2024 10:26 am\nGunmen", "march 26, 2024".title(), date(2024, 3, 26)),
    ("Title\nPosted by John Smith on March 26, 2024\n\nGunmen", "March 26, 2024", date(2024, 3, 26)),
    ("Title\nUpdated: 27 March 2024\nPublished: 26 March 2024\n\nGunmen", "26 March 2024", date(2024, 3, 26)),
    ("MOSCOW, March 23 (Wire) - Gunmen\nPublished: 23 March 2024\n", "23 March 2024", date(2024, 3, 23)),
]


@pytest.mark.parametrize(("text", "words", "day"), PUBLISHED, ids=[text[:30] for text, _, _ in PUBLISHED])
def test_day_of_publication_in_a_line_of_its_own(text: str, words: str, day: date) -> None:
    found = find_published(text)
    assert found is not None
    assert (found[0], text[found[1] : found[2]]) == (day, words)


@pytest.mark.parametrize(
    "text",
    [
        "By Friday, 22 March 2024, they had left.",
        "Title\nOn 22 March 2024 gunmen stormed a hall.\n",
        "By John Smith, Friday\nGunmen",
        "By John Smith, March 26\nGunmen",
        "Published: Friday\nGunmen",
        "Published: 03/04/2024\nGunmen",
        "Published: 31 February 2024\nGunmen",
        "The law was published 26 March 2024 and took effect in May, when the army had long left the town.",
    ],
)
def test_date_that_is_not_one_of_publication(text: str) -> None:
    assert find_published(text) is None


def test_dateline_ends_within_the_first_200_characters() -> None:
    assert find_dateline(" " * 190 + "KABUL, Aug. 26 (Harbour Wire) — Gunmen") is None


PIECES = st.sampled_from(
    "KABUL Kabul , Aug. 26 2024 90 ( ) Wire - — -- : by Published on 2024-03-26 22/03/2024 \n İ".split(" ")
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
@settings(max_examples=400)
def test_any_text_gives_sound_spans(text: str) -> None:
    found, published = find_dateline(text), find_published(text)
    if found is not None:
        assert 0 <= found.start < found.end <= min(len(text), 200)
        if found.place is not None:
            assert text[found.place_start : found.place_end] == found.place
    if published is not None:
        assert 0 <= published[1] < published[2] <= len(text)

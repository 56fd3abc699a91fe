"""What a heading says of the lines below it: what went before, accidents, other fields of life."""

from __future__ import annotations

import pytest

from builders import a_document
from tocsin.lexicon import load_toml
from tocsin.pipeline import READERS
from tocsin.read.rules.document import prepare
from tocsin.read.rules.sections import sections_of
from tocsin.record import When

BELOW = "Nobody was there."


def acts(text, **fields):
    found = READERS.make("rules").read(a_document(text, published=fields.pop("published", None), **fields)).mentions
    return [(m.type, m.background) for m in found if m.family == "violence"]


def section_below(heading):
    lines = prepare(
        a_document(f"The town was quiet.\n\n{heading}\n\n{BELOW}\n\nReactions\n\nEverybody went home.")
    ).lines
    by_text = {line.sentence.texts[0]: line.sentence.number for line in lines}
    sections = sections_of(lines)
    assert by_text["Everybody"] not in sections
    return sections.get(by_text["Nobody"])


@pytest.mark.parametrize("row", load_toml("domains.toml")["section"], ids=lambda row: row["section"])
def test_words_of_headings(row):
    assert section_below(row["yes"]) == row["section"]
    assert section_below(row["no"]) is None


LEAD = "On 3 May 2019 gunmen attacked the mill at Arvela, killing four workers."


def test_what_a_section_on_the_past_tells_is_history():
    text = f"{LEAD}\n\nBackground\nOn 12 April 2019 a bomb exploded in Solvik.\n\nAftermath\nOn 5 May 2019 a bomb exploded in Dorma."
    assert acts(text) == [("armed_assault", False), ("bombing", True), ("bombing", False)]


def test_a_section_on_the_past_that_comes_to_the_matter_tells_the_matter():
    text = f"{LEAD}\n\nBackground\nThe attack was no surprise.\nThe mill had been attacked on 3 May 2019 because of its owner."
    assert acts(text) == [("armed_assault", False)]


def test_an_undated_text_is_as_old_as_what_it_tells_of():
    text = f"{LEAD} It was the deadliest attack since the bombing of 8 March 2017 in Solvik."
    assert acts(text) == [("armed_assault", False), ("bombing", True)]


DAY = "2019-05-03"
WAR = "Armed conflicts\n- Gunmen kill four villagers on the road from Arvela to the sea, as a holiday there comes to an end.\n\n"


def test_accidents_of_a_digest_are_no_acts():
    text = (
        WAR
        + "Disasters and accidents\n- Two vans collide near Solvik, killing three people.\n- A blaze kills two in Dorma."
    )
    assert acts(text, published=DAY) == [("armed_assault", False)]


def test_a_statement_has_a_day_that_the_event_of_which_it_tells_has_not():
    text = f"{LEAD} Footage of the attack, released on 9 September 2020, showed two of them."
    found = READERS.make("rules").read(a_document(text, published=None)).mentions
    assert [when.earliest for m in found for when in m.all(When)] == ["2019-05-03"]


def test_what_the_armed_do_is_an_act_under_any_heading():
    text = WAR + "Disasters and accidents\n- Gunmen kill nine firefighters near Solvik.\n- A storm kills two in Dorma."
    assert acts(text, published=DAY) == [("armed_assault", False), ("armed_assault", False)]


def test_an_attack_in_the_news_of_sport_is_none():
    text = WAR + "Sports\n- An attack in the last minute gives Solvik the cup.\n- Dorma wins the derby."
    assert acts(text, published=DAY) == [("armed_assault", False)]


def test_an_item_that_only_names_events_reports_none():
    text = (
        "Armed conflicts\n- Siege of Arvela (2018–2019), Battle of the Solvik mills, Dorma school massacre\n"
        "- Troops shelled the suburb of Solvik.\n- Rebels freed a teacher in Dorma."
    )
    assert [type_ for type_, _ in acts(text, published=DAY)] == ["shelling"]


@pytest.mark.parametrize("link", ["Read also: Bomb blast kills 40 in Solvik", "RELATED: Rebels kill ten at a mine"])
def test_a_link_to_another_report_tells_no_event(link):
    text = f"Gunmen killed nine people in Dorma on Monday.\n\n{link}\n\nThe governor promised patrols."
    assert acts(text, published=DAY) == [("armed_assault", False)]

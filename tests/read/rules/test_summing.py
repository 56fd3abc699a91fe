"""Several events told at once are a summary; one event of a series is one event."""

import pytest

from builders import a_document
from tocsin.read.rules.reader import RuleReader

SUMMARIES = {
    "a wave": "A wave of bombings has hit the port of Aden since May.",
    "dozens": "Gunmen carried out dozens of raids on villages near Jos last month.",
    "again and again": "Repeated drone strikes have closed the airport at Port Sudan.",
    "so many times": "Militants shelled the town of Derna 40 times last year.",
    "repeatedly": "Troops repeatedly shelled the suburb in May.",
    "many, over the years": "Since 2016 bandits have abducted hundreds of pupils in the north-west.",
    "cases": "Rights workers counted 60 cases of arson in the district last month.",
    "things that one blow cannot strike": "Between January and March raiders burned down 40 villages near Jos.",
    "night after night": "Night after night for two weeks drones have bombed the port of Aden.",
    "a number that rose": "Abductions in the province rose to 90 in the second quarter.",
}
SINGLE = {
    "the latest of them": "The bombing of a bus in Aden on Friday was the latest in a series of attacks.",
    "two at once": "Two bombings killed nine people in Aden on Friday.",
    "many in one act": "Bandits abducted 40 pupils from a school near Jos on Friday.",
    "more than once in one act": "Gunmen shot a trader 12 times in Jos on Friday.",
    "since then": "Gunmen attacked a bus in Jos on Friday. They have been at large since.",
}
HABITS = (
    "Every night militants attack the posts along the river.",
    "The herders raid the farms each season.",
)


def units(text):
    mentions = RuleReader().read(a_document(text, published="2024-06-05")).mentions
    return [m.unit for m in mentions if m.family == "violence"]


@pytest.mark.parametrize("text", SUMMARIES.values(), ids=SUMMARIES)
def test_several_events_are_a_summary(text):
    assert set(units(text)) <= {"summary", "campaign"}
    assert units(text)


@pytest.mark.parametrize("text", SINGLE.values(), ids=SINGLE)
def test_one_event_is_no_summary(text):
    assert "single" in units(text)


@pytest.mark.parametrize("text", HABITS)
def test_a_habit_is_no_event(text):
    assert units(text) == []

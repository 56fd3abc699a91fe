"""What became of the things that were hit, by the words beside the event."""

import pytest

from builders import a_mention, a_reading
from evaluate.builders import a_case
from tocsin.evaluate.muc4_told import target_effects


@pytest.mark.parametrize(
    ("text", "effects"),
    [
        ("A bomb exploded at the bank. The building was destroyed.", ("DESTROYED",)),
        ("A bomb exploded at the bank and damaged its windows.", ("SOME DAMAGE",)),
        ("A bomb exploded at the bank. It destroyed a car and damaged two houses.", ("DESTROYED", "SOME DAMAGE")),
        ("A bomb exploded at the bank. There was no damage.", ("NO DAMAGE",)),
        ("A bomb exploded at the bank. Nobody was there.", ()),
        ("A bomb exploded at the bank. Nobody was there. In May a storm had destroyed the roof.", ()),
        ("In May a storm destroyed the roof. A bomb exploded at the bank.", ()),
    ],
)
def test_damage_is_told_in_the_sentence_of_the_event_or_the_next(text, effects):
    doc = a_case(text).doc
    event = a_mention(doc, type="bombing", words="exploded")
    assert target_effects(a_reading(doc, event), event) == effects

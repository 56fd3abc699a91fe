"""The work of reading grows with the text and no faster: counted in calls, not in time."""

from __future__ import annotations

import sys

from tocsin.read.rules.reader import RuleReader
from tocsin.record import Document

REPORTS = (
    "Gunmen killed four guards at the Harbour Gate Hotel in Kabul on Friday, police said.",
    '"We heard shots," said Omar Haidari, a shopkeeper. He blamed the attack on rebels from Kandahar.',
    "Two bombs wounded 12 people in the village of Tarinkala near Jalalabad, and the army arrested a suspect.",
    "The Interior Ministry denied that its troops had shelled a school in Herat province in March 2021.",
    "In Mosul, protesters marched to the airport after the funeral; nobody claimed responsibility.",
)


def calls(reader: RuleReader, text: str) -> int:
    """How often Python calls a function of its own while a text is read."""
    made = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal made
        made += event == "call"

    doc = Document(key="k", id="k", text=text, published="2021-08-27", language="en")
    sys.setprofile(count)
    try:
        reader.read(doc)
    finally:
        sys.setprofile(None)
    return made


def test_eight_times_the_text_takes_eight_times_the_calls() -> None:
    reader = RuleReader()
    once = "\n\n".join(REPORTS * 8)
    calls(reader, once)  # fills what is remembered of words
    assert calls(reader, "\n\n".join([once] * 8)) < 8 * 1.25 * calls(reader, once)

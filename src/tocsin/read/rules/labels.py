"""Openings of items that name a topic and report nothing."""

from __future__ import annotations

from tocsin.read.rules.groups import Sentence
from tocsin.read.rules.scene import Anchor
from tocsin.read.rules.sections import ITEM_MARKS


def is_label(anchor: Anchor) -> bool:
    """A trigger in the topic that opens an item of a list: "- Civil war, Battle of Mosul - The army says ..."."""
    sentence = anchor.sentence
    if sentence.texts[0] not in ITEM_MARKS:
        return False
    dash = next((i for i in range(anchor.end, len(sentence.texts) - 1) if _stands_apart(sentence, i)), None)
    return dash is not None and not any(verb.start < dash for verb in sentence.verbs)


def _stands_apart(sentence: Sentence, i: int) -> bool:
    starts, ends = sentence.starts, sentence.ends
    return sentence.texts[i] in "-–—" and ends[i - 1] < starts[i] and ends[i] < starts[i + 1]

"""Whether a toll counts those who did it: "12 dead, including the bomber", "not counting the attackers"."""

from __future__ import annotations

from tocsin.read.rules.document import Line
from tocsin.read.rules.toll_lists import words
from tocsin.record.values import YesNoUnknown

REACH = 14  # tokens after a figure within which the doers are looked for


def doers_among(line: Line, end: int, whom: str | None) -> YesNoUnknown:
    """Whether the figure that ends at a token holds the doers, as far as the words say."""
    if whom is not None and whom.lower().split()[-1] in words("doers"):
        return "yes"
    sentence = line.sentence
    if words("doers").isdisjoint(sentence.vocabulary):
        return "unknown"
    stop = min(end + REACH, len(sentence.texts))
    at = next((i for i in range(end, stop) if sentence.lower(i) in words("doers")), None)
    if at is None:
        return "unknown"
    between = f" {sentence.words(end, at)} "
    if any(f" {phrase} " in between for phrase in words("without")):
        return "no"
    return "yes" if " including " in between or " among them " in between or " counting " in between else "unknown"
